// All that a filter of the queue finds, given to one person: counted first, told one by one after, and taken back as it was.
import type { BulkOutcome } from '../../../shared/application/queue/bulk-assign.ts'
import { allowed } from '../../../shared/domain/identity/roles.ts'
import { couldBeThere } from '../../http/parameters.ts'
import { page, seeOther } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { errorSummary, hidden, select } from '../fields.ts'
import type { FieldError } from '../fields.ts'
import { lineOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { list, postForm } from '../parts.ts'
import { namesFor } from './people.ts'
import type { Names } from './people.ts'
import { filterOf, queryOf, wishOf } from './queue-wish.ts'
import type { QueueWish } from './queue-wish.ts'

/** Whoever sees all of the queue gives it out; a relation to a single request is not asked. */
export const mayAssignMany = ({ session }: StaffCall): boolean =>
  allowed('assign', {
    roles: session.actor.roles,
    grants: session.actor.grants,
    relations: [],
    status: 'open',
  })

const staffPath = ({ company }: StaffCall): string => `/${company.company}/staff`

export const showBulk = (call: StaffCall): Promise<Answer> =>
  bulkPage(call, call.url.searchParams, { errors: [] })

type Shown = { readonly errors: readonly FieldError[]; readonly status?: number }

async function bulkPage(
  call: StaffCall,
  query: FormValues,
  { errors, status = 200 }: Shown,
): Promise<Answer> {
  if (!mayAssignMany(call)) return { code: 'forbidden' }
  const { bulk } = call.texts.staff
  const wish = wishOf(query)
  const counted = await call.app.bulkAssign({
    ...{ actor: call.session.actor, action: 'assign', employeeId: '', dryRun: true },
    filter: filterOf(call, wish),
  })
  if (!counted.ok) return counted.error
  const { count } = counted.value
  const main = html`${errorSummary(call.texts.common.problem, errors)}
    <p><a href="${staffPath(call)}?${queryOf(wish)}">${bulk.back}</a></p>
    <h1>${bulk.title}</h1>
    <p role="status">${bulk.count(count)}</p>
    ${count > 0 && assignForm(call, { wish, names: await namesFor(call), errors })}`
  const url = new URL(`${staffPath(call)}/bulk?${queryOf(wish)}`, call.url)
  return page({ ...call, url }, { title: bulk.title, main, hasErrors: errors.length > 0 }, status)
}

type Asked = { readonly wish: QueueWish; readonly names: Names; readonly errors: readonly FieldError[] }

function assignForm(call: StaffCall, { wish, names, errors }: Asked): Html {
  const { bulk } = call.texts.staff
  const field = { id: 'employeeId', name: 'employeeId', label: bulk.who, value: '', errors }
  const people = [...names].map(([value, label]) => ({ value, label }))
  return postForm({
    action: `${staffPath(call)}/bulk`,
    csrf: call.session.csrf,
    body: html`${wishFields(wish)}${select(field, [{ value: '', label: bulk.choose }, ...people])}
      <p>${bulk.text}</p>`,
    submit: bulk.submit,
  })
}

const wishFields = ({ status, due, assignee }: QueueWish): Html =>
  html`${hidden('status', status)}${hidden('due', due)}${hidden('assignee', assignee)}`

export async function sendBulk(call: StaffCall, form: FormValues): Promise<Answer> {
  const { bulk } = call.texts.staff
  const employeeId = lineOf(form, 'employeeId')
  const name = (await namesFor(call)).get(employeeId)
  if (name === undefined) {
    const errors = [{ id: 'employeeId', text: bulk.choose, where: bulk.who }]
    return bulkPage(call, form, { errors, status: 400 })
  }
  const wish = wishOf(form)
  const done = await call.app.bulkAssign({
    ...{ actor: call.session.actor, action: 'assign', employeeId, dryRun: false },
    filter: filterOf(call, wish),
    ...(wish.from === '' ? {} : { continuation: wish.from }),
  })
  if (!done.ok) return done.error
  const main = html`<h1>${bulk.doneTitle}</h1>
    ${outcomes(call, done.value, name)}${undoForm(call, done.value, employeeId)}${goOn(call, { ...done.value, wish, employeeId })}
    <p><a href="${staffPath(call)}?${queryOf({ ...wish, from: '' })}">${bulk.back}</a></p>`
  const url = new URL(`${staffPath(call)}/bulk?${queryOf(wish)}`, call.url)
  return page({ ...call, url }, { title: bulk.doneTitle, main })
}

/** How many of each kind; a request that could not be given out is told with the reason. */
function outcomes(call: StaffCall, { value }: BulkOutcome, name: string): Html {
  const { bulk } = call.texts.staff
  const kinds = Map.groupBy(value, ({ outcome }) => outcome)
  return list(
    [...kinds].map(([outcome, { length }]) => {
      if (outcome === 'done') return bulk.done(length, name)
      if (outcome === 'unchanged') return bulk.unchanged(length, name)
      return bulk.refused(length, call.texts.refusals(outcome) ?? call.texts.common.refused.text)
    }),
  )
}

/** Those alone that this call gave out: who had one before keeps it. */
function undoForm(call: StaffCall, { value }: BulkOutcome, employeeId: string): Html | undefined {
  const given = value.filter(({ outcome }) => outcome === 'done')
  if (given.length === 0) return undefined
  const { bulk } = call.texts.staff
  return postForm({
    action: `${staffPath(call)}/bulk/undo`,
    csrf: call.session.csrf,
    body: html`${hidden('employeeId', employeeId)}${given.map(({ id }) => hidden('requestId', id))}`,
    submit: bulk.undo,
    look: 'second',
  })
}

type Rest = Pick<BulkOutcome, 'continuation'> & { readonly wish: QueueWish; readonly employeeId: string }

function goOn(call: StaffCall, { continuation, wish, employeeId }: Rest): Html | undefined {
  if (continuation === undefined) return undefined
  const { bulk } = call.texts.staff
  return postForm({
    action: `${staffPath(call)}/bulk`,
    csrf: call.session.csrf,
    body: html`<p>${bulk.more}</p>
      ${wishFields(wish)}${hidden('employeeId', employeeId)}${hidden('from', continuation)}`,
    submit: bulk.goOn,
  })
}

const mostAtOnce = 100

export async function undoBulk(call: StaffCall, form: FormValues): Promise<Answer> {
  const employeeId = lineOf(form, 'employeeId')
  const requestIds = form.getAll('requestId').filter((requestId) => couldBeThere({ requestId }))
  for (const requestId of requestIds.slice(0, mostAtOnce))
    await call.app.unassignRequest({ actor: call.session.actor, requestId, employeeId })
  return seeOther(`${staffPath(call)}?done=bulkUndone`)
}
