import type { ProviderRefusal } from '../../shared/application/sign-in-provider/set-provider.ts'
import type { Held } from '../../shared/application/companies/guarded-change.ts'
import type { Body } from '../../shared/contracts/bodies.ts'
import type { ProviderFlaw, ProviderRules } from '../../shared/domain/identity/sign-in-provider.ts'
import type { Result } from '../../shared/kernel/result.ts'
import { given, staff } from './operation.ts'
import { json, noContent, quoted } from './respond.ts'

const route = 'api/v1/companies/{company}/identity-provider'
const common = { tags: ['Companies'], security: 'bearer', permission: 'changeSettings' } as const

const waits = {
  status: 202,
  description: 'It waits for a second administrator or owner: the item and its hash',
}

export const identityProviderOperations = [
  staff(
    {
      ...common,
      operationId: 'viewIdentityProvider',
      method: 'GET',
      route,
      summary: 'Where the company’s people sign in, without the secret, and the address to register there',
      responses: [{ status: 200, description: 'For owner and administrators' }],
    },
    async ({ app, actor, params }) => {
      const viewed = await app.providerSettings.view({ actor, companyId: params['company'] ?? '' })
      return viewed.ok ? json(200, viewed.value.seen, { etag: quoted(viewed.value.etag) }) : viewed.error
    },
  ),
  staff(
    {
      ...common,
      operationId: 'setIdentityProvider',
      proof: 'fresh',
      method: 'PUT',
      route,
      summary: 'Name the OpenID Connect provider by which people sign in; its discovery document is examined',
      body: 'identityProvider',
      responses: [
        { status: 204, description: 'It holds' },
        waits,
        { status: 422, description: 'It cannot be used as it stands; each error names what is wrong' },
        { status: 503, description: 'It does not answer' },
      ],
    },
    async ({ app, actor, params, body, expected }) => {
      const asked = { actor, companyId: params['company'] ?? '', ...given({ expected }) }
      const { clientSecret, ...rules } = body
      return answer(
        await app.providerSettings.set({ ...asked, rules: rulesOf(rules), ...given({ clientSecret }) }),
      )
    },
  ),
  staff(
    {
      ...common,
      operationId: 'removeIdentityProvider',
      proof: 'fresh',
      method: 'DELETE',
      route,
      summary: 'Do without a provider; whoever signed in there signs in by a mailed link and another factor',
      responses: [{ status: 204, description: 'It is gone' }, waits],
    },
    async ({ app, actor, params, expected }) => {
      const asked = { actor, companyId: params['company'] ?? '', ...given({ expected }) }
      return answer(await app.providerSettings.remove(asked))
    },
  ),
]

/** What is left out is the usual; `openid` makes it OpenID Connect at all. */
export const rulesOf = ({
  scopes = [],
  use = 'offered',
  ...rules
}: Omit<Body<'identityProvider'>, 'clientSecret'>): ProviderRules => ({
  ...rules,
  scopes: [...new Set(['openid', ...scopes])],
  use,
})

function answer(held: Result<Held, ProviderRefusal>) {
  if (!held.ok) return told(held.error)
  return held.value === 'holds' ? noContent() : json(202, held.value)
}

/** Its codes are read from its type. */
const told = (refusal: ProviderRefusal) =>
  refusal.code === 'providerUnfit'
    ? {
        code: refusal.code,
        errors: refusal.flaws.map((flaw) => ({ pointer: '/issuer', code: flaw, detail: details[flaw] })),
      }
    : refusal

const details: Readonly<Record<ProviderFlaw, string>> = {
  addressRefused: 'leads where this instance may not call',
  notADiscoveryDocument: 'has no discovery document at /.well-known/openid-configuration',
  issuerMismatch: 'names itself differently in its discovery document',
  endpointMissing: 'names no authorization endpoint, token endpoint or keys',
  endpointNotEncrypted: 'has an endpoint that is not https',
  noCodeFlow: 'does not offer the authorization code flow',
  noPkceS256: 'offers PKCE without S256',
  noKnownSignature: 'signs with no algorithm that a public key verifies',
  noKnownClientAuthentication: 'takes the client secret neither in the body nor by Basic',
}
