import { createECDH } from 'node:crypto'

/** The order of P-256 (FIPS 186-5 and SP 800-186, section 3.2.1.3). */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

/**
 * ECDSA over a digest that was made elsewhere (FIPS 186-5, section 6.4.1), as Key Vault signs; `node:crypto` always hashes
 * by itself. OpenSSL draws the secret number and multiplies the point; only the arithmetic modulo the order is done here,
 * blinded, so that its timing says nothing about the key.
 */
export function signDigest(privateKey: Uint8Array, digest: Uint8Array): Uint8Array {
  const key = integerOf(privateKey)
  for (;;) {
    const [secret, r] = freshPoint()
    const blind = freshPoint()[0]
    const s = modulo(
      invert(modulo(secret * blind)) * modulo(blind * integerOf(digest) + modulo(blind * key) * r),
    )
    if (r !== 0n && s !== 0n) return Buffer.concat([bytesOf(r), bytesOf(s)])
  }
}

/** A random number below the order, and the x coordinate of its point. */
function freshPoint(): [secret: bigint, x: bigint] {
  const pair = createECDH('prime256v1')
  const point = pair.generateKeys()
  return [integerOf(pair.getPrivateKey()), modulo(integerOf(point.subarray(1, 33)))]
}

const integerOf = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
const bytesOf = (value: bigint): Uint8Array => Buffer.from(value.toString(16).padStart(64, '0'), 'hex')

function modulo(value: bigint): bigint {
  return ((value % order) + order) % order
}

/** By the extended Euclidean algorithm. */
function invert(value: bigint): bigint {
  let [previous, current] = [order, value]
  let [earlier, factor] = [0n, 1n]
  while (current !== 0n) {
    const quotient = previous / current
    ;[previous, current] = [current, previous - quotient * current]
    ;[earlier, factor] = [factor, earlier - quotient * factor]
  }
  return modulo(earlier)
}
