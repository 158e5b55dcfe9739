import type { CryptographyClient, KeyClient, KeyClientOptions, KeyVaultKey } from '@azure/keyvault-keys'

import { DependencyUnavailable } from '../../application/ports/unavailable.ts'
import { inTime } from '../../kernel/in-time.ts'
import { askedSeconds } from './failures.ts'
import { versionIn, vaultName } from './names.ts'

export type KeyVaultSettings = {
  /** `https://{name}.vault.azure.net`; a loopback address is a double's. */
  readonly url: string
  readonly credential: ConstructorParameters<typeof KeyClient>[1]
  readonly patience?: Patience
}

/** How long a call may take with all that is tried again within it, and how often it is tried again. */
export type Patience = { readonly callMs: number; readonly retries: number }

const usualPatience: Patience = { callMs: 15_000, retries: 3 }

type CallOptions = { readonly abortSignal: AbortSignal }

/** The calls of the genuine SDK that the port needs, by our names. Each throws what the SDK throws. */
export type Vault = {
  readonly find: (name: string) => Promise<KeyVaultKey | undefined>
  readonly key: (name: string, version?: string) => Promise<KeyVaultKey>
  readonly create: (name: string, use: 'wrap' | 'sign') => Promise<void>
  /** The newest first, as far as whole seconds tell. */
  readonly versions: (name: string) => Promise<readonly string[]>
  readonly cryptography: <T>(
    name: string,
    version: string,
    call: (client: CryptographyClient, options: CallOptions) => Promise<T>,
  ) => Promise<T>
}

export function openVault({ url, credential, patience = usualPatience }: KeyVaultSettings): Vault {
  const options = clientOptions(url, patience)
  let opened: Promise<KeyClient> | undefined
  const sdk = () => import('@azure/keyvault-keys')
  const client = () => (opened ??= sdk().then(({ KeyClient }) => new KeyClient(url, credential, options)))
  const asked = <T>(call: (client: KeyClient, options: CallOptions) => Promise<T>): Promise<T> =>
    endingIn(patience, async (signal) => call(await client(), signal))
  // What a version's key is never changes: asked once, while whether it may be used is the vault's to say at each use.
  const keys = new Map<string, Promise<KeyVaultKey>>()

  const vault: Vault = {
    find: async (name) => {
      try {
        return await vault.key(name)
      } catch (error) {
        if (isMissing(error)) return undefined
        throw error
      }
    },
    key: (name, version) => {
      const one = (): Promise<KeyVaultKey> =>
        asked((client, signal) =>
          client.getKey(vaultName(name), { ...(version !== undefined && { version }), ...signal }),
        )
      return version === undefined ? one() : remembered(keys, `${name}/${version}`, one)
    },
    create: (name, use) =>
      asked(async (client, signal) => {
        const made = vaultName(name)
        if (use === 'wrap')
          await client.createRsaKey(made, { keySize: 3072, keyOps: ['wrapKey', 'unwrapKey'], ...signal })
        else await client.createEcKey(made, { curve: 'P-256', keyOps: ['sign', 'verify'], ...signal })
      }),
    versions: (name) => asked((client, signal) => versionsOf(client, vaultName(name), signal)),
    cryptography: async (name, version, call) => {
      const { CryptographyClient } = await sdk()
      const key = withoutDates(await vault.key(name, version))
      return endingIn(patience, (signal) => call(new CryptographyClient(key, credential, options), signal))
    },
  }
  return vault
}

/**
 * The SDK would refuse to unwrap by the dates that it once read, where the vault opens what was wrapped in their time
 * (learn.microsoft.com, "Key types, algorithms, and operations", date-time controlled operations).
 */
function withoutDates(key: KeyVaultKey): KeyVaultKey {
  const { notBefore: _notBefore, expiresOn: _expiresOn, ...properties } = key.properties
  return { ...key, properties }
}

/** The SDK heeds its signal, but not while it waits for whom it asks for a token. */
const endingIn = <T>({ callMs }: Patience, call: (options: CallOptions) => Promise<T>): Promise<T> =>
  inTime(
    callMs,
    (abortSignal) => call({ abortSignal }),
    () => new Error('no answer in time'),
  )

async function versionsOf(client: KeyClient, name: string, signal: CallOptions): Promise<readonly string[]> {
  const found: { readonly version: string; readonly at: number }[] = []
  for await (const { id, createdOn } of client.listPropertiesOfKeyVersions(name, signal))
    found.push({ version: versionIn(id), at: createdOn?.getTime() ?? 0 })
  return found.sort((a, b) => b.at - a.at).map(({ version }) => version)
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && (error as { readonly statusCode?: number }).statusCode === 404

async function remembered<T>(
  known: Map<string, Promise<T>>,
  name: string,
  ask: () => Promise<T>,
): Promise<T> {
  const asked = known.get(name) ?? ask()
  known.set(name, asked)
  try {
    return await asked
  } catch (error) {
    known.delete(name)
    throw error
  }
}

/** Longer pauses are left to whoever called: the failure says how long. */
const longestPauseMs = 2_000

type Policy = NonNullable<KeyClientOptions['additionalPolicies']>[number]['policy']

/** The SDK would wait as long as it is told to, and the call be over without having said for how long. */
const askedToWait: Policy = {
  name: 'askedToWait',
  sendRequest: async (request, next) => {
    const response = await next(request)
    const seconds = askedSeconds(response)
    if ([429, 503].includes(response.status) && seconds * 1000 > longestPauseMs)
      throw new DependencyUnavailable('keys', seconds, { cause: new Error(`status ${response.status}`) })
    return response
  },
}

/** The challenge of a double names the service's own resource, which is not where it listens. */
const clientOptions = (url: string, { retries }: Patience): KeyClientOptions => ({
  retryOptions: { maxRetries: retries, retryDelayInMs: 200, maxRetryDelayInMs: longestPauseMs },
  additionalPolicies: [{ policy: askedToWait, position: 'perRetry' }],
  disableChallengeResourceVerification: ['localhost', '127.0.0.1'].includes(new URL(url).hostname),
})
