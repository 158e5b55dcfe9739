import type { Arrival } from '../../domain/letters/arrival.ts'
import type { Personal } from '../../kernel/personal.ts'
import type { Result } from '../../kernel/result.ts'

/** `id` makes a repeat safe where the provider allows it. Plain text and HTML say the same. */
export type Mail = {
  readonly id: string
  readonly to: Personal<string>
  readonly fromName: string
  readonly subject: string
  readonly text: string
  readonly html: string
}

export type MailSender = {
  /** Accepted by the provider, or refused for good (`addressRefused`). Throws `DependencyUnavailable` when trying again may help. */
  readonly send: (
    mail: Mail,
  ) => Promise<Result<{ readonly providerId: string }, { readonly code: 'addressRefused' }>>
}

/** A call that says it comes from the provider; `header` in any case, null where it is absent. */
export type ProviderCall = {
  readonly header: (name: string) => string | null
  readonly body: Uint8Array
}

/** `mailId` is the id under which the mail was handed over; it may be anyone's, until it is found. */
export type MailEvent = { readonly mailId: string; readonly arrival: Arrival }

/** `signatureInvalid`: not the provider's word, or no longer. `jsonMalformed`: not what it says. */
export type MailEventRefusal = { readonly code: 'signatureInvalid' | 'jsonMalformed' }

export type MailEvents = {
  /** What became of mails: one event a mail, the worst. What else the provider tells is left out. */
  readonly read: (call: ProviderCall) => Result<readonly MailEvent[], MailEventRefusal>
}

/** `id` says by ids alone where the text belongs; it comes back with what the provider tells of it. */
export type Sms = { readonly id: string; readonly to: Personal<string>; readonly text: string }

export type SmsSender = {
  readonly send: (
    sms: Sms,
  ) => Promise<Result<{ readonly providerId: string }, { readonly code: 'numberRefused' }>>
}

export type SmsEvents = {
  /** What the provider tells of the text with this id. */
  readonly read: (
    call: ProviderCall & { readonly reference: string },
  ) => Result<'underway' | 'notArrived', { readonly code: 'signatureInvalid' }>
}
