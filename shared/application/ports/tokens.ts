import type { Result } from '../../kernel/result.ts'

/** What an access token says: ids only. Rights are read from the store at every call. */
export type AccessClaims = {
  readonly sessionId: string
  readonly companyId: string
  /** The API key that the token is bound to. */
  readonly keyId?: string
}

export type TokenKey = {
  readonly kty: 'EC'
  readonly crv: 'P-256'
  readonly x: string
  readonly y: string
  readonly kid: string
  readonly use: 'sig'
  readonly alg: 'ES256'
}

export type AccessTokens = {
  /** A JWT of 15 minutes, ES256 under the instance's key (RFC 9068). */
  readonly issue: (
    claims: AccessClaims,
    now: Date,
  ) => Promise<{ readonly token: string; readonly expiresAt: Date }>
  /** Every key whose tokens may live or soon will, for whoever checks a token themselves (RFC 7517). */
  readonly publicKeys: (now: Date) => Promise<readonly TokenKey[]>
  /**
   * A new key signs at once and alone: no token of an earlier one is taken any more, here from now on, on another machine
   * within a minute.
   */
  readonly renewKey: (now: Date) => Promise<{ readonly kid: string }>
  readonly verify: (
    token: string,
    now: Date,
  ) => Promise<Result<AccessClaims, { readonly code: 'tokenInvalid' | 'tokenExpired' }>>
}
