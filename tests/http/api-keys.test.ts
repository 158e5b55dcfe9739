import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'

import { operations } from '../../functions/operations.ts'
import { scopeOf } from '../../shared/contracts/key-scopes.ts'
import { keyScopes, type KeyScope } from '../../shared/domain/identity/key-scopes.ts'
import { must, openOffice, type Office, type OfficeOptions } from '../support/application.ts'
import type { PersonName } from '../support/companies.ts'
import { tokenTo } from '../support/mailbox.ts'
import { browserOf } from '../pages/plain-browser.ts'
import { called, operationOf } from './support/called.ts'

type Tokens = { readonly accessToken: string; readonly refreshToken: string }

const secured = operations.filter(({ security }) => security === 'bearer')

/** Every parameter of every route, and none that names anything. */
const params = Object.fromEntries(
  [
    ...new Set(
      operations.flatMap(({ route }) => [...route.matchAll(/\{\*?(\w+)/g)].map(([, name = '']) => name)),
    ),
  ].map((name) => [name, name === 'company' ? 'demo' : 'x'.repeat(22)]),
)

const beside = (key: string | undefined) => (key === undefined ? {} : { headers: { 'x-api-key': key } })

async function keyFor(office: Office, scopes: readonly KeyScope[] = ['requests']) {
  const { app, as } = office
  const wish = { name: 'CRM', scopes, ...(scopes.includes('push') && { sourceId: 'webShop' }) }
  const { id, secret = '' } = must(await app.apiKeys.create({ actor: as('owner'), companyId: 'demo', wish }))
  return { id, secret }
}

/** A key of a connector stands alone. */
const ofPrograms = keyScopes.filter((scope) => scope !== 'push')

const codeOf = ({ body }: { readonly body?: unknown }): string =>
  (JSON.parse(String(body ?? '{}')) as { code?: string }).code ?? ''

/** What a program does: the mailed link, redeemed with or without a key. */
async function redeemed(office: Office, key?: string, name: PersonName = 'manager') {
  const email = `${name}@demo.example`
  await office.app.askSignIn({ companyId: 'demo', email })
  await office.pump()
  const body = { token: tokenTo(office, email) }
  return called(office.app, operationOf('redeemLink'), { params: {}, body, ...beside(key) })
}

const tokensOf = ({ body }: { readonly body?: unknown }): Tokens => JSON.parse(String(body)) as Tokens

async function queueWith(office: Office, token: string, key?: string): Promise<string> {
  const answer = await called(office.app, operationOf('listRequests'), { token, params: {}, ...beside(key) })
  return answer.status === 200 ? 'opens' : `${answer.status} ${codeOf(answer)}`
}

async function refreshed(office: Office, refreshToken: string, key?: string) {
  return called(office.app, operationOf('refreshTokens'), {
    params: {},
    body: { refreshToken },
    ...beside(key),
  })
}

async function tokenOf({ app }: Office, name: PersonName): Promise<string> {
  const subject = { kind: 'employee', employeeId: name, proofs: ['link', 'totp'] } as const
  const { sessionId } = await app.sessions.open('demo', subject, 'program')
  return (await app.grants.grant({ sessionId, companyId: 'demo' }, 'withoutRefresh')).accessToken
}

async function everyRoute(t: TestContext, options: OfficeOptions = {}) {
  const office = await openOffice(t, options)
  return { office, key: await keyFor(office, ofPrograms), token: await tokenOf(office, 'manager') }
}

test('an API key alone opens no route that needs a sign-in, and those of consents with their scope alone', async (t) => {
  const { office, key } = await everyRoute(t)
  assert.ok(secured.length > 50)
  for (const operation of secured) {
    const answer = await called(office.app, operation, { params, ...beside(key.secret) })
    if (operation.apiKey === 'alone' || operation.apiKey === 'published')
      assert.notEqual(answer.status, 401, operation.operationId)
    else assert.deepEqual([answer.status, codeOf(answer)], [401, 'notSignedIn'], operation.operationId)
  }
})

test('a key that is unknown, of another company or no key at all is 401 on every route, whatever the token', async (t) => {
  const { office, key, token } = await everyRoute(t)
  const wrong = [
    key.secret.replace('ik_demo', 'ik_other'),
    `${key.secret.slice(0, -43)}${'A'.repeat(43)}`,
    'key',
  ]
  for (const operation of secured)
    for (const presented of wrong) {
      const answer = await called(office.app, operation, { token, params, ...beside(presented) })
      assert.deepEqual([answer.status, codeOf(answer)], [401, 'apiKeyInvalid'], operation.operationId)
    }
})

test('in serve mode a token without a key is 401 on every route; pages, which have cookies, are not concerned', async (t) => {
  const { office, key, token } = await everyRoute(t, { mode: 'serve' })
  for (const operation of secured) {
    const answer = await called(office.app, operation, { token, params })
    assert.deepEqual([answer.status, codeOf(answer)], [401, 'apiKeyRequired'], operation.operationId)
  }
  assert.equal(await queueWith(office, token, key.secret), 'opens')
  assert.equal((await (await browserOf(office, 'manager')).get('/demo/staff')).status, 200)
})

test('a token and a key together do what the scopes of the key name, and nothing else', async (t) => {
  const office = await openOffice(t)
  const token = await tokenOf(office, 'manager')
  for (const scope of keyScopes) {
    const { secret } = await keyFor(office, [scope])
    for (const operation of secured) {
      const needed = scopeOf(operation)
      const isOfOperators = operation.tags.includes('Operator')
      assert.equal(needed === undefined, isOfOperators, `${operation.operationId} belongs to a scope`)
      const answer = await called(office.app, operation, { token, params, ...beside(secret) })
      const isRefused = answer.status === 403 && codeOf(answer) === 'scopeMissing'
      const opens = needed === scope || (needed === 'any' && scope !== 'push')
      assert.equal(isRefused, !opens, `${operation.operationId} with ${scope}`)
    }
  }
})

test('a token that was made with a key names it, and is refused without it or with another', async (t) => {
  const office = await openOffice(t)
  const [key, other] = [await keyFor(office), await keyFor(office)]

  const { accessToken } = tokensOf(await redeemed(office, key.secret))

  const claims = JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString()) as object
  assert.deepEqual({ ...claims, azp: key.id, client_id: key.id }, claims)
  assert.equal(await queueWith(office, accessToken, key.secret), 'opens')
  assert.equal(await queueWith(office, accessToken), '401 apiKeyRequired')
  assert.equal(await queueWith(office, accessToken, other.secret), '401 apiKeyInvalid')
})

