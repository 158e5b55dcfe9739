// What managers do with a request: hand it out, extend it, let it wait, propose to refuse it.
import { bypassReasons } from '../../../shared/domain/requests/bypass.ts'
import { groundsFor } from '../../../shared/domain/requests/refusal.ts'
import { isRight } from '../../../shared/domain/requests/right.ts'
import { longestPauseDays, pauseReasons } from '../../../shared/domain/requests/pause.ts'
import { addDays } from '../../../shared/domain/time.ts'
import { isoDay } from '../days.ts'
import { hidden, input, select, textarea } from '../fields.ts'
import { html } from '../html.ts'
import type { Html, HtmlValue } from '../html.ts'
import { disclosure, postForm } from '../parts.ts'
import { readerOf } from '../person/progress.ts'
import { rightName } from './personal.ts'
import { fieldIn, isOpen, may, workPath } from './work.ts'
import type { FormName, Work } from './work.ts'

export function manageSection(work: Work): Html {
  return html`${mayBypass(work) && bypassPart(work)}${may(work, 'extend') && extendPart(work)}${
    may(work, 'pause') && !work.view.paused && pausePart(work)
  }${may(work, 'resume') && work.view.paused && resumePart(work)}${
    may(work, 'proposeRefusal') && !work.view.pendingItem && refusePart(work)
  }`
}

type Part = {
  readonly title: string
  readonly submit: string
  readonly body: HtmlValue
  readonly before?: HtmlValue
}

const partForm = (work: Work, form: FormName | 'resume', { title, submit, body, before }: Part): Html =>
  disclosure(
    form,
    { summary: title, open: form !== 'resume' && isOpen(work, form) },
    html`${before}${postForm({
      action: `${workPath(work.call)}/${form}`,
      csrf: work.call.session.csrf,
      body,
      submit,
      look: 'second',
    })}`,
  )

export function assignPart(work: Work): Html | undefined {
  if (!may(work, 'assign')) return undefined
  const { call, names, view } = work
  const { assign } = call.texts.work
  const assigned = view.assignees ?? []
  const free = [...names].filter(([id]) => !assigned.includes(id))
  const field = fieldIn(work, 'assign', { name: 'employeeId', label: assign.who })
  const taking = assigned.map(
    (id) =>
      html`<form method="post" action="${workPath(call)}/unassign" data-once>
        ${hidden('csrf', call.session.csrf)}${hidden('employeeId', id)}<button
          type="submit"
          class="button button-second"
        >
          ${assign.take(names.get(id) ?? id)}
        </button>
      </form>`,
  )
  const open = assigned.length === 0 || isOpen(work, 'assign')
  return disclosure(
    'assign',
    { summary: assign.title, open },
    html`${postForm({
        action: `${workPath(call)}/assign`,
        csrf: call.session.csrf,
        body: select(
          field,
          free.map(([value, label]) => ({ value, label })),
        ),
        submit: assign.submit,
      })}
      <div class="buttons">${taking}</div>`,
  )
}

const mayBypass = (work: Work): boolean =>
  may(work, 'bypass') && work.view.sources.some(({ state }) => state === 'waiting')

function bypassPart(work: Work): Html {
  const { bypass } = work.call.texts.work
  const body = html`<p>${bypass.text}</p>
    ${select(
      fieldIn(work, 'bypass', { name: 'reasonCode', label: bypass.reasonCode }),
      bypassReasons.map((value) => ({ value, label: bypass.reasons[value] })),
    )}${textarea(fieldIn(work, 'bypass', { name: 'reason', label: bypass.reason }), { rows: 3 })}`
  return partForm(work, 'bypass', { ...bypass, body })
}

function extendPart(work: Work): Html {
  const { extend } = work.call.texts.work
  const body = html`<p>${extend.text}</p>
    ${select(fieldIn(work, 'extend', { name: 'months', label: extend.months }), [
      { value: '1', label: extend.one },
      { value: '2', label: extend.two },
    ])}${select(
      fieldIn(work, 'extend', { name: 'reasonCode', label: extend.reasonCode }),
      (['complexity', 'numberOfRequests'] as const).map((value) => ({ value, label: extend.reasons[value] })),
    )}${textarea(fieldIn(work, 'extend', { name: 'reason', label: extend.reason }), { rows: 3 })}`
  return partForm(work, 'extend', { ...extend, body })
}

function pausePart(work: Work): Html {
  const { pause } = work.call.texts.work
  const latest = addDays(work.call.app.clock.now(), longestPauseDays - 1)
  const until = {
    name: 'until',
    label: pause.until,
    hint: pause.untilHint,
    value: isoDay(latest, readerOf(work.call)),
  }
  const body = html`<p>${pause.text}</p>
    ${select(
      fieldIn(work, 'pause', { name: 'reasonCode', label: pause.reasonCode }),
      pauseReasons.map((value) => ({ value, label: pause.reasons[value] })),
    )}${textarea(fieldIn(work, 'pause', { name: 'reason', label: pause.reason }), { rows: 3 })}${input(
      fieldIn(work, 'pause', until),
      { type: 'date', width: 'medium' },
    )}`
  return partForm(work, 'pause', { ...pause, body })
}

function resumePart(work: Work): Html {
  const { resume } = work.call.texts.work
  return partForm(work, 'resume', { ...resume, body: html`<p>${resume.text}</p>` })
}

/** Every ground that holds against something that still waits; which of them fits is checked with what was chosen. */
function refusePart(work: Work): Html {
  const { call, view } = work
  const { refuse } = call.texts.work
  const waiting = view.rights.filter(({ status }) => status === 'waiting').map(({ right }) => right)
  const grounds = new Map(
    waiting
      .filter(isRight)
      .flatMap((right) => groundsFor(right, call.company.country))
      .map((ground) => [ground.code, `${ground.article}: ${ground.text[call.language]}`]),
  )
  const body = html`<p>${refuse.text}</p>
    ${select(fieldIn(work, 'refuse', { name: 'right', label: refuse.right }), [
      { value: '', label: refuse.whole },
      ...waiting.map((right) => ({ value: right, label: rightName(work, right) })),
    ])}${select(fieldIn(work, 'refuse', { name: 'groundCode', label: refuse.ground }), [
      { value: '', label: refuse.choose },
      ...[...grounds].map(([value, label]) => ({ value, label })),
    ])}${textarea(fieldIn(work, 'refuse', { name: 'facts', label: refuse.facts, hint: refuse.factsHint }), { rows: 4 })}`
  return partForm(work, 'refuse', { ...refuse, body })
}
