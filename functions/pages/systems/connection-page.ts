// One system that the company looks in: asked whether it answers, and disconnected.
import { seeOther } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { moment } from '../days.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { disclosure, facts, list, notice, postForm } from '../parts.ts'
import { readerOf } from '../person/progress.ts'
import { asked, fresh, settingsPage } from '../settings/frame.ts'
import { connectionPath, failureText, readSystems, systemPath } from './frame.ts'

const named = (call: StaffCall) => ({ ...asked(call), connectionId: call.params['connectionId'] ?? '' })

export async function showConnection(call: StaffCall): Promise<Answer> {
  const read = await readSystems(call)
  if (!read.ok) return read.error
  const { connectionId } = named(call)
  const connection = read.value.connections.find((one) => one.connectionId === connectionId)
  if (!connection) return { code: 'notFound' }
  const { systems: words } = call.texts
  const { systemId, sourceId, settings, addedAt } = connection
  const system = read.value.systems.find(({ id }) => id === systemId)
  const source = read.value.sources.find(({ value }) => value === sourceId)?.label
  const entered = Object.entries(settings).map(
    ([name, value]) => `${system?.settings[name]?.label[call.language] ?? name}: ${value}`,
  )
  const main = html`${tested(call)}
    <p><a href="${systemPath(call)}">${words.one.back}</a></p>
    ${facts([
      [words.canDo, system ? words.catalogue.levels[system.level] : words.connected.unknownSystem],
      [words.connected.source, source ?? words.connected.goneSource],
      [words.connected.since, moment(addedAt, readerOf(call))],
      ...(entered.length > 0 ? [[words.connected.settings, list(entered)] as const] : []),
    ])}${system && system.level !== 'guided' && testing(call)}${removing(call)}`
  return settingsPage(call, { ...fresh, title: system?.name ?? systemId, main })
}

/** How the harmless question went; whatever the address says, only what is in the list of texts is told. */
function tested(call: StaffCall): Html {
  const { systems: words } = call.texts
  const outcome = call.url.searchParams.get('tested') ?? ''
  if (outcome === 'works') return notice(words.done.works)
  const text = failureText(call, outcome)
  return html`${
    text !== undefined &&
    html`<p class="warning" role="alert">${text} <small>${words.code}: ${outcome}</small></p>`
  }`
}

function testing(call: StaffCall): Html {
  const { systems: words } = call.texts
  return postForm({
    ...{ action: `${connectionPath(call, named(call).connectionId)}/test`, csrf: call.session.csrf },
    ...{ body: html`<p>${words.testLead}</p>`, submit: words.test, look: 'second' },
  })
}

function removing(call: StaffCall): Html {
  const { systems: words } = call.texts
  const form = postForm({
    ...{ action: `${connectionPath(call, named(call).connectionId)}/removal`, csrf: call.session.csrf },
    ...{ body: html`<p>${words.removeLead}</p>`, submit: words.remove, look: 'warning' },
  })
  return disclosure('remove', { summary: words.remove }, form)
}

export async function testConnection(call: StaffCall): Promise<Answer> {
  const done = await call.app.connections.test(named(call))
  if (!done.ok) return done.error
  const outcome = done.value === 'works' ? 'works' : done.value.code
  return seeOther(`${connectionPath(call, named(call).connectionId)}?tested=${outcome}`)
}

export async function removeConnection(call: StaffCall): Promise<Answer> {
  const removed = await call.app.connections.remove(named(call))
  return removed.ok ? seeOther(`${systemPath(call)}?done=removed`) : removed.error
}
