import { json } from './respond.ts'
import { given, open } from './operation.ts'
import type { Call } from './operation.ts'
import { keyAlong, presentedKey } from './session.ts'
import type { Redeemed } from '../../shared/application/identity/redeem-link.ts'

const tags = ['Links and sign-in']

const accepted = () => ({ status: 202 })

export const linkOperations = [
  open(
    {
      operationId: 'redeemLink',
      method: 'POST',
      route: 'api/v1/links/redeem',
      summary: 'Spend a mailed link',
      tags,
      security: 'publicLink',
      permission: 'everybody',
      apiKey: 'binds',
      body: 'redeemLink',
      responses: [{ status: 200, description: 'What the link opened, and the token for it' }],
    },
    async ({ app, request, body }) => {
      // A token begins with its company.
      const [companyId = ''] = body.token.split('.', 1)
      const key = await keyAlong(app, request, companyId)
      if (!key.ok) return key.error
      const redeemed = await app.redeemLink({ ...body, use: 'program' })
      return redeemed.ok ? granted(app, { ...redeemed.value, ...key.value }) : redeemed.error
    },
  ),
  open(
    {
      operationId: 'redeemCode',
      method: 'POST',
      route: 'api/v1/codes/redeem',
      summary: 'Spend the newest link of an address by the code of its mail',
      tags,
      security: 'publicLink',
      permission: 'everybody',
      apiKey: 'binds',
      body: 'redeemCode',
      limits: 'code',
      responses: [{ status: 200, description: 'As for the link itself' }],
    },
    async ({ app, request, body }) => {
      const { company: companyId, ...shown } = body
      const key = await keyAlong(app, request, companyId)
      if (!key.ok) return key.error
      const redeemed = await app.redeemCode({ ...shown, companyId, use: 'program' })
      return redeemed.ok ? granted(app, { ...redeemed.value, ...key.value }) : redeemed.error
    },
  ),
  open(
    {
      operationId: 'newCode',
      method: 'POST',
      route: 'api/v1/links/code',
      summary: 'Mail a fresh code for a link, or text it where the person, or the member of staff, has that',
      tags,
      security: 'publicLink',
      permission: 'everybody',
      body: 'newCode',
      limits: 'mail',
      responses: [{ status: 202, description: 'Whatever the token was' }],
    },
    async ({ app, body }) => {
      await app.newCode(body)
      return accepted()
    },
  ),
  open(
    {
      operationId: 'askLinkPasskey',
      method: 'POST',
      route: 'api/v1/links/passkey',
      summary: 'What a browser shows a passkey for, where a link of staff asks for a factor',
      tags,
      security: 'publicLink',
      permission: 'everybody',
      body: 'linkPasskey',
      responses: [
        { status: 201, description: 'The options; answered once, with this link, within five minutes' },
      ],
    },
    async ({ app, body }) => {
      const asked = await app.askPasskey.withLink(body)
      return asked.ok ? json(201, asked.value) : asked.error
    },
  ),
  open(
    {
      operationId: 'askLinks',
      method: 'POST',
      route: 'api/v1/companies/{company}/links',
      summary: 'Mail new links to whatever an address has open',
      tags,
      security: 'none',
      permission: 'everybody',
      body: 'askLinks',
      limits: 'mail',
      responses: [{ status: 202, description: 'Whoever asks' }],
    },
    async ({ app, params, body }) => {
      await app.askLinks({ companyId: params['company'] ?? '', email: body.email })
      return accepted()
    },
  ),
  open(
    {
      operationId: 'signIn',
      method: 'POST',
      route: 'api/v1/companies/{company}/sign-in',
      summary: 'Mail a sign-in link to a member of staff',
      tags,
      security: 'none',
      permission: 'everybody',
      body: 'signIn',
      limits: 'mail',
      responses: [{ status: 202, description: 'Whoever asks' }],
    },
    async ({ app, params, body }) => {
      await app.askSignIn({ companyId: params['company'] ?? '', email: body.email })
      return accepted()
    },
  ),
  open(
    {
      operationId: 'refreshTokens',
      method: 'POST',
      route: 'api/v1/tokens/refresh',
      summary: 'Rotate a refresh token',
      tags,
      security: 'none',
      permission: 'everybody',
      apiKey: 'binds',
      body: 'refresh',
      responses: [{ status: 200, description: 'A new pair; the old refresh token is spent' }],
    },
    async ({ app, request, body }) => {
      const refreshed = await app.grants.refresh(body.refreshToken, presentedKey(request))
      return refreshed.ok ? json(200, refreshed.value) : refreshed.error
    },
  ),
]

type Bound = Redeemed & { readonly keyId?: string }

async function granted(app: Call['app'], { purpose, companyId, requestId, sessionId, keyId }: Bound) {
  const grant = await app.grants.grant(
    { sessionId, companyId, ...given({ keyId }) },
    purpose === 'signIn' ? 'withRefresh' : 'withoutRefresh',
  )
  return json(200, { ...grant, purpose, ...(requestId === undefined ? {} : { requestId }) })
}
