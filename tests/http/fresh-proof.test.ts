// What a session of staff must have shown, asked of every operation of the table, outside demo mode.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'

import type { Operation } from '../../functions/http/operation.ts'
import { operations } from '../../functions/operations.ts'
import { scopeOf } from '../../shared/contracts/key-scopes.ts'
import { keyScopes } from '../../shared/domain/identity/key-scopes.ts'
import type { ProofKind } from '../../shared/domain/identity/proof.ts'
import { must, openOffice, type Office } from '../support/application.ts'
import { appCode } from '../support/authenticator-app.ts'
import { anOperator } from '../support/operators.ts'
import { enrolled } from '../support/enrolled.ts'
import { callOperation, type Called } from './support/call-operation.ts'
import { validBodies } from './support/valid-bodies.ts'

const params = Object.fromEntries(
  operations
    .flatMap(({ route }) => [...route.matchAll(/\{\*?(\w+)/g)])
    .map(([, name = '']) => [name, name === 'company' ? 'demo' : 'x'.repeat(22)]),
)

async function serving(t: TestContext, mode: 'demo' | 'serve' = 'serve') {
  const office = await openOffice(t, { mode })
  const wish = { name: 'CRM', scopes: keyScopes.filter((scope) => scope !== 'push') }
  const made = must(await office.app.apiKeys.create({ actor: office.as('owner'), companyId: 'demo', wish }))
  return { office, headers: { 'x-api-key': made.secret ?? '' } }
}

async function tokenWith({ app }: Office, proofs: readonly ProofKind[]): Promise<string> {
  const { sessionId } = await app.sessions.open(
    ...(['demo', { kind: 'employee', employeeId: 'owner', proofs }, 'program'] as const),
  )
  return (await app.grants.grant({ sessionId, companyId: 'demo' }, 'withoutRefresh')).accessToken
}

/** Those that a program with a key may call; what runs the instance is called without one, a connector has its own. */
const ofStaff = operations.filter(
  (one) => one.security === 'bearer' && ![undefined, 'push'].includes(scopeOf(one)),
)
const fresh = ofStaff.filter(({ proof }) => proof === 'fresh')

async function codes(office: Office, asked: readonly Operation[], how: Called) {
  const seen: Record<string, string> = {}
  for (const { operationId, body, rawBody } of asked) {
    const sent = body === undefined ? {} : { body: validBodies[body] ?? {} }
    const raw = rawBody === undefined ? {} : { raw: '{}', type: rawBody }
    const answer = await callOperation(office.app, operationId, { ...how, params, ...sent, ...raw })
    seen[operationId] = `${answer.status} ${answer.body.code ?? ''}`.trim()
  }
  return seen
}

const all = (asked: readonly Operation[], answer: string) =>
  Object.fromEntries(asked.map(({ operationId }) => [operationId, answer]))

test('approving, roles, keys, secrets, contacts, settings, factors, export and closing ask for a fresh proof: these operations, and no others', () => {
  assert.deepEqual(
    fresh.map(({ operationId }) => operationId).sort(),
    [
      ...['beginExport', 'changeEmployee', 'changeSettings', 'closeCompany', 'createApiKey', 'decideItem'],
      ...['decideSeal', 'giveRole', 'makeRecoveryCodes', 'readExport', 'removeEmployee', 'removeFactor'],
      ...['removeIdentityProvider', 'resetFactors', 'rotateApiKey', 'setIdentityProvider', 'stopApiKey'],
      ...['takeRole', 'createWebhook', 'rotateWebhook', 'beginPhone', 'confirmPhone'],
      ...['putLogo', 'removeLogo', 'inviteSupport', 'addReceiver', 'challengeReceiver', 'proveReceiver'],
      ...['removeReceiver', 'setHost', 'removeHost', 'addConnection', 'renewConnection', 'removeConnection'],
      ...['publishConsentForm', 'beginConsentImport'],
    ].sort(),
  )
})

test('the mailed link alone opens what enrols, and every other operation says what it needs and where', async (t) => {
  const { office, headers } = await serving(t)
  const token = await tokenWith(office, ['link'])
  // Who enrolled nothing has nothing to show.
  const enrolling = ofStaff.filter(
    ({ proof, operationId }) => proof === 'link' && operationId !== 'giveProof',
  )
  const closed = ofStaff.filter(({ proof }) => proof !== 'link')
  assert.deepEqual(await codes(office, closed, { token, headers }), all(closed, '401 factorRequired'))
  assert.ok(!Object.values(await codes(office, enrolling, { token, headers })).includes('401 factorRequired'))
  const { body } = await callOperation(office.app, 'listRequests', { token, headers })
  assert.equal(body['next'], '/api/v1/me/factors')
})

test('without a fresh proof every operation that asks for one says so; with one none does, for five minutes', async (t) => {
  const { office, headers } = await serving(t)
  const token = await tokenWith(office, ['link', 'totp'])
  assert.ok(!Object.values(await codes(office, fresh, { token, headers })).includes('401 freshProofRequired'))
  const late = await tokenWith(office, ['link', 'totp'])
  office.clock.pass({ seconds: 300 })
  assert.deepEqual(await codes(office, fresh, { token: late, headers }), all(fresh, '401 freshProofRequired'))
  const { body } = await callOperation(office.app, 'createApiKey', {
    ...{ token: late, headers, body: validBodies.createApiKey },
  })
  assert.equal(body['next'], '/api/v1/me/proof')
})

test('a program shows the code of its person, and goes on', async (t) => {
  const { office, headers } = await serving(t)
  const { secret } = await enrolled(office, 'owner')
  const token = await tokenWith(office, ['link', 'totp'])
  office.clock.pass({ seconds: 300 })
  const make = () =>
    callOperation(office.app, 'createApiKey', { token, headers, body: validBodies.createApiKey })
  assert.equal((await make()).status, 401)
  const code = appCode(secret, office.clock.now())

  const given = await callOperation(office.app, 'giveProof', { token, headers, body: { kind: 'totp', code } })
  assert.equal(given.status, 204)

  assert.equal((await make()).status, 201)
  const seen = await callOperation(office.app, 'viewProof', { token, headers })
  const provedAt = office.clock.now().toISOString()
  assert.deepEqual(seen.body, { proofs: ['link', 'totp'], provedAt, kinds: ['totp', 'recovery'] })
})

test('in demo mode nothing of it is asked', async (t) => {
  const { office, headers } = await serving(t, 'demo')
  const token = await tokenWith(office, ['link'])
  // Recovery codes belong to who has something to recover.
  const asked = fresh.filter(({ operationId }) => operationId !== 'makeRecoveryCodes')
  const seen = Object.values(await codes(office, asked, { token, headers }))
  assert.ok(!seen.some((answer) => /factorRequired|freshProof/.test(answer)))
  const made = { token, headers, body: validBodies.createApiKey }
  assert.equal((await callOperation(office.app, 'createApiKey', made)).status, 201)
})

test('whatever an operator changes asks for a fresh proof, and what they see does not', async (t) => {
  const office = await openOffice(t, { mode: 'serve' })
  const operator = await anOperator(office)
  const { sessionId } = await office.app.sessions.open(
    'operator',
    {
      ...{ kind: 'employee', employeeId: operator.employeeId, proofs: ['link', 'totp'] },
    } as const,
    'program',
  )
  const token = (await office.app.grants.grant({ sessionId, companyId: 'operator' }, 'withoutRefresh'))
    .accessToken
  const theirs = operations.filter(({ permission }) => permission === 'operate')
  const changes = theirs.filter(({ method }) => method !== 'GET')
  assert.ok(changes.length >= 10)
  office.clock.pass({ seconds: 300 })
  assert.deepEqual(await codes(office, changes, { token }), all(changes, '401 freshProofRequired'))
  const seen = theirs.filter(({ method }) => method === 'GET')
  assert.ok(!Object.values(await codes(office, seen, { token })).includes('401 freshProofRequired'))
})
