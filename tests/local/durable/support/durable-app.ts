import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DatabaseSync } from 'node:sqlite'
import type { TestContext } from 'node:test'

import { app } from '@azure/functions'
import type {
  EntityHandler,
  OrchestrationContext,
  OrchestrationHandler,
  RetryOptions,
  Task,
} from 'durable-functions'

import { manualClock, type HostClock } from '../../../../local/host/clock.ts'
import { loadFunctions, type FunctionHost, type Invocation } from '../../../../local/host/core-api.ts'
import { createDurable, type DurableDeps, type DurableHost } from '../../../../local/host/durable/durable.ts'
import { lazyOrchestrator } from '../../../../orchestrations/lazy-durable.ts'

export const startAt = Date.UTC(2026, 0, 5, 9)
export const second = 1000
export const day = 24 * 60 * 60 * 1000

/** What an orchestrator is given, and what it returns. */
export type Context = OrchestrationContext
export type Steps = Generator<Task, unknown, unknown>

export type AppParts = {
  readonly orchestrators?: Readonly<Record<string, OrchestrationHandler>>
  readonly activities?: Readonly<Record<string, (input: never) => unknown>>
  readonly entities?: Readonly<Record<string, EntityHandler<unknown>>>
  /** Sees every invocation that Durable makes. */
  readonly watch?: (invocation: Invocation) => void
  /** Registers what is not durable. */
  readonly register?: () => void
  readonly settings?: DurableDeps['settings']
  readonly db?: DatabaseSync
  readonly clock?: HostClock
}

export type Status = {
  readonly runtimeStatus: string
  readonly output: unknown
  readonly input: unknown
  readonly customStatus: unknown
  readonly historyEvents?: readonly Record<string, unknown>[]
}

export type DurableApp = {
  readonly clock: HostClock
  readonly db: DatabaseSync
  readonly durable: DurableHost
  readonly host: FunctionHost
  readonly origin: string
  /** On the keyless path, then everything that follows from it at this instant. */
  readonly call: (
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ) => Promise<Response>
  readonly start: (name: string, input?: unknown, instanceId?: string) => Promise<string>
  readonly raise: (instanceId: string, name: string, data: unknown) => Promise<number>
  readonly status: (instanceId: string) => Promise<Status>
  readonly close: () => Promise<void>
}

/** The same, closed when the test ends. */
export async function serveDurable(t: TestContext, parts: AppParts): Promise<DurableApp> {
  const app = await startDurableApp(parts)
  t.after(app.close)
  return app
}

/** Retry options need not be of the SDK's class; only their fields count. */
export const retryOptions = (options: {
  readonly firstRetryIntervalInMilliseconds: number
  readonly maxNumberOfAttempts: number
  readonly backoffCoefficient?: number
  readonly maxRetryIntervalInMilliseconds?: number
  readonly retryTimeoutInMilliseconds?: number
}): RetryOptions => options as RetryOptions

/** An app of these functions on the real core, the real SDK and a clock that stands still. */
export async function startDurableApp(parts: AppParts): Promise<DurableApp> {
  const clock = parts.clock ?? manualClock(startAt)
  const db = parts.db ?? new DatabaseSync(':memory:')
  const made: { durable?: DurableHost } = {}
  const host = await loadFunctions(() => register(parts), {
    clientInput: () => made.durable?.clientInput() ?? '{}',
  })
  const server = createServer((request, response) => {
    void made.durable?.handle(request, response).then((answered) => {
      if (!answered) response.writeHead(418).end()
    })
  })
  const origin = await listen(server)
  const durable = createDurable({
    ...{ db, clock, host: watched(host, parts.watch), baseUrl: () => origin, rpcBaseUrl: () => origin },
    ...(parts.settings ? { settings: parts.settings } : {}),
  })
  made.durable = durable
  durable.start()
  await clock.idle()
  return { clock, db, durable, host, origin, ...callsOf(durable, clock), close: closer(durable, server) }
}

const watched = (host: FunctionHost, watch: AppParts['watch'] = () => undefined): FunctionHost => ({
  functions: host.functions,
  invoke: (invocation) => {
    watch(invocation)
    return host.invoke(invocation)
  },
})

async function register({
  orchestrators = {},
  activities = {},
  entities = {},
  ...parts
}: AppParts): Promise<void> {
  const { app: durable } = await import('durable-functions')
  for (const [name, generator] of Object.entries(orchestrators))
    app.generic(name, {
      trigger: { type: 'orchestrationTrigger', name: 'context' },
      handler: lazyOrchestrator(generator),
    })
  for (const [name, activity] of Object.entries(activities))
    app.generic(name, {
      trigger: { type: 'activityTrigger', name: 'input' },
      handler: ((input: never) => activity(input)) as never,
    })
  for (const [name, entity] of Object.entries(entities)) durable.entity(name, entity)
  parts.register?.()
  app.generic('idle', { trigger: { type: 'activityTrigger', name: 'input' }, handler: () => undefined })
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
  })
}

function callsOf(durable: DurableHost, clock: HostClock) {
  const { rpcBaseUrl } = JSON.parse(durable.clientInput()) as { rpcBaseUrl: string }
  const call = async (method: string, path: string, body?: unknown, headers = {}): Promise<Response> => {
    const response = await fetch(`${rpcBaseUrl}${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    await clock.idle()
    return response
  }
  return {
    call,
    start: async (name: string, input: unknown = {}, instanceId = ''): Promise<string> => {
      const response = await call('POST', `orchestrators/${name}/${instanceId}`, input)
      if (response.status !== 202)
        throw new Error(`start answered ${response.status}: ${await response.text()}`)
      return ((await response.json()) as { id: string }).id
    },
    raise: async (instanceId: string, name: string, data: unknown): Promise<number> =>
      (await call('POST', `instances/${instanceId}/raiseEvent/${name}`, data)).status,
    status: async (instanceId: string): Promise<Status> =>
      (await (
        await call('GET', `instances/${instanceId}?showHistory=true&showHistoryOutput=true`)
      ).json()) as Status,
  }
}

const closer = (durable: DurableHost, server: Server) => async (): Promise<void> => {
  await durable.stop()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}
