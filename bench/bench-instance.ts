/** An instance with the demonstration company in a folder of its own, composed as `npm start` does it, with seams to measure at. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDemo } from '../local/demo/open-demo.ts'
import type { HostClock } from '../local/host/clock.ts'
import { createDurable } from '../local/host/durable/durable.ts'
import type { DurableHost } from '../local/host/durable/durable.ts'
import { createHost } from '../local/host/host.ts'
import type { Host } from '../local/host/host.ts'
import { readHostJson } from '../local/host/host-json.ts'
import { takePort } from '../local/run/free-port.ts'
import type { QueueReceiver } from '../shared/adapters/embedded/queue.ts'
import { createConsoleLog } from '../shared/adapters/system/console-log.ts'
import type { Log } from '../shared/application/ports/log.ts'
import type { MessageBus } from '../shared/application/ports/messages.ts'
import type { Ports } from '../shared/application/ports/ports.ts'
import type { App } from '../shared/composition/app.ts'
import * as source from './instance-code.ts'

export type InstanceCode = typeof source

type Embedded = ReturnType<InstanceCode['embeddedPorts']>
type Queue = MessageBus & QueueReceiver

export type BenchInstance = {
  readonly url: string
  readonly embedded: Embedded
  readonly stop: () => Promise<void>
}

type Options = {
  readonly clock: HostClock
  /** The source, unless a bundle of it is given. */
  readonly code?: InstanceCode
  /** Puts something between the application and its ports. */
  readonly ports?: (ports: Ports) => Ports
  /** Puts something between the queues and the host that empties them. */
  readonly queue?: (queue: Queue) => Queue
  /** Written to standard error without it, as the product does. */
  readonly log?: Log
  /** While functions may still be registered. */
  readonly registered?: () => void
}

export async function startBenchInstance(options: Options): Promise<BenchInstance> {
  const { clock, code = source, ports = same, queue = same, registered } = options
  const folder = mkdtempSync(join(tmpdir(), 'bench-instance-'))
  const port = await takePort(0, '127.0.0.1')
  const now = { now: () => new Date(clock.now()) }
  const embedded = code.embeddedPorts(
    { folder, mode: 'demo', publicUrl: `http://localhost:${String(port)}` },
    { clock: now, log: options.log ?? createConsoleLog(process.stderr, now) },
  )
  const loaded: { app?: App } = {}
  const host: Host<DurableHost> = await createHost({
    load: async () => {
      loaded.app = await Promise.resolve(code.start(ports(embedded.ports)))
      registered?.()
    },
    ...{ db: embedded.db, clock, port, createDurable, bind: '127.0.0.1' },
    queue: queue(embedded.queue),
    hostJson: readHostJson(readFileSync(new URL('../host.json', import.meta.url), 'utf8')),
    setting: () => undefined,
    log: () => undefined,
  })
  if (!loaded.app) throw new Error('the functions did not start')
  await openDemo(loaded.app)
  await host.start()
  return {
    ...{ url: host.url(), embedded },
    stop: async () => {
      await host.stop()
      embedded.db.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const same = <T>(value: T): T => value
