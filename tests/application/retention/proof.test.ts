import { test } from 'node:test'
import assert from 'node:assert/strict'

import { must, openOffice, refusal, type Office } from '../../support/application.ts'
import { aRequest, type MadeRequest } from '../../support/request-stages.ts'
import { auditOf } from '../../support/audit.ts'

async function withdrawn(office: Office, email: string): Promise<MadeRequest> {
  const request = await aRequest(office, { email }).verified().made()
  const { requestId, person } = request
  must(await office.app.withdrawRequest({ actor: person, requestId }))
  await office.pump()
  return request
}

test('ninety days after the ending the detail of the proof goes, and the tree still verifies', async (t) => {
  const office = await openOffice(t)
  const audit = auditOf(office)
  const request = await withdrawn(office, 'anna@person.example')
  const earlier = await audit.head()
  const leaf = await audit.proof(0)
  office.clock.pass({ days: 33 })
  await office.app.purgeContent(100)
  office.clock.pass({ days: 57 })

  assert.equal(await office.app.purgeProof(100), 1)

  const lines = await audit.lines()
  assert.ok(lines.every(({ entry }) => entry === undefined))
  assert.ok(lines.length > earlier.treeSize)
  assert.deepEqual((await audit.proof(0)).leafHash, leaf.leafHash)
  for (const { index } of lines) assert.ok(await audit.isIncluded(index), `leaf ${index}`)
  assert.ok(await audit.isConsistent(earlier))
  const { items } = await office.ports.documents.query({
    container: 'requests',
    key: [request.companyId, request.requestId],
    limit: 100,
  })
  assert.deepEqual(items.map(({ value }) => value.id).sort(), ['certificate', 'request'])
})

test('what stays is the outcome: what was asked, when, and how it ended; nobody’s address', async (t) => {
  const office = await openOffice(t)
  const request = await withdrawn(office, 'anna@person.example')
  for (const days of [33, 58]) {
    office.clock.pass({ days })
    await office.app.purgeContent(100)
    await office.app.purgeProof(100)
  }

  const state = await office.stateOf(request)
  assert.deepEqual(state.rights, [{ right: 'access', status: 'withdrawn', outcome: 'withdrawn' }])
  assert.equal(state.ended?.how, 'withdrawn')
  assert.deepEqual(state.links, {})
  assert.deepEqual(state.sources, [])
  assert.equal(await office.app.purgeProof(100), 0)
})

test('the proof of other requests stays as it is', async (t) => {
  const office = await openOffice(t)
  const audit = auditOf(office)
  await withdrawn(office, 'anna@person.example')
  office.clock.pass({ days: 33 })
  await office.app.purgeContent(100)
  office.clock.pass({ days: 57 })
  const other = await withdrawn(office, 'bo@person.example')

  await office.app.purgeProof(100)

  const detailed = (await audit.lines()).filter(({ entry }) => entry !== undefined)
  assert.deepEqual(new Set(detailed.map(({ entry }) => entry?.requestId)), new Set([other.requestId]))
})

test('what is due is asked of the time, so that a proof is not purged early', async (t) => {
  const office = await openOffice(t)
  const request = await withdrawn(office, 'anna@person.example')
  office.clock.pass({ days: 33 })
  await office.app.purgeContent(100)
  office.clock.pass({ days: 56, hours: 23 })

  assert.equal(await office.app.purgeProof(100), 0)
  assert.equal(
    refusal(await office.app.messages.list({ actor: request.person, requestId: request.requestId })),
    'contentGone',
  )
})
