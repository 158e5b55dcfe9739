import type { Letter } from '../../domain/letters/letter-facts.ts'
import type { Arrival } from '../../domain/letters/arrival.ts'
import type { MailKind } from '../../domain/letters/mail-facts.ts'
import type { Language } from '../../domain/templates/template.ts'
import type { Document } from '../ports/documents.ts'
import type { Instant } from '../requests/request-document.ts'

/** What the mail's acceptance by the provider changes in the request. */
export type MailEffect = 'extensionSent' | 'pauseSent' | 'deliveryNotified'

/** The facts of a mail beside its link (`mail-facts.ts`); which of them there are depends on the kind. */
export type MailDetails = {
  readonly reference?: string
  readonly dueOn?: string
  readonly expiresOn?: string
  readonly daysLeft?: number
  readonly host?: string
}

export type MailRecipient =
  | { readonly kind: 'person' }
  | { readonly kind: 'employee'; readonly employeeId: string }
  /** Another controller, at the contact that it was approved with (Art. 20(2)). */
  | { readonly kind: 'receiver'; readonly receiverId: string }

/**
 * A mail that is to be sent, id `mail:{mailId}`, in the partition of what it is about. It names its addressee and
 * never holds an address in the clear; tokens and codes are encrypted and go when the provider has accepted it.
 */
export type MailDocument = Document & {
  readonly companyId: string
  readonly requestId: string
  readonly mailId: string
  readonly kind: MailKind
  readonly language: Language
  readonly recipient: MailRecipient
  readonly details: MailDetails
  readonly createdAt: Instant
  /** `dropped`: there was nobody to read it any more, or nothing left to tell. */
  readonly state: 'pending' | 'sent' | 'refused' | 'dropped'
  readonly sentAt?: Instant
  /** What the provider told of it later. */
  readonly arrival?: { readonly state: Arrival; readonly at: Instant }
  /** How often the provider was away. */
  readonly tries: number
  /** Sparse: when to try again what is still pending, also when the message that should have sent it is lost. */
  readonly retryAt?: Instant
  /** What it points at is gone by then: it is not sent any more. */
  readonly worthUntil?: Instant
  readonly effect?: MailEffect
  /** Somebody typed an address, and it is not yet known whose it is. */
  readonly asked?: true
  /** `MailSecrets`, encrypted. */
  readonly sealed?: string
}

export type MailSecrets = {
  /** Only for a mail that belongs to no request: a person who asked for all their links. */
  readonly email?: string
  /** Where it leads, behind the company's own address, where that is no link to be spent. */
  readonly path?: string
  /** A fresh code for a link that was mailed before. */
  readonly code?: string
  readonly links: readonly MailedLink[]
}

/** One to be spent, with its eight digits; or one that leads to a page by itself, behind the company's own address. */
export type MailedLink =
  { readonly token: string; readonly code: string; readonly reference?: string } | { readonly path: string }

/** A first look after ten minutes; then twice as long each time, six hours at most. */
export const retryMinutes = (tries: number): number => Math.min(10 * 2 ** tries, 360)

export const mailDocumentId = (mailId: string): string => `mail:${mailId}`

/** What the person reads behind the link, id `letter:{letterId}`; the letter itself is encrypted under the request's key. */
export type LetterDocument = Document & {
  readonly letterId: string
  readonly kind: Letter['kind']
  readonly writtenAt: Instant
  readonly sealed: string
}

export const letterDocumentId = (letterId: string): string => `letter:${letterId}`
