// The people of the company: invited, given roles and removed, without script.
import type { EmployeeView } from '../../../shared/application/companies/list-employees.ts'
import type { Held } from '../../../shared/application/companies/guarded-change.ts'
import { parseBody } from '../../../shared/contracts/parse.ts'
import { problemFor } from '../../../shared/contracts/problems.ts'
import type { Refusal } from '../../../shared/contracts/problems.ts'
import { holdings } from '../../../shared/domain/identity/holdings.ts'
import type { Holding } from '../../../shared/domain/identity/holdings.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { page, seeOther } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { day, dayInWords, moment } from '../days.ts'
import { choices, errorSummary, input } from '../fields.ts'
import type { FieldError } from '../fields.ts'
import { lineOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import { html, nothing } from '../html.ts'
import type { Html } from '../html.ts'
import { disclosure, facts, list, notice, postForm, section } from '../parts.ts'
import { readerOf } from '../person/progress.ts'
import { refusalText } from '../texts/refusal-text.ts'
import { recoveryWarning } from './owner-recovery.ts'
import { toldBy } from './told.ts'

const peoplePath = ({ company }: StaffCall): string => `/${company.company}/staff/people`

const ofCompany = ({ session, company }: StaffCall) => ({
  actor: session.actor,
  companyId: company.company,
})

type Shown = { readonly errors?: readonly FieldError[]; readonly form?: FormValues; readonly status?: number }

export const showPeople = (call: StaffCall): Promise<Answer> => peoplePage(call, {})

async function peoplePage(call: StaffCall, { errors = [], form, status = 200 }: Shown): Promise<Answer> {
  const { people: words } = call.texts.staff
  const listed = await call.app.listEmployees(ofCompany(call))
  if (!listed.ok) return listed.error
  // Who hands out requests knows their names from there; this page is for who manages them.
  if (listed.value.some(({ review }) => review === undefined)) return { code: 'forbidden' }
  const names = new Map(listed.value.map(({ id, name }) => [id, name]))
  const main = html`${errorSummary(call.texts.common.problem, errors)}${notice(toldBy(call))}
    <h1>${words.title}</h1>
    <p>${words.lead}</p>
    ${await recoveryWarning(call)}${invitation(call, errors, form)}${listed.value.map((one) => employee(call, one, names))}`
  return page(call, { title: words.title, main, hasErrors: errors.length > 0 }, status)
}

function invitation(call: StaffCall, errors: readonly FieldError[], form: FormValues | undefined): Html {
  const { people: words } = call.texts.staff
  const field = (name: 'name' | 'email') => ({
    ...{ id: `invite-${name}`, name, label: words[name], errors, required: true },
    value: form ? lineOf(form, name) : '',
  })
  const body = html`<p>${words.inviteText}</p>
    ${input(field('name'), { maxlength: 200 })}${input(field('email'), { type: 'email', maxlength: 254 })}`
  return disclosure(
    'invite',
    { summary: words.invite, open: form !== undefined },
    postForm({ action: peoplePath(call), csrf: call.session.csrf, body, submit: words.inviteSubmit }),
  )
}

type Names = ReadonlyMap<string, string>

function employee(call: StaffCall, one: EmployeeView, names: Names): Html {
  const { people: words } = call.texts.staff
  const { id, name, email, review } = one
  const known = facts([
    [words.address, email],
    [words.held, list(heldLines(call, one, names))],
    [
      words.lastSignIn,
      review?.lastSignInOn === undefined ? words.never : day(review.lastSignInOn, readerOf(call)),
    ],
  ])
  const action = `${peoplePath(call)}/${id}`
  const { csrf } = call.session
  const boxes = choices({
    ...{ id: `roles-${id}`, name: 'role', label: words.rolesLabel(name), kind: 'checkbox' },
    options: holdings.map((value) => ({
      ...{ value, label: words.roles[value].name, hint: words.roles[value].means },
    })),
    chosen: [...one.roles, ...one.grants],
  })
  const removal = html`<p>${words.removeText}</p>
    ${postForm({ action: `${action}/removal`, csrf, body: nothing, submit: words.removeSubmit(name), look: 'warning' })}`
  const reset = html`<p>${words.resetText}</p>
    ${postForm({ action: `${action}/factor-reset`, csrf, body: nothing, submit: words.resetSubmit(name), look: 'warning' })}`
  return section(
    `employee-${id}`,
    name,
    html`${known}${
      review?.textFailedAt !== undefined &&
      html`<p class="warning">${words.textFailed} ${moment(review.textFailedAt, readerOf(call))}</p>`
    }${postForm({ action, csrf, body: boxes, submit: words.save, look: 'second' })}${disclosure(`reset-${id}`, { summary: words.reset }, reset)}${disclosure(`remove-${id}`, { summary: words.remove }, removal)}`,
  )
}

/** Since when and by whom: what an access review asks. */
function heldLines(call: StaffCall, { review }: EmployeeView, names: Names): readonly string[] {
  const { people: words } = call.texts.staff
  const held = review?.held ?? []
  if (held.length === 0) return [words.nothingHeld]
  return held.map(({ role, at, by = '' }) => {
    const { name } = words.roles[role]
    return at === undefined
      ? words.fromStart(name)
      : words.heldBy(name, dayInWords(at, readerOf(call)), names.get(by) ?? words.gone)
  })
}

export async function invite(call: StaffCall, form: FormValues): Promise<Answer> {
  const { people: words } = call.texts.staff
  const body = parseBody('createEmployee', { name: lineOf(form, 'name'), email: lineOf(form, 'email') })
  if (!body.ok) {
    const wrong = new Set((body.error.errors ?? []).map(({ pointer }) => pointer))
    const errors = [
      ...(wrong.has('/name') ? [{ id: 'invite-name', text: words.nameMissing }] : []),
      ...(wrong.has('/email') ? [{ id: 'invite-email', text: words.emailWrong }] : []),
    ]
    return peoplePage(call, { errors, form, status: 400 })
  }
  const invited = await call.app.inviteEmployee({ ...ofCompany(call), ...body.value })
  if (invited.ok) return seeOther(`${peoplePath(call)}?done=invited`)
  return refusedPage(call, invited.error, { id: 'invite-email', form })
}

/** The boxes are all there are: what is ticked is given, what is not is taken away. */
export async function saveRoles(call: StaffCall, form: FormValues): Promise<Answer> {
  const employeeId = call.params['employeeId'] ?? ''
  const seen = await call.app.viewEmployee({ ...ofCompany(call), employeeId })
  if (!seen.ok) return seen.error
  const { roles, grants } = seen.value.employee
  const held = new Set<string>([...roles, ...grants])
  const wanted = new Set(form.getAll('role'))
  const changing = holdings.filter((role) => held.has(role) !== wanted.has(role))
  let done = 'rolesSaved'
  // One after the other: the first refusal ends it, and the page shows what holds by then.
  for (const role of changing) {
    const changed = await oneRole(call, employeeId, role, wanted.has(role) ? 'given' : 'taken')
    if (!changed.ok) return refusedPage(call, changed.error, { id: `roles-${employeeId}` })
    if (changed.value !== 'holds') done = 'changePending'
  }
  return seeOther(`${peoplePath(call)}?done=${done}#employee-${employeeId}`)
}

const oneRole = (
  call: StaffCall,
  employeeId: string,
  role: Holding,
  to: 'given' | 'taken',
): Promise<Result<Held, Refusal>> =>
  call.app.changeEmployee.role({ ...ofCompany(call), employeeId, role, to })

export async function removeEmployee(call: StaffCall): Promise<Answer> {
  const employeeId = call.params['employeeId'] ?? ''
  const left = await call.app.leaveCompany({ ...ofCompany(call), employeeId })
  if (left.ok) return seeOther(`${peoplePath(call)}?done=employeeRemoved`)
  return refusedPage(call, left.error, { id: `employee-${employeeId}` })
}

export async function resetFactors(call: StaffCall): Promise<Answer> {
  const employeeId = call.params['employeeId'] ?? ''
  const reset = await call.app.changeEmployee.resetFactors({ ...ofCompany(call), employeeId })
  if (!reset.ok) return refusedPage(call, reset.error, { id: `employee-${employeeId}` })
  const done = reset.value === 'holds' ? 'factorsReset' : 'changePending'
  return seeOther(`${peoplePath(call)}?done=${done}#employee-${employeeId}`)
}

type Place = { readonly id: string; readonly form?: FormValues }

async function refusedPage(call: StaffCall, refusal: Refusal, { id, form }: Place): Promise<Answer> {
  const { status } = problemFor(refusal)
  if (status === 404) return refusal
  const text = refusalText(call.texts, refusal) ?? call.texts.common.refused.text
  return peoplePage(call, { errors: [{ id, text }], status, ...(form && { form }) })
}
