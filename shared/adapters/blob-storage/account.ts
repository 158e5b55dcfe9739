import { setTimeout as pause } from 'node:timers/promises'
import type { ManagedIdentityCredential } from '@azure/identity'
import type { BlobServiceClient } from '@azure/storage-blob'

import type { Dependency } from '../../application/ports/unavailable.ts'
import { askedSeconds, failureOf, isUnclear, isWorthTrying, NoAnswerInTime } from './failures.ts'

/** `credential` is what a managed identity gives; a connection string is for emulators only. */
export type StorageSettings = (
  | { readonly endpoint: string; readonly credential: Pick<ManagedIdentityCredential, 'getToken'> }
  | { readonly connectionString: string }
) & { readonly patience?: StoragePatience }

export type StoragePatience = {
  /** How long a call may take, with all that is tried again within it. */
  readonly callMs: number
  /** How long one try may take; a large block gets a millisecond more for each KiB. */
  readonly tryMs: number
  readonly tries: number
  /** The first pause between two tries; each further one is twice as long. */
  readonly pauseMs: number
  /** How long a reading that nobody goes on with holds its connection. */
  readonly idleMs: number
}

const usualPatience: StoragePatience = {
  callMs: 40_000,
  tryMs: 15_000,
  tries: 4,
  pauseMs: 200,
  idleMs: 20_000,
}

export type Try = {
  readonly abortSignal: AbortSignal
  /** Whether an earlier try ended without an answer, and may yet have done its work. */
  readonly mayBeDone: boolean
}

export type Account = {
  readonly patience: StoragePatience
  readonly client: () => Promise<BlobServiceClient>
  /** Runs a call, and again where that may help; what fails leaves as the port says it. `bytes` are sent with it. */
  readonly call: <T>(work: (client: BlobServiceClient, once: Try) => Promise<T>, bytes?: number) => Promise<T>
}

/**
 * A storage account, opened at the first call: the SDK is read then. Trying again is done here, for the SDK does it neither
 * where no answer comes in time, nor does it say that a try before may have done its work.
 */
export function storageAccount(dependency: Dependency, settings: StorageSettings): Account {
  checkSettings(settings)
  const patience = settings.patience ?? usualPatience
  let opened: Promise<BlobServiceClient> | undefined
  const client = () => (opened ??= openClient(settings))

  return {
    patience,
    client,
    call: async (work, bytes = 0) => {
      const more = Math.ceil(bytes / 1024)
      const whole = timer(patience.callMs + more)
      try {
        return await inTries({ ...patience, dependency, over: whole.signal }, (mayBeDone) =>
          inTime(patience.tryMs + more, whole.signal, async (abortSignal) =>
            work(await client(), { abortSignal, mayBeDone }),
          ),
        )
      } finally {
        whole.stop()
      }
    },
  }
}

const serviceDomain = /\.core\.(windows\.net|chinacloudapi\.cn|usgovcloudapi\.net)$/

function checkSettings(settings: StorageSettings): void {
  if (!('connectionString' in settings)) return
  const { connectionString } = settings
  const address = /(?:^|;)\s*BlobEndpoint=([^;]+)/i.exec(connectionString)?.[1]
  const isEmulator =
    address === undefined
      ? /(?:^|;)\s*UseDevelopmentStorage=true/i.test(connectionString)
      : !serviceDomain.test(new URL(address).hostname)
  if (!isEmulator)
    throw new RangeError('a connection string is for emulators; the service is reached with managed identity')
}

async function openClient(settings: StorageSettings): Promise<BlobServiceClient> {
  const { BlobServiceClient } = await import('@azure/storage-blob')
  const options = { retryOptions: { maxTries: 1 } }
  return 'connectionString' in settings
    ? BlobServiceClient.fromConnectionString(settings.connectionString, options)
    : new BlobServiceClient(settings.endpoint, settings.credential, options)
}

/** Longer pauses are left to whoever called: the failure says how long. */
const longestPauseMs = 2_000

type Tries = StoragePatience & { readonly dependency: Dependency; readonly over: AbortSignal }

async function inTries<T>(
  { tries, pauseMs, dependency, over }: Tries,
  attempt: (mayBeDone: boolean) => Promise<T>,
): Promise<T> {
  let mayBeDone = false
  for (let tried = 1; ; tried += 1) {
    try {
      return await attempt(mayBeDone)
    } catch (error) {
      const wait = Math.max(pauseMs * 2 ** (tried - 1), askedSeconds(error) * 1000)
      const isLast = tried === tries || over.aborted || wait > longestPauseMs
      if (isLast || !isWorthTrying(error)) throw failureOf(dependency, error)
      mayBeDone ||= isUnclear(error)
      await pause(wait)
    }
  }
}

/** Ends a try when its time, or the whole call's, is over, also where the SDK would wait on. */
async function inTime<T>(
  ms: number,
  whole: AbortSignal,
  work: (abortSignal: AbortSignal) => Promise<T>,
): Promise<T> {
  const one = timer(ms)
  whole.addEventListener('abort', one.end)
  try {
    const late = new Promise<never>((_, reject) => {
      one.signal.addEventListener('abort', () => reject(new NoAnswerInTime()))
      if (whole.aborted) one.end()
    })
    return await Promise.race([work(one.signal), late])
  } finally {
    whole.removeEventListener('abort', one.end)
    one.stop()
  }
}

function timer(ms: number) {
  const controller = new AbortController()
  const end = () => controller.abort()
  const running = setTimeout(end, ms)
  return { signal: controller.signal, end, stop: () => clearTimeout(running) }
}
