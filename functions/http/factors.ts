// How staff show who they are beside the mailed link, and that they still are who they are.
import type { ProofBody } from '../../shared/contracts/sign-in-bodies.ts'
import type { FreshFactor } from '../../shared/application/factors/check-factor.ts'
import { given, staff } from './operation.ts'
import { json, noContent } from './respond.ts'

const tags = ['Sign-in factors']
const security = 'bearer' as const
const factors = 'api/v1/me/factors'

/** Open to whom the mailed link alone let in: it is here that they enrol, or show what they enrolled. */
const own = { tags, security, permission: 'employee', proof: 'link' } as const

export const factorOperations = [
  staff(
    {
      ...own,
      operationId: 'listFactors',
      method: 'GET',
      route: factors,
      summary: 'What the caller signs in with beside the mailed link',
      responses: [{ status: 200, description: 'With how many recovery codes are left; no secret' }],
    },
    async ({ app, actor }) => json(200, await app.ownFactors.list({ actor })),
  ),
  staff(
    {
      ...own,
      operationId: 'beginTotp',
      method: 'POST',
      route: `${factors}/totp`,
      summary: 'A new key for an app that makes one-time codes (RFC 6238)',
      body: 'newFactor',
      responses: [{ status: 201, description: 'The key, shown once; confirmed within ten minutes' }],
    },
    async ({ app, actor, body }) => {
      const begun = await app.ownFactors.beginTotp({ actor, ...body })
      return begun.ok ? json(201, begun.value) : begun.error
    },
  ),
  staff(
    {
      ...own,
      operationId: 'confirmTotp',
      method: 'POST',
      route: `${factors}/totp/confirmation`,
      summary: 'The app’s first code: from here on one is asked for at sign-in',
      body: 'factorCode',
      responses: [{ status: 201, description: 'With the first factor, ten recovery codes, shown once' }],
    },
    async ({ app, actor, body }) => {
      const added = await app.ownFactors.confirmTotp({ actor, code: body.code })
      return added.ok ? json(201, added.value) : added.error
    },
  ),
  staff(
    {
      ...own,
      operationId: 'beginPasskey',
      method: 'POST',
      route: `${factors}/passkeys`,
      summary: 'What a browser makes a passkey with (WebAuthn, `navigator.credentials.create`)',
      body: 'newFactor',
      responses: [
        { status: 201, description: 'The options; answered once, in this session, within five minutes' },
      ],
    },
    async ({ app, actor, body }) => {
      const begun = await app.ownPasskeys.begin({ actor, ...body })
      return begun.ok ? json(201, begun.value) : begun.error
    },
  ),
  staff(
    {
      ...own,
      operationId: 'confirmPasskey',
      method: 'POST',
      route: `${factors}/passkeys/confirmation`,
      summary: 'The new passkey, as the browser answers it: from here on one is asked for at sign-in',
      body: 'newPasskey',
      responses: [{ status: 201, description: 'With the first factor, ten recovery codes, shown once' }],
    },
    async ({ app, actor, body }) => {
      const added = await app.ownPasskeys.confirm({ actor, credential: body })
      return added.ok ? json(201, added.value) : added.error
    },
  ),
  staff(
    {
      ...own,
      proof: 'fresh',
      operationId: 'beginPhone',
      method: 'POST',
      route: `${factors}/phones`,
      summary: 'A number to have codes texted to, where the company allows it: its first code is sent',
      body: 'newPhone',
      responses: [
        { status: 201, description: 'Confirmed within five minutes; `text` says whether one was sent' },
      ],
    },
    async ({ app, actor, body }) => {
      const begun = await app.ownPhone.begin({ actor, ...body })
      return begun.ok ? json(201, begun.value) : begun.error
    },
  ),
  staff(
    {
      ...own,
      proof: 'fresh',
      operationId: 'confirmPhone',
      method: 'POST',
      route: `${factors}/phones/confirmation`,
      summary: 'The code that was texted: from here on such a code signs in; it is no fresh proof',
      body: 'factorCode',
      responses: [{ status: 201, description: 'Beside the factors that are there' }],
    },
    async ({ app, actor, body }) => {
      const added = await app.ownPhone.confirm({ actor, code: body.code })
      return added.ok ? json(201, added.value) : added.error
    },
  ),
  staff(
    {
      ...own,
      proof: 'fresh',
      operationId: 'removeFactor',
      method: 'DELETE',
      route: `${factors}/{factorId}`,
      summary: 'Remove one; the caller’s other sessions end, and outside demo mode the last one stays',
      responses: [{ status: 204, description: 'It opens nothing any more' }],
    },
    async ({ app, actor, params }) => {
      const removed = await app.ownFactors.remove({ actor, factorId: params['factorId'] ?? '' })
      return removed.ok ? noContent() : removed.error
    },
  ),
  staff(
    {
      ...own,
      proof: 'fresh',
      operationId: 'makeRecoveryCodes',
      method: 'POST',
      route: 'api/v1/me/recovery-codes',
      summary: 'Ten new recovery codes, each for once; the old ones are worth nothing from here on',
      responses: [{ status: 201, description: 'Shown once' }],
    },
    async ({ app, actor }) => {
      const made = await app.ownFactors.newRecoveryCodes({ actor })
      return made.ok ? json(201, { codes: made.value }) : made.error
    },
  ),
  staff(
    {
      ...own,
      operationId: 'viewProof',
      method: 'GET',
      route: 'api/v1/me/proof',
      summary: 'How the caller showed who they are in this session, when last, and by what they can again',
      responses: [{ status: 200, description: 'A proof is fresh for five minutes' }],
    },
    async ({ app, actor }) => {
      const { proofs, provedAt } = actor
      return json(200, { proofs, ...given({ provedAt }), kinds: await app.prove.kinds({ actor }) })
    },
  ),
  staff(
    {
      ...own,
      operationId: 'askPasskeyProof',
      method: 'POST',
      route: 'api/v1/me/proof/passkey',
      summary: 'What a browser shows a passkey for, as a fresh proof (WebAuthn, `navigator.credentials.get`)',
      responses: [
        { status: 201, description: 'The options; answered once, in this session, within five minutes' },
      ],
    },
    async ({ app, actor }) => {
      const asked = await app.askPasskey.inSession({ actor })
      return asked.ok ? json(201, asked.value) : asked.error
    },
  ),
  staff(
    {
      ...own,
      operationId: 'giveProof',
      method: 'POST',
      route: 'api/v1/me/proof',
      summary: 'A fresh proof of who the caller is; five wrong ones end the session',
      body: 'proof',
      responses: [{ status: 204, description: 'Fresh for five minutes' }],
    },
    async ({ app, actor, body }) => {
      const shown = await app.prove.give({ actor, given: shownIn(body) })
      return shown.ok ? noContent() : shown.error
    },
  ),
]

/** Its schema has looked that each kind brings its own. */
export function shownIn({ kind, code = '', credential }: ProofBody): FreshFactor {
  if (credential) return { kind: 'passkey', credential }
  return { kind: kind === 'recovery' ? 'recovery' : 'totp', code }
}
