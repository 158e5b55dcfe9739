// Bodies of the calls that let somebody in.

/** How staff show who they are beside the mailed link. */
export type FactorBody =
  | { readonly kind: 'totp' | 'recovery' | 'sms'; readonly code: string }
  | { readonly kind: 'passkey'; readonly credential: ShownPasskeyBody }

/** The same as a body of its own: a code, or a passkey. */
export type ProofBody = {
  readonly kind: 'passkey' | 'totp' | 'recovery'
  readonly code?: string
  readonly credential?: ShownPasskeyBody
}

/** As `PublicKeyCredential.toJSON()` writes it. */
type CredentialBody<Response> = {
  readonly id: string
  readonly rawId?: string
  readonly type: 'public-key'
  readonly authenticatorAttachment?: string
  readonly clientExtensionResults?: Readonly<Record<string, unknown>>
  readonly response: Response
}

type ShownPasskeyBody = CredentialBody<{
  readonly clientDataJSON: string
  readonly authenticatorData: string
  readonly signature: string
  readonly userHandle?: string
  readonly attestationObject?: string
}>

type NewPasskeyBody = CredentialBody<{
  readonly clientDataJSON: string
  readonly attestationObject: string
  readonly authenticatorData?: string
  readonly publicKey?: string
  readonly publicKeyAlgorithm?: number
  readonly transports?: readonly string[]
}>

export type SignInBodies = {
  readonly redeemLink: { readonly token: string; readonly code?: string; readonly factor?: FactorBody }
  readonly redeemCode: {
    readonly email: string
    readonly company: string
    readonly code: string
    readonly factor?: FactorBody
  }
  readonly askLinks: { readonly email: string }
  readonly newCode: { readonly token: string }
  readonly signIn: { readonly email: string }
  readonly proof: ProofBody
  readonly newFactor: { readonly name?: string }
  readonly factorCode: { readonly code: string }
  readonly newPasskey: NewPasskeyBody
  readonly newPhone: { readonly phone: string; readonly name?: string }
  readonly linkPasskey: { readonly token: string }
  readonly refresh: { readonly refreshToken: string }
}
