/** FLOE's header and keys (c2sp.org/FLOE): AES-256-GCM, HKDF-Expand with SHA-384, an iv of 32 bytes. */
import { createHmac, createSecretKey, randomFillSync, timingSafeEqual } from 'node:crypto'
import type { KeyObject } from 'node:crypto'

/** What FLOE leaves free: the length of an encrypted segment, and after how many segments (2^bits) the key changes. */
export type FloeShape = { readonly segmentLength: number; readonly rotationBits: number }

export const packageShape: FloeShape = { segmentLength: 2 ** 20, rotationBits: 20 }

export const headerLength = 74
/** Length field, iv and tag of a segment. */
export const segmentOverhead = 32

/** One ciphertext's keys, after its header was made or verified. */
export type Floe = {
  readonly shape: FloeShape
  readonly header: Uint8Array
  readonly segmentKey: (index: number) => KeyObject
  readonly fillRandom: FillRandom
}

export type FillRandom = (target: Uint8Array) => void

/** Key, and the text (ids) that the ciphertext is bound to as associated data. */
export type FloeBinding = { readonly key: Uint8Array; readonly context: string }

/** Ciphertext that is not what this key and context once wrote. The reason names the check, never content. */
export class CiphertextRefused extends Error {
  readonly code = 'ciphertextRefused'

  constructor(reason: string) {
    super(`ciphertext refused: ${reason}`)
    this.name = 'CiphertextRefused'
  }
}

/** Begins a new ciphertext: a fresh iv, and with it fresh keys, whatever was written under this key before. */
export function newFloe(
  binding: FloeBinding,
  shape: FloeShape = packageShape,
  fillRandom: FillRandom = (target) => void randomFillSync(target),
): Floe {
  const iv = Buffer.alloc(32)
  fillRandom(iv)
  const derive = derivation(binding, parametersOf(shape), iv)
  const header = Buffer.concat([parametersOf(shape), iv, headerTag(derive, binding)])
  return { shape, header, segmentKey: segmentKeys(derive, binding, shape), fillRandom }
}

/** Opens a ciphertext by its header. The tag commits to key, parameters and context, and is looked at before anything else. */
export function openFloe(binding: FloeBinding, bytes: Uint8Array, shape: FloeShape = packageShape): Floe {
  if (bytes.length !== headerLength) throw new CiphertextRefused('the header is cut')
  // A copy: the keys of later segments are derived from it, when the reader's buffer holds other bytes.
  const header = Buffer.from(bytes)
  const derive = derivation(binding, header.subarray(0, 10), header.subarray(10, 42))
  if (!timingSafeEqual(headerTag(derive, binding), header.subarray(42))) {
    throw new CiphertextRefused('the header tag differs')
  }
  if (!parametersOf(shape).equals(header.subarray(0, 10)))
    throw new CiphertextRefused('the parameters differ')
  return { shape, header, segmentKey: segmentKeys(derive, binding, shape), fillRandom: refuseToWrite }
}

type Derive = (key: Uint8Array, purpose: Uint8Array, length: number) => Buffer

function derivation({ key, context }: FloeBinding, parameters: Uint8Array, iv: Uint8Array): Derive {
  if (key.length !== 32) throw new Error('a package key has 32 bytes')
  const associated = Buffer.from(context, 'utf8')
  return (secret, purpose, length) => expand(secret, [parameters, iv, purpose, associated], length)
}

/** HKDF-Expand (RFC 5869 section 2.3) of at most one block: Node's own `hkdf` extracts as well, which FLOE does not. */
function expand(key: Uint8Array, info: readonly Uint8Array[], length: number): Buffer {
  const hmac = createHmac('sha384', key)
  for (const part of info) hmac.update(part)
  return hmac.update(Uint8Array.of(1)).digest().subarray(0, length)
}

const headerTag = (derive: Derive, { key }: FloeBinding): Buffer =>
  derive(key, Buffer.from('HEADER_TAG:'), 32)

/** AEAD 0, KDF 0, the segment's length, the iv's length. */
function parametersOf({ segmentLength }: FloeShape): Buffer {
  const parameters = Buffer.alloc(10)
  parameters.writeUInt32BE(segmentLength, 2)
  parameters.writeUInt32BE(32, 6)
  return parameters
}

/** The key of a segment; the one of the current rotation is kept. */
function segmentKeys(
  derive: Derive,
  { key }: FloeBinding,
  { rotationBits }: FloeShape,
): (index: number) => KeyObject {
  const messageKey = derive(key, Buffer.from('MESSAGE_KEY:'), 48)
  let current: { readonly first: number; readonly key: KeyObject } | undefined
  return (index) => {
    const first = index - (index % 2 ** rotationBits)
    if (current?.first !== first) {
      const purpose = Buffer.concat([Buffer.from('DEK:'), bigEndian64(first)])
      current = { first, key: createSecretKey(derive(messageKey, purpose, 32)) }
    }
    return current.key
  }
}

export function bigEndian64(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(value))
  return bytes
}

function refuseToWrite(): never {
  throw new Error('an opened ciphertext is only read')
}
