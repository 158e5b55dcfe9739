// The form for a request that came another way than the company's page.
import type { StaffCall } from '../call.ts'
import { factorFields } from '../factor-fields.ts'
import { dateType, errorSummary, hidden, input, select, textarea } from '../fields.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { onceOf } from '../once.ts'
import { postForm } from '../parts.ts'
import { chosen, named } from '../sent-form.ts'
import type { SentForm } from '../sent-form.ts'
import {
  identifierFields,
  languageOptions,
  purposeField,
  rightOptions,
  typeOptions,
} from '../wish-options.ts'

type RegistrationForm = SentForm & { readonly action: string }

export function registrationView(call: StaffCall, given: RegistrationForm): Html {
  const { action, form, errors } = given
  const { register } = call.texts.staff
  return html`${errorSummary(call.texts.common.problem, errors)}
    <p><a href="/${call.company.company}/staff">${register.back}</a></p>
    <h1>${register.title}</h1>
    <p class="lead">${register.lead}</p>
    ${postForm({
      action,
      csrf: call.session.csrf,
      submit: register.submit,
      body: html`${hidden('once', onceOf(form))}${receiptFields(call, given)}${reachFields(call, given)}${wishFields(call, given)}`,
    })}`
}

const optionsOf = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }))

function receiptFields({ texts }: StaffCall, given: RegistrationForm): Html {
  const { register } = texts.staff
  const channels = { kind: 'radio' as const, label: register.channel, options: optionsOf(register.channels) }
  return html`${chosen(given, 'channel', channels)}${input(
    { ...named(given, 'receivedOn'), label: register.receivedOn, hint: register.receivedOnHint },
    { type: dateType(given.form.get('receivedOn') ?? ''), width: 'medium' },
  )}${input(
    { ...named(given, 'receivedTime'), label: register.receivedTime, hint: register.receivedTimeHint },
    { width: 'short', autocomplete: 'off' },
  )}${textarea(
    { ...named(given, 'backdatingReason'), label: register.reason, hint: register.reasonHint },
    { rows: 2 },
  )}`
}

function reachFields({ texts }: StaffCall, given: RegistrationForm): Html {
  const { register } = texts.staff
  const reaches = { kind: 'radio' as const, label: register.reach, options: optionsOf(register.reaches) }
  return html`${chosen(given, 'reach', reaches)}${input(
    { ...named(given, 'email'), label: register.email, hint: register.emailHint },
    { type: 'email', autocomplete: 'off', maxlength: 254 },
  )}${textarea(
    { ...named(given, 'postalAddress'), label: register.postalAddress, hint: register.postalAddressHint },
    { rows: 3 },
  )}`
}

function wishFields({ texts, company, language }: StaffCall, given: RegistrationForm): Html {
  const { register } = texts.staff
  return html`${chosen(given, 'rights', {
    ...{ kind: 'checkbox', label: register.rights, hint: register.rightsHint },
    options: rightOptions(company, texts),
  })}${purposeField(company, given.form, register.objection)}${chosen(given, 'informationTypes', {
    ...{ kind: 'checkbox', label: register.types, hint: register.typesHint },
    options: typeOptions(company, language),
  })}${identifierFields(company, language, given)}${textarea(
    { ...named(given, 'message'), label: register.message, hint: register.messageHint },
    { rows: 4 },
  )}${factorFields({ ...{ company, texts }, ...given, why: texts.factor.whyStaff })}${select({ ...named(given, 'language'), label: register.language }, languageOptions(company))}`
}
