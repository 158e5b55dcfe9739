// What lies in a subject's partition of `consents`, `[companyId, subjectRef]`: all of it is committed together.
import type { ChainHead, GoneEvent } from '../../domain/consent/chain.ts'
import type { ConsentEvent, ConsentMethod, PurposeDecision } from '../../domain/consent/event.ts'
import type { RenewalsAsked } from '../../domain/consent/expiry.ts'
import type { PurposeStates } from '../../domain/consent/state.ts'
import type { Document } from '../ports/documents.ts'
import type { Instant } from '../requests/request-document.ts'

/** One event, id `event:{seq}`: added, and never written again. */
export type ConsentEventDocument = Document & { readonly event: ConsentEvent }

/** What is left of an event when the time of its proof is over, id `gone:{seq}`: its place in the chain. */
export type GoneEventDocument = Document & {
  readonly companyId: string
  readonly subjectRef: string
  readonly gone: GoneEvent
}

/** How long what was said is kept, and whether anything of it still is. */
export type ConsentKeeping = {
  /** Sparse: when to look whether the time of something's proof is over. */
  readonly proofPurgeAt?: Instant
  /** Nothing is left but hashes, and nobody knows any more who it was. */
  readonly forgotten?: true
}

/** Whether something of theirs runs out, and who looks after it. */
export type ConsentWatch = {
  /** Sparse: by when an instance must have looked; where there is none, when one begins. */
  readonly wakeBy?: Instant
  /** The one orchestration that counts. */
  readonly instanceId?: string
  readonly renewalsAsked?: RenewalsAsked
}

/** id `state`: what holds, how far the chain, the changes and the audit entries are counted. Its etag puts changes in a row. */
export type ConsentStateDocument = Document &
  ChainHead &
  ConsentWatch &
  ConsentKeeping & {
    readonly id: 'state'
    readonly companyId: string
    readonly subjectRef: string
    readonly version: number
    readonly auditCount: number
    /** Always the fold of the events. */
    readonly purposes: PurposeStates
  }

/** Who it is about, id `subject`: an address or the company's own name for them, encrypted. */
export type ConsentSubjectDocument = Document & {
  readonly companyId: string
  readonly subjectRef: string
  /** `ConsentSubject`, encrypted under the company's key. */
  readonly sealed: string
}

/** Whose mailbox a name of an application stands for, id `person`, beside the name: a mailbox has many names, a name one mailbox. */
export type ConsentPersonDocument = Document & {
  readonly companyId: string
  readonly subjectRef: string
  /** The reference under which the consents of the address lie, or would. */
  readonly addressRef: string
  readonly namedAt: Instant
}

/** As the company, or an application of its, names somebody. */
export type ConsentSubject = { readonly email: string } | { readonly externalId: string }

/** One act of asking or giving, id `consent:{consentId}`. What became of it is in the events that name it. */
export type ConsentDocument = Document & {
  readonly companyId: string
  readonly subjectRef: string
  readonly consentId: string
  readonly formId: string
  readonly formVersion: number
  readonly language: string
  readonly formSha256: string
  readonly method: ConsentMethod
  readonly createdAt: Instant
  /** What was said, or will have been once it is confirmed. */
  readonly purposes: readonly PurposeDecision[]
  readonly receiptId: string
  /** `requested` until somebody confirmed it, or took it back; its link is worth nothing after that. */
  readonly standing: 'requested' | 'said'
  /** Where the form asks for one, until it was shown: its argon2id hash, under the company's key. */
  readonly sealedPasscode?: string
  readonly passcodeTries?: number
  /** Of one that was taken over from elsewhere: `{importId}:{line}`. */
  readonly importedBy?: string
}

export const consentStateId = 'state'

export const consentSubjectId = 'subject'

export const consentPersonId = 'person'

export const goneEventId = (seq: number): string => `gone:${String(seq).padStart(8, '0')}`

export const consentEventPrefix = 'event:'

export const consentEventId = (seq: number): string => `${consentEventPrefix}${String(seq).padStart(8, '0')}`

export const consentPrefix = 'consent:'

export const consentDocumentId = (consentId: string): string => `${consentPrefix}${consentId}`

export const subjectRefLength = 22

/** A consent's id begins with its subject's reference, so that one read finds it; the rest is random. */
export const newConsentId = (subjectRef: string, randomId: string): string => `${subjectRef}${randomId}`

/** Undefined for what cannot be a consent's id. */
export const subjectRefIn = (consentId: string): string | undefined =>
  /^[A-Za-z0-9_-]{44}$/.test(consentId) ? consentId.slice(0, subjectRefLength) : undefined
