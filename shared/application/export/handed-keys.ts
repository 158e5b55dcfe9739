// The keys of an export that another instance takes in: one line each, under a key that only that instance can unwrap.
import { fromBase64Url, toBase64Url, utf8 } from '../bytes.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import type { Crypto, PublicRsaKey } from '../ports/system.ts'
import type { Snapshot } from './snapshot.ts'

/** In the vault of the instance that takes in; the public half is what an owner names. */
export const receivingKeyName = 'receiving'

/** The JWK thumbprint (RFC 7638) of a receiving key: short enough for two people to compare. */
export const fingerprintOf = (crypto: Pick<Crypto, 'sha256'>, { n, e }: PublicRsaKey): string =>
  toBase64Url(crypto.sha256(utf8(JSON.stringify({ e, kty: 'RSA', n }))))

/** What the manifest says of them: for whom, and the key that they are under, wrapped for the receiving one. */
export type HandedOver = { readonly fingerprint: string; readonly wrapped: string }

/** `keyId` is that of a request's key, or `company` for the company's own secret. */
export type HandedKey = { readonly keyId: string; readonly sealed: string }

export const companyKeyId = 'company'

export const keysPath = 'keys/keys.jsonl'

const contextOf = (companyId: string, keyId: string): string => `handed key ${companyId} ${keyId}`

export const openHandedKey = (
  crypto: Pick<Crypto, 'decrypt'>,
  under: Uint8Array,
  companyId: string,
  { keyId, sealed }: HandedKey,
): Uint8Array | undefined => crypto.decrypt(under, fromBase64Url(sealed), contextOf(companyId, keyId))

type Deps = Pick<Core, 'keyring' | 'secrets' | 'crypto'>

/** The answer of somebody was destroyed between the reading of their request and that of its key. */
export class PurgedMeanwhile extends Error {}

type Handing = {
  readonly under: Uint8Array
  readonly snapshot: Pick<Snapshot, 'keys' | 'neededKeys'>
}

/** The company's secret and every key of a request that was read whose share is there; what is purged has none. */
export async function* handedKeys(
  { keyring, secrets, crypto }: Deps,
  company: CompanyDocument,
  { under, snapshot }: Handing,
): AsyncGenerator<Uint8Array> {
  const { companyId } = company
  const lineOf = (keyId: string, key: Uint8Array): Uint8Array => {
    const sealed = toBase64Url(crypto.encrypt(under, key, contextOf(companyId, keyId)))
    return utf8(`${JSON.stringify({ keyId, sealed } satisfies HandedKey)}\n`)
  }

  yield lineOf(companyKeyId, await secrets.whole(company))
  for (const key of snapshot.keys()) {
    const halves = await keyring.halves(companyId, key)
    if (halves) yield lineOf(key.keyId, halves)
    else if (snapshot.neededKeys().has(key.keyId)) throw new PurgedMeanwhile(companyId)
  }
}
