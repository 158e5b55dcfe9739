// What the second person reads of a system that is to be connected: where addresses of persons would be sent.
import type { CompanyItemView } from '../../../shared/application/approvals/company-items.ts'
import type { StaffCall } from '../call.ts'
import { readSystems } from './frame.ts'

type Change = Extract<CompanyItemView['change'], { readonly kind: 'systemConnection' }>

type Fact = readonly [what: string, how: string]

/** By the names that people know; by their ids where one is gone. */
export async function proposedConnection(
  call: StaffCall,
  { connection, renews }: Change,
): Promise<readonly Fact[]> {
  const { proposed: words } = call.texts.systems
  const { changes } = call.texts.staff.people
  const { systemId, sourceId, settings } = connection
  const read = await readSystems(call)
  const { systems, sources } = read.ok ? read.value : { systems: [], sources: [] }
  const system = systems.find(({ id }) => id === systemId)
  const source = sources.find(({ value }) => value === sourceId)?.label ?? sourceId
  const entered = Object.entries(settings).map(
    ([name, value]) => `${system?.settings[name]?.label[call.language] ?? name}: ${value}`,
  )
  return [
    [changes.what, words[renews === undefined ? 'added' : 'renewed'](system?.name ?? systemId, source)],
    [words.hosts, (system?.hosts ?? []).join(', ')],
    [changes.to, entered.join('; ')],
  ]
}
