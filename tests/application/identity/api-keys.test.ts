import { test } from 'node:test'
import assert from 'node:assert/strict'

import type { KeyWish } from '../../../shared/application/identity/api-keys.ts'
import { companyPartition } from '../../../shared/application/place.ts'
import { must, openOffice, refusal, type Office } from '../../support/application.ts'
import { auditOf } from '../../support/audit.ts'
import type { PersonName } from '../../support/companies.ts'

const wish: KeyWish = { name: 'CRM', scopes: ['requests', 'audit'] }

const asked = (office: Office, name: PersonName = 'owner') => ({
  actor: office.as(name),
  companyId: 'demo',
})

const created = async (office: Office, more: Partial<KeyWish> = {}) =>
  must(await office.app.apiKeys.create({ ...asked(office), wish: { ...wish, ...more } }))

const holds = async ({ app }: Office, presented: string | undefined): Promise<string> => {
  const checked = await app.keyGate.check({ companyId: 'demo', presented: presented ?? '' })
  return checked.ok ? 'holds' : checked.error.code
}

const days = (from: Date, to: Date): number => (to.getTime() - from.getTime()) / 86_400_000

test('an owner makes a key, sees its secret once, and knows it again by its prefix', async (t) => {
  const office = await openOffice(t)

  const { secret = '', ...key } = await created(office)

  assert.match(secret, /^ik_demo_[\w-]{22}_[\w-]{43}$/)
  assert.ok(secret.startsWith(`${key.prefix}_`) && key.prefix.endsWith(key.id))
  assert.deepEqual([key.name, key.scopes, key.createdBy], ['CRM', ['requests', 'audit'], 'owner'])
  assert.equal(days(key.createdAt, key.expiresAt), 365)
  assert.deepEqual(must(await office.app.apiKeys.list(asked(office))), [key])
  assert.equal(await holds(office, secret), 'holds')
})

test('the secret of a key is nowhere in the store', async (t) => {
  const office = await openOffice(t)
  const { secret = '', id } = await created(office)

  const stored = await office.ports.documents.read(companyPartition('demo'), `apiKey:${id}`)

  assert.ok(stored)
  assert.ok(!JSON.stringify(stored).includes(secret.slice(-43)))
})

test('a key expires on the day that was said, which cannot lie in the past', async (t) => {
  const office = await openOffice(t)
  const expiresAt = new Date('2026-03-10T00:00:00Z')
  const { secret } = await created(office, { expiresAt })
  assert.equal(await holds(office, secret), 'holds')

  office.clock.set(expiresAt)

  assert.equal(await holds(office, secret), 'apiKeyInvalid')
  const late = await office.app.apiKeys.create({ ...asked(office), wish: { ...wish, expiresAt } })
  assert.equal(refusal(late), 'expiryInvalid')
})

test('a creation that is repeated answers with the same key and without its secret', async (t) => {
  const office = await openOffice(t)
  const { create, stop } = office.app.apiKeys
  const once = { ...asked(office), wish, idempotency: { key: 'k', bodyHash: 'h' } }

  const { secret, ...first } = must(await create(once))
  assert.deepEqual(must(await create(once)), first)
  assert.ok(secret)
  assert.equal(must(await office.app.apiKeys.list(asked(office))).length, 1)
  const other = { ...once, idempotency: { key: 'k', bodyHash: 'other' } }
  assert.equal(refusal(await create(other)), 'idempotencyKeyReused')

  must(await stop({ ...asked(office), keyId: first.id }))
  assert.equal(refusal(await create(once)), 'notFound')
})

test('a rotated key has a new secret for as long as the old one had; the old one stops at once', async (t) => {
  const office = await openOffice(t)
  const key = await created(office, { expiresAt: new Date('2026-04-01T08:00:00Z') })
  office.clock.pass({ days: 10 })

  const rotated = must(await office.app.apiKeys.rotate({ ...asked(office), keyId: key.id }))

  assert.equal(await holds(office, key.secret), 'apiKeyInvalid')
  assert.equal(await holds(office, rotated.secret), 'holds')
  assert.deepEqual([rotated.id, rotated.prefix, rotated.createdAt], [key.id, key.prefix, key.createdAt])
  assert.deepEqual(rotated.rotatedAt, office.clock.now())
  assert.equal(days(rotated.rotatedAt, rotated.expiresAt), 30)
})

