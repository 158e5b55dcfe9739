/**
 * Key custody as Key Vault gives it: keys never leave, and carry versions. Every call may throw `DependencyUnavailable`
 * (also for a key that is disabled: fail closed).
 */
export type KeyVault = {
  /** Makes the key unless it exists. `wrap`: RSA-OAEP-256. `sign`: ES256. */
  readonly ensure: (name: string, use: 'wrap' | 'sign') => Promise<void>
  /** Wraps at most 190 bytes under the newest version. */
  readonly wrap: (
    name: string,
    bytes: Uint8Array,
  ) => Promise<{ readonly wrapped: Uint8Array; readonly version: string }>
  readonly unwrap: (name: string, version: string, wrapped: Uint8Array) => Promise<Uint8Array>
  /** ES256 over a SHA-256 digest; the signature is r ‖ s, 64 bytes (RFC 7518 section 3.4). */
  readonly sign: (
    name: string,
    digest: Uint8Array,
  ) => Promise<{ readonly signature: Uint8Array; readonly version: string }>
  /** The public half as a JWK (RFC 7517); of the newest version unless one is named. `kid` is `{name}/{version}`. */
  readonly publicKey: (name: string, version?: string) => Promise<PublicJwk>
  /** The public halves of every version that there is, the newest first: what was signed before a rotation still verifies. */
  readonly publicKeys: (name: string) => Promise<readonly PublicJwk[]>
}

export type PublicJwk = {
  readonly kty: string
  readonly kid: string
  readonly crv?: string
  readonly x?: string
  readonly y?: string
  readonly n?: string
  readonly e?: string
}
