import { randomBytes, randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { DatabaseSync } from 'node:sqlite'

import type { QueueReceiver } from '../../shared/adapters/embedded/queue.ts'
import type { MessageConsumer } from '../../shared/adapters/service-bus/consumer.ts'
import type { MessageBus, QueueName } from '../../shared/application/ports/messages.ts'
import type { Setting } from './binding-text.ts'
import type { HostClock } from './clock.ts'
import {
  loadFunctions,
  logToStandardError,
  type CoreFunction,
  type HostLog,
  type LoadedFunctions,
} from './core-api.ts'
import type { HostSettings } from './host-json.ts'
import { httpFront, type HttpFront, type HttpOptions } from './http.ts'
import { loopbackServer } from './loopback.ts'
import { withOutputs } from './outputs.ts'
import { startQueueTriggers } from './queue-trigger.ts'
import { startServiceBus } from './service-bus.ts'
import { openStorageQueue, type StorageQueue } from './storage-queue.ts'
import { refuseUnsupported } from './supported.ts'
import { startTimers } from './timers.ts'

/** The part of the durable host that this one drives. */
export type DurablePart = {
  readonly start: () => void
  readonly stop: () => Promise<void>
  readonly clientInput: () => string
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>
}

/** What a durable host is made of, in the names of its own `createDurable`. */
export type DurableNeeds = {
  readonly db: DatabaseSync
  readonly clock: HostClock
  readonly host: LoadedFunctions
  readonly baseUrl: () => string
  readonly rpcBaseUrl: () => string
  readonly settings: {
    readonly taskHub?: string
    readonly systemKey: string
    readonly maxConcurrentActivities?: number
  }
}

export type HostOptions<Durable extends DurablePart> = {
  /** Registers the functions: imports the entry and calls what it exports. */
  readonly load: () => Promise<unknown>
  /** Opened by the caller and closed by the caller, after `stop`. Tables here begin with `host_`. */
  readonly db: DatabaseSync
  readonly clock: HostClock
  readonly hostJson: HostSettings
  /** 0 takes any free port. */
  readonly port: number
  readonly bind: string
  readonly setting: Setting
  /** Where messages go and come from; without it functions on queues of Service Bus are refused. */
  readonly queue?: MessageBus & (QueueReceiver | MessageConsumer)
  readonly createDurable?: (needs: DurableNeeds) => Durable
  /** Guards the durable HTTP API; without one it is a random key, so that nobody outside can guess it. */
  readonly systemKey?: string
  readonly log?: HostLog
} & Pick<HttpOptions, 'before' | 'keys' | 'bodyLimit' | 'refusal' | 'trustedProxies'>

export type Host<Durable extends DurablePart> = {
  /** Where it answers, once it has started. */
  readonly url: () => string
  readonly functions: ReadonlyMap<string, CoreFunction>
  readonly durable: Durable | undefined
  readonly storageQueue: StorageQueue
  /** Listens, then resumes what the database holds: orchestrations, timers, messages. */
  readonly start: () => Promise<void>
  /** Takes nothing new and lets what runs finish, requests and triggers each for at most `graceMs`. */
  readonly stop: (graceMs?: number) => Promise<void>
}

/** The Functions host in this process: loads the app as the worker does, and drives it until stopped. */
export async function createHost<Durable extends DurablePart = DurablePart>(
  options: HostOptions<Durable>,
): Promise<Host<Durable>> {
  const log = options.log ?? logToStandardError
  const port = { http: options.port, rpc: 0 }
  const url = (): string => `http://localhost:${port.http}`
  const clientInput = (): string => {
    if (!durable) throw new Error('the app asks for a durable client before it has been loaded')
    return durable.clientInput()
  }
  const loaded = await loadFunctions(options.load, { clientInput, log })
  refuseUnsupported(loaded.functions.values(), {
    durable: options.createDurable !== undefined,
    serviceBus: options.queue !== undefined,
  })
  const storageQueue = openStorageQueue(options.db, options.clock.now)
  const host = withOutputs(loaded, sinks(storageQueue, options.queue), options.setting)
  const durable = options.createDurable?.({
    ...{ db: options.db, clock: options.clock, host, baseUrl: url },
    rpcBaseUrl: () => `http://127.0.0.1:${port.rpc}`,
    settings: durableSettings(options),
  })
  const rpc = loopbackServer(async (request, response) => (await durable?.handle(request, response)) ?? false)
  const front = makeFront(options, host, durable, log)
  const running: { readonly stop: () => Promise<void> }[] = []

  return {
    url,
    functions: host.functions,
    durable,
    storageQueue,
    start: async () => {
      port.rpc = await rpc.listen()
      port.http = await front.listen(options.port, options.bind)
      // The durable client rewrites every link to port 7071 without it.
      process.env['WEBSITE_HOSTNAME'] = `localhost:${port.http}`
      durable?.start()
      running.push(...startTriggers(options, host, storageQueue, log))
    },
    stop: async (graceMs = 10_000) => {
      await front.stop(graceMs)
      // A handler that never ends must not keep the host: whatever it held comes again at the next start.
      await atMost(graceMs, Promise.all(running.map((part) => part.stop())))
      await durable?.stop()
      await loaded.terminate()
      await rpc.stop()
    },
  }
}

async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  let patience: NodeJS.Timeout | undefined
  const spent = new Promise<void>((resolve) => (patience = setTimeout(resolve, ms)))
  await Promise.race([work, spent])
  clearTimeout(patience)
}

