import { fromBase64Url, fromUtf8, toBase64Url, utf8 } from '../bytes.ts'
import type { Crypto } from '../ports/system.ts'

/** Encrypts a JSON value for a document member; `context` (ids and the member's name) keeps it from being put elsewhere. */
export function sealJson(crypto: Crypto, key: Uint8Array, context: string, value: unknown): string {
  return toBase64Url(crypto.encrypt(key, utf8(JSON.stringify(value)), context))
}

/** The value again; throws when a bit, the key or the place is wrong: that is damage, not an expected refusal. */
export function openJson<Value>(crypto: Crypto, key: Uint8Array, context: string, sealed: string): Value {
  const plaintext = crypto.decrypt(key, fromBase64Url(sealed), context)
  if (!plaintext) throw new Error(`a sealed member does not open: ${context}`)
  return JSON.parse(fromUtf8(plaintext)) as Value
}