test('a code of a mail is redeemed with a key like the link itself', async (t) => {
  const office = await openOffice(t)
  const key = await keyFor(office)
  await office.app.askSignIn({ companyId: 'demo', email: 'manager@demo.example' })
  await office.pump()
  const [{ text } = assert.fail('no mail')] = office.mail.list({ to: 'manager@demo.example' })
  const [code = ''] = /\b\d{8}\b/.exec(text) ?? []
  const body = { email: 'manager@demo.example', company: 'demo', code }
  const redeem = (presented: string) =>
    called(office.app, operationOf('redeemCode'), { params: {}, body, ...beside(presented) })

  assert.equal((await redeem('nonsense')).status, 401)
  const { accessToken } = tokensOf(await redeem(key.secret))

  assert.equal(await queueWith(office, accessToken), '401 apiKeyRequired')
  assert.equal(await queueWith(office, accessToken, key.secret), 'opens')
})

test('a link that comes with a wrong key is not spent', async (t) => {
  const office = await openOffice(t)
  const key = await keyFor(office)
  const refused = await redeemed(office, key.secret.replace('ik_demo', 'ik_other'))
  assert.deepEqual([refused.status, codeOf(refused)], [401, 'apiKeyInvalid'])

  const body = { token: tokenTo(office, 'manager@demo.example') }
  const again = await called(office.app, operationOf('redeemLink'), {
    params: {},
    body,
    ...beside(key.secret),
  })

  assert.equal(again.status, 200)
})

