import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

import type { Mail, Sms } from '../../shared/application/ports/mail.ts'
import type { AdapterChoice } from '../../shared/config/adapter-settings.ts'
import { readConfig } from '../../shared/config/read-config.ts'

/** A module that starts services for this instance and answers the settings that lead to them. */
type Home = {
  readonly startHome: (world: World) => Promise<{
    readonly settings: Readonly<Record<string, string>>
    readonly stop: () => Promise<void>
  }>
}

export type World = {
  readonly now: () => Date
  /** Shows mail that a provider accepted on the mailbox page. */
  readonly deliver: (mail: Mail) => Promise<unknown>
  /** The same for text messages. */
  readonly deliverSms: (sms: Sms) => Promise<unknown>
}

/** Runs a demonstration on services that a module starts beside it; for whoever wants to watch the adapters of Azure. */
export async function startOtherHome(
  module: string,
  world: World,
): Promise<{ readonly adapters: AdapterChoice; readonly stop: () => Promise<void> }> {
  const { startHome } = (await import(pathToFileURL(resolve(module)).href)) as Home
  const { settings, stop } = await startHome(world)
  const config = readConfig(settings)
  if (config.ok && config.value.mode === 'demo') return { adapters: config.value.adapters, stop }
  await stop()
  throw new Error('INDSIGT_HOME is for services on this machine alone.')
}
