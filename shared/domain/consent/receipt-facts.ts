import type { Authority } from '../letters/authorities.ts'
import type { ConsentFactor } from './form.ts'
import type { ConsentEventType, ConsentMethod, ConsentSpeaker } from './event.ts'

/** One event as it concerns one purpose. `hash` is that of the event in the chain of its subject. */
export type StatedEvent = {
  readonly eventId: string
  readonly state: ConsentEventType
  readonly at: Date
  readonly by: ConsentSpeaker
  readonly method: ConsentMethod
  /** What they showed, where something was asked. */
  readonly factors?: readonly ConsentFactor[]
  readonly validUntil?: Date
  readonly hash: string
}

/** A purpose as it was shown, in the language in which it was shown, and its history, oldest first. */
export type ReceiptPurpose = {
  readonly purposeId: string
  readonly text: string
  readonly explicit: boolean
  /** Of the vocabulary DPV-PD (`dpv-pd:EmailAddress`), or in words. */
  readonly dataCategories: readonly string[]
  readonly recipients: readonly string[]
  readonly retention: string
  /** Each with what protects the data there. */
  readonly thirdCountries: readonly { readonly country: string; readonly safeguard: string }[]
  readonly history: readonly StatedEvent[]
}

export type ReceiptController = {
  readonly id: string
  readonly name: string
  readonly address?: string
  readonly email?: string
  readonly phone?: string
}

/** The text that was shown: which version, in which language, and the SHA-256 over it (Art. 7(1)). */
export type ReceiptNotice = {
  readonly formId: string
  readonly version: number
  readonly title: string
  readonly sha256: string
  readonly url: string
  readonly publishedAt: Date
}

/** All that a receipt says of one consent: one giving act of one person on one version of a form. */
export type ReceiptFacts = {
  readonly receiptId: string
  /** The same as a UUID, for formats that know no other (RFC 9562, version 4). */
  readonly receiptUuid: string
  readonly consentId: string
  /** A pseudonym: who it is, only the controller can tell. */
  readonly subjectRef: string
  readonly createdAt: Date
  /** ISO 639-1: the language in which it was shown. */
  readonly language: string
  /** ISO 3166-1 alpha-2. */
  readonly country: string
  readonly notice: ReceiptNotice
  readonly controller: ReceiptController
  readonly authority: Pick<Authority, 'name' | 'url'> & Partial<Authority>
  readonly withdrawal: { readonly url: string; readonly text: string }
  readonly rightsUrl: string
  /** Months after its end in which the proof of it is kept, where the text said so. */
  readonly proofMonths?: number
  readonly purposes: readonly ReceiptPurpose[]
}

/** Where the latest event leaves it. */
export const latestOf = ({ history }: Pick<ReceiptPurpose, 'history'>): StatedEvent | undefined =>
  history.at(-1)

export const isValid = (state: ConsentEventType): boolean => state === 'given' || state === 'renewed'
