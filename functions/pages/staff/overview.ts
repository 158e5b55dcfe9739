// What the request is, when it is due, and what comes next.
import { hasEnded } from '../../../shared/domain/requests/lifecycle.ts'
import { day, dayInWords, moment } from '../days.ts'
import { html, nothing } from '../html.ts'
import type { Html } from '../html.ts'
import { languageNames } from '../language.ts'
import { disclosure, facts, list, section } from '../parts.ts'
import type { WorkTexts } from '../texts/work-en.ts'
import { readerOf, rightState } from '../person/progress.ts'
import { assigneesText, dueBadge } from './people.ts'
import { personalFacts, rightName } from './personal.ts'
import type { Fact } from './personal.ts'
import { coveredFacts, revealPart } from './reviewing.ts'
import { mustStop } from './stops.ts'
import { may } from './work.ts'
import type { Work } from './work.ts'

export function summarySection(work: Work): Html {
  const { call, view, names, content } = work
  const { summary } = call.texts.work
  const reader = readerOf(call)
  const known: readonly Fact[] = [
    [
      summary.asked,
      list(view.rights.map((track) => `${rightName(work, track.right)}: ${rightState(call, track)}`)),
    ],
    [
      summary.received,
      html`${moment(view.receivedAt, reader)}, ${summary.channels[view.channel] ?? view.channel}`,
    ],
    ...(view.channel === 'web'
      ? [
          [
            summary.verified,
            view.verifiedAt === undefined ? summary.notVerified : moment(view.verifiedAt, reader),
          ] as const,
        ]
      : []),
    [summary.assigned, assigneesText(call, view.assignees ?? [], names)],
    ...(view.secondFactor === undefined
      ? []
      : [[summary.secondFactor, summary.secondFactors[view.secondFactor]] as const]),
    [summary.language, html`<span lang="${view.language}">${languageNames[view.language]}</span>`],
  ]
  const personal = content
    ? [...personalFacts(work, content.personal), ...coveredFacts(work, content.personal)]
    : []
  return section(
    'summary',
    summary.title,
    html`${facts([...known, ...personal])}${!content && html`<p class="hint">${summary.hidden}</p>`}${revealPart(work)}`,
  )
}

/** What does not go on by itself, before all else. */
export function problemPart({ call, view: { problem } }: Work): Html {
  if (!problem) return nothing
  return html`<p class="warning">${problemWords(call, problem)}</p>`
}

/** Above what is to be approved: what a manager stepped over, and why. */
export function bypassedPart({ call, view, names }: Work): Html {
  const { bypass } = call.texts.work
  const label = new Map(view.sources.map((source) => [source.id, source.label]))
  const told = (view.bypasses ?? []).map(({ by, at, reasonCode, sources }) =>
    bypass.told(
      names.get(by) ?? by,
      dayInWords(at, readerOf(call)),
      bypass.reasons[reasonCode],
      sources.map((id) => label.get(id) ?? id).join(', '),
    ),
  )
  return html`${told.map((words) => html`<p class="warning">${words}</p>`)}`
}

function problemWords(call: Work['call'], problem: NonNullable<Work['view']['problem']>): string {
  const { summary } = call.texts.work
  switch (problem.code) {
    case 'deliveryFails':
      return summary.deliveryFails(dayInWords(problem.since, readerOf(call)), problem.attempts)
    case 'deliveryUnreadable':
      return summary.deliveryUnreadable(dayInWords(problem.since, readerOf(call)))
    default:
      return summary[problem.code]
  }
}

export function dueSection({ call, view }: Work): Html {
  const { due } = call.texts.work
  const reader = readerOf(call)
  const { internalDue, statutoryDue, extendedDue, dueProof, status } = view
  const left = hasEnded(status) ? undefined : dueBadge(call, internalDue)
  return section(
    'due',
    due.title,
    html`${view.overdue && html`<p class="warning">${due.overdue}</p>`}${view.paused && html`<p class="warning">${due.paused}</p>`}${facts(
      [
        [due.internal, html`${day(internalDue, reader)} ${left}`],
        [due.statutory, day(statutoryDue, reader)],
        ...(extendedDue === undefined ? [] : [[due.extended, day(extendedDue, reader)] as const]),
      ],
    )}${disclosure('proof', { summary: due.proof }, list(dueProof))}`,
  )
}

/** Where on the page the next thing is done. */
const places: Readonly<Partial<Record<NextStep, string>>> = {
  assign: 'assign',
  collect: 'sources',
  identity: 'identity',
  seal: 'seal',
  approve: 'approval',
  decide: 'refusal-item',
  stop: 'stops',
  handOver: 'hand-over',
}

export function nextSection(work: Work): Html {
  const { next } = work.call.texts.work
  const step = nextStep(work)
  const place = places[step]
  return html`<div class="panel">
    <h2>${next.title}</h2>
    <p>${next[step]}</p>
    ${place !== undefined && html`<p><a href="#${place}">${next.go}</a></p>`}
  </div>`
}

type NextStep = Exclude<keyof WorkTexts['next'], 'title' | 'go'>

/** One thing at a time: what this reader can do, or who it waits for. */
function nextStep(work: Work): NextStep {
  const { view } = work
  if (mustStop(work)) return 'stop'
  if (view.status === 'closed') return 'closed'
  if (hasEnded(view.status)) return 'ended'
  if (view.pendingItem) return mayDecide(work) ? 'decide' : 'waitDecide'
  if (view.status === 'sealed') return mayApprove(work) ? 'approve' : 'waitApprove'
  if (view.status === 'approved') return view.toHandOver ? 'handOver' : 'deliver'
  if ((view.assignees ?? []).length === 0) return may(work, 'assign') ? 'assign' : 'waitAssign'
  return stepOfCollecting(work)
}

function stepOfCollecting({ view, standing }: Work): NextStep {
  if (!standing.relations.includes('assigned')) return 'waitCollect'
  if (view.sources.some(({ state }) => state === 'waiting')) return 'collect'
  return view.identity.state === 'established' ? 'seal' : 'identity'
}

export const mayApprove = (work: Work): boolean =>
  may(work, 'approve') && !contributed(work) && !work.standing.decided

export const mayDecide = (work: Work): boolean => may(work, 'decidePending') && !contributed(work)

/** Had a hand in it, so cannot be its second person. */
export const contributed = ({ standing }: Pick<Work, 'standing'>): boolean =>
  standing.relations.includes('contributor')
