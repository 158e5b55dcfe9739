// What the pages of connected systems share.
import type { ShownConnection } from '../../../shared/application/connectors/connection.ts'
import type { SystemView } from '../../../shared/application/connectors/system-view.ts'
import type { Refusal } from '../../../shared/contracts/problems.ts'
import { ok } from '../../../shared/kernel/result.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import type { StaffCall } from '../call.ts'
import { moment } from '../days.ts'
import type { Option } from '../fields.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { badge } from '../parts.ts'
import { readerOf } from '../person/progress.ts'
import { asked, seenSettings, settingsPath } from '../settings/frame.ts'

export const systemPath = (call: StaffCall, systemId = ''): string =>
  settingsPath(call, systemId === '' ? 'systems' : `systems/${systemId}`)

export const connectionPath = (call: StaffCall, connectionId: string): string =>
  settingsPath(call, `connections/${connectionId}`)

export type Systems = {
  readonly systems: readonly SystemView[]
  readonly connections: readonly ShownConnection[]
  /** Of the company's types of information, by the names that its people know. */
  readonly sources: readonly Option[]
}

export async function readSystems(call: StaffCall): Promise<Result<Systems, Refusal>> {
  const systems = await call.app.connections.systems(asked(call))
  if (!systems.ok) return systems
  const connections = await call.app.connections.list(asked(call))
  if (!connections.ok) return connections
  const seen = await seenSettings(call)
  if (!seen.ok) return seen
  const sources = seen.value.settings.informationTypes.flatMap((type) =>
    type.sources.map(({ sourceId, label }) => ({
      value: sourceId,
      label: `${label[call.language]} (${type.label[call.language]})`,
    })),
  )
  return ok({ systems: systems.value, connections: connections.value, sources })
}

type Fact = readonly [what: string, how: Html]

/** How it went when the system was last asked, by an administrator or in a search. */
export function triedFact(call: StaffCall, { tried }: Pick<ShownConnection, 'tried'>): Fact {
  const { tried: words } = call.texts.systems
  if (!tried) return [words.what, html`${words.never}`]
  const { at, outcome, status } = tried
  const when = moment(at, readerOf(call))
  if (outcome === 'works') return [words.what, html`${badge(words.works, 'good')} ${when}`]
  const code = [outcome, ...(status === undefined ? [] : [words.status(status)])].join(', ')
  return [
    words.what,
    html`${badge(words.failed, 'bad')} ${when}
      <p>${failureText(call, outcome)} <small>${call.texts.systems.code}: ${code}</small></p>`,
  ]
}

/** What went wrong with a system, and what to do; only what is in the list of texts is told. */
export function failureText({ texts }: Pick<StaffCall, 'texts'>, code: string): string | undefined {
  const { failures } = texts.systems
  return Object.hasOwn(failures, code) ? failures[code as keyof typeof failures] : undefined
}
