// What was said about consent, by whom and to which text: written once and never changed (consent.md, d.6).
import type { ConsentFactor } from './form.ts'

/**
 * `requested` is a wish that nobody has confirmed; `renewed` is given again before it ran out; `withdrawn` is the person's,
 * `revoked` another's doing; `invalidated` says that it never was one. The words are DPV's (d.3).
 */
export type ConsentEventType =
  'requested' | 'given' | 'refused' | 'renewed' | 'withdrawn' | 'expired' | 'revoked' | 'invalidated'

export type ConsentMethod = 'webForm' | 'apiThirdParty' | 'magicLink' | 'paper' | 'phone' | 'automatedAgent'

/** `agent` is a program that passes on what the person said to it; `controller` somebody who works for the company. */
export type ConsentSpeaker = 'subject' | 'agent' | 'controller' | 'system'

/** What the event says about one purpose; of a `requested` one, what will be so once it is confirmed. */
export type PurposeDecision = {
  readonly purposeId: string
  readonly decision: 'given' | 'refused' | 'withdrawn' | 'expired' | 'revoked' | 'invalidated'
  readonly explicit: boolean
  /** Until when it holds, where the form limits it. */
  readonly validUntil?: string
}

/** What happened, before it has its place in the subject's chain. Times are instants of RFC 3339 in UTC. */
export type ConsentFact = {
  readonly eventId: string
  /** Of the act by which it was asked for or given; later events about it name it. */
  readonly consentId: string
  readonly type: ConsentEventType
  /** When it was recorded. */
  readonly at: string
  /** When it was said, where that was before: on paper, on the telephone, in a system that came first. */
  readonly saidAt?: string
  readonly by: ConsentSpeaker
  /** The employee or API key that passed it on: an id. */
  readonly agentRef?: string
  readonly formId: string
  readonly formVersion: number
  readonly language: string
  /** Of the text that was shown in that language (`textHash`). */
  readonly formSha256: string
  readonly purposes: readonly PurposeDecision[]
  readonly method: ConsentMethod
  /** The web site whose page asked, where a browser says so. */
  readonly origin?: string
  readonly evidence: {
    readonly factors: readonly ConsentFactor[]
    /** Where the paper lies, or the call is noted, in the company's own files. */
    readonly reference?: string
  }
  /** Of the receipt that goes with it. */
  readonly receiptId?: string
}

export type ConsentEvent = ConsentFact & {
  readonly companyId: string
  /** Keyed hash: who it is about cannot be guessed back from it. */
  readonly subjectRef: string
  /** Gapless from 1 for each subject, given by the server: of two decisions the later is the one with the higher number. */
  readonly seq: number
  readonly prevHash: string
  readonly hash: string
}
