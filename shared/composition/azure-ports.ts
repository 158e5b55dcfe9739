import type { MailSender, SmsSender } from '../application/ports/mail.ts'
import type { Ports } from '../application/ports/ports.ts'
import { createConsoleLog } from '../adapters/system/console-log.ts'
import { systemClock } from '../adapters/system/clock.ts'
import type { HostedConfig } from '../config/read-config.ts'
import { ok } from '../kernel/result.ts'
import { azureStores } from './azure-stores.ts'
import { portsOver } from './ports-over.ts'
import type { Stores } from './ports-over.ts'

/** The ports of an instance under the Functions host: always serving, and nothing of it on this machine's disk. */
export function azurePorts({ publicUrl, adapters, clamd }: HostedConfig, log: (line: string) => void): Ports {
  const edges = { clock: systemClock, log: createConsoleLog({ write: log }, systemClock) }
  const stores = { ...withoutProvider, ...(azureStores(adapters, edges) as Indispensable) }
  return portsOver(stores, { ...edges, settings: { mode: 'serve', publicUrl, ...(clamd && { clamd }) } })
}

type Indispensable = Omit<Stores, 'mail' | 'sms'>

/** Without a provider mail stays where it is written: in its request's document, for whoever may read that. */
const withoutProvider: { readonly mail: MailSender; readonly sms: SmsSender } = {
  mail: { send: async ({ id }) => ok({ providerId: `kept-${id}` }) },
  sms: { send: async ({ id }) => ok({ providerId: `kept-${id}` }) },
}
