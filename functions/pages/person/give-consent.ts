// The page on which a company asks for consent: the published text, each purpose with a yes and a no that nobody ticked.
import type { PublishedForm } from '../../../shared/application/consent/forms.ts'
import { parseBody } from '../../../shared/contracts/parse.ts'
import { networkOf } from '../../http/network.ts'
import { given } from '../../http/operation.ts'
import { retryAfter } from '../../http/respond.ts'
import { page, seeOther } from '../call.ts'
import type { Answer, CompanyCall } from '../call.ts'
import type { FieldError } from '../fields.ts'
import { lineOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import { html } from '../html.ts'
import { idempotencyOf } from '../once.ts'
import { answerName, formView } from './consent-form-view.ts'

const pathOf = ({ company, params }: CompanyCall): string =>
  `/${company.company}/consent/${params['formId'] ?? ''}`

/** In the language that is asked for by name, or that of the page where the form has it. */
const published = (call: CompanyCall, language: string) =>
  call.app.consentForms.published({
    ...{ companyId: call.company.company, formId: call.params['formId'] ?? '', accepted: call.language },
    ...given({ language: language === '' ? undefined : language }),
  })

export async function showForm(call: CompanyCall): Promise<Answer> {
  const form = await published(call, call.url.searchParams.get('text') ?? '')
  return form.ok ? formPage(call, { shown: form.value }) : form.error
}

type Filled = {
  readonly shown: PublishedForm
  readonly form?: FormValues
  readonly errors?: readonly FieldError[]
  readonly told?: string
  readonly status?: number
}

function formPage(call: CompanyCall, filled: Filled) {
  const { shown, form = new URLSearchParams(), errors = [], told, status = 200 } = filled
  const title = call.texts.giving.title(call.company.name, shown.title)
  const main = formView(call, { path: pathOf(call), shown, form, errors, ...given({ told }) })
  return page(call, { title, main, hasErrors: errors.length > 0 }, status)
}

export async function sendForm(call: CompanyCall, form: FormValues): Promise<Answer> {
  const now = await published(call, lineOf(form, 'text'))
  if (!now.ok) return now.error
  const shown = now.value
  if (lineOf(form, 'version') !== String(shown.version)) return askedAnew(call, shown, form)
  const body = answerIn(form, shown)
  if (!body.ok) {
    const pointers = body.error.errors.map(({ pointer }) => pointer)
    return formPage(call, { shown, form, errors: faultsAt(call, shown, pointers), status: 400 })
  }
  const { company: companyId } = call.company
  const { version, purposes, subject, passcode } = body.value
  const recorded = await call.app.recordConsent({
    caller: { kind: 'visitor', companyId, ...given({ network: networkOf(call.app, call.request) }) },
    companyId,
    said: {
      ...{ formId: shown.formId, version, purposes, method: 'webForm', language: shown.language },
      subject: { email: subject.email ?? '' },
      ...given({ passcode }),
    },
    ...idempotencyOf(form, body.value),
  })
  if (recorded.ok) return seeOther(`${pathOf(call)}/sent`)
  const { error } = recorded
  // Published between our look and theirs: the next look finds it.
  if (error.code === 'consentFormChanged') return sendForm(call, form)
  return error.code === 'tooManyRequests' ? crowded(call, { shown, form }, error.retryAfterSeconds) : error
}

/** What was ticked under the other text is not carried over to this one: it is asked, and not assumed. */
function askedAnew(call: CompanyCall, shown: PublishedForm, form: FormValues) {
  const kept = new URLSearchParams({ email: lineOf(form, 'email') })
  return formPage(call, { shown, form: kept, told: call.texts.giving.changed, status: 409 })
}

/** Of each question of the form what was ticked, and nothing of what was not. */
function answerIn(form: FormValues, shown: PublishedForm) {
  const { formId, version, language, purposes, factors } = shown
  const decisions = purposes
    .map(({ purposeId }, n) => ({ purposeId, decision: lineOf(form, answerName(n)) }))
    .filter(({ decision }) => decision !== '')
  return parseBody('recordConsent', {
    ...{ formId, version, language, method: 'webForm' },
    ...{ subject: { email: lineOf(form, 'email') }, purposes: decisions },
    ...(factors.includes('passcode') && { passcode: form.get('passcode') ?? '' }),
  })
}

function faultsAt(
  { texts: { giving } }: CompanyCall,
  { purposes }: PublishedForm,
  pointers: readonly string[],
): readonly FieldError[] {
  const isAt = (step: string) => pointers.some((pointer) => pointer.startsWith(step))
  return [
    ...(isAt('/purposes') && purposes.length > 0 ? [{ id: answerName(0), text: giving.errors.none }] : []),
    ...(isAt('/passcode') ? [{ id: 'passcode', text: giving.errors.passcode }] : []),
    ...(isAt('/subject') ? [{ id: 'email', text: giving.errors.email }] : []),
  ]
}

function crowded(call: CompanyCall, { shown, form }: Filled, seconds: number) {
  const text = call.texts.giving.errors.crowded(Math.ceil(seconds / 60))
  const { headers, ...answer } = formPage(call, {
    ...{ shown, errors: [{ id: 'email', text }], status: 429 },
    ...given({ form }),
  })
  return { ...answer, headers: { ...(headers as Record<string, string>), ...retryAfter(429, seconds) } }
}

/** Reached by a redirect, so that it can be opened again without sending anything; it says nothing of who or what. */
export async function showSent(call: CompanyCall): Promise<Answer> {
  const { sent } = call.texts.giving
  const isDemo = call.app.settings.mode === 'demo'
  return page(call, {
    title: sent.title,
    main: html`<h1>${sent.title}</h1>
      <p>${sent.text}</p>
      <p>${sent.nothing}</p>
      ${isDemo && html`<p><a href="/_local">${sent.mailbox}</a></p>`}`,
  })
}
