// What a company lets the operator who asks see: only what its owner named, for as long as it lasts.
import type { CompanyStanding } from '../../../shared/application/operator/see-companies.ts'
import type { SupportSight } from '../../../shared/application/operator/support-access.ts'
import { page } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { cards } from '../cards.ts'
import { moment } from '../days.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { badge, facts, list, section } from '../parts.ts'
import { readerOf } from '../person/progress.ts'
import { asked, pathOf } from './frame.ts'

export const supportLink = (call: StaffCall, { id }: CompanyStanding): Html => {
  const { operator: words } = call.texts.support
  return section(
    'support',
    words.title,
    html`<p>${words.lead}</p>
      <p><a href="${pathOf(id)}/support">${words.link}</a></p>`,
  )
}

/** Without an invitation it says so, and nothing of the company, not even whether it is there. */
export async function showOwnSupport(call: StaffCall): Promise<Answer> {
  const { operator: words, areas: named } = call.texts.support
  const seen = await call.app.supportAccesses.own(asked(call))
  if (!seen.ok && seen.error.code !== 'notFound') return seen.error
  const { companyId } = asked(call)
  const reader = readerOf(call)
  const shown = seen.ok
    ? html`${facts([
          [words.reason, seen.value.reason],
          [words.until, moment(seen.value.until, reader)],
        ])}${list(
          seen.value.areas.map(
            (area) => html`<a href="${pathOf(companyId)}/support/${area}">${named[area].title}</a>`,
          ),
        )}
        <p>${words.logged}</p>`
    : html`<p>${words.none}</p>`
  const main = html`<h1>${words.title}</h1>
    <p>${words.lead}</p>
    ${shown}`
  return page(call, { title: words.title, main })
}

export async function look(call: StaffCall): Promise<Answer> {
  const { areas: named, operator: words } = call.texts.support
  const seen = await call.app.supportAccesses.look({ ...asked(call), area: call.params['area'] ?? '' })
  if (!seen.ok) return seen.error
  const { title } = named[seen.value.area]
  const main = html`<p><a href="${pathOf(asked(call).companyId)}/support">${words.title}</a></p>
    <h1>${title}</h1>
    ${sightView(call, seen.value)}`
  return page(call, { title, main })
}

function sightView(call: StaffCall, { setup = [], stuckTasks = [], area }: SupportSight): Html {
  const { settings } = call.texts
  const { operator: words } = call.texts.support
  if (area === 'setup')
    return list(
      setup.map(({ id, state }) => {
        const tone = state === 'done' ? 'good' : state === 'missing' ? 'bad' : 'wait'
        return html`${badge(settings.states[state], tone)} ${settings.setup[id]}`
      }),
    )
  if (stuckTasks.length === 0) return html`<p>${words.nothingStuck}</p>`
  const { queue, kind, at, why, retries } = words.stuck
  return cards(
    { caption: words.stuck.caption, heads: [queue, kind, at, why, retries] },
    stuckTasks.map(
      (task) =>
        html`<tr>
          <th scope="row">${task.queue}</th>
          <td data-label="${kind}">${task.kind}</td>
          <td data-label="${at}">${moment(task.at, readerOf(call))}</td>
          <td data-label="${why}">${task.reason}</td>
          <td data-label="${retries}">${String(task.retries)}</td>
        </tr>`,
    ),
  )
}
