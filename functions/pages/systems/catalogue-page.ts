// Which systems the company looks in, and the catalogue from which it chooses more.
import type { ShownConnection } from '../../../shared/application/connectors/connection.ts'
import type { SystemView } from '../../../shared/application/connectors/system-view.ts'
import type { SystemCategory } from '../../../shared/domain/connectors/known-system.ts'
import type { Answer, StaffCall } from '../call.ts'
import { cards } from '../cards.ts'
import { moment } from '../days.ts'
import { input, select } from '../fields.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { badge, facts, notice, section } from '../parts.ts'
import { readerOf } from '../person/progress.ts'
import { fresh, settingsPage } from '../settings/frame.ts'
import { connectionPath, readSystems, systemPath, triedFact } from './frame.ts'
import type { Systems } from './frame.ts'

export async function showSystems(call: StaffCall): Promise<Answer> {
  const read = await readSystems(call)
  if (!read.ok) return read.error
  const { systems: words } = call.texts
  const { places } = call.texts.settings
  const { done } = Object.fromEntries(call.url.searchParams)
  const isTold = done === 'connected' || done === 'waits' || done === 'removed'
  const main = html`${notice(isTold ? words.done[done] : undefined)}
    <p>${places.systems.lead}</p>
    ${connectedPart(call, read.value)}${choosePart(call, read.value)}`
  // Its own words for the same marks.
  const url = new URL(call.url.pathname, call.url)
  return settingsPage({ ...call, url }, { title: places.systems.title, main, ...fresh })
}

function connectedPart(call: StaffCall, all: Systems): Html {
  const { connected: words } = call.texts.systems
  const { connections } = all
  return section(
    'connected',
    words.title,
    connections.length === 0
      ? html`<p>${words.none}</p>`
      : connections.map((one) => connectedView(call, one, all)),
  )
}

function connectedView(call: StaffCall, connection: ShownConnection, { systems, sources }: Systems): Html {
  const { connected: words, catalogue } = call.texts.systems
  const { connectionId, systemId, sourceId, addedAt } = connection
  const system = systems.find(({ id }) => id === systemId)
  const name = system?.name ?? systemId
  const source = sources.find(({ value }) => value === sourceId)?.label ?? words.goneSource
  return html`<article class="panel">
    <h3>${name}</h3>
    ${facts([
      [call.texts.systems.canDo, system ? catalogue.levels[system.level] : words.unknownSystem],
      [words.source, source],
      [words.since, moment(addedAt, readerOf(call))],
      ...(system && system.level !== 'guided' ? [triedFact(call, connection)] : []),
    ])}
    <p><a href="${connectionPath(call, connectionId)}">${words.open(name)}</a></p>
  </article>`
}

type Wish = { readonly q: string; readonly kind: string; readonly level: string }

const wishIn = ({ url }: StaffCall): Wish => ({
  q: (url.searchParams.get('q') ?? '').trim().slice(0, 60),
  kind: url.searchParams.get('kind') ?? '',
  level: url.searchParams.get('level') ?? '',
})

function choosePart(call: StaffCall, { systems }: Systems): Html {
  const { systems: words } = call.texts
  const wish = wishIn(call)
  const found = systems.filter((system) => isMeant(system, wish))
  return section(
    'choose',
    words.chooseTitle,
    html`<p>${words.unverifiedAll}</p>
      ${filters(call, wish)}
      <p role="status">${words.count(found.length, systems.length)}</p>
      ${found.length > 0 && table(call, found)}`,
  )
}

function isMeant({ name, categories, level }: SystemView, wish: Wish): boolean {
  const isOfLevel = wish.level === '' || (wish.level === 'guided') === (level === 'guided')
  const isOfKind = wish.kind === '' || categories.includes(wish.kind as SystemCategory)
  return isOfLevel && isOfKind && name.toLowerCase().includes(wish.q.toLowerCase())
}

function filters(call: StaffCall, { q, kind, level }: Wish): Html {
  const { systems: words } = call.texts
  const any = { value: '', label: words.any }
  const kinds = Object.entries(words.catalogue.kinds)
    .map(([value, label]) => ({ value, label }))
    .sort((one, other) => one.label.localeCompare(other.label, call.language))
  const levels = [
    { value: 'asked', label: words.asked },
    { value: 'guided', label: words.guided },
  ]
  return html`<form
    method="get"
    action="${systemPath(call)}#choose"
    class="filters"
    role="search"
    aria-label="${words.chooseTitle}"
  >
    ${input({ id: 'q', name: 'q', label: words.name, value: q }, { maxlength: 60 })}${select(
      { id: 'kind', name: 'kind', label: words.kind, value: kind },
      [any, ...kinds],
    )}${select({ id: 'level', name: 'level', label: words.canDo, value: level }, [any, ...levels])}<button
      type="submit"
      class="button button-second"
    >
      ${words.find}
    </button>
  </form>`
}

function table(call: StaffCall, systems: readonly SystemView[]): Html {
  const { systems: words } = call.texts
  const { kinds } = words.catalogue
  return cards(
    { caption: words.caption, heads: [words.name, words.kind, words.canDo] },
    systems.map(
      ({ id, name, categories, level }) =>
        html`<tr>
          <th scope="row"><a href="${systemPath(call, id)}">${name}</a></th>
          <td data-label="${words.kind}">${categories.map((one) => kinds[one]).join(', ')}</td>
          <td data-label="${words.canDo}">
            ${level === 'guided' ? badge(words.guided, 'plain') : badge(words.asked, 'good')}
          </td>
        </tr>`,
    ),
  )
}
