// The queue: what the caller may see, the soonest due first, its filters in the address.
import type { QueueRow } from '../../../shared/application/queue/queue-row.ts'
import { hasEnded } from '../../../shared/domain/requests/lifecycle.ts'
import { page } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { cards } from '../cards.ts'
import { day } from '../days.ts'
import { select } from '../fields.ts'
import type { Option } from '../fields.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { badge, notice } from '../parts.ts'
import { mayAssignMany } from './bulk.ts'
import { dueDays, filterOf, queryOf, shownStatuses, wishOf } from './queue-wish.ts'
import type { QueueWish } from './queue-wish.ts'
import { toldBy } from './told.ts'
import { mayRegister, registerPath } from './register.ts'
import { readerOf } from '../person/progress.ts'
import { assigneesText, dueBadge, namesFor } from './people.ts'
import type { Names } from './people.ts'

const pageRows = 50

export async function showQueue(call: StaffCall): Promise<Answer> {
  const { queue } = call.texts.staff
  const { actor } = call.session
  const wish = wishOf(call.url.searchParams)
  const listed = await call.app.listQueue({
    actor,
    filter: {
      ...filterOf(call, wish),
      limit: pageRows,
      ...(wish.from === '' ? {} : { continuation: wish.from }),
    },
  })
  if (!listed.ok)
    return page(call, {
      title: queue.title,
      main: html`<h1>${queue.title}</h1>
        <p>${queue.noAccess}</p>`,
    })
  const names = await namesFor(call)
  const { rows, continuation } = listed.value
  return page(call, { title: queue.title, main: queueView(call, { rows, continuation, names }) })
}

type QueueView = {
  readonly rows: readonly QueueRow[]
  readonly continuation: string | undefined
  readonly names: Names
}

function queueView(call: StaffCall, { rows, continuation, names }: QueueView): Html {
  const { queue } = call.texts.staff
  const wish = wishOf(call.url.searchParams)
  return html`${notice(toldBy(call))}
    <h1>${queue.title}</h1>
    ${call.company.intake === 'stopped' && html`<p class="warning">${call.texts.operator.closed.staff}</p>`}
    ${mayRegister(call) && html`<p><a class="button button-second" href="${registerPath(call)}">${queue.register}</a></p>`}${filters(call, wish, names)}
    <p role="status">${rows.length === 0 ? queue.empty : queue.count(rows.length)}</p>
    ${rows.length > 0 ? html`${table(call, rows, names)}${wholeList(call, wish)}` : emptyHelp(call)}
    <p>
      ${wish.from !== '' && html`<a href="${addressOf(call, { ...wish, from: '' })}">${queue.first}</a> `}${
        continuation !== undefined &&
        html`<a href="${addressOf(call, { ...wish, from: continuation })}">${queue.next}</a>`
      }
    </p>`
}

/** Where the filters hide everything, there is a way past them. */
function emptyHelp(call: StaffCall): Html {
  const all = { status: 'all', due: '', assignee: '', from: '' }
  return html`<p><a href="${addressOf(call, all)}">${call.texts.staff.queue.showAll}</a></p>`
}

const addressOf = ({ url }: StaffCall, wish: QueueWish): string => `${url.pathname}?${queryOf(wish)}`

/** What can be done with all that the filters find. */
function wholeList(call: StaffCall, { status, due, assignee }: QueueWish): Html {
  const { queue } = call.texts.staff
  const staff = `/${call.company.company}/staff`
  const wish = { status, due, assignee }
  const file = (format: string, text: string) =>
    html`<a class="button button-second" href="${staff}/export?${queryOf({ ...wish, format })}" download
      >${text}</a
    >`
  return html`<div class="buttons">
    ${file('csv', queue.asCsv)}${file('jsonl', queue.asLines)}${
      mayAssignMany(call) &&
      html`<a class="button button-second" href="${staff}/bulk?${queryOf(wish)}">${queue.bulk}</a>`
    }
  </div>`
}

function filters(call: StaffCall, wish: QueueWish, names: Names): Html {
  const { common, staff } = call.texts
  const { queue } = staff
  const field = (name: 'status' | 'due' | 'assignee', label: string, options: readonly Option[]) =>
    select({ id: name, name, label, value: wish[name] }, options)
  return html`<form
    method="get"
    action="/${call.company.company}/staff"
    class="filters"
    role="search"
    aria-label="${queue.filters}"
  >
    ${field('status', queue.status, [
      { value: 'work', label: queue.work },
      { value: 'all', label: queue.all },
      ...shownStatuses.map((status) => ({ value: status, label: common.statuses[status] })),
    ])}${field('due', queue.due, [
      { value: '', label: queue.dueAny },
      { value: 'overdue', label: queue.dueOverdue },
      ...dueDays.map((days) => ({ value: String(days), label: queue.dueDays(days) })),
    ])}${field('assignee', queue.assignee, [
      { value: '', label: queue.anyone },
      { value: 'me', label: queue.me },
      ...[...names].map(([value, label]) => ({ value, label })),
    ])}<button type="submit" class="button button-second">${queue.show}</button>
  </form>`
}

function table(call: StaffCall, rows: readonly QueueRow[], names: Names): Html {
  const { queue } = call.texts.staff
  const heads = [queue.reference, queue.status, queue.due, queue.rights, queue.assignee, queue.received]
  return cards(
    { caption: queue.caption, heads },
    rows.map((row) => tableRow(call, row, names)),
  )
}

function tableRow(call: StaffCall, row: QueueRow, names: Names): Html {
  const { common, staff } = call.texts
  const { queue } = staff
  const reader = readerOf(call)
  return html`<tr>
    <th scope="row" class="reference-cell">
      <a href="/${call.company.company}/staff/requests/${row.requestId}">${row.reference}</a>
    </th>
    <td data-label="${queue.status}">
      ${badge(common.statuses[row.status], common.tones[row.status])}${row.paused && html` ${badge(common.paused, 'wait')}`}${row.problem && html` ${badge(common.stuck, 'bad')}`}
    </td>
    <td data-label="${queue.due}">
      ${day(row.internalDue, reader)} ${!hasEnded(row.status) && dueBadge(call, row.internalDue)}
    </td>
    <td data-label="${queue.rights}">${row.rights.map((right) => common.rights[right].name).join(', ')}</td>
    <td data-label="${queue.assignee}">${assigneesText(call, row.assignees, names)}</td>
    <td data-label="${queue.received}">${day(row.receivedAt, reader)}</td>
  </tr>`
}
