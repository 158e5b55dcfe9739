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

export type Sms = { readonly id: string; readonly to: Personal<string>; readonly text: string }

export type SmsSender = {
  readonly send: (
    sms: Sms,
  ) => Promise<Result<{ readonly providerId: string }, { readonly code: 'numberRefused' }>>
}