test('a rotation that is repeated rotates once and keeps the new secret to itself', async (t) => {
  const office = await openOffice(t)
  const { id: keyId } = await created(office)
  const once = { ...asked(office), keyId, idempotency: { key: 'r', bodyHash: 'h' } }

  const { secret, ...rotated } = must(await office.app.apiKeys.rotate(once))
  const { lastUsedAt: _, ...again } = must(await office.app.apiKeys.rotate(once))

  assert.deepEqual(again, rotated)
  assert.equal(await holds(office, secret), 'holds')
  const other = { ...once, idempotency: { key: 'r', bodyHash: 'other' } }
  assert.equal(refusal(await office.app.apiKeys.rotate(other)), 'idempotencyKeyReused')
})

test('a stopped key stops at the next call and is listed no more', async (t) => {
  const office = await openOffice(t)
  const { id: keyId, secret } = await created(office)

  must(await office.app.apiKeys.stop({ ...asked(office), keyId }))

  assert.equal(await holds(office, secret), 'apiKeyInvalid')
  assert.deepEqual(must(await office.app.apiKeys.list(asked(office))), [])
  assert.equal(refusal(await office.app.apiKeys.stop({ ...asked(office), keyId })), 'notFound')
  assert.equal(refusal(await office.app.apiKeys.rotate({ ...asked(office), keyId })), 'notFound')
})

test('keys are the owner’s business alone, and of one’s own company only', async (t) => {
  const office = await openOffice(t)
  const { id: keyId } = await created(office)
  const { list, create, rotate, stop } = office.app.apiKeys
  const all = (who: ReturnType<typeof asked>) =>
    Promise.all([list(who), create({ ...who, wish }), rotate({ ...who, keyId }), stop({ ...who, keyId })])

  for (const name of ['admin', 'manager', 'user', 'approver', 'officer', 'auditor'] as const)
    for (const refused of await all(asked(office, name))) assert.equal(refusal(refused), 'forbidden', name)
  const foreign = { actor: office.elsewhere('owner'), companyId: 'demo' }
  for (const refused of await all(foreign)) assert.equal(refusal(refused), 'notFound')
  assert.equal(must(await list(asked(office))).length, 1)
})

test('what happened to a key stands in the audit, without its name and its secret', async (t) => {
  const office = await openOffice(t)
  const { id: keyId, expiresAt } = await created(office)
  must(await office.app.apiKeys.rotate({ ...asked(office), keyId }))
  must(await office.app.apiKeys.stop({ ...asked(office), keyId }))
  await office.pump()

  const entries = (await auditOf(office).lines()).map(({ entry }) => entry)

  assert.deepEqual(
    entries.map((entry) => entry?.event),
    ['apiKeyCreated', 'apiKeyRotated', 'apiKeyStopped'],
  )
  assert.deepEqual(entries[0]?.by, { kind: 'employee', id: 'owner' })
  const detail = { keyId, scopes: 'requests audit', expiresAt: expiresAt.toISOString() }
  assert.deepEqual(entries[0]?.detail, detail)
})

test('two keys that are made at the same moment are both there', async (t) => {
  const office = await openOffice(t)

  await Promise.all([created(office), created(office), created(office)])

  assert.equal(must(await office.app.apiKeys.list(asked(office))).length, 3)
})

test('a company has a hundred keys and no more', async (t) => {
  const office = await openOffice(t)
  for (let key = 0; key < 100; key++) await created(office)

  const more = await office.app.apiKeys.create({ ...asked(office), wish })

  assert.deepEqual(more, { ok: false, error: { code: 'limitReached', rule: 'apiKeys: 100 at most' } })
})

test('a key of a connector is for one source of the catalogue and nothing else, and the audit says which', async (t) => {
  const office = await openOffice(t)
  const push = (more: Partial<KeyWish>) =>
    office.app.apiKeys.create({ ...asked(office), wish: { name: 'ERP', scopes: ['push'], ...more } })

  for (const wrong of [
    {},
    { sourceId: 'unheard' },
    { sourceId: 'webShop', scopes: ['push', 'requests'] },
    { sourceId: 'webShop', scopes: ['requests'] },
  ] as const)
    assert.equal(refusal(await push(wrong)), 'keySourceInvalid')

  const { sourceId, scopes, id } = must(await push({ sourceId: 'webShop' }))
  assert.deepEqual([sourceId, scopes], ['webShop', ['push']])
  await office.pump()
  const [entry] = (await auditOf(office).lines()).map((line) => line.entry)
  assert.deepEqual([entry?.detail['keyId'], entry?.detail['sourceId']], [id, 'webShop'])
})
