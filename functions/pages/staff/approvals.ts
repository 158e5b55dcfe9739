import type { PendingApproval } from '../../../shared/application/approvals/list-approvals.ts'
import { page } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { cards } from '../cards.ts'
import { waitingForms } from '../consents/waiting.ts'
import { day, moment } from '../days.ts'
import { html, nothing } from '../html.ts'
import type { Html } from '../html.ts'
import { readerOf } from '../person/progress.ts'
import { notice } from '../parts.ts'
import { companyChanges } from './company-changes.ts'
import { dueBadge } from './people.ts'
import { toldBy } from './told.ts'

export async function showApprovals(call: StaffCall): Promise<Answer> {
  const { approvals } = call.texts.staff
  const from = call.url.searchParams.get('from')?.slice(0, 4000)
  const waiting = await call.app.listApprovals({
    actor: call.session.actor,
    ...(from === undefined ? {} : { continuation: from }),
  })
  if (!waiting.ok) return waiting.error
  const { items, continuation } = waiting.value
  const isFirst = from === undefined
  const changes = isFirst ? await companyChanges(call) : nothing
  const forms = isFirst ? await waitingForms(call) : nothing
  const isEmpty = items.length === 0 && changes === nothing && forms === nothing
  const next = new URLSearchParams({ from: continuation ?? '' })
  const main = html`${notice(toldBy(call))}
    <h1>${approvals.title}</h1>
    ${changes}${forms}${items.length > 0 && table(call, items)}${isEmpty && html`<p>${approvals.empty}</p>`}
    ${
      continuation !== undefined &&
      html`<p><a href="${call.url.pathname}?${next.toString()}">${call.texts.staff.queue.next}</a></p>`
    }`
  return page(call, { title: approvals.title, main })
}

function table(call: StaffCall, waiting: readonly PendingApproval[]): Html {
  const { approvals, queue } = call.texts.staff
  const heads = [
    ...[queue.reference, approvals.kind, approvals.since, approvals.due],
    { text: approvals.open, look: 'unseen' } as const,
  ]
  return cards(
    { caption: approvals.caption, heads },
    waiting.map((one) => tableRow(call, one)),
  )
}

function tableRow(
  call: StaffCall,
  { requestId, reference, kind, since, internalDue }: PendingApproval,
): Html {
  const { approvals } = call.texts.staff
  const reader = readerOf(call)
  const place = kind === 'seal' ? 'approval' : 'refusal-item'
  return html`<tr>
    <th scope="row" class="reference-cell">${reference}</th>
    <td data-label="${approvals.kind}">${approvals.kinds[kind]}</td>
    <td data-label="${approvals.since}">${moment(since, reader)}</td>
    <td data-label="${approvals.due}">${day(internalDue, reader)} ${dueBadge(call, internalDue)}</td>
    <td>
      <a class="button button-second" href="/${call.company.company}/staff/requests/${requestId}#${place}"
        >${approvals.open}<span class="visually-hidden"> ${reference}</span></a
      >
    </td>
  </tr>`
}
