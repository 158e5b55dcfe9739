import type { Ports } from '../application/ports/ports.ts'
import { createConsoleLog } from '../adapters/system/console-log.ts'
import { systemClock } from '../adapters/system/clock.ts'
import type { HostedConfig } from '../config/read-config.ts'
import { azureStores } from './azure-stores.ts'
import { portsOver } from './ports-over.ts'
import type { Stores } from './ports-over.ts'

/** The ports of an instance under the Functions host: always serving, and nothing of it on this machine's disk. */
export function azurePorts(
  { publicUrl, adapters, ...given }: HostedConfig,
  log: (line: string) => void,
): Ports {
  const edges = { clock: systemClock, log: createConsoleLog({ write: log }, systemClock) }
  return portsOver(azureStores(adapters, { ...edges, publicUrl }) as Stores, {
    ...edges,
    settings: { mode: 'serve', publicUrl, ...given },
  })
}
