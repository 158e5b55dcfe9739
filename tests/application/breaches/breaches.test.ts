import { test, type TestContext } from 'node:test'
import assert from 'node:assert/strict'

import { must, openOffice, refusal } from '../../support/application.ts'
import { eventsOf } from '../../support/audit.ts'
import { aRequest, goingOn } from '../../support/request-stages.ts'

async function recalledRequest(t: TestContext) {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().sealed().approved().made()
  await goingOn(office, request).delivered().made()
  const { requestId } = request
  const [delivery] = (await office.stateOf(request)).deliveries
  const recalled = await office.app.recallDelivery({
    ...{ actor: office.as('manager'), deliveryId: delivery?.id ?? '' },
    ...{ reasonCode: 'other', reason: 'Sent too early.' },
  })
  const { breachId } = must(recalled)
  const officer = office.as('officer')
  const close = (assessment = 'Nobody had opened it.', actor = officer) =>
    office.app.closeBreach({ actor, requestId, breachId, outcome: 'noRiskNotNotified', assessment })
  const list = (filter: { state?: 'open' | 'closed'; requestId?: string } = {}, actor = officer) =>
    office.app.listBreaches({ actor, companyId: 'demo', ...filter })
  return { office, request, breachId, close, list }
}

test('a breach is closed with an outcome and its reasons, once', async (t) => {
  const { office, request, breachId, close, list } = await recalledRequest(t)
  office.clock.pass({ hours: 5 })

  const closed = must(await close())

  assert.equal(closed.state, 'closed')
  assert.equal(closed.assessment, 'Nobody had opened it.')
  assert.equal(closed.reason, 'Sent too early.')
  assert.deepEqual([closed.closedBy, closed.closedAt], ['officer', '2026-03-02T13:00:00.000Z'])
  assert.deepEqual(must(await close()), closed)
  assert.equal(refusal(await close('Something else.')), 'breachClosed')
  assert.deepEqual(must(await list({ state: 'open' })), [])
  assert.deepEqual(
    must(await list({ state: 'closed' })).map(({ id }) => id),
    [breachId],
  )
  assert.equal((await eventsOf(office, request)).filter((event) => event === 'breachClosed').length, 1)
})

test('an entry that is open after its 72 hours is overdue, and a closed one is not', async (t) => {
  const { office, request, close, list } = await recalledRequest(t)
  office.clock.pass({ hours: 73 })
  const overdue = async () => must(await list({ requestId: request.requestId })).map((one) => one.overdue)
  assert.deepEqual(await overdue(), [true])

  must(await close())

  assert.deepEqual(await overdue(), [false])
})

test('the register is for managers, officer and auditor of the company; closing is not for the auditor', async (t) => {
  const { office, request, close, list } = await recalledRequest(t)
  for (const name of ['manager', 'officer', 'auditor'] as const)
    assert.equal(must(await list({}, office.as(name))).length, 1)
  for (const name of ['user', 'approver', 'owner', 'admin'] as const)
    assert.equal(refusal(await list({}, office.as(name))), 'forbidden')
  assert.equal(refusal(await list({}, office.elsewhere('officer'))), 'notFound')
  const gone = { ...office.as('officer'), companyId: 'gone' }
  assert.equal(refusal(await office.app.listBreaches({ actor: gone, companyId: 'gone' })), 'notFound')
  assert.equal(refusal(await close('x', office.as('auditor'))), 'forbidden')
  assert.equal(refusal(await close('x', office.elsewhere('officer'))), 'notFound')
  const unknown = { actor: office.as('officer'), requestId: request.requestId, breachId: 'unknown' }
  assert.equal(
    refusal(await office.app.closeBreach({ ...unknown, outcome: 'notified', assessment: 'x' })),
    'notFound',
  )
})

test('the entry outlives what it is about: it is shown to the authority when it asks (Art. 33(5))', async (t) => {
  const { office, request, list } = await recalledRequest(t)
  must(await office.app.withdrawRequest({ actor: request.person, requestId: request.requestId }))
  office.clock.pass({ days: 33 })
  await office.app.purgeContent(100)
  office.clock.pass({ days: 60 })
  await office.app.purgeProof(100)

  assert.equal(must(await list())[0]?.reason, 'Sent too early.')
  assert.ok((await office.stateOf(request)).proofPurgedAt)
})
