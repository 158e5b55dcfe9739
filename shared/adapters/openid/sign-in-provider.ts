import * as client from 'openid-client'

import type {
  ProviderClaims,
  ProviderClient,
  ProviderJourney,
  ProviderUnavailable,
  ProviderUnfit,
  SignInProvider,
} from '../../application/ports/sign-in-provider.ts'
import { authenticationOf, providerFlaws, signaturesOf } from '../../domain/identity/sign-in-provider.ts'
import type { ProviderFlaw, ProviderMetadata, ProviderRules } from '../../domain/identity/sign-in-provider.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { failureOf, NotAnswered } from './failures.ts'

/** The way out, in the shape of `fetch`; it follows no redirect, and ends by itself what is slow or large. */
export type Fetch = (url: string, init: client.CustomFetchOptions) => Promise<Response>

type Known = ProviderMetadata & client.ServerMetadata

/** A proof is fresh for five minutes (security.md, "Staff"). */
const freshSeconds = 300

/**
 * Sign-in through an OpenID Connect provider with openid-client. Metadata and keys are read anew for each step: a sign-in
 * is rare, and keys that were rotated a minute ago are then the ones it is checked with. The token's signature is
 * verified although it came over TLS.
 */
export function createSignInProvider(fetch: Fetch): SignInProvider {
  async function answered(url: string, init: client.CustomFetchOptions): Promise<Response> {
    try {
      return await fetch(url, init)
    } catch (error) {
      throw new NotAnswered(error)
    }
  }

  async function metadataOf(
    rules: ProviderRules,
  ): Promise<Result<Known, ProviderUnavailable | ProviderUnfit>> {
    const found = await discovered(answered, rules.issuer)
    if (!found.ok) return found
    const flaws = providerFlaws(rules, found.value)
    return flaws.length === 0 ? ok(found.value as Known) : unfit(...flaws)
  }

  async function configured({
    rules,
    clientSecret,
  }: ProviderClient): Promise<Result<client.Configuration, ProviderUnavailable | ProviderUnfit>> {
    const found = await metadataOf(rules)
    if (!found.ok) return found
    const metadata = { ...found.value, id_token_signing_alg_values_supported: [...signaturesOf(found.value)] }
    const prove = authenticationOf(metadata) === 'post' ? client.ClientSecretPost : client.ClientSecretBasic
    const config = new client.Configuration(metadata, rules.clientId, undefined, prove(clientSecret))
    config[client.customFetch] = answered
    client.enableNonRepudiationChecks(config)
    if (rules.issuer.startsWith('http://')) client.allowInsecureRequests(config)
    return ok(config)
  }

  return {
    async examine(rules) {
      const found = await metadataOf(rules)
      return found.ok ? ok(undefined) : found
    },

    async address(provider, journey) {
      const config = await configured(provider)
      if (!config.ok) return config
      const challenge = await client.calculatePKCECodeChallenge(journey.verifier)
      const parameters = {
        ...asked(provider, journey, challenge),
        ...wantedClaims(provider, journey, config.value),
      }
      return ok(client.buildAuthorizationUrl(config.value, parameters).href)
    },

    async claims(provider, { answer, state, nonce, verifier, proof }) {
      const config = await configured(provider)
      if (!config.ok) return config
      const url = new URL(`${provider.returnAddress}?${answer}`)
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier }
      const maxAge = proof === 'fresh' ? { maxAge: freshSeconds } : {}
      try {
        const tokens = await client.authorizationCodeGrant(config.value, url, { ...checks, ...maxAge })
        const claims = claimsOf(tokens.claims())
        return claims ? ok(claims) : err({ code: 'providerAnswerInvalid' })
      } catch (error) {
        return err(failureOf(error))
      }
    },
  }
}

/** What the address of the authorization endpoint says: nothing of the person (OpenID Connect Core, 3.1.2.1). */
function asked(
  { rules, returnAddress }: ProviderClient,
  { state, nonce, proof }: ProviderJourney,
  challenge: string,
): Record<string, string> {
  const prompt = proof === 'any' ? prompts[rules.prompt ?? 'none'] : 'login'
  const isShown = proof === 'identity'
  const acrValues = isShown ? rules.requesterAcrs : rules.acrValues
  const scopes = isShown ? new Set([...rules.scopes, 'profile']) : rules.scopes
  return {
    redirect_uri: returnAddress,
    scope: [...scopes].join(' '),
    state,
    nonce,
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...(acrValues && { acr_values: acrValues.join(' ') }),
    ...(prompt && { prompt }),
    ...(proof === 'fresh' && { max_age: `${freshSeconds}` }),
  }
}

const prompts = { none: undefined, login: 'login', selectAccount: 'select_account' } as const

/** Asked for by name where the provider takes that: some give `acr` and `amr` to nobody else (OpenID Connect Core, 5.5). */
function wantedClaims(
  { rules }: ProviderClient,
  { proof }: ProviderJourney,
  config: client.Configuration,
): Record<string, string> {
  const ofPerson = proof === 'identity' ? ['name', 'birthdate'] : []
  // Besides what is demanded: what says whether there was a second factor.
  const names = new Set(['acr', 'amr', ...ofPerson, ...(rules.requiredClaims ?? []).map(({ name }) => name)])
  const { claims_parameter_supported: isTaken } = config.serverMetadata()
  if (isTaken !== true) return {}
  return { claims: JSON.stringify({ id_token: Object.fromEntries([...names].map((name) => [name, null])) }) }
}

/** Redirects are no answer: the issuer says itself where it is. */
async function discovered(
  fetch: Fetch,
  issuer: string,
): Promise<Result<ProviderMetadata, ProviderUnavailable | ProviderUnfit>> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  const headers = { accept: 'application/json' }
  try {
    const response = await fetch(url, { method: 'GET', headers, body: undefined, redirect: 'manual' })
    if (response.status >= 500 || response.status === 429) return err({ code: 'providerUnavailable' })
    const body: unknown = response.status === 200 ? await response.json() : undefined
    return typeof body === 'object' && body !== null ? ok(body) : unfit('notADiscoveryDocument')
  } catch (error) {
    if (!(error instanceof NotAnswered)) return unfit('notADiscoveryDocument')
    return error.isRefused ? unfit('addressRefused') : err({ code: 'providerUnavailable' })
  }
}

const unfit = (...flaws: readonly ProviderFlaw[]): Result<never, ProviderUnfit> =>
  err({ code: 'providerUnfit', flaws })

type Verified = ReturnType<Awaited<ReturnType<typeof client.authorizationCodeGrant>>['claims']>

/** Undefined for a token that names nobody: a subject has 1 to 255 characters (OpenID Connect Core, 2). */
function claimsOf(claims: Verified): ProviderClaims | undefined {
  const { sub: subject = '', auth_time: at, ...all } = claims ?? {}
  if (subject === '' || subject.length > 255) return undefined
  return { subject, all, ...(typeof at === 'number' && { authenticatedAt: new Date(at * 1000) }) }
}
