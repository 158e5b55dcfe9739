import type { GivenSettings } from '../../domain/connectors/setting-faults.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { Asked } from '../companies/company-people.ts'
import { mayIn } from '../companies/company-people.ts'
import type { Held } from '../companies/guarded-change.ts'
import { atOnceOrProposed } from '../companies/propose-change.ts'
import { appliedConnection } from './approved-connection.ts'
import { connectionIn, connectorIn, enteredAt, keptSettings } from './connection.ts'
import type { SystemConnection } from './connection.ts'
import type { ConnectionDeps, ConnectionRefusal } from './connections.ts'
import type { TryConnection } from './try-connection.ts'
import { trySettings } from './try-settings.ts'

export type RenewConnection = (
  input: Asked & { readonly connectionId: string; readonly settings: GivenSettings },
) => Promise<Result<Held, ConnectionRefusal>>

/**
 * Other settings and secrets for a system that is asked: tried where they lead, and approved like a new connection, since
 * another key may be one to somebody else's system. Until then the old ones hold.
 */
export function makeRenewConnection(
  deps: ConnectionDeps & { readonly tryOut: TryConnection },
): RenewConnection {
  const { companies, companyChanges, connectors, tryOut } = deps

  return async ({ actor, companyId, connectionId, settings }) => {
    const may = mayIn({ actor, companyId }, 'changeSettings')
    if (!may.ok) return may
    const seen = (await companies.read(companyId))?.value
    const connection = seen && connectionIn(seen, connectionId)
    if (!connection) return err({ code: 'notFound' })
    const connector = (await connectorIn(connectors, connection.systemId))?.connector
    if (!connector) return err({ code: 'systemUnknown' })
    // Before anything of the company is held up: the system may take its time.
    const works = await trySettings(tryOut, { companyId, connector }, settings)
    if (!works.ok) return works
    return companyChanges.change<Held, ConnectionRefusal>(companyId, async (now) => {
      const company = (await companies.read(companyId))?.value
      const before = company && connectionIn(company, connectionId)
      if (!before) return err({ code: 'notFound' })
      const kept = await keptSettings(deps, company, { connectionId, connector, given: settings })
      const { sealed: _sealed, ...rest } = before
      const at = now.toISOString()
      const renewed: SystemConnection = {
        ...{ ...rest, ...kept, renewedAt: at, tried: { at, outcome: 'works' } },
      }
      const change = {
        kind: 'systemConnection',
        connection: renewed,
        renews: enteredAt(before),
      } as const
      const wanted = appliedConnection({ company, now }, change)
      if (!wanted.ok) return wanted
      const employees = await companies.employees(companyId)
      const held = await atOnceOrProposed(deps, { company, employees, change, actor, now }, wanted.value)
      return held.ok ? ok(held.value) : held
    })
  }
}
