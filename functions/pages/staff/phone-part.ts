// The part of the page of factors on which a number for text messages is added.
import type { StaffCall } from '../call.ts'
import { input } from '../fields.ts'
import { lineOf } from '../form.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { section } from '../parts.ts'
import { own } from './factor-forms.ts'
import type { Shown } from './factor-forms.ts'

export function phoneSection(call: StaffCall, { form, errors = [], texted }: Shown): Html {
  const { page: words } = call.texts.proof
  const value = form ? lineOf(form, 'phone') : ''
  const number = { id: 'phone', name: 'phone', label: words.phone, hint: words.phoneHint, value, errors }
  const begin = html`<p>${words.addPhoneLead}</p>
    ${input(number, { type: 'tel', inputmode: 'tel', autocomplete: 'tel', width: 'medium', maxlength: 40 })}`
  const code = input(
    { id: 'texted', name: 'code', label: words.texted, errors },
    { inputmode: 'numeric', autocomplete: 'one-time-code', width: 'short', maxlength: 12 },
  )
  const asked = texted
    ? own(call, { place: '/phones/confirmation', submit: words.confirmPhone, body: code })
    : own(call, { place: '/phones', submit: words.sendText, body: begin })
  return section('add-phone', words.addPhone, asked)
}
