import {
  constants,
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  hkdfSync,
  publicEncrypt,
  randomBytes,
  sign,
  timingSafeEqual,
  verify,
} from 'node:crypto'
import type { KeyObject } from 'node:crypto'

import type { Crypto, PublicEcKey, PublicRsaKey } from '../../application/ports/system.ts'

const algorithm = 'aes-256-gcm'
const ivBytes = 12
const tagBytes = 16

/**
 * `node:crypto` behind the port. Keys go in as key objects: given bytes, Node 24 first fails to see such an object in them,
 * which takes longer than the work itself.
 */
export const systemCrypto: Crypto = {
  sha256: (bytes) => createHash('sha256').update(bytes).digest(),
  sha256Of: async (content) => {
    const hash = createHash('sha256')
    for await (const piece of content) hash.update(piece)
    return hash.digest()
  },
  hmacSha256: (key, bytes) => createHmac('sha256', createSecretKey(key)).update(bytes).digest(),
  hmacSha1: (key, bytes) => createHmac('sha1', createSecretKey(key)).update(bytes).digest(),
  hkdf: (secret, salt, info, length) =>
    new Uint8Array(hkdfSync('sha256', createSecretKey(secret), salt, info, length)),
  encrypt,
  decrypt,
  wrapFor,
  signRs256,
  verifierOf,
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

const usualExponent = 'AQAB'

function wrapFor({ n, e }: PublicRsaKey, bytes: Uint8Array): Uint8Array | undefined {
  const modulus = Buffer.from(n, 'base64url')
  const bits = modulus.length * 8
  // An even modulus, or one with a zero in front, is not the product of two primes of this length.
  const isPlausible =
    bits >= 2_048 && bits <= 8_192 && modulus[0] !== 0 && (modulus[modulus.length - 1] as number) % 2 === 1
  if (e !== usualExponent || !isPlausible) return undefined
  const key = createPublicKey({ key: { kty: 'RSA', n: modulus.toString('base64url'), e }, format: 'jwk' })
  return publicEncrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, bytes)
}

function signRs256(privateKeyPem: string, bytes: Uint8Array): Uint8Array | undefined {
  const key = privateKey(privateKeyPem)
  const bits = key?.asymmetricKeyDetails?.modulusLength ?? 0
  return key?.asymmetricKeyType === 'rsa' && bits >= 2_048 ? sign('sha256', bytes, key) : undefined
}

function privateKey(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem)
  } catch {
    return undefined // whatever was pasted, it is no key
  }
}

function verifierOf({ x, y }: PublicEcKey) {
  const key = pointOf({ x, y })
  return (
    key &&
    ((bytes: Uint8Array, signature: Uint8Array): boolean =>
      verify('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }, signature))
  )
}

function pointOf({ x, y }: PublicEcKey): KeyObject | undefined {
  try {
    return createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' })
  } catch {
    return undefined // thrown for what is not on the curve, or no number of its length
  }
}
