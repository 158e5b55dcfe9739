// What a link asks for beside itself, where the person set a factor of their own: in words, and as a field.
import type { NeededFactor } from '../../../shared/application/identity/spend-link.ts'
import { input } from '../fields.ts'
import type { FieldError } from '../fields.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { disclosure } from '../parts.ts'
import type { PersonTexts } from '../texts/person-en.ts'

type Words = PersonTexts['link']

export function neededWords({ factor }: Words, needed: NeededFactor): Html {
  if (needed.kind === 'passcode') return html`${factor.passcode}`
  const texts = { sent: factor.sms, notNow: factor.smsNotNow, notSent: factor.smsNotSent }
  return html`${texts[needed.text ?? 'notNow']} <strong>${needed.phoneEnding}</strong>.`
}

export const factorField = (
  { factor }: Words,
  { kind }: NeededFactor,
  errors: readonly FieldError[],
): Html =>
  kind === 'passcode'
    ? input(
        { id: 'code', name: 'passcode', label: factor.passcodeLabel, errors },
        { type: 'password', autocomplete: 'current-password', maxlength: 128 },
      )
    : input(
        { id: 'code', name: 'code', label: factor.smsLabel, hint: factor.smsHint, errors },
        { inputmode: 'numeric', autocomplete: 'one-time-code', width: 'short', maxlength: 12 },
      )

/** Who has lost it cannot be helped by mail: whoever holds the mailbox would help themselves (security.md, "Keys"). */
export const lostPart = (
  { factor }: Words,
  contact: { readonly name: string; readonly email: string },
): Html =>
  disclosure('lost', { summary: factor.lost }, html`<p>${factor.lostText(contact.name, contact.email)}</p>`)