function durableSettings<D extends DurablePart>({
  hostJson,
  systemKey,
}: HostOptions<D>): DurableNeeds['settings'] {
  const { hubName, maxConcurrentActivityFunctions } = hostJson.durableTask
  return {
    systemKey: systemKey ?? randomBytes(32).toString('base64url'),
    ...(hubName === undefined ? {} : { taskHub: hubName }),
    ...(maxConcurrentActivityFunctions === undefined
      ? {}
      : { maxConcurrentActivities: maxConcurrentActivityFunctions }),
  }
}

function makeFront<D extends DurablePart>(
  { clock, hostJson, before, keys, bodyLimit, refusal, trustedProxies }: HostOptions<D>,
  host: LoadedFunctions,
  durable: D | undefined,
  log: HostLog,
): HttpFront {
  return httpFront({
    ...{ host, clock, log, routePrefix: hostJson.routePrefix },
    ...(durable ? { durable: durable.handle } : {}),
    ...(before ? { before } : {}),
    ...(refusal ? { refusal } : {}),
    ...(keys ? { keys } : {}),
    ...(bodyLimit === undefined ? {} : { bodyLimit }),
    ...(trustedProxies ? { trustedProxies } : {}),
  })
}

function startTriggers<D extends DurablePart>(
  { db, clock, setting, queue, hostJson }: HostOptions<D>,
  host: LoadedFunctions,
  storageQueue: StorageQueue,
  log: HostLog,
): { readonly stop: () => Promise<void> }[] {
  const shared = { clock, host, setting, log }
  const bus = queue && startServiceBus({ ...shared, receiver: queue, settings: hostJson.serviceBus })
  return [
    ...(bus ? [bus] : []),
    startQueueTriggers({ ...shared, queue: storageQueue, settings: hostJson.queues }),
    startTimers({ ...shared, db }),
  ]
}

/** Messages of output bindings; the bus itself says which queues there are. */
const sinks = (storageQueue: StorageQueue, bus: MessageBus | undefined) => ({
  queue: storageQueue.send,
  serviceBus: async (queue: string, text: string): Promise<void> => {
    const body = JSON.parse(text) as Readonly<Record<string, unknown>>
    await bus?.send(queue as QueueName, [{ id: randomUUID(), body }])
  },
})
