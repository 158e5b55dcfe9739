// Bodies of the calls that let somebody in.

/** How staff show who they are beside the mailed link. */
export type FactorBody = { readonly kind: 'totp' | 'recovery'; readonly code: string }

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
  readonly proof: FactorBody
  readonly newFactor: { readonly name?: string }
  readonly factorCode: { readonly code: string }
  readonly refresh: { readonly refreshToken: string }
}
