// What a search found, to be read, and chosen from: what is taken becomes files of the request, and the rest is forgotten.
import { choices, hidden } from '../fields.ts'
import type { FieldError } from '../fields.ts'
import type { StaffCall } from '../call.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { disclosure, postForm, section } from '../parts.ts'
import { mayAct, searchPath } from './seen-search.ts'
import type { SeenSearch } from './seen-search.ts'

/** Of one kind of records on a page; the file has all of them. */
const mostShown = 60_000

export function takingPart(call: StaffCall, seen: SeenSearch, errors: readonly FieldError[]): Html {
  const { search: words } = call.texts.systems
  const { search, found } = seen
  const steps = Object.entries(found).filter(([, records]) => records.length > 0)
  const unasked = search.unasked.map((step) => labelOf(call, seen, step)).join(', ')
  return html`${unasked !== '' && html`<p class="warning">${words.unasked(unasked)}</p>`}${steps.map(
    ([step, records]) =>
      disclosure(
        `found-${step}`,
        { summary: words.show(labelOf(call, seen, step)) },
        recordsView(call, records),
      ),
  )}${
    steps.length === 0 &&
    html`<p>${words.nothing}</p>
      <p class="hint">${words.nothingMeans}</p>`
  }${mayAct(seen) && html`${steps.length > 0 && taking(call, seen, errors)}${droppingPart(call, seen)}`}`
}

const labelOf = ({ language }: StaffCall, { search }: SeenSearch, step: string): string =>
  search.labels[step]?.[language] ?? step

function recordsView(call: StaffCall, records: readonly unknown[]): Html {
  const text = JSON.stringify(records, undefined, 2)
  const isCut = text.length > mostShown
  return html`<pre class="copied" tabindex="0">${isCut ? text.slice(0, mostShown) : text}</pre>
    ${isCut && html`<p>${call.texts.systems.search.cut}</p>`}`
}

function taking(call: StaffCall, seen: SeenSearch, errors: readonly FieldError[]): Html {
  const { search: words } = call.texts.systems
  const { search, found, view } = seen
  const isSealed = view.status === 'sealed' || view.status === 'approved'
  const options = Object.entries(search.counts)
    .filter(([step]) => (found[step] ?? []).length > 0)
    .map(([value, count]) => ({ value, label: words.records(labelOf(call, seen, value), count) }))
  const boxes = choices({
    ...{ id: 'steps', name: 'steps', label: words.take, hint: words.takeHint, kind: 'checkbox' },
    ...{ options, chosen: [], errors },
  })
  return html`${isSealed && html`<p class="warning">${words.seals}</p>`}
    <p class="hint">${words.contributor}</p>
    ${postForm({ action: `${searchPath(call)}/taken`, csrf: call.session.csrf, body: boxes, submit: words.takeSubmit })}`
}

/** Forgotten; where nothing was found the source can be marked in the same step. */
export function droppingPart(call: StaffCall, seen: SeenSearch): Html {
  const { search: words } = call.texts.systems
  const { search } = seen
  const isEmpty = search.state === 'found' && Object.values(search.counts).every((count) => count === 0)
  const drop = { action: `${searchPath(call)}/dropped`, csrf: call.session.csrf, look: 'second' } as const
  const lead = html`<p>${search.state === 'failed' ? words.dropFailed : words.dropLead}</p>`
  const marking = { ...drop, body: hidden('mark', 'nothingHeld'), submit: words.nothingHeld }
  return section(
    'drop',
    words.drop,
    html`${isEmpty && search.unasked.length === 0 && postForm(marking)}${postForm({ ...drop, body: lead, submit: words.drop })}`,
  )
}
