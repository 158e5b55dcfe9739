import { setTimeout } from 'node:timers/promises'

import type { ServiceBusClient } from '@azure/service-bus'

import { DependencyUnavailable } from '../../application/ports/unavailable.ts'
import { hangUp } from './hang-up.ts'

type TokenCredential = ConstructorParameters<typeof ServiceBusClient>[1] & {
  readonly getToken: (...given: never[]) => Promise<unknown>
}

/** Either the namespace by managed identity, or an emulator by its connection string. */
export type ServiceBusSettings =
  | { readonly connectionString: string }
  | {
      /** Its full name: `contoso.servicebus.windows.net`. */
      readonly namespace: string
      /** Called once, when the first connection is opened. */
      readonly credential: () => Promise<TokenCredential>
    }

/** How long a call may take, with all that is tried again within it. */
export type ServiceBusPatience = {
  readonly callMs: number
  readonly tryMs: number
  readonly retries: number
  readonly pauseMs: number
}

export const usualPatience: ServiceBusPatience = { callMs: 20_000, tryMs: 8_000, retries: 2, pauseMs: 500 }

/** One connection to the namespace, opened when it is first asked for: the SDK is read then, and not before. */
export type ServiceBusConnection = {
  readonly client: () => Promise<ServiceBusClient>
  /** With all that was opened over it; a service that does not answer any more is not waited for beyond a try's time. */
  readonly close: () => Promise<void>
}

export function serviceBusConnection(
  settings: ServiceBusSettings,
  patience: ServiceBusPatience,
): ServiceBusConnection {
  checkSettings(settings)
  let opened: Promise<ServiceBusClient> | undefined

  return {
    client: async () => {
      try {
        return await (opened ??= makeClient(settings, patience))
      } catch (error) {
        opened = undefined
        throw error
      }
    },
    close: async () => {
      const client = await opened?.catch(() => undefined)
      if (!client) return
      await Promise.race([client.close(), setTimeout(patience.tryMs, undefined, { ref: false })])
      hangUp(client)
    },
  }
}

function checkSettings(settings: ServiceBusSettings): void {
  if ('connectionString' in settings && !/;\s*UseDevelopmentEmulator=true\b/i.test(settings.connectionString))
    throw new RangeError('a connection string is for emulators; the service is reached with managed identity')
}

async function makeClient(
  settings: ServiceBusSettings,
  { tryMs, retries, pauseMs }: ServiceBusPatience,
): Promise<ServiceBusClient> {
  const { ServiceBusClient } = await import('@azure/service-bus')
  const retryOptions = { timeoutInMs: tryMs, maxRetries: retries, retryDelayInMs: pauseMs }
  if ('connectionString' in settings) return new ServiceBusClient(settings.connectionString, { retryOptions })
  return new ServiceBusClient(settings.namespace, await settings.credential(), { retryOptions })
}

/** Seconds until it may help to ask again; 5 where nothing is said here. The service asks for ten when it is busy. */
const retryAfterSeconds: Readonly<Record<string, number>> = {
  ServiceBusy: 10,
  QuotaExceeded: 60,
  MessagingEntityDisabled: 60,
  MessagingEntityNotFound: 60,
  UnauthorizedAccess: 60,
}

/** What the service or the network could not do leaves as the port's unavailable; a defect of ours as it is. */
export function failureOf(error: unknown): unknown {
  const code = codeOf(error)
  if (code === 'MessageSizeExceeded') return new RangeError('a message is larger than the queue takes')
  if (error instanceof RangeError || error instanceof TypeError) return error
  return new DependencyUnavailable('messages', retryAfterSeconds[code] ?? 5, { cause: error })
}

/** The SDK's code; where it tried several times, that of the last. */
export function codeOf(error: unknown): string {
  const last: unknown = error instanceof AggregateError ? error.errors.at(-1) : error
  return last instanceof Error && 'code' in last && typeof last.code === 'string' ? last.code : ''
}
