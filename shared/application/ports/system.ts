/** The clock at the edge: nothing below reads the time by itself. */
export type Clock = { readonly now: () => Date }

/** As a JWK has them (RFC 7518, section 6.3.1). */
export type PublicRsaKey = { readonly n: string; readonly e: string }

/** A point of the curve P-256, as a JWK has it (RFC 7518, section 6.2.1). */
export type PublicEcKey = { readonly x: string; readonly y: string }

export type Random = {
  readonly bytes: (length: number) => Uint8Array
  /** 128 random bits, 22 characters base64url without `_` or `-` at the start: safe as an id, a blob name and an instance id. */
  readonly id: () => string
}

/** The cryptography that use cases need, over node:crypto. Bytes in, bytes out, synchronous. */
export type Crypto = {
  readonly sha256: (bytes: Uint8Array) => Uint8Array
  /** Of what is read piece by piece. */
  readonly sha256Of: (content: AsyncIterable<Uint8Array>) => Promise<Uint8Array>
  readonly hmacSha256: (key: Uint8Array, bytes: Uint8Array) => Uint8Array
  /** For one-time codes alone (RFC 6238): apps know no other. */
  readonly hmacSha1: (key: Uint8Array, bytes: Uint8Array) => Uint8Array
  /** HKDF-SHA-256 (RFC 5869), extract and expand. */
  readonly hkdf: (secret: Uint8Array, salt: Uint8Array, info: string, length: number) => Uint8Array
  /** AES-256-GCM: iv(12) ‖ ciphertext ‖ tag(16), bound to `context`. */
  readonly encrypt: (key: Uint8Array, plaintext: Uint8Array, context: string) => Uint8Array
  /** Undefined when the key, the context or a single bit is wrong. */
  readonly decrypt: (key: Uint8Array, sealed: Uint8Array, context: string) => Uint8Array | undefined
  /**
   * RSA-OAEP-256 under a public key that is another's; undefined when that is no RSA key of 2,048 to 8,192 bits with the
   * usual exponent.
   */
  readonly wrapFor: (key: PublicRsaKey, bytes: Uint8Array) => Uint8Array | undefined
  /**
   * RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518, 3.3), as other services want assertions signed; undefined when that is no
   * private RSA key in PEM of 2,048 bits and more.
   */
  readonly signRs256: (privateKeyPem: string, bytes: Uint8Array) => Uint8Array | undefined
  /** Checks ES256 signatures (RFC 7518, section 3.4) by another's key; undefined when that is no point of the curve. */
  readonly verifierOf: (
    key: PublicEcKey,
  ) => ((bytes: Uint8Array, signature: Uint8Array) => boolean) | undefined
  readonly equal: (a: Uint8Array, b: Uint8Array) => boolean
}
