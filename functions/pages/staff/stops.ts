// What the company's systems must stop now, because the person said so; and who says that they have.
import { day, moment } from '../days.ts'
import { hidden } from '../fields.ts'
import { html, nothing } from '../html.ts'
import type { Html } from '../html.ts'
import { facts, postForm, section } from '../parts.ts'
import { readerOf } from '../person/progress.ts'
import { personalFacts, rightName } from './personal.ts'
import { workPath } from './work.ts'
import type { Work } from './work.ts'

export const mustStop = ({ stops }: Work): boolean =>
  stops?.stops.some(({ carriedOutAt }) => carriedOutAt === undefined) ?? false

export function stopsSection(work: Work): Html {
  const { call, stops } = work
  if (!stops || stops.stops.length === 0) return nothing
  const { stops: words } = call.texts.work
  return section(
    'stops',
    words.title,
    html`${mustStop(work) && html`<p class="warning">${words.now}</p>`}${
      stops.person &&
      html`<h3>${words.forWhom}</h3>
        ${facts(personalFacts(work, stops.person))}`
    }${stops.stops.map((stop) => stopView(work, stop))}`,
  )
}

type Stop = NonNullable<Work['stops']>['stops'][number]

function stopView(work: Work, { right, since, carriedOutAt }: Stop): Html {
  const { call } = work
  const { stops: words } = call.texts.work
  const reader = readerOf(call)
  const done =
    carriedOutAt === undefined
      ? postForm({
          action: `${workPath(call)}/stop`,
          csrf: call.session.csrf,
          body: hidden('right', right),
          submit: words.confirm,
        })
      : html`<p>${words.confirmed}: ${day(carriedOutAt, reader)}</p>`
  return html`<div class="panel">
    <h3>${rightName(work, right)}</h3>
    <p>${words.what[right === 'objection' ? 'objection' : 'consentWithdrawal']}</p>
    <p>${words.since} ${moment(since, reader)}</p>
    ${done}
  </div>`
}
