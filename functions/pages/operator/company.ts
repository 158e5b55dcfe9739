// One of the companies as its operator sees it: suspended, switched, closed, given another owner, its keys moved.
import type { CompanyStanding } from '../../../shared/application/operator/see-companies.ts'
import { parseBody } from '../../../shared/contracts/parse.ts'
import { modules } from '../../../shared/domain/companies/standing.ts'
import { page, seeOther } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { day } from '../days.ts'
import { choices, errorSummary, textarea } from '../fields.ts'
import type { FieldError } from '../fields.ts'
import { textOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import { html, nothing } from '../html.ts'
import type { Html } from '../html.ts'
import { disclosure, facts, notice, postForm, section } from '../parts.ts'
import { readerOf } from '../person/progress.ts'
import { closingPart } from './closing.ts'
import { asked, pathOf, stateOf } from './frame.ts'
import { companyKeysPart } from './keys.ts'
import { supportLink } from './support.ts'

export const showCompany = (call: StaffCall): Promise<Answer> => companyPage(call, [])

async function companyPage(call: StaffCall, errors: readonly FieldError[]): Promise<Answer> {
  const { companies: list, company: words } = call.texts.operator
  const seen = await call.app.seeCompanies.view(asked(call))
  if (!seen.ok) return seen.error
  const standing = seen.value
  const { id, name, openedAt, suspended, counts } = standing
  const done = call.url.searchParams.get('done') ?? ''
  const told = Object.hasOwn(words.told, done) ? words.told[done as keyof typeof words.told] : undefined
  const known = facts([
    [words.address, html`<code>/${id}</code>`],
    [list.state, stateOf(call, standing)],
    ...(suspended ? ([[words.reason, suspended.reason]] as const) : []),
    [list.opened, day(openedAt, readerOf(call))],
    [list.employees, String(counts.employees)],
    [list.openRequests, String(counts.openRequests)],
  ])
  const main = html`${errorSummary(call.texts.common.problem, errors)}${notice(told)}
    <h1>${name}</h1>
    ${known}${suspension(call, standing, errors)}${switches(call, standing)}${supportLink(call, standing)}${recoveryLink(call, standing)}${companyKeysPart(call, standing)}${closingPart(call, standing)}`
  const hasErrors = errors.length > 0
  return page(call, { title: name, main, hasErrors }, hasErrors ? 400 : 200)
}

const recoveryLink = (call: StaffCall, { id }: CompanyStanding): Html => {
  const { operator: words } = call.texts.recovery
  return section(
    'recovery',
    words.title,
    html`<p>${words.lead}</p>
      <p><a href="${pathOf(id)}/recovery">${words.link}</a></p>`,
  )
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
