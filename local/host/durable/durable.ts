import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { DatabaseSync } from 'node:sqlite'
import { setTimeout as realTime } from 'node:timers/promises'

import type { HostClock } from '../clock.ts'
import type { FunctionHost } from '../core-api.ts'
import { handleRequest } from './api-server.ts'
import { clientInput, managementUrls, type LinkSettings } from './client-input.ts'
import { makeEngine } from './engine.ts'
import { functionCalls } from './function-calls.ts'
import { isoTime, type HistoryEvent } from './history.ts'
import type { Instance } from './instance-store.ts'
import { managementOf } from './management.ts'
import type { ReplaySettings } from './replay-context.ts'
import { openStore } from './store.ts'

/** Durable Functions on one machine: histories in SQLite, the unmodified SDK, the extension's algorithm. */
export type DurableHost = {
  /** Resumes everything in the database; call once after functions are loaded. */
  readonly start: () => void
  /** Ends episodes in flight and abandons activities, which run again at the next start. Closes nothing. */
  readonly stop: () => Promise<void>
  /** JSON for a `durableClient` binding. */
  readonly clientInput: () => string
  /** True when the request was for the durable API, with its key or on the keyless loopback path, and was answered. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>
  readonly instances: () => readonly InstanceSummary[]
  readonly history: (instanceId: string) => readonly HistoryEvent[] | undefined
}

export type InstanceSummary = {
  instanceId: string
  name: string
  runtimeStatus: string
  customStatus: unknown
  createdTime: string
  lastUpdatedTime: string
}

export type DurableDeps = {
  /** Opened by the caller; Durable makes its own tables, prefix `durable_`. */
  readonly db: DatabaseSync
  readonly clock: HostClock
  readonly host: FunctionHost
  /** `http://localhost:PORT` */
  readonly baseUrl: () => string
  /** A loopback address whose requests reach `handle`. */
  readonly rpcBaseUrl: () => string
  readonly settings?: {
    readonly taskHub?: string
    readonly systemKey?: string
    readonly maximumShortTimerDays?: number
    readonly longRunningTimerIntervalDays?: number
    readonly maxConcurrentActivities?: number
  }
}

const day = 24 * 60 * 60 * 1000

/** Defaults are those of the extension with the Azure Storage provider. */
export function createDurable({
  db,
  clock,
  host,
  baseUrl,
  rpcBaseUrl,
  settings = {},
}: DurableDeps): DurableHost {
  const store = openStore(db)
  const functions = functionCalls(host)
  const replaySettings: ReplaySettings = {
    maximumShortTimerMs: (settings.maximumShortTimerDays ?? 6) * day,
    longTimerIntervalMs: (settings.longRunningTimerIntervalDays ?? 3) * day,
    defaultHttpPollMs: 30_000,
    hasFunction: functions.has,
  }
  const engine = makeEngine({
    ...{ store, clock, functions, settings: replaySettings },
    maxConcurrentActivities: settings.maxConcurrentActivities ?? 16,
  })
  const management = managementOf({ store, clock, functions, onChange: engine.poke })

  const secret = randomBytes(32).toString('base64url')
  const rpcRoot = (): string => `${rpcBaseUrl().replace(/\/+$/, '')}/durabletask/${secret}/`
  const linkSettings = (): LinkSettings => ({
    baseUrl: baseUrl().replace(/\/+$/, ''),
    taskHub: settings.taskHub ?? 'Indsigt',
    systemKey: settings.systemKey,
  })
  const api = {
    ...{ store, management, now: clock.now },
    links: (instanceId: string) => managementUrls(linkSettings(), instanceId),
    wait: (ms: number) => realTime(ms),
    rpcPath: () => new URL(rpcRoot()).pathname,
    systemKey: settings.systemKey,
    baseUrl: () => linkSettings().baseUrl,
  }

  return {
    start: engine.start,
    stop: engine.stop,
    clientInput: () => clientInput(linkSettings(), rpcRoot()),
    handle: (request, response) => handleRequest(request, response, api),
    instances: () => store.instances.list({}).map(summaryOf),
    history: (instanceId) => (store.instances.get(instanceId) ? store.history.of(instanceId) : undefined),
  }
}

const summaryOf = (instance: Instance): InstanceSummary => ({
  instanceId: instance.instanceId,
  name: instance.name,
  runtimeStatus: instance.status,
  customStatus: instance.customStatus === null ? null : (JSON.parse(instance.customStatus) as unknown),
  createdTime: isoTime(instance.createdAt),
  lastUpdatedTime: isoTime(instance.updatedAt),
})
