import type { RequestView } from '../../../shared/application/requests/view-request.ts'
import { articleOf } from '../../../shared/domain/requests/right.ts'
import type { RequestStatus } from '../../../shared/domain/requests/lifecycle.ts'
import { contentPurgeAt } from '../../../shared/domain/retention/retention.ts'
import type { CompanyCall } from '../call.ts'
import { day, dayInWords } from '../days.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { disclosure, facts, list, section } from '../parts.ts'

export const readerOf = ({ language, company }: CompanyCall) => ({ language, timeZone: company.timeZone })

type Step = { readonly text: string; readonly state: 'done' | 'now' | 'next'; readonly when?: Html | string }

export function stepsSection(call: CompanyCall, view: RequestView): Html {
  const { steps } = call.texts.status
  return section(
    'steps',
    steps.title,
    html`<ol class="steps">
      ${stepsOf(call, view).map(
        ({ text, state, when }) =>
          html`<li class="${state}" ${state === 'now' && html` aria-current="step"`}>
            ${text}<span class="when">${when ?? steps[state]}</span>
          </li>`,
      )}
    </ol>`,
  )
}

function stepsOf(call: CompanyCall, view: RequestView): readonly Step[] {
  const { steps } = call.texts.status
  const reader = readerOf(call)
  const { receivedAt, verifiedAt, ended } = view
  const confirmed: Step =
    verifiedAt === undefined
      ? { text: steps.confirmed, state: view.channel === 'web' ? 'now' : 'done' }
      : { text: steps.confirmed, state: 'done', when: day(verifiedAt, reader) }
  const begun: readonly Step[] = [
    { text: steps.received, state: 'done', when: day(receivedAt, reader) },
    ...(view.channel === 'web' || verifiedAt !== undefined ? [confirmed] : []),
  ]
  return ended ? [...begun, ...endedSteps(call, view)] : [...begun, ...workSteps(call, view)]
}

function workSteps(call: CompanyCall, view: RequestView): readonly Step[] {
  const { steps } = call.texts.status
  const due = dayInWords(view.extendedDue ?? view.statutoryDue, readerOf(call))
  return [
    { text: steps.collected, state: stateIn(view.status, ['open', 'collecting'], ['sealed', 'approved']) },
    { text: steps.checked, state: stateIn(view.status, ['sealed'], ['approved']) },
    { text: steps.answer, state: view.status === 'approved' ? 'now' : 'next', when: steps.by(due) },
  ]
}

function stateIn(
  status: RequestStatus,
  now: readonly RequestStatus[],
  done: readonly RequestStatus[],
): Step['state'] {
  if (done.includes(status)) return 'done'
  return now.includes(status) ? 'now' : 'next'
}

function endedSteps(call: CompanyCall, { ended, status }: RequestView): readonly Step[] {
  if (!ended) return []
  const { steps } = call.texts.status
  const reader = readerOf(call)
  const purge = contentPurgeAt(new Date(ended.at)).toISOString()
  return [
    { text: steps.ended[ended.how], state: 'done', when: day(ended.at, reader) },
    { text: steps.destroyed, state: status === 'closed' ? 'done' : 'next', when: day(purge, reader) },
  ]
}

export function dueSection(call: CompanyCall, view: RequestView): Html {
  const { due } = call.texts.status
  const reader = readerOf(call)
  const { internalDue, statutoryDue, extendedDue, dueProof } = view
  const latest = extendedDue ?? statutoryDue
  return section(
    'due',
    due.title,
    html`${view.overdue && html`<p class="warning">${due.overdue}</p>`}${
        view.paused && html`<p class="warning">${due.paused}</p>`
      }
      <p>${due.internal(dayInWords(internalDue, reader))}</p>
      <p>
        <strong
          >${extendedDue === undefined ? due.latest(dayInWords(latest, reader)) : due.extended(dayInWords(latest, reader))}</strong
        >
      </p>
      ${disclosure('proof', { summary: due.proof }, list(dueProof))}`,
  )
}

/** Where a right stands; of one that is answered at once, since when it holds. */
export const rightState = (
  call: CompanyCall,
  { status, answeredAt }: RequestView['rights'][number],
): string =>
  answeredAt === undefined
    ? call.texts.common.rightStates[status]
    : call.texts.common.inForce(dayInWords(answeredAt, readerOf(call)))

export function askedSection(call: CompanyCall, { rights, sources, secondFactor }: RequestView): Html {
  const { common, status } = call.texts
  const asked = rights.map((track): readonly [string, string] => [
    `${common.rights[track.right].name} (${articleOf(track.right)})`,
    rightState(call, track),
  ])
  const opens =
    secondFactor === undefined ? [] : [[status.asked.opens, status.asked.factors[secondFactor]] as const]
  return section(
    'asked',
    status.asked.title,
    html`${facts([...asked, ...opens])}${
      sources.length > 0 &&
      html`<h3>${status.asked.sources}</h3>
        ${facts(sources.map(({ label, state }) => [label, status.asked.state[state]] as const))}`
    }`,
  )
}
