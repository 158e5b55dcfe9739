// The choice of what opens the answer beside the mailbox: the same for the person and for staff who write it down.
import type { PublicProfile } from '../../shared/application/companies/public-profile.ts'
import { asE164 } from '../../shared/domain/identity/text-messages.ts'
import { choices, input } from './fields.ts'
import type { FieldError } from './fields.ts'
import { lineOf } from './form.ts'
import type { FormValues } from './form.ts'
import { html } from './html.ts'
import type { Html } from './html.ts'
import { disclosure } from './parts.ts'
import type { Texts } from './texts/texts.ts'

type Shown = {
  readonly company: PublicProfile
  readonly texts: Texts
  readonly form: FormValues
  readonly errors: readonly FieldError[]
  readonly why: string
}

const names = ['factor', 'phone', 'passcode']

/** Off unless it is chosen, and out of the way: most answers need no more than the mailbox. */
export function factorFields({ company, texts, form, errors, why }: Shown): Html {
  const { factor: words } = texts
  const { sms } = company.secondFactors
  const chosen = lineOf(form, 'factor')
  const kinds = [
    { value: '', label: words.none },
    ...(sms ? [{ value: 'sms', label: words.sms }] : []),
    { value: 'passcode', label: words.passcode },
  ]
  const body = html`<p>${why}</p>
    <p>${words.lose}</p>
    ${choices({
      ...{ id: 'factor', name: 'factor', kind: 'radio', errors, chosen: [chosen] },
      ...{ label: words.label, options: kinds },
    })}${
      sms &&
      input(
        {
          ...{ id: 'phone', name: 'phone', errors, value: form.get('phone') ?? '' },
          ...{ label: words.phone, hint: words.phoneHint(sms.prefixes.join(', ')) },
        },
        { type: 'tel', inputmode: 'tel', autocomplete: 'tel', width: 'medium', maxlength: 40 },
      )
    }${input(
      { id: 'passcode', name: 'passcode', errors, label: words.passcodeLabel, hint: words.passcodeHint },
      { type: 'password', autocomplete: 'new-password', width: 'medium', maxlength: 128 },
    )}`
  const open = chosen !== '' || errors.some(({ id }) => names.includes(id))
  return disclosure('own-factor', { summary: words.summary, open }, body)
}

/** For the body of the API's call; what stands in the field of another choice stays out of it. */
export function factorIn({ secondFactors }: PublicProfile, form: FormValues) {
  switch (form.get('factor')) {
    case 'sms':
      return {
        secondFactor: { kind: 'sms', phone: asE164(lineOf(form, 'phone'), secondFactors.callingCode) },
      }
    case 'passcode':
      return { secondFactor: { kind: 'passcode', passcode: form.get('passcode') ?? '' } }
    default:
      return {}
  }
}

/** Which field breaks a rule of the body's `secondFactor`. */
export const brokenFactor = ({ factor: { errors } }: Texts, form: FormValues): FieldError =>
  form.get('factor') === 'sms'
    ? { id: 'phone', text: errors.phone }
    : { id: 'passcode', text: errors.passcode }

export function refusedFactor({ factor: { errors } }: Texts, code: string): FieldError | undefined {
  const fields: Readonly<Record<string, FieldError>> = {
    phoneNotOffered: { id: 'phone', text: errors.phoneNotOffered },
    smsNotOffered: { id: 'factor', text: errors.smsNotOffered },
    factorNeedsEmail: { id: 'factor', text: errors.factorNeedsEmail },
  }
  return Object.hasOwn(fields, code) ? fields[code] : undefined
}
