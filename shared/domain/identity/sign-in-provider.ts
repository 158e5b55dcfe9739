/** What a company says of the OpenID Connect provider by which its people sign in; the secret lies beside it. */
export type ProviderRules = {
  /** As the button calls it. */
  readonly name: string
  /** Exactly as the provider writes it in its tokens. */
  readonly issuer: string
  readonly clientId: string
  readonly scopes: readonly string[]
  /** Which way of signing in the provider is asked for, the wanted one first (OpenID Connect Core, 3.1.2.1). */
  readonly acrValues?: readonly string[]
  /** What the ID token must say as well: `acr`, `amr`, `tid`, … */
  readonly requiredClaims?: readonly RequiredClaim[]
  /** Asked for at every sign-in; a fresh proof always asks for `login`. */
  readonly prompt?: 'login' | 'selectAccount'
  /** Ways of signing in there (`acr`) that show the national identity of a person who asks; where there are none, they are not asked. */
  readonly requesterAcrs?: readonly string[]
  /** `only`: whoever signs in as staff proves it there, and nothing else counts as the second factor. */
  readonly use: 'offered' | 'only'
}

/** One of the values must be there. */
export type RequiredClaim = { readonly name: string; readonly values: readonly string[] }

/** The part of a discovery document that is looked at (OpenID Connect Discovery 1.0, 3; RFC 8414, 2). */
export type ProviderMetadata = {
  readonly issuer?: unknown
  readonly authorization_endpoint?: unknown
  readonly token_endpoint?: unknown
  readonly jwks_uri?: unknown
  readonly response_types_supported?: unknown
  readonly code_challenge_methods_supported?: unknown
  readonly id_token_signing_alg_values_supported?: unknown
  readonly token_endpoint_auth_methods_supported?: unknown
  readonly claims_parameter_supported?: unknown
}

/** Why a provider cannot be used as it stands. */
export type ProviderFlaw =
  | 'addressRefused'
  | 'notADiscoveryDocument'
  | 'issuerMismatch'
  | 'endpointMissing'
  | 'endpointNotEncrypted'
  | 'noCodeFlow'
  | 'noPkceS256'
  | 'noKnownSignature'
  | 'noKnownClientAuthentication'

/** Signatures that a public key verifies (RFC 7518, 3.1; RFC 8037): a shared secret or none at all prove nothing. */
const knownSignatures: ReadonlySet<unknown> = new Set([
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
])

/**
 * All that stands against this provider. Lists that a document leaves out mean what the specifications say they mean; one
 * without `code_challenge_methods_supported` is taken, because Entra ID leaves it out and checks S256 all the same, and
 * the nonce holds the answer to its browser where PKCE is ignored (RFC 9700, 2.1.1).
 */
export function providerFlaws(
  { issuer }: Pick<ProviderRules, 'issuer'>,
  metadata: ProviderMetadata,
): readonly ProviderFlaw[] {
  const endpoints = [metadata.authorization_endpoint, metadata.token_endpoint, metadata.jwks_uri]
  const methods = listed(metadata.token_endpoint_auth_methods_supported, ['client_secret_basic'])
  const found: Readonly<Record<Exclude<ProviderFlaw, 'addressRefused' | 'notADiscoveryDocument'>, boolean>> =
    {
      issuerMismatch: metadata.issuer !== issuer,
      endpointMissing: endpoints.some((endpoint) => typeof endpoint !== 'string'),
      endpointNotEncrypted: endpoints.some((endpoint) => isLessEncrypted(endpoint, issuer)),
      noCodeFlow: !listed(metadata.response_types_supported, ['code']).includes('code'),
      noPkceS256: !listed(metadata.code_challenge_methods_supported, ['S256']).includes('S256'),
      noKnownSignature: signaturesOf(metadata).length === 0,
      noKnownClientAuthentication: clientAuthentication(methods) === undefined,
    }
  return (Object.keys(found) as (keyof typeof found)[]).filter((flaw) => found[flaw])
}

/** What an ID token may be signed with: RS256 where nothing is said. */
export const signaturesOf = (metadata: ProviderMetadata): readonly string[] =>
  listed(metadata.id_token_signing_alg_values_supported, ['RS256']).filter((one) => knownSignatures.has(one))

export type ClientAuthentication = 'post' | 'basic'

/** In the body where it may be: providers disagree on how Basic escapes (RFC 6749, 2.3.1). */
export function authenticationOf(metadata: ProviderMetadata): ClientAuthentication {
  const methods = listed(metadata.token_endpoint_auth_methods_supported, ['client_secret_basic'])
  return clientAuthentication(methods) ?? 'basic'
}

function clientAuthentication(methods: readonly string[]): ClientAuthentication | undefined {
  if (methods.includes('client_secret_post')) return 'post'
  return methods.includes('client_secret_basic') ? 'basic' : undefined
}

/** Encrypted, unless the provider as a whole is not: only demonstrations reach such a one at all. */
const isLessEncrypted = (endpoint: unknown, issuer: string): boolean =>
  typeof endpoint === 'string' &&
  !endpoint.startsWith('https://') &&
  !(endpoint.startsWith('http://') && issuer.startsWith('http://'))

const listed = (list: unknown, otherwise: readonly string[]): readonly string[] =>
  Array.isArray(list) ? list.filter((one): one is string => typeof one === 'string') : otherwise

/** The first claim that does not say what the company demands; undefined where all do. */
export const claimLacking = (
  required: readonly RequiredClaim[] | undefined,
  claims: Readonly<Record<string, unknown>>,
): string | undefined => required?.find(({ name, values }) => !saysOneOf(claims[name], values))?.name

/** `amr` and its like are lists: one of them is enough. */
const saysOneOf = (claim: unknown, accepted: readonly string[]): boolean =>
  [claim].flat().some((said) => said !== undefined && accepted.includes(`${said}`))

/** What of a sign-in is something known, something had, something of the body (RFC 8176, section 2). */
const methodGroups = [
  ['pwd', 'pin', 'kba'],
  ['otp', 'sms', 'tel', 'hwk', 'swk', 'sc', 'pop', 'wia'],
  ['face', 'fpt', 'iris', 'retina', 'vbm'],
] as const

/** Levels that nobody reaches by one thing alone (eIDAS; OpenID Connect EAP ACR Values; REFEDS MFA; Idura). */
const strongLevels: ReadonlySet<unknown> = new Set([
  ...['http://eidas.europa.eu/LoA/substantial', 'http://eidas.europa.eu/LoA/high'],
  ...['phr', 'phrh', 'https://refeds.org/profile/mfa'],
  ...['urn:grn:authn:dk:mitid:substantial', 'urn:grn:authn:dk:mitid:high'],
])

/**
 * Whether the provider says that more than one thing was shown: by `amr`, or by `acr`; or by a level that the company
 * demands of every token, and then the company says it.
 */
export function saysSecondFactor(
  required: readonly RequiredClaim[] | undefined,
  claims: Readonly<Record<string, unknown>>,
): boolean {
  const methods = listed(claims['amr'], [])
  const groups = methodGroups.filter((group) => group.some((one) => methods.includes(one)))
  return (
    methods.includes('mfa') ||
    groups.length > 1 ||
    strongLevels.has(claims['acr']) ||
    (required ?? []).some(({ name }) => name === 'acr' || name === 'acrs')
  )
}
