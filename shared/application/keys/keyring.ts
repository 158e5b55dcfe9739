import { wrapKeyName } from '../companies/company-document.ts'
import { concatBytes, fromBase64Url, toBase64Url, utf8 } from '../bytes.ts'
import type { Ports } from '../ports/ports.ts'
import { rewrap } from './rewrap.ts'
import type { RequestRef } from '../requests/request-store.ts'

/**
 * A key as documents name it. The key itself is derived from two halves that lie apart: `wrapped`, which only the
 * company's key opens, and the shred share of the same id. Without the share nothing that it encrypted can be read.
 */
export type KeyReference = { readonly keyId: string; readonly wrapped: string; readonly version: string }

/** Which request a key was made for: its id says so, so that a share without a document is found by its name. */
export function requestOfKey(keyId: string): RequestRef | undefined {
  const [companyId, requestId, id, ...more] = keyId.split('.')
  return companyId && requestId && id && more.length === 0 ? { companyId, requestId } : undefined
}

export type Keyring = {
  /** Makes a key; its share is stored before anything can be encrypted under it. */
  readonly create: (
    ref: RequestRef,
  ) => Promise<{ readonly reference: KeyReference; readonly key: Uint8Array }>
  /** Undefined once the share is destroyed. */
  readonly open: (companyId: string, reference: KeyReference) => Promise<Uint8Array | undefined>
  /** The same key, wrapped under the newest version of the company's; the same reference where it is already. */
  readonly rewrapped: (companyId: string, reference: KeyReference) => Promise<KeyReference>
  /** Both halves, to be handed to another instance and to nobody else; undefined once the share is destroyed. */
  readonly halves: (companyId: string, reference: KeyReference) => Promise<Uint8Array | undefined>
  /** Takes in a key that another instance made, its share first; the same key again is the same key. */
  readonly take: (companyId: string, keyId: string, halves: Uint8Array) => Promise<KeyReference>
  /** Makes everything under the key unreadable at once. */
  readonly destroy: (reference: KeyReference) => Promise<void>
}

const halfBytes = 32
const rememberedHalves = 10_000

export function makeKeyring({
  keys,
  shares,
  random,
  crypto,
}: Pick<Ports, 'keys' | 'shares' | 'random' | 'crypto'>): Keyring {
  // Only the wrapped half is remembered: the share is read each time, so destroying it acts at once.
  const halves = new Map<string, Uint8Array>()

  const derive = (half: Uint8Array, share: Uint8Array, keyId: string) =>
    crypto.hkdf(concatBytes(half, share), utf8(keyId), 'indsigt request key', 32)

  function remember(keyId: string, half: Uint8Array): void {
    if (halves.size >= rememberedHalves) halves.clear()
    halves.set(keyId, half)
  }

  async function opened(companyId: string, { keyId, wrapped, version }: KeyReference) {
    const share = await shares.get(keyId)
    if (!share) return undefined

    const half =
      halves.get(keyId) ?? (await keys.unwrap(wrapKeyName(companyId), version, fromBase64Url(wrapped)))
    remember(keyId, half)
    return { half, share }
  }

  return {
    async create({ companyId, requestId }) {
      const keyId = `${companyId}.${requestId}.${random.id()}`
      const half = random.bytes(halfBytes)
      const share = random.bytes(halfBytes)
      const [wrapping] = await Promise.all([
        keys.wrap(wrapKeyName(companyId), half),
        shares.put(keyId, share),
      ])
      remember(keyId, half)
      return {
        reference: { keyId, wrapped: toBase64Url(wrapping.wrapped), version: wrapping.version },
        key: derive(half, share, keyId),
      }
    },

    async open(companyId, reference) {
      const found = await opened(companyId, reference)
      return found && derive(found.half, found.share, reference.keyId)
    },

    async halves(companyId, reference) {
      const found = await opened(companyId, reference)
      return found && concatBytes(found.half, found.share)
    },

    async take(companyId, keyId, both) {
      const share = both.subarray(halfBytes)
      const known = await shares.get(keyId)
      if (!known) await shares.put(keyId, share)
      else if (!crypto.equal(known, share)) throw new Error('another share has this name')
      const { wrapped, version } = await keys.wrap(wrapKeyName(companyId), both.subarray(0, halfBytes))
      return { keyId, wrapped: toBase64Url(wrapped), version }
    },

    async rewrapped(companyId, reference) {
      const again = await rewrap(keys, wrapKeyName(companyId), reference)
      return again ? { ...reference, ...again } : reference
    },

    async destroy({ keyId }) {
      halves.delete(keyId)
      await shares.destroy(keyId)
    },
  }
}
