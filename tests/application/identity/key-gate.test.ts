import { test } from 'node:test'
import assert from 'node:assert/strict'

import { DependencyUnavailable } from '../../../shared/application/ports/unavailable.ts'
import type { Ports } from '../../../shared/application/ports/ports.ts'
import { must, openOffice, refusal, type Office, type OfficeOptions } from '../../support/application.ts'
import type { TestContext } from 'node:test'

async function withKey(t: TestContext, options: OfficeOptions = {}) {
  const office = await openOffice(t, options)
  const key = await keyOf(office)
  return { office, key, gate: office.app.keyGate }
}

async function keyOf({ app, as }: Office) {
  const wish = { name: 'CRM', scopes: ['requests'] } as const
  const { id, secret = '' } = must(await app.apiKeys.create({ actor: as('owner'), companyId: 'demo', wish }))
  return { id, secret }
}

const lastUse = async ({ app, as }: Office) =>
  must(await app.apiKeys.list({ actor: as('owner'), companyId: 'demo' }))[0]?.lastUsedAt

test('every key that is not exactly this company’s own is refused in the same way', async (t) => {
  const { gate, key } = await withKey(t)
  const secret = key.secret.slice(-43)
  const wrong = [
    ...['', 'nonsense', key.secret.slice(0, -1), `${key.secret}A`, ` ${key.secret}`],
    `${key.secret}, ${key.secret}`,
    key.secret.replace('ik_demo', 'ik_other'),
    key.secret.replace('ik_demo', 'ik_nowhere'),
    key.secret.replace('ik_', 'IK_'),
    `ik_demo_${'A'.repeat(22)}_${secret}`,
    `ik_demo_${key.id}_${'A'.repeat(43)}`,
  ]
  for (const presented of wrong)
    assert.equal(refusal(await gate.check({ companyId: 'demo', presented })), 'apiKeyInvalid', presented)
  const elsewhere = await gate.check({ companyId: 'other', presented: key.secret })
  assert.equal(refusal(elsewhere), 'apiKeyInvalid')
  assert.ok((await gate.check({ companyId: 'demo', presented: key.secret })).ok)
})

test('a token that was made with a key is good with that key and with no other', async (t) => {
  const { office, gate, key } = await withKey(t)
  const other = await keyOf(office)
  const token = { companyId: 'demo', keyId: key.id }

  assert.ok((await gate.beside({ ...token, presented: key.secret })).ok)
  assert.equal(refusal(await gate.beside(token)), 'apiKeyRequired')
  assert.equal(refusal(await gate.beside({ ...token, presented: other.secret })), 'apiKeyInvalid')
  assert.equal(refusal(await gate.beside({ ...token, presented: 'nonsense' })), 'apiKeyInvalid')
})

test('in demo mode a token needs no key, unless the company says so', async (t) => {
  const { office, gate, key } = await withKey(t)
  const token = { companyId: 'demo' }
  assert.deepEqual(await gate.beside(token), { ok: true, value: undefined })

  const asked = { actor: office.as('owner'), companyId: 'demo' }
  must(await office.app.companySettings.change({ ...asked, change: { programAccess: 'tokenAndKey' } }))

  assert.equal(refusal(await gate.beside(token)), 'apiKeyRequired')
  assert.ok((await gate.beside({ ...token, presented: key.secret })).ok)
})

test('in serve mode every token needs a key, unless the company says otherwise', async (t) => {
  const { office, gate, key } = await withKey(t, { mode: 'serve' })
  const token = { companyId: 'demo' }
  const asked = { actor: office.as('owner'), companyId: 'demo' }
  assert.equal(must(await office.app.companySettings.view(asked)).settings.programAccess, 'tokenAndKey')
  assert.equal(refusal(await gate.beside(token)), 'apiKeyRequired')
  assert.equal(refusal(await gate.beside({ companyId: 'nowhere' })), 'apiKeyRequired')
  assert.ok((await gate.beside({ ...token, presented: key.secret })).ok)

  must(await office.app.companySettings.change({ ...asked, change: { programAccess: 'tokenAlone' } }))

  assert.ok((await gate.beside(token)).ok)
  assert.equal(refusal(await gate.beside({ ...token, presented: 'nonsense' })), 'apiKeyInvalid')
})

test('the last use of a key is noted at most once an hour', async (t) => {
  const { office, gate, key } = await withKey(t)
  const use = () => gate.check({ companyId: 'demo', presented: key.secret })
  assert.equal(await lastUse(office), undefined)

  await use()
  const first = office.clock.now()
  assert.deepEqual(await lastUse(office), first)
  office.clock.pass({ seconds: 3599 })
  await use()
  assert.deepEqual(await lastUse(office), first)
  office.clock.pass({ seconds: 1 })
  await use()

  assert.deepEqual(await lastUse(office), office.clock.now())
})

/** Writes that never end, or fail, as soon as the test says so. */
function slowWrites(how: 'never' | 'away') {
  const state = { on: false }
  const through = (ports: Ports): Ports => ({
    ...ports,
    documents: {
      ...ports.documents,
      batch: (...input) => {
        if (!state.on) return ports.documents.batch(...input)
        if (how === 'never') return new Promise(() => undefined)
        return Promise.reject(new DependencyUnavailable('documents', 1))
      },
    },
  })
  return { state, through }
}

test('noting the last use of a key neither delays a call nor refuses it', async (t) => {
  for (const how of ['never', 'away'] as const) {
    const { state, through } = slowWrites(how)
    const { gate, key } = await withKey(t, { through })
    state.on = true

    assert.ok((await gate.check({ companyId: 'demo', presented: key.secret })).ok, how)
  }
})

test('using a key while it is rotated does not bring the old secret back', async (t) => {
  const { office, gate, key } = await withKey(t)
  const { rotate } = office.app.apiKeys

  const [rotated] = await Promise.all([
    rotate({ actor: office.as('owner'), companyId: 'demo', keyId: key.id }),
    gate.check({ companyId: 'demo', presented: key.secret }),
  ])

  assert.ok(rotated.ok)
  const old = await gate.check({ companyId: 'demo', presented: key.secret })
  assert.equal(refusal(old), 'apiKeyInvalid')
})
