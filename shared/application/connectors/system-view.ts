import { isConnector, levelOf } from '../../domain/connectors/connector.ts'
import type { Connector, Level, Setting, Step } from '../../domain/connectors/connector.ts'
import type { KnownSystem } from '../../domain/connectors/known-system.ts'

/** A system as whoever chooses sees it: what it does, against what that was verified, and where it would call. */
export type SystemView = KnownSystem & {
  readonly level: Level
  readonly verified: Connector['verified'] | { readonly against: 'none' }
  readonly settings: Readonly<Record<string, Setting>>
  readonly hosts: readonly string[]
  readonly scopes: readonly string[]
  readonly steps: readonly Pick<Step, 'id' | 'label'>[]
}

export function systemView(system: KnownSystem | Connector): SystemView {
  const { id, name, categories, dataCategories, docs, guide } = system
  const known = { id, name, categories, dataCategories, docs, guide, level: levelOf(system) }
  if (!isConnector(system))
    return { ...known, verified: { against: 'none' }, settings: {}, hosts: [], scopes: [], steps: [] }
  const { verified, settings, hosts, scopes = [], locate, collect = [] } = system
  const steps = [...locate, ...collect].map((step) => ({ id: step.id, label: step.label }))
  return { ...known, verified, settings, hosts, scopes, steps }
}
