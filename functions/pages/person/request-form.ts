// The request form of a company: what it asks for, and what becomes of it.
import type { PublicProfile } from '../../../shared/application/companies/public-profile.ts'
import { parseBody } from '../../../shared/contracts/parse.ts'
import type { Body } from '../../../shared/contracts/bodies.ts'
import { err } from '../../../shared/kernel/result.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { networkOf } from '../../http/network.ts'
import { retryAfter } from '../../http/respond.ts'
import { wishOf } from '../../http/wish.ts'
import { page, seeOther } from '../call.ts'
import type { CompanyCall } from '../call.ts'
import { brokenFactor, factorFields, factorIn, refusedFactor } from '../factor-fields.ts'
import { errorSummary, hidden, input, select, textarea } from '../fields.ts'
import type { FieldError } from '../fields.ts'
import { lineOf, textOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import { html, nothing } from '../html.ts'
import type { Html } from '../html.ts'
import { idempotencyOf, onceOf } from '../once.ts'
import { list, postForm, said } from '../parts.ts'
import { referenceIn } from '../reference.ts'
import { chosen, errorsAt, named } from '../sent-form.ts'
import type { SentForm } from '../sent-form.ts'
import type { Texts } from '../texts/texts.ts'
import {
  identifierErrors,
  identifierFields,
  identifiersIn,
  languageOptions,
  purposeField,
  receiverField,
  receiverIn,
  receiverOptions,
  rightOptions,
  rightsIn,
  sendsOn,
  typeOptions,
} from '../wish-options.ts'

type RequestFormView = SentForm & {
  readonly company: PublicProfile
  readonly texts: Texts
  readonly language: 'da' | 'en'
  /** Makes a form that is sent twice one request. */
  readonly once: string
}

export async function showRequestForm(call: CompanyCall) {
  if (call.company.intake === 'stopped') return stoppedPage(call)
  return formPage(call, new URLSearchParams({ language: call.language }), [])
}

/** Who comes in vain is told how else to reach the company, and that their rights are the same. */
function stoppedPage(call: CompanyCall) {
  const { company, texts } = call
  const { closed } = texts.operator
  const title = closed.title(company.name)
  const main = html`<h1>${title}</h1>
    <p>${closed.text}</p>
    <p>${texts.person.form.contact(company.contact.name, company.contact.email)}</p>
    <p>${closed.follow} <a href="/${company.company}/links">${closed.followLink}</a></p>`
  return page(call, { title, main })
}

function formPage(call: CompanyCall, form: FormValues, errors: readonly FieldError[], status = 200) {
  const { company, texts, language } = call
  const once = onceOf(form)
  return page(
    call,
    {
      title: texts.person.form.title(company.name),
      main: requestFormView({ company, texts, language, form, errors, once }),
      hasErrors: errors.length > 0,
    },
    status,
  )
}

function requestFormView(view: RequestFormView): Html {
  const { company, texts, errors, once } = view
  const { common, person } = texts
  const { form: words } = person
  return html`${errorSummary(common.problem, errors)}
    <h1>${words.title(company.name)}</h1>
    <p class="lead">${words.lead}</p>
    <p>${words.period}</p>
    <p>${words.follow} <a href="/${company.company}/links">${words.followLink}</a></p>
    ${postForm({
      action: `/${company.company}`,
      submit: words.submit,
      body: html`${hidden('once', once)}${wishFields(view)}`,
    })}
    <p>${words.contact(company.contact.name, company.contact.email)}</p>
    ${otherWays(company)}`
}

/** For who has no e-mail (EDPB 01/2022, section 3.1.1). */
const otherWays = ({ contact: { phone, postalAddress } }: CompanyCall['company']): Html =>
  list([phone, postalAddress && said(postalAddress)].filter((way) => way !== undefined))

function wishFields(view: RequestFormView): Html {
  const { company, texts, language, form, errors } = view
  const { form: words } = texts.person
  return html`${chosen(view, 'rights', {
    ...{ kind: 'checkbox', label: words.rights, hint: words.rightsHint },
    options: rightOptions(company, texts),
  })}${purposeField(company, form, words.objection)}${chosen(view, 'informationTypes', {
    ...{ kind: 'checkbox', label: words.types, hint: words.typesHint },
    options: typeOptions(company, language),
  })}${input(
    { ...named(view, 'email'), label: words.email, hint: words.emailHint },
    { type: 'email', autocomplete: 'email', maxlength: 254 },
  )}${identifierFields(company, language, view)}${textarea(
    { ...named(view, 'message'), label: words.message, hint: words.messageHint },
    { rows: 5 },
  )}${receiverChoice(view)}${factorFields({ company, texts, form, errors, why: texts.factor.why })}${select({ ...named(view, 'language'), label: words.language }, languageOptions(company))}`
}

/** Named here it is a wish, which they sign behind their link (Art. 20(2)). */
function receiverChoice(view: RequestFormView): Html {
  const { company, texts } = view
  const { receiver } = texts.person.form
  if (!sendsOn(company)) return nothing
  const field = { ...named(view, receiverField), label: receiver.title, hint: receiver.hint }
  return select(field, receiverOptions(company, receiver))
}

export async function sendRequest(call: CompanyCall, form: FormValues) {
  const body = wishBody(call, form)
  if (!body.ok) return formPage(call, form, fieldErrors(call, body.error, form), 400)

  const created = await call.app.createRequest({
    companyId: call.company.company,
    wish: wishOf(body.value),
    network: networkOf(call.app, call.request),
    ...idempotencyOf(form, body.value),
  })
  if (created.ok) return seeOther(`/${call.company.company}/received?reference=${created.value.reference}`)
  if (created.error.code === 'tooManyRequests') return crowded(call, form, created.error.retryAfterSeconds)
  if (['companySuspended', 'companyClosing'].includes(created.error.code)) return stoppedPage(call)
  const field = refusedField(created.error.code, call.texts)
  return field ? formPage(call, form, [field], 400) : created.error
}

function wishBody(
  { company }: CompanyCall,
  form: FormValues,
): Result<Body<'createRequest'>, readonly string[]> {
  const message = textOf(form, 'message')
  const language = lineOf(form, 'language')
  const types = form.getAll('informationTypes')
  const body = parseBody('createRequest', {
    ...rightsIn(form),
    email: lineOf(form, 'email'),
    ...factorIn(company, form),
    ...(types.length > 0 ? { informationTypes: types } : {}),
    ...(message === '' ? {} : { message }),
    ...receiverIn(form),
    ...identifiersIn(company, form),
    ...(language === '' ? {} : { language }),
  })
  return body.ok ? body : err(body.error.errors.map(({ pointer }) => pointer))
}

function fieldErrors(
  { company, texts }: CompanyCall,
  pointers: readonly string[],
  form: FormValues,
): readonly FieldError[] {
  const { errors } = texts.person.form
  const fields = [
    { step: 'rights', id: 'rights', text: errors.rights },
    { step: 'informationTypes', id: 'informationTypes', text: errors.types },
    { step: 'email', id: 'email', text: errors.email },
    { step: 'message', id: 'message', text: errors.message },
    { step: receiverField, id: receiverField, text: errors.receiver },
    { step: 'secondFactor', ...brokenFactor(texts, form) },
    { step: 'language', id: 'language', text: errors.other },
  ]
  const found = [...errorsAt(pointers, fields), ...identifierErrors(company, pointers, errors.number)]
  return found.length > 0 ? found : [{ id: 'rights', text: errors.other }]
}

function refusedField(code: string, texts: Texts): FieldError | undefined {
  const { errors } = texts.person.form
  if (code === 'rightNotOffered') return { id: 'rights', text: errors.rightNotOffered }
  if (code === 'informationTypeUnknown') return { id: 'informationTypes', text: errors.types }
  if (code === 'transferNotOffered') return { id: receiverField, text: errors.receiver }
  return refusedFactor(texts, code)
}

/** Nothing that was typed is lost, and the law knows other ways of asking (Art. 12(2)). */
function crowded(call: CompanyCall, form: FormValues, seconds: number) {
  const { name, email } = call.company.contact
  const text = call.texts.person.form.crowded(name, email, Math.ceil(seconds / 60))
  const { headers, ...answer } = formPage(call, form, [{ id: 'rights', text }], 429)
  return { ...answer, headers: { ...(headers as Record<string, string>), ...retryAfter(429, seconds) } }
}

/** What follows the form: reached by a redirect, so that it can be opened again without sending anything. */
export async function showReceived(call: CompanyCall) {
  const reference = referenceIn(call.url.searchParams)
  if (reference === undefined) return { code: 'notFound' }
  const { received } = call.texts.person
  const demo = call.app.settings.mode === 'demo'
  return page(call, {
    title: received.title,
    main: html`<h1>${received.title}</h1>
      <div class="panel">
        <p>${received.reference}<br /><strong class="reference">${reference}</strong></p>
        <p>${received.keep}</p>
      </div>
      <h2>${received.next}</h2>
      <ol>
        ${received.steps.map((step) => html`<li>${step}</li>`)}
      </ol>
      <p>${received.due}</p>
      <p>${received.noMail} <a href="/${call.company.company}/links">${received.noMailLink}</a>.</p>
      ${demo && html`<p><a href="/_local">${received.mailbox}</a></p>`}`,
  })
}
