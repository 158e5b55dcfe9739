// The companies of the instance: how they stand, and nothing of what they hold.
import type { CompanyStanding } from '../../../shared/application/operator/see-companies.ts'
import { parseBody } from '../../../shared/contracts/parse.ts'
import { modules } from '../../../shared/domain/companies/standing.ts'
import { page, seeOther } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { cards } from '../cards.ts'
import { day } from '../days.ts'
import { choices, errorSummary, hidden, input, textarea } from '../fields.ts'
import type { FieldError } from '../fields.ts'
import { lineOf, textOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import { html, nothing } from '../html.ts'
import type { Html } from '../html.ts'
import { idempotencyOf, onceOf } from '../once.ts'
import { badge, disclosure, facts, notice, postForm, section } from '../parts.ts'
import { readerOf } from '../person/progress.ts'

const listPath = '/operator/staff'
const pathOf = (companyId: string): string => `${listPath}/companies/${companyId}`

type Shown = { readonly form?: FormValues; readonly errors?: readonly FieldError[] }

export const showCompanies = (call: StaffCall): Promise<Answer> => companiesPage(call, {})

async function companiesPage(call: StaffCall, { form, errors = [] }: Shown): Promise<Answer> {
  const { companies: words } = call.texts.operator
  const { searchParams } = call.url
  const continuation = searchParams.get('continuation') ?? undefined
  const { actor } = call.session
  const seen = await call.app.seeCompanies.list({
    ...{ actor, limit: 50, ...(continuation !== undefined && { continuation }) },
  })
  if (!seen.ok) return seen.error
  const { companies, continuation: next } = seen.value
  const opened = companies.find(({ id }) => id === searchParams.get('opened'))
  const main = html`${errorSummary(call.texts.common.problem, errors)}${notice(opened && words.told(opened.name))}
    <h1>${words.title}</h1>
    <p>${words.lead}</p>
    ${companies.length === 0 ? html`<p>${words.empty}</p>` : table(call, companies)}${
      next !== undefined &&
      html`<p><a href="${listPath}?continuation=${encodeURIComponent(next)}">${words.next}</a></p>`
    }${opening(call, form, errors)}`
  const hasErrors = errors.length > 0
  return page(call, { title: words.title, main, hasErrors }, hasErrors ? 400 : 200)
}

function table(call: StaffCall, companies: readonly CompanyStanding[]): Html {
  const { companies: words } = call.texts.operator
  const heads = [words.name, words.state, words.opened, words.employees, words.openRequests]
  return cards(
    { caption: words.caption, heads },
    companies.map(
      (one) =>
        html`<tr>
          <th scope="row"><a href="${pathOf(one.id)}">${one.name}</a></th>
          <td data-label="${words.state}">${stateOf(call, one)}</td>
          <td data-label="${words.opened}">${day(one.openedAt, readerOf(call))}</td>
          <td data-label="${words.employees}">${String(one.counts.employees)}</td>
          <td data-label="${words.openRequests}">${String(one.counts.openRequests)}</td>
        </tr>`,
    ),
  )
}

const stateOf = ({ texts }: StaffCall, { state }: CompanyStanding): Html =>
  badge(texts.operator.companies.states[state], state === 'open' ? 'good' : 'wait')

const openingFields = { name: 'companyName', ownerName: 'ownerName', ownerEmail: 'ownerEmail' } as const

function opening(call: StaffCall, form: FormValues | undefined, errors: readonly FieldError[]): Html {
  const { companies: words } = call.texts.operator
  const field = (name: keyof typeof openingFields) => ({
    ...{ id: name, name, label: words[openingFields[name]], errors, required: true },
    value: form ? lineOf(form, name) : '',
  })
  const body = html`<p>${words.openText}</p>
    ${hidden('once', onceOf(form ?? new URLSearchParams()))}${input(field('name'), { maxlength: 200 })}${input(field('ownerName'), { maxlength: 200 })}${input(field('ownerEmail'), { type: 'email', maxlength: 254 })}`
  const { csrf } = call.session
  return disclosure(
    'open',
    { summary: words.open, open: form !== undefined },
    postForm({ action: `${listPath}/companies`, csrf, body, submit: words.openSubmit }),
  )
}

export async function openCompany(call: StaffCall, form: FormValues): Promise<Answer> {
  const { errors: texts } = call.texts.operator.companies
  const names = Object.keys(openingFields) as (keyof typeof openingFields)[]
  const fields = Object.fromEntries(names.map((name) => [name, lineOf(form, name)]))
  const body = parseBody('openCompany', fields)
  if (!body.ok) {
    const broken = new Set(body.error.errors.map(({ pointer }) => pointer))
    const errors = names.filter((name) => broken.has(`/${name}`)).map((id) => ({ id, text: texts[id] }))
    return companiesPage(call, { form, errors })
  }
  const { name: companyName, ownerName, ownerEmail } = body.value
  const opened = await call.app.openByFacts({
    actor: call.session.actor,
    facts: { companyName, ownerName, ownerEmail, language: call.language },
    ...idempotencyOf(form, body.value),
  })
  return opened.ok ? seeOther(`${listPath}?opened=${opened.value.companyId}`) : opened.error
}

const asked = (call: StaffCall) => ({
  actor: call.session.actor,
  companyId: call.params['companyId'] ?? '',
})

export const showCompany = (call: StaffCall): Promise<Answer> => companyPage(call, [])

async function companyPage(call: StaffCall, errors: readonly FieldError[]): Promise<Answer> {
  const { companies: list, company: words } = call.texts.operator
  const seen = await call.app.seeCompanies.view(asked(call))
  if (!seen.ok) return seen.error
  const standing = seen.value
  const { id, name, openedAt, suspended, counts } = standing
  const done = call.url.searchParams.get('done') as keyof typeof words.told | null
  const known = facts([
    [words.address, html`<code>/${id}</code>`],
    [list.state, stateOf(call, standing)],
    ...(suspended ? ([[words.reason, suspended.reason]] as const) : []),
    [list.opened, day(openedAt, readerOf(call))],
    [list.employees, String(counts.employees)],
    [list.openRequests, String(counts.openRequests)],
  ])
  const main = html`${errorSummary(call.texts.common.problem, errors)}${notice(done === null ? undefined : words.told[done])}
    <h1>${name}</h1>
    ${known}${suspension(call, standing, errors)}${switches(call, standing)}`
  const hasErrors = errors.length > 0
  return page(call, { title: name, main, hasErrors }, hasErrors ? 400 : 200)
}

function suspension(
  call: StaffCall,
  { id, suspended }: CompanyStanding,
  errors: readonly FieldError[],
): Html {
  const { company: words } = call.texts.operator
  const { csrf } = call.session
  if (suspended) return postForm({ action: `${pathOf(id)}/lift`, csrf, body: nothing, submit: words.lift })
  const reason = textarea(
    { ...{ id: 'reason', name: 'reason', label: words.suspendReason, errors, required: true } },
    { rows: 3, maxlength: 500 },
  )
  const body = html`<p>${words.suspendText}</p>
    ${reason}`
  const form = { action: `${pathOf(id)}/suspension`, csrf, body, submit: words.suspendSubmit } as const
  return disclosure(
    'suspend',
    { summary: words.suspend, open: errors.length > 0 },
    postForm({ ...form, look: 'warning' }),
  )
}

function switches(call: StaffCall, { id, modules: standing }: CompanyStanding): Html {
  const { company: words } = call.texts.operator
  const body = html`<p>${words.modulesText}</p>
    ${choices({
      ...{ id: 'modules', name: 'module', label: words.modules, kind: 'checkbox' },
      options: modules.map((value) => ({ value, label: words.modulesLabels[value] })),
      chosen: modules.filter((module) => standing[module] === 'on'),
    })}`
  const { csrf } = call.session
  const form = postForm({ action: `${pathOf(id)}/modules`, csrf, body, submit: words.modulesSubmit })
  return section('parts', words.modules, form)
}

export async function suspend(call: StaffCall, form: FormValues): Promise<Answer> {
  const body = parseBody('suspension', { reason: textOf(form, 'reason') })
  if (!body.ok) return companyPage(call, [{ id: 'reason', text: call.texts.operator.company.suspendError }])
  const done = await call.app.changeStanding.suspend({ ...asked(call), ...body.value })
  return done.ok ? seeOther(`${pathOf(asked(call).companyId)}?done=suspended`) : done.error
}

export async function lift(call: StaffCall): Promise<Answer> {
  const done = await call.app.changeStanding.lift(asked(call))
  return done.ok ? seeOther(`${pathOf(asked(call).companyId)}?done=lifted`) : done.error
}

export async function switchModules(call: StaffCall, form: FormValues): Promise<Answer> {
  const on = form.getAll('module')
  const wanted = Object.fromEntries(modules.map((one) => [one, on.includes(one) ? 'on' : 'off'] as const))
  const done = await call.app.changeStanding.switchModules({ ...asked(call), modules: wanted })
  return done.ok ? seeOther(`${pathOf(asked(call).companyId)}?done=modulesSaved`) : done.error
}
