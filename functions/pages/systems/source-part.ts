// In the panel of a source: the systems that the company looks in for it, and the searches of this request in them.
import type { SearchView, SystemOfSource } from '../../../shared/application/connectors/search-view.ts'
import type { StaffCall } from '../call.ts'
import { moment } from '../days.ts'
import { hidden } from '../fields.ts'
import { html, nothing } from '../html.ts'
import type { Html } from '../html.ts'
import { badge, disclosure } from '../parts.ts'
import type { Tone } from '../parts.ts'
import { readerOf } from '../person/progress.ts'
import { may, workPath } from '../staff/work.ts'
import type { Work } from '../staff/work.ts'
import { guideView } from './guide.ts'

export const stateTones: Readonly<Record<SearchView['state'], Tone>> = {
  running: 'wait',
  found: 'wait',
  failed: 'bad',
  taken: 'good',
  dropped: 'plain',
}

export const searchesPath = (call: StaffCall): string => `${workPath(call)}/searches`

/** Nothing where the company looks in no system for this source, and never did for this request. */
export function systemsPart(work: Work, sourceId: string): Html {
  const { call, searches: known } = work
  if (!known) return nothing
  const isOfSource = (one: { readonly sourceId: string }): boolean => one.sourceId === sourceId
  const systems = may(work, 'enterData') ? known.systems.filter(isOfSource) : []
  const searches = known.searches.filter(isOfSource)
  return html`${systems.map((one) => (one.canLocate ? asking(call, one) : guided(call, one)))}${
    searches.length > 0 &&
    html`<ul>
      ${searches.map((one) => html`<li>${searchLine(call, one)}</li>`)}
    </ul>`
  }`
}

function asking(call: StaffCall, one: SystemOfSource): Html {
  const { search: words } = call.texts.systems
  const { name } = one.system
  return html`<div class="buttons">
      ${startForm(call, { ...one, what: 'locate', submit: words.find(name) })}${
        one.canCollect && startForm(call, { ...one, what: 'collect', submit: words.fetch(name) })
      }
    </div>
    <p class="hint">${words.findLead}</p>`
}

type Start = {
  readonly connectionId: string
  readonly what: SearchView['what']
  readonly submit: string
}

export const startForm = (call: StaffCall, { connectionId, what, submit }: Start): Html =>
  html`<form method="post" action="${searchesPath(call)}" data-once>
    ${hidden('csrf', call.session.csrf)}${hidden('connectionId', connectionId)}${hidden('what', what)}<button
      type="submit"
      class="button button-second"
    >
      ${submit}
    </button>
  </form>`

const guided = (call: StaffCall, { connectionId, system }: SystemOfSource): Html =>
  disclosure(
    `guide-${connectionId}`,
    { summary: call.texts.systems.catalogue.guide.title(system.name) },
    guideView(call, system),
  )

function searchLine(call: StaffCall, { searchId, systemName, state, startedAt }: SearchView): Html {
  const { search: words } = call.texts.systems
  const at = moment(startedAt, readerOf(call))
  return html`<a href="${searchesPath(call)}/${searchId}">${words.title(systemName)}, ${at}</a>
    ${badge(words.states[state], stateTones[state])}`
}
