// What a browser is asked with: `parseCreationOptionsFromJSON` and `parseRequestOptionsFromJSON` read it as it is.
import type { PasskeySite } from '../../domain/identity/passkeys.ts'
import { challengeMinutes } from './passkey-challenges.ts'
import type { FactorsDocument, PasskeyFactor, StaffFactor } from './factors-document.ts'

type Named = { readonly type: 'public-key'; readonly id: string; readonly transports: readonly string[] }

type Asked = {
  readonly challenge: string
  readonly timeout: number
}

/** WebAuthn Level 3, section 5.1.8, `PublicKeyCredentialCreationOptionsJSON`. */
export type CreationOptions = Asked & {
  readonly rp: { readonly id: string; readonly name: string }
  readonly user: { readonly id: string; readonly name: string; readonly displayName: string }
  readonly pubKeyCredParams: readonly { readonly type: 'public-key'; readonly alg: number }[]
  readonly excludeCredentials: readonly Named[]
  readonly authenticatorSelection: {
    readonly residentKey: 'preferred'
    readonly userVerification: 'required'
  }
  readonly attestation: 'none'
}

/** Section 5.1.9, `PublicKeyCredentialRequestOptionsJSON`. */
export type RequestOptions = Asked & {
  readonly rpId: string
  readonly allowCredentials: readonly Named[]
  readonly userVerification: 'required'
}

export const passkeysOf = ({ factors }: Pick<FactorsDocument, 'factors'>): readonly PasskeyFactor[] =>
  factors.filter((one: StaffFactor) => one.kind === 'passkey')

const timeout = challengeMinutes * 60_000

/** Ed25519, P-256 and, for some Windows machines, RSA (COSE, RFC 9053 and RFC 8812). */
const algorithms = [-8, -7, -257]

export const creationOptions = (asked: {
  readonly site: PasskeySite
  readonly issuer: string
  readonly user: CreationOptions['user']
  readonly challenge: string
  readonly known: FactorsDocument
}): CreationOptions => ({
  rp: { id: asked.site.rpId, name: asked.issuer },
  user: asked.user,
  challenge: asked.challenge,
  timeout,
  pubKeyCredParams: algorithms.map((alg) => ({ type: 'public-key', alg })),
  excludeCredentials: passkeysOf(asked.known).map(named),
  authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
  attestation: 'none',
})

export const requestOptions = (
  { rpId }: PasskeySite,
  challenge: string,
  known: FactorsDocument,
): RequestOptions => ({
  ...{ rpId, challenge, timeout },
  allowCredentials: passkeysOf(known).map(named),
  userVerification: 'required',
})

const named = ({ credentialId, transports }: PasskeyFactor): Named => ({
  type: 'public-key',
  id: credentialId,
  transports,
})
