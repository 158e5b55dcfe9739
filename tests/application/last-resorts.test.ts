import assert from 'node:assert/strict'
import { test } from 'node:test'

import { makeKeyring } from '../../shared/application/keys/keyring.ts'
import { mustRender } from '../../shared/application/letters/sender.ts'
import { must, openOffice, refusal } from '../support/application.ts'
import { aRequest } from '../support/request-stages.ts'

test('a company that names no language is answered for in English', async (t) => {
  const office = await openOffice(t, { company: { languages: [] } })
  await office.app.askSignIn({ companyId: 'demo', email: 'user@demo.example' })
  const wish = { rights: ['access'], personal: { email: 'somebody@mail.example' } } as const

  const { requestId } = must(await office.app.createRequest({ companyId: 'demo', wish }))

  assert.equal((await office.stateOf({ companyId: 'demo', requestId })).language, 'en')
})

test('a letter with a part missing is a defect', () => {
  const facts = { companyName: '', contact: 'c', reference: 'r', writtenOn: '2026-03-05' }
  const days = { receivedOn: '2026-03-01', withdrawnOn: '2026-03-05', purgeOn: '2026-04-06' }
  assert.throws(() => mustRender('withdrawal', 'en', { ...facts, ...days }), /lacks/)
})

test('a refusal whose letter would lack a part is not decided', async (t) => {
  const office = await openOffice(t)
  const { requestId } = await aRequest(office).verified().assignedTo('user').made()
  const facts = 'The same was asked and answered last week.'
  const proposal = { actor: office.as('user'), requestId, groundCode: 'manifestlyExcessive', facts }
  const { itemId, manifestSha256 } = must(await office.app.proposeRefusal(proposal))
  must(
    await office.app.companySettings.change({
      actor: office.as('owner'),
      companyId: 'demo',
      change: { name: '' },
    }),
  )

  const decision = { requestId, itemId, manifestSha256, decision: 'approve' } as const
  const decided = await office.app.decideItem({ actor: office.as('approver'), ...decision })

  assert.equal(refusal(decided), 'letterPartMissing')
})

test('halves of keys are remembered, but not without end', async () => {
  let ids = 0
  const asked: string[] = []
  const ref = { companyId: 'demo', requestId: 'one' }
  const keyring = makeKeyring({
    keys: {
      wrap: async () => ({ wrapped: new Uint8Array(1), version: '1' }),
      unwrap: async (_name: string, version: string) => {
        asked.push(version)
        return new Uint8Array(32)
      },
    },
    shares: {
      put: async () => undefined,
      get: async () => new Uint8Array(32),
      destroy: async () => undefined,
    },
    random: { id: () => `k${ids++}`, bytes: (length: number) => new Uint8Array(length) },
    crypto: { hkdf: () => new Uint8Array(32) },
  } as unknown as Parameters<typeof makeKeyring>[0])
  const first = (await keyring.create(ref)).reference
  await keyring.open('demo', first)
  assert.equal(asked.length, 0)

  for (let made = 0; made < 10_001; made++) await keyring.create(ref)
  await keyring.open('demo', first)

  assert.equal(asked.length, 1)
})
