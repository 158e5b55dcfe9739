// Whose consents it is about: by exactly one of the two names under which they can lie.
import type { ConsentSubject } from '../../../shared/application/consent/consent-document.ts'
import type { StaffCall } from '../call.ts'
import { input } from '../fields.ts'
import { lineOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { named } from '../sent-form.ts'
import type { SentForm } from '../sent-form.ts'

export function subjectFields(call: StaffCall, sent: SentForm): Html {
  const { subject: words } = call.texts.consentDesk
  const kept = { autocomplete: 'off' }
  return html`${input({ ...named(sent, 'email'), label: words.email, hint: words.hint }, { ...kept, type: 'email', maxlength: 254 })}
  ${input({ ...named(sent, 'externalId'), label: words.externalId, hint: words.externalIdHint }, { ...kept, maxlength: 200 })}`
}

/** What was filled in; both or neither is nobody. */
export function subjectIn(form: FormValues): Partial<Record<'email' | 'externalId', string>> {
  const [email, externalId] = [lineOf(form, 'email'), lineOf(form, 'externalId')]
  return { ...(email !== '' && { email }), ...(externalId !== '' && { externalId }) }
}

/** The schema lets exactly one of them through. */
export const subjectOf = ({ email, externalId = '' }: ReturnType<typeof subjectIn>): ConsentSubject =>
  email === undefined ? { externalId } : { email }
