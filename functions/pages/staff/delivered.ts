// What was approved and has left: handed over on paper, and taken back where that was a mistake.
import { recallReasons } from '../../../shared/domain/retention/breach.ts'
import { day, lastWholeDay } from '../days.ts'
import { choices, hidden, input, select, textarea } from '../fields.ts'
import { html, nothing } from '../html.ts'
import type { Html } from '../html.ts'
import { badge, disclosure, facts, postForm, section } from '../parts.ts'
import { readerOf } from '../person/progress.ts'
import { rightName } from './personal.ts'
import { fieldIn, isOpen, may, workPath } from './work.ts'
import type { Work } from './work.ts'

const tones = { building: 'wait', available: 'good', recalled: 'bad', purged: 'plain' } as const

export function deliveredSection(work: Work): Html {
  const { call, view } = work
  if (view.deliveries.length === 0) return nothing
  const { delivered: words } = call.texts
  const rows = view.deliveries.map(
    ({ right, state, expiresAt }) =>
      [
        rightName(work, right),
        html`${badge(words.states[state], tones[state])}${state === 'available' && html` ${words.until} ${day(lastWholeDay(expiresAt), readerOf(call))}`}`,
      ] as const,
  )
  return section('delivered', words.title, html`${facts(rows)}${recallPart(work)}${enterPart(work)}`)
}

function recallPart(work: Work): Html {
  const readable = work.view.deliveries.filter(({ state }) => state === 'available')
  const [only] = readable
  if (!only || !may(work, 'recallDelivery')) return nothing
  const { recall: words } = work.call.texts.delivered
  const which =
    readable.length === 1
      ? hidden('deliveryId', only.id)
      : select(
          fieldIn(work, 'recall', { name: 'deliveryId', label: words.what }),
          readable.map(({ id, right }) => ({ value: id, label: rightName(work, right) })),
        )
  return disclosure(
    'recall',
    { summary: words.title, open: isOpen(work, 'recall') },
    postForm({
      action: `${workPath(work.call)}/recall`,
      csrf: work.call.session.csrf,
      body: html`<p>${words.text}</p>
        ${which}${whyFields(work, 'recall')}${confirmation(work)}`,
      submit: words.submit,
      look: 'warning',
    }),
  )
}

/** Found when nothing is left to recall: the entry is all that can still be made. */
function enterPart(work: Work): Html {
  const isReadable = work.view.deliveries.some(({ state }) => state === 'available')
  if (isReadable || !may(work, 'recallDelivery')) return nothing
  const { enter: words } = work.call.texts.delivered
  return disclosure(
    'enter-breach',
    { summary: words.title, open: isOpen(work, 'enter-breach') },
    postForm({
      action: `${workPath(work.call)}/breaches`,
      csrf: work.call.session.csrf,
      body: html`<p>${words.text}</p>
        ${whyFields(work, 'enter-breach')}`,
      submit: words.submit,
      look: 'second',
    }),
  )
}

function whyFields(work: Work, form: 'recall' | 'enter-breach'): Html {
  const { recall: words } = work.call.texts.delivered
  const { reason, reasonHint, awareAt, awareAtHint } = words
  return html`${select(fieldIn(work, form, { name: 'reasonCode', label: words.reasonCode }), [
    { value: '', label: words.choose },
    ...recallReasons.map((value) => ({ value, label: words.reasons[value] })),
  ])}${textarea(fieldIn(work, form, { name: 'reason', label: reason, hint: reasonHint }), {
    ...{ rows: 3, maxlength: 2000 },
  })}${input(fieldIn(work, form, { name: 'awareAt', label: awareAt, hint: awareAtHint }), {
    width: 'medium',
  })}`
}

function confirmation(work: Work): Html {
  const { recall: words } = work.call.texts.delivered
  return choices({
    ...fieldIn(work, 'recall', { name: 'confirm', label: words.confirm }),
    kind: 'checkbox',
    options: [{ value: 'yes', label: words.confirmed }],
    // Each time anew: what cannot be undone is not confirmed by an older page.
    chosen: [],
  })
}

/** Who has no mailbox gets the answer from a person's hands, and only that person can say so. */
export function handOverSection(work: Work): Html {
  const { call, view } = work
  if (!view.toHandOver || !may(work, 'handOver')) return nothing
  const { handOver: words } = call.texts.delivered
  return section(
    'hand-over',
    words.title,
    html`<p>${words.text}</p>
      ${postForm({
        action: `${workPath(call)}/hand-over`,
        csrf: call.session.csrf,
        body: choices({
          ...fieldIn(work, 'hand-over', { name: 'how', label: words.how }),
          kind: 'radio',
          options: (['post', 'inPerson'] as const).map((value) => ({ value, label: words.ways[value] })),
          chosen: [],
        }),
        submit: words.submit,
      })}`,
  )
}
