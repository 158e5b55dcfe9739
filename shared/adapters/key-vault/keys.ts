import { constants, createPublicKey, publicEncrypt } from 'node:crypto'
import type { CryptographyClient, KeyVaultKey } from '@azure/keyvault-keys'

import type { KeyVault, PublicJwk } from '../../application/ports/keys.ts'
import type { Clock } from '../../application/ports/system.ts'
import { failureOf, keyOutOfUse } from './failures.ts'
import { versionIn } from './names.ts'
import { openVault, type KeyVaultSettings, type Vault } from './vault.ts'

/** What fits under RSA-OAEP-256 with the smallest key that Key Vault makes (RFC 8017, section 7.1.1). */
const mostWrappedBytes = 190
const digestBytes = 32

/** How long a rotation may go unnoticed, or that a key was disabled where it is only wrapped under. */
const newestForMs = 5 * 60_000

const oaep256 = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }

/**
 * Key custody in Key Vault. Private keys never leave it: unwrapping and signing happen there; wrapping needs the public
 * half only and happens here, without a call. Nothing is asked and no SDK is read before the first call.
 */
export function createKeyVaultKeys(settings: KeyVaultSettings, clock: Clock): KeyVault {
  const vault = openVault(settings)
  const newest = rememberedAwhile(clock, (name) => vault.key(name))
  const everyVersion = rememberedAwhile(clock, (name) => allVersions(vault, name))
  const ensured = new Map<string, Promise<void>>()

  return {
    ensure: (name, use) =>
      translated(async () => {
        const begun = ensured.get(name) ?? ensureKey(vault, name, use)
        ensured.set(name, begun)
        await begun.catch((error: unknown) => {
          ensured.delete(name)
          throw error
        })
      }),
    wrap: (name, bytes) =>
      translated(async () => {
        if (bytes.length > mostWrappedBytes)
          throw new RangeError(`at most ${mostWrappedBytes} bytes can be wrapped`)
        const key = await newest(name)
        checkUsable(key, clock.now())
        if (key.keyType?.startsWith('RSA') !== true) throw new TypeError('the key was not made to wrap')
        const publicKey = createPublicKey({ key: { ...publicJwk(name, key) }, format: 'jwk' })
        return { wrapped: publicEncrypt({ key: publicKey, ...oaep256 }, bytes), version: versionIn(key.id) }
      }),
    unwrap: (name, version, wrapped) =>
      translated(() =>
        vault.cryptography(name, version, async (client, options) => {
          const { result } = await client.unwrapKey('RSA-OAEP-256', wrapped, options)
          return result
        }),
      ),
    sign: (name, digest) =>
      translated(async () => {
        if (digest.length !== digestBytes) throw new RangeError(`a SHA-256 digest has ${digestBytes} bytes`)
        const version = versionIn((await newest(name)).id)
        return vault.cryptography(name, version, (client, options) => sign(client, digest, options))
      }),
    publicKey: (name, version) =>
      translated(async () =>
        publicJwk(name, version === undefined ? await newest(name) : await vault.key(name, version)),
      ),
    publicKeys: (name) =>
      translated(async () => (await everyVersion(name)).map((key) => publicJwk(name, key))),
  }
}

type CallOptions = Parameters<CryptographyClient['sign']>[2]

async function sign(client: CryptographyClient, digest: Uint8Array, options: CallOptions) {
  const { result, keyID } = await client.sign('ES256', digest, options)
  return { signature: result, version: versionIn(keyID) }
}

async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw failureOf(error)
  }
}

/** Making a key that exists adds a version to it: two machines that meet here leave two, and both stay good. */
async function ensureKey(vault: Vault, name: string, use: 'wrap' | 'sign'): Promise<void> {
  if ((await vault.find(name)) === undefined) await vault.create(name, use)
}

/** What the vault would refuse if it were asked to wrap (learn.microsoft.com, "Key types, algorithms, and operations"). */
function checkUsable({ properties: { enabled, notBefore, expiresOn } }: KeyVaultKey, now: Date): void {
  if (enabled === false) throw keyOutOfUse('it is disabled')
  if (notBefore && now < notBefore) throw keyOutOfUse('its time has not come')
  if (expiresOn && now >= expiresOn) throw keyOutOfUse('it has expired')
}

/**
 * What hardly changes and everybody may ask for, remembered for a while: strangers cannot use up the vault's limit. Who
 * asks meanwhile waits for the same answer; a failure is not remembered.
 */
function rememberedAwhile<T>(
  { now }: Clock,
  ask: (name: string) => Promise<T>,
): (name: string) => Promise<T> {
  const known = new Map<string, { readonly asked: Promise<T>; readonly until: number }>()
  return async (name) => {
    const found = known.get(name)
    if (found && now().getTime() < found.until) return found.asked
    const asked = ask(name)
    known.set(name, { asked, until: now().getTime() + newestForMs })
    try {
      return await asked
    } catch (error) {
      if (known.get(name)?.asked === asked) known.delete(name)
      throw error
    }
  }
}

/** The vault tells times in whole seconds: which version is the newest it must be asked by itself. */
async function allVersions(vault: Vault, name: string): Promise<readonly KeyVaultKey[]> {
  const newest = await vault.key(name)
  const others = (await vault.versions(name)).filter((version) => version !== versionIn(newest.id))
  return [newest, ...(await Promise.all(others.map((version) => vault.key(name, version))))]
}

function publicJwk(name: string, { id, key, keyType }: KeyVaultKey): PublicJwk {
  const kid = `${name}/${versionIn(id)}`
  const encoded = (part: 'x' | 'y' | 'n' | 'e'): string =>
    Buffer.from(key?.[part] ?? []).toString('base64url')
  return keyType?.startsWith('EC') === true
    ? { kty: 'EC', kid, crv: 'P-256', x: encoded('x'), y: encoded('y') }
    : { kty: 'RSA', kid, n: encoded('n'), e: encoded('e') }
}
