import type { Result } from '../../kernel/result.ts'

/** What an access token says: ids only. Rights are read from the store at every call. */
export type AccessClaims = {
  readonly sessionId: string
  readonly companyId: string
  /** The API key that the token is bound to. */
  readonly keyId?: string
}

export type AccessTokens = {
  /** A JWT of 15 minutes, ES256 under the instance's key (RFC 9068). */
  readonly issue: (
    claims: AccessClaims,
    now: Date,
  ) => Promise<{ readonly token: string; readonly expiresAt: Date }>
  readonly verify: (
    token: string,
    now: Date,
  ) => Promise<Result<AccessClaims, { readonly code: 'tokenInvalid' | 'tokenExpired' }>>
}
