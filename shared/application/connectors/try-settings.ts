import type { Connector } from '../../domain/connectors/connector.ts'
import { settingFaults } from '../../domain/connectors/setting-faults.ts'
import type { GivenSettings } from '../../domain/connectors/setting-faults.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { TryConnection } from './try-connection.ts'

/** Names of settings, or the code of what went wrong; never a value. */
export type SettingsRefused = {
  readonly code: 'connectionInvalid' | 'connectionNotWorking'
  readonly rule: string
}

/** What is wrong with what was entered; a system that is asked answers a harmless call first. */
export async function trySettings(
  tryOut: TryConnection,
  { companyId, connector }: { readonly companyId: string; readonly connector: Connector | undefined },
  settings: GivenSettings,
): Promise<Result<void, SettingsRefused>> {
  const faults = settingFaults(connector ?? { settings: {} }, settings)
  if (faults.length > 0) return err({ code: 'connectionInvalid', rule: faults.toSorted().join(', ') })
  if (!connector) return ok(undefined)
  const works = await tryOut({ companyId, connector, values: (name) => settings[name] })
  return works.ok ? works : err({ code: 'connectionNotWorking', rule: works.error.code })
}
