import type { ProviderFlaw, ProviderRules } from '../../domain/identity/sign-in-provider.ts'
import type { Result } from '../../kernel/result.ts'

/** The company's OpenID Connect provider, by which its people sign in (authorization code with PKCE). */
export type SignInProvider = {
  /** Reads what the provider says of itself, for whoever is about to enter it. */
  readonly examine: (rules: ProviderRules) => Promise<Result<void, ProviderUnavailable | ProviderUnfit>>
  /** Where the browser is sent. */
  readonly address: (
    client: ProviderClient,
    journey: ProviderJourney,
  ) => Promise<Result<string, ProviderUnavailable | ProviderUnfit>>
  /** What the provider vouches for, after its code was exchanged and its token verified. */
  readonly claims: (
    client: ProviderClient,
    journey: ProviderJourney & { readonly answer: URLSearchParams },
  ) => Promise<Result<ProviderClaims, ProviderFailure>>
}

export type ProviderClient = {
  readonly rules: ProviderRules
  readonly clientSecret: string
  /** Where the provider sends the browser back to. */
  readonly returnAddress: string
}

/** One way there and back. All but the state is known to nobody but the browser that went (RFC 7636; OpenID Connect Core, 15.5.2). */
export type ProviderJourney = {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
  /**
   * `fresh`: the person proves it anew, however long they have been signed in there. `identity`: so too, in a way that shows a
   * national identity, and their name and day of birth are asked for.
   */
  readonly proof: 'any' | 'fresh' | 'identity'
}

export type ProviderClaims = {
  readonly subject: string
  /** When they proved it there, where the provider says so. */
  readonly authenticatedAt?: Date
  readonly all: Readonly<Record<string, unknown>>
}

/** It does not answer, or answers that it cannot: later it may. */
export type ProviderUnavailable = { readonly code: 'providerUnavailable' }

/** It answers, and cannot be used as it stands. */
export type ProviderUnfit = { readonly code: 'providerUnfit'; readonly flaws: readonly ProviderFlaw[] }

export type ProviderFailure =
  | ProviderUnavailable
  | ProviderUnfit
  /** It says no, in a word of its own specification (RFC 6749, 4.1.2.1; OpenID Connect Core, 3.1.2.6). */
  | { readonly code: 'providerRefused'; readonly error: ProviderError }
  /** What came back does not hold: another's, changed, too old, or not what was asked for. */
  | { readonly code: 'providerAnswerInvalid' }

/** A closed list: no text of a stranger is passed on. */
export type ProviderError =
  'accessDenied' | 'signInNeeded' | 'clientRefused' | 'requestRefused' | 'codeRefused' | 'other'
