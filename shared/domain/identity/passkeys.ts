/** Where passkeys of this instance are valid: WebAuthn Level 3, section 5.1.3, "RP ID" and "origin". */
export type PasskeySite = { readonly rpId: string; readonly origin: string }

/** Of the address that mails carry. A passkey belongs to a name: at a bare IP address there is none. */
export function passkeySite(publicUrl: string): PasskeySite | undefined {
  const { hostname, origin } = new URL(publicUrl)
  return /^[\d.]+$|^\[/.test(hostname) ? undefined : { rpId: hostname, origin }
}

export type Ceremony = 'webauthn.create' | 'webauthn.get'

/** What a browser and its authenticator say, before any signature is looked at. */
export type SeenPasskey = {
  readonly ceremony: string
  readonly challenge: string
  readonly origin: string
  /** Asked for from within another site's page. */
  readonly isCrossOrigin: boolean
  /** Whether the authenticator made it for our RP ID. */
  readonly isOfSite: boolean
  readonly isPresent: boolean
  readonly isVerified: boolean
  readonly counter: number
}

export type ExpectedPasskey = {
  readonly ceremony: Ceremony
  readonly challenge: string
  readonly origin: string
  /** The last one that is known; none for a new one. */
  readonly counter?: number
}

export type PasskeyFlaw =
  'passkeyInvalid' | 'passkeyOriginWrong' | 'passkeySiteWrong' | 'passkeyUnverified' | 'passkeyCounterBack'

/**
 * The checks of WebAuthn Level 3, sections 7.1 and 7.2, that need no cryptography, in their order: what it was made for,
 * for which question, where, for whom, by a person who was there and showed it, and never by a copy.
 */
export function passkeyFlaw(seen: SeenPasskey, expected: ExpectedPasskey): PasskeyFlaw | undefined {
  if (seen.ceremony !== expected.ceremony || seen.challenge !== expected.challenge) return 'passkeyInvalid'
  if (seen.origin !== expected.origin || seen.isCrossOrigin) return 'passkeyOriginWrong'
  if (!seen.isOfSite) return 'passkeySiteWrong'
  if (!seen.isPresent || !seen.isVerified) return 'passkeyUnverified'
  return isCountedBack(seen.counter, expected.counter) ? 'passkeyCounterBack' : undefined
}

/** Those that are kept in several places count nothing, and say 0 (section 6.1.1). */
const isCountedBack = (counter: number, last: number | undefined): boolean =>
  last !== undefined && (counter > 0 || last > 0) && counter <= last
