// One running Indsigt on one machine: the folder, the ports over it, the functions, the host, and in demo mode what
// is there to try it with.
import { readFileSync } from 'node:fs'

import { enterDataFolder } from '../../shared/adapters/embedded/data-folder.ts'
import { lockFolder } from '../../shared/adapters/embedded/database.ts'
import { holdWriteAhead } from '../../shared/adapters/embedded/write-ahead.ts'
import type { Log } from '../../shared/application/ports/log.ts'
import { DependencyUnavailable } from '../../shared/application/ports/unavailable.ts'
import type { App } from '../../shared/composition/app.ts'
import type { AdapterChoice } from '../../shared/config/adapter-settings.ts'
import { openDemo } from '../demo/open-demo.ts'
import type { HostClock, TimerHandle } from '../host/clock.ts'
import { createDurable } from '../host/durable/durable.ts'
import type { DurableHost } from '../host/durable/durable.ts'
import type { Network } from '../../shared/config/trusted-proxies.ts'
import { createHost } from '../host/host.ts'
import type { Host } from '../host/host.ts'
import { readHostJson } from '../host/host-json.ts'
import { demoFront } from './demo-front.ts'
import { checkCompanyKeys } from './company-keys.ts'
import { takePort } from './free-port.ts'
import { openPorts, there } from './open-ports.ts'
import { hostRefusal } from './host-refusal.ts'
import { checkRequestShares } from './request-shares.ts'

export type InstanceOptions = {
  readonly folder: string
  /** 0 takes any free port. */
  readonly port: number
  readonly mode: 'demo' | 'serve'
  readonly bind: string
  /** The local address, if left out. */
  readonly publicUrl?: string
  /** The ports that are not in the folder. */
  readonly adapters?: AdapterChoice
  /** A module that starts other services for this instance; in demo mode only. */
  readonly home?: string
  readonly clamd?: { readonly host: string; readonly port: number }
  readonly egressPorts?: readonly number[]
  readonly dnsServers?: readonly string[]
  readonly trustedProxies?: readonly Network[]
  readonly operatorCode?: string
  readonly blobGoneDays?: number
  readonly sessionMinutes?: number
  readonly tokenMinutes?: number
}

export type Instance = {
  readonly url: string
  /** Of a serving instance without operators: what makes the first, shown on the console and nowhere else. */
  readonly operatorCode?: string
  /** Lets what runs finish, then frees the folder. */
  readonly stop: () => Promise<void>
}

const leftoversAtATime = 100

/** Remembers what has to be done again when it stops, the last first. */
export type Undo = (step: () => void | Promise<void>) => void

/**
 * Starts everything and resolves once it answers. Whatever goes wrong on the way leaves the folder free and unharmed.
 * Once per process: the Functions library takes its settings a single time.
 */
export async function startInstance(options: InstanceOptions): Promise<Instance> {
  const steps: (() => void | Promise<void>)[] = []
  const stop = async (): Promise<void> => {
    for (const step of steps.splice(0).reverse()) await step()
  }
  try {
    const lock = lockFolder(options.folder)
    steps.push(lock.release)
    enterDataFolder(options.folder, options.mode)
    const port = await takePort(options.port, options.bind)
    const started = await startHost({ ...options, port }, (step) => steps.push(step))
    return { ...started, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function startHost(options: InstanceOptions, undo: Undo): Promise<Omit<Instance, 'stop'>> {
  const { port, bind, mode, trustedProxies } = options
  const { embedded, clock, hasItsKeys, hasItsShares, bus } = await openPorts(options, undo)
  const { db, queue, mail, sms, ports } = embedded
  if (hasItsKeys) await checkCompanyKeys(options.folder, ports)
  if (hasItsShares) await checkRequestShares(options.folder, ports.documents)

  const loaded: { app?: App } = {}
  const host: Host<DurableHost> = await createHost({
    load: async () => {
      const { start } = await import('../../functions/main.ts')
      loaded.app = start(ports)
    },
    ...{ db, clock, port, bind, createDurable },
    queue: bus ?? queue,
    refusal: hostRefusal,
    ...(trustedProxies && { trustedProxies }),
    hostJson: readHostJson(readFileSync(new URL('../../host.json', import.meta.url), 'utf8')),
    setting: (name) => process.env[name],
    ...(mode === 'demo' && {
      before: demoFront({ port, clock, mail, sms, app: () => appOf(loaded), durable: () => host.durable }),
    }),
  })
  await takeUp(appOf(loaded), queue)
  if (mode === 'demo') await openDemo(appOf(loaded))
  const operatorCode = mode === 'serve' ? await appOf(loaded).firstOperator.prepare() : undefined
  holdWriteAhead(db, options.folder)
  undo(() => host.stop())
  await host.start()
  undo(sweepHourly([embedded.documents, mail, sms], clock, ports.log))
  return { url: host.url(), ...(operatorCode !== undefined && { operatorCode }) }
}

/** A process that was killed left locks and unsent messages; nobody else has the folder, so nobody is waited for. */
async function takeUp(
  app: Pick<App, 'relayOutbox'>,
  queue: { readonly releaseLocks: () => void },
): Promise<void> {
  queue.releaseLocks()
  while ((await app.relayOutbox(leftoversAtATime, 0)) === leftoversAtATime);
}

/** What has outlived its time to live is not shown any more; here it leaves the disk. Answers how to stop. */
function sweepHourly(
  stores: readonly { readonly sweepExpired: () => number }[],
  clock: HostClock,
  log: Log,
): () => void {
  let timer: TimerHandle
  const sweep = (): void => {
    try {
      for (const store of stores) store.sweepExpired()
    } catch (error) {
      // A full disk must not end the process: the next hour tries again.
      if (!(error instanceof DependencyUnavailable)) throw error
      log.write({ code: 'dependencyUnavailable', dependency: error.dependency, operation: 'sweepExpired' })
    }
    timer = clock.setTimer(clock.now() + 3_600_000, sweep)
  }
  sweep()
  return () => clock.clear(timer)
}

const appOf = ({ app }: { readonly app?: App }): App => there(app, 'the application')
