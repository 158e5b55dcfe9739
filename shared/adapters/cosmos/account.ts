import type { Container, CosmosClient, CosmosClientOptions } from '@azure/cosmos'

import type { ContainerName } from '../../application/ports/documents.ts'
import { inTime } from '../../kernel/in-time.ts'
import { CosmosAccountUnsuitable, failureOf, unavailable } from './failures.ts'

export type CosmosSettings = {
  readonly endpoint: string
  readonly database: string
  readonly signIn: CosmosSignIn
  /** The SDK's own way to another transport. */
  readonly httpClient?: CosmosClientOptions['httpClient']
}

/** A key is for emulators only; the identity is had at first use. */
export type CosmosSignIn =
  | { readonly key: string }
  | { readonly credential: () => Promise<NonNullable<CosmosClientOptions['aadCredentials']>> }

/** How long a call may take, with all that is tried again within it. */
export type CosmosPatience = {
  readonly callMs: number
  readonly requestMs: number
  readonly retries: number
}

export const usualPatience: CosmosPatience = { callMs: 20_000, requestMs: 8_000, retries: 3 }

/** Runs a call against a container; what fails leaves as the port says it. */
export type CosmosAccount = <T>(
  container: ContainerName,
  call: (container: Container, abortSignal: AbortSignal) => Promise<T>,
) => Promise<T>

/**
 * The account, opened at the first call: the SDK is read then, and the account asked whether it is fit. A failed opening is
 * tried again at the next call.
 */
export function cosmosAccount(settings: CosmosSettings, patience = usualPatience): CosmosAccount {
  checkSettings(settings)
  let opened: Promise<CosmosClient> | undefined
  const open = async (abortSignal: AbortSignal): Promise<CosmosClient> => {
    const opening = (opened ??= openClient(settings, patience, abortSignal))
    try {
      return await opening
    } catch (error) {
      if (opened === opening) opened = undefined
      throw error
    }
  }
  return (container, call) =>
    translated(() =>
      inTime(
        patience.callMs,
        async (abortSignal) => {
          const client = await open(abortSignal)
          return call(client.database(settings.database).container(container), abortSignal)
        },
        () => unavailable(5, 'no answer in time'),
      ),
    )
}

function checkSettings({ endpoint, signIn }: CosmosSettings): void {
  if ('key' in signIn && /\.azure\.(com|us|cn)$/.test(new URL(endpoint).hostname))
    throw new RangeError('a key is for emulators; the service is reached with managed identity')
}

async function openClient(
  { endpoint, signIn, httpClient }: CosmosSettings,
  { requestMs, retries }: CosmosPatience,
  abortSignal: AbortSignal,
): Promise<CosmosClient> {
  const { CosmosClient } = await import('@azure/cosmos')
  const client = new CosmosClient({
    endpoint,
    ...('key' in signIn ? { key: signIn.key } : { aadCredentials: await signIn.credential() }),
    ...(httpClient && { httpClient }),
    connectionPolicy: {
      // The account's own address leads to the write region, also after a failover: reads go where writes go. And with
      // discovery the SDK sends a batch again whose answer was lost, which then conflicts with itself.
      enableEndpointDiscovery: false,
      useMultipleWriteLocations: false,
      requestTimeout: requestMs,
      retryOptions: { maxRetryAttemptCount: retries, maxWaitTimeInSeconds: 5 },
    },
  })
  if (!('key' in signIn)) await checkAccount(client, abortSignal)
  return client
}

/** Reads that see every write that was answered before, whichever instance made it. */
const freshLevels: ReadonlySet<string> = new Set(['Strong', 'BoundedStaleness'])

/** An emulator has one copy of all, so it is not asked. */
async function checkAccount(client: CosmosClient, abortSignal: AbortSignal): Promise<void> {
  const { resource } = await client.getDatabaseAccount({ abortSignal })
  if (!freshLevels.has(resource?.consistencyPolicy ?? ''))
    throw new CosmosAccountUnsuitable('reads without seeing every write: set bounded staleness, or strong')
  if (resource?.enableMultipleWritableLocations)
    throw new CosmosAccountUnsuitable('writes in several regions, where conditions do not hold: allow one')
}

async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw failureOf(error)
  }
}
