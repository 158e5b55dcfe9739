import type { AtOnceRight, Right } from '../requests/right.ts'
import type { Authority } from './authorities.ts'

/**
 * What each letter is written from (regulation.md e.3). A blank string or an empty list counts as missing:
 * the letter is then not made. Days are local days in the company's time zone, `2026-03-05`.
 */
export type LetterFactsByKind = {
  readonly acknowledgement: AcknowledgementFacts
  readonly extension: ExtensionFacts
  readonly identityRequest: PauseFacts
  readonly delivery: DeliveryFacts
  readonly refusal: RefusalFacts
  readonly expiry: ExpiryFacts
  readonly withdrawal: WithdrawalFacts
  readonly purge: PurgeFacts
  readonly atOnce: AtOnceFacts
}

export type LetterKind = keyof LetterFactsByKind

export type LetterFacts<Kind extends LetterKind = LetterKind> = LetterFactsByKind[Kind]

export type SenderFacts = {
  readonly companyName: string
  /** How to reach the company: address, e-mail, telephone. */
  readonly contact: string
  readonly dataProtectionOfficer?: string
  readonly reference: string
  readonly writtenOn: string
}

/** How the person goes on from here: behind their link, or by the company's contact for who asked on paper. */
export type Way = { readonly kind: 'link'; readonly url: string } | { readonly kind: 'paper' }

/** R11: receipt confirmed in writing, with the period from day X to day Y. */
export type AcknowledgementFacts = SenderFacts & {
  readonly receivedOn: string
  readonly dueOn: string
  readonly rights: readonly Right[]
  /** Labels in the person's language; empty is everything (R14). */
  readonly informationTypes: readonly string[]
  /** Paragraphs in the company's own words. */
  readonly added?: readonly string[]
  readonly way: Way
}

/** R6 to R8. `firstMonthEndsOn` is the day the notice must have been sent by; `writtenOn` is the day it is sent. */
export type ExtensionFacts = SenderFacts & {
  readonly authority: Authority
  readonly receivedOn: string
  readonly firstMonthEndsOn: string
  readonly newDueOn: string
  readonly reasonCode: 'complexity' | 'numberOfRequests'
  readonly reason: string
}

/** R9, R17: why, exactly what, by which secure way, and that the clock stands still from `writtenOn` until `until`. */
export type PauseFacts = SenderFacts & {
  readonly reasonCode: 'identityInformation' | 'specification'
  readonly reason: string
  readonly needed: readonly string[]
  readonly until: string
  readonly way: Way
}

export type DeliveryFacts = SenderFacts & {
  readonly authority: Authority
  /** The packages that it comes with. */
  readonly answers: 'access' | 'portability' | 'accessAndPortability'
  readonly handOver:
    | { readonly kind: 'link'; readonly url: string; readonly expiresOn: string; readonly lock: DeliveryLock }
    | { readonly kind: 'paper' }
  /** What is in it, in the person's language. */
  readonly contents: readonly string[]
  readonly leftOut: readonly LeftOut[]
}

/** Who can read the delivery before it is destroyed (security.md, "Keys"). */
export type DeliveryLock = 'companyKey' | 'passphrase' | 'passkey'

/** Ground, article, facts: the order in which a person is told why (R12, R41). Texts are in the person's language. */
export type LeftOut = {
  readonly what: string
  readonly groundCode: string
  readonly ground: string
  readonly article: string
  readonly facts: string
}

export type RefusalFacts = SenderFacts & {
  readonly authority: Authority
  readonly extent: 'whole' | 'part'
  readonly receivedOn: string
  readonly items: readonly LeftOut[]
}

/** Art. 12(4): silence is not an ending (regulation.md e.4, 5). */
export type ExpiryFacts = SenderFacts & {
  readonly authority: Authority
  readonly receivedOn: string
  readonly reasonCode: 'notVerified' | 'identityNotEstablished' | 'informationNotGiven'
  readonly way: Way
}

export type WithdrawalFacts = SenderFacts & {
  readonly receivedOn: string
  readonly withdrawnOn: string
  /** The day by which what was collected is destroyed. */
  readonly purgeOn: string
}

/** Claims no more than the purge certificate does (security.md, "Keys"). */
export type PurgeFacts = SenderFacts & {
  readonly receivedOn: string
  readonly unreadableSince: string
  readonly ciphertextGoneBy: string
  readonly certificate: Way
}

/** Art. 7(3), Art. 21(3): what has taken effect, from when, and what becomes of the rest of the request. */
export type AtOnceFacts = SenderFacts & {
  readonly authority: Authority
  readonly receivedOn: string
  readonly since: string
  readonly rights: readonly AtOnceRight[]
  /** `ended`: nothing else was asked; what was written down is destroyed by `purgeOn`. */
  readonly rest: { readonly kind: 'goesOn' } | { readonly kind: 'ended'; readonly purgeOn: string }
}

/** The parts that a letter can have; a missing one is named by this code. */
export type LetterPart =
  | 'sender'
  | 'reference'
  | 'writtenOn'
  | 'receipt'
  | 'period'
  | 'asked'
  | 'next'
  | 'way'
  | 'contact'
  | 'reason'
  | 'newDate'
  | 'sentWithinFirstMonth'
  | 'needed'
  | 'suspension'
  | 'proofDeletion'
  | 'access'
  | 'expiryDate'
  | 'howToOpen'
  | 'contents'
  | 'leftOut'
  | 'informationSheet'
  | 'keeping'
  | 'items'
  | 'complaint'
  | 'remedy'
  | 'takeUpAgain'
  | 'effect'
  | 'destroyed'
  | 'kept'
  | 'stops'
  | 'limits'
  | 'rest'

/** Plain text throughout: whoever shows it escapes it. */
export type LetterSection = {
  readonly part: LetterPart
  readonly heading: string
  readonly paragraphs: readonly string[]
  readonly items: readonly string[]
  /** An address to show on a line of its own, http or https. */
  readonly url?: string
}

export type Letter = {
  readonly kind: LetterKind
  readonly title: string
  readonly from: string
  readonly reference: string
  readonly writtenOn: string
  readonly labels: { readonly from: string; readonly reference: string; readonly writtenOn: string }
  readonly sections: readonly LetterSection[]
}
