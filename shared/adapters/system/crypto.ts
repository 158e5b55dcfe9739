import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'

import type { Crypto } from '../../application/ports/system.ts'

const algorithm = 'aes-256-gcm'
const ivBytes = 12
const tagBytes = 16

/**
 * `node:crypto` behind the port. Keys go in as key objects: given bytes, Node 24 first fails to see such an object in them,
 * which takes longer than the work itself.
 */
export const systemCrypto: Crypto = {
  sha256: (bytes) => createHash('sha256').update(bytes).digest(),
  hmacSha256: (key, bytes) => createHmac('sha256', createSecretKey(key)).update(bytes).digest(),
  hmacSha1: (key, bytes) => createHmac('sha1', createSecretKey(key)).update(bytes).digest(),
  hkdf: (secret, salt, info, length) =>
    new Uint8Array(hkdfSync('sha256', createSecretKey(secret), salt, info, length)),
  encrypt,
  decrypt,
  // The length of what is compared is no secret.
  equal: (a, b) => a.length === b.length && timingSafeEqual(a, b),
}

function encrypt(key: Uint8Array, plaintext: Uint8Array, context: string): Uint8Array {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv(algorithm, createSecretKey(key), iv, { authTagLength: tagBytes }).setAAD(
    Buffer.from(context, 'utf8'),
  )
  return Buffer.concat([iv, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()])
}

function decrypt(key: Uint8Array, sealed: Uint8Array, context: string): Uint8Array | undefined {
  if (sealed.length < ivBytes + tagBytes) return undefined

  const body = sealed.subarray(ivBytes, sealed.length - tagBytes)
  const decipher = createDecipheriv(algorithm, createSecretKey(key), sealed.subarray(0, ivBytes), {
    authTagLength: tagBytes,
  })
    .setAAD(Buffer.from(context, 'utf8'))
    .setAuthTag(sealed.subarray(sealed.length - tagBytes))
  const plaintext = decipher.update(body)
  try {
    return Buffer.concat([plaintext, decipher.final()])
  } catch {
    return undefined // final() throws for this alone: the tag does not fit
  }
}