test('a refresh token that was made with a key is refreshed with it only, and a try without it ends nothing', async (t) => {
  const office = await openOffice(t)
  const [key, other] = [await keyFor(office), await keyFor(office)]
  const { refreshToken } = tokensOf(await redeemed(office, key.secret))

  for (const [presented, code] of [
    [undefined, 'apiKeyRequired'],
    [other.secret, 'apiKeyInvalid'],
    ['nonsense', 'apiKeyInvalid'],
  ] as const) {
    const refused = await refreshed(office, refreshToken, presented)
    assert.deepEqual([refused.status, codeOf(refused)], [401, code])
  }
  const second = tokensOf(await refreshed(office, refreshToken, key.secret))

  assert.equal(await queueWith(office, second.accessToken), '401 apiKeyRequired')
  assert.equal(await queueWith(office, second.accessToken, key.secret), 'opens')
})

test('a program that is handed a refresh token binds what follows to its key', async (t) => {
  const office = await openOffice(t)
  const key = await keyFor(office)
  const { refreshToken } = tokensOf(await redeemed(office))

  const bound = tokensOf(await refreshed(office, refreshToken, key.secret))

  assert.equal(await queueWith(office, bound.accessToken), '401 apiKeyRequired')
  assert.equal(codeOf(await refreshed(office, bound.refreshToken)), 'apiKeyRequired')
  const third = await refreshed(office, bound.refreshToken, key.secret)
  assert.equal(await queueWith(office, tokensOf(third).accessToken, key.secret), 'opens')
})

test('a rotated key stops at the next call, and the tokens that were made with it go on with the new one', async (t) => {
  const office = await openOffice(t)
  const key = await keyFor(office)
  const owner = await tokenOf(office, 'owner')
  const { accessToken, refreshToken } = tokensOf(await redeemed(office, key.secret))
  const rotate = operationOf('rotateApiKey')

  const answer = await called(office.app, rotate, {
    token: owner,
    params: { company: 'demo', keyId: key.id },
  })

  const { secret } = JSON.parse(String(answer.body)) as { secret: string }
  assert.equal(answer.status, 201)
  assert.equal(await queueWith(office, accessToken, key.secret), '401 apiKeyInvalid')
  assert.equal(await queueWith(office, accessToken, secret), 'opens')
  assert.equal((await refreshed(office, refreshToken, key.secret)).status, 401)
  assert.equal((await refreshed(office, refreshToken, secret)).status, 200)
})

test('a stopped key takes every token with it that was made with it', async (t) => {
  const office = await openOffice(t)
  const [key, other] = [await keyFor(office), await keyFor(office)]
  const owner = await tokenOf(office, 'owner')
  const { accessToken, refreshToken } = tokensOf(await redeemed(office, key.secret))

  const stop = operationOf('stopApiKey')
  const answer = await called(office.app, stop, { token: owner, params: { company: 'demo', keyId: key.id } })

  assert.equal(answer.status, 204)
  for (const presented of [key.secret, other.secret]) {
    assert.equal(await queueWith(office, accessToken, presented), '401 apiKeyInvalid')
    assert.equal((await refreshed(office, refreshToken, presented)).status, 401)
  }
  assert.equal(await queueWith(office, accessToken), '401 apiKeyRequired')
})

test('an owner makes, lists and sees a key by the API; a repeated creation is without its secret', async (t) => {
  const office = await openOffice(t)
  const token = await tokenOf(office, 'owner')
  const how = { token, params: { company: 'demo' } }
  const once = { ...how, headers: { 'idempotency-key': 'crm' } }
  const body = { name: 'CRM', scopes: ['requests', 'consents'], expiresAt: '2026-12-31T00:00:00+01:00' }

  const first = await called(office.app, operationOf('createApiKey'), { ...once, body })
  const again = await called(office.app, operationOf('createApiKey'), { ...once, body })
  const listed = await called(office.app, operationOf('listApiKeys'), how)

  const { secret, ...key } = JSON.parse(String(first.body)) as Record<string, unknown>
  assert.equal(first.status, 201)
  assert.match(String(secret), /^ik_demo_/)
  assert.equal(key['expiresAt'], '2026-12-30T23:00:00.000Z')
  assert.deepEqual([again.status, JSON.parse(String(again.body))], [201, key])
  assert.deepEqual(JSON.parse(String(listed.body)), { value: [key] })
})
