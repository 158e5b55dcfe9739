import { test } from 'node:test'
import assert from 'node:assert/strict'

import { must, openOffice, type Office } from '../../support/application.ts'
import { aRequest, deliver, goingOn, type MadeRequest } from '../../support/request-stages.ts'

const started = (office: Office) =>
  office.commands.flatMap((one) => (one.command === 'start' ? [one.name] : []))

/** What is started in the given time although no orchestration of it ever ran. */
async function restartedWithin(office: Office, hours: number): Promise<string[]> {
  await office.pump()
  const before = started(office).length
  office.clock.pass({ hours })
  await office.app.reconcile(100)
  await office.pump()
  return started(office).slice(before)
}

const instances = async (office: Office, request: MadeRequest) =>
  (await office.stateOf(request)).instances.map(({ name }) => name)

test('a deadline whose start was lost is started anew within the hour', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().made()
  assert.deepEqual(await restartedWithin(office, 0), [])

  assert.deepEqual(await restartedWithin(office, 1), ['requestLifecycle'])

  assert.deepEqual(await instances(office, request), ['requestLifecycle'])
  assert.ok(office.log.some((line) => line.code === 'reconciled' && line.count === 1))
})

test('an instance that was replaced is purged, and ends by itself', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().made()
  const [first] = (await office.stateOf(request)).instances
  await restartedWithin(office, 1)
  const { companyId, requestId } = request

  assert.deepEqual(await office.app.deadline.lap({ companyId, requestId, instanceId: first?.id ?? '' }), {
    kind: 'over',
  })
  assert.deepEqual(
    office.commands.filter(({ command }) => command === 'purge').map(({ instanceId }) => instanceId),
    [first?.id],
  )
})

test('a sealed request gets its approval back as well, an approved one its delivery', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().sealed().made()
  assert.deepEqual(await restartedWithin(office, 2), ['requestLifecycle', 'approval'])

  await goingOn(office, request).approved().made()

  assert.deepEqual(await restartedWithin(office, 1), ['requestLifecycle', 'delivery'])
})

test('a delivery that was released is not started again, however long its notice takes', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().sealed().approved().made()
  office.mail.setProvider('down')
  await deliver(office, request)

  for (let hour = 0; hour < 23; hour++) assert.deepEqual(await restartedWithin(office, 1), [])
  assert.deepEqual(await restartedWithin(office, 2), ['requestLifecycle'])
})

test('an instance that laps in time is left alone', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().made()
  const { companyId, requestId } = request
  const instanceId = (await office.stateOf(request)).instances[0]?.id ?? ''
  const lap = await office.app.deadline.lap({ companyId, requestId, instanceId })
  office.clock.set(lap.kind === 'wait' ? lap.until : '')

  assert.deepEqual(await restartedWithin(office, 23), [])
  assert.deepEqual(await restartedWithin(office, 2), ['requestLifecycle'])
})

test('a request that has ended is watched by nobody, whatever was left in it', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().made()
  const { requestId, person } = request
  must(await office.app.withdrawRequest({ actor: person, requestId }))
  const partition = { container: 'requests', key: [request.companyId, requestId] } as const
  const state = { ...(await office.stateOf(request)), wakeBy: office.clock.now().toISOString() }
  await office.ports.documents.batch(partition, [{ kind: 'upsert', value: state }])

  assert.deepEqual(await restartedWithin(office, 1), [])

  assert.equal((await office.stateOf(request)).wakeBy, undefined)
})

test('a request that another pass has dealt with meanwhile is not started twice', async (t) => {
  const office = await openOffice(t)
  await aRequest(office).verified().made()
  office.clock.pass({ hours: 1 })

  await Promise.all([office.app.reconcile(100), office.restarted().reconcile(100)])

  await office.pump()
  assert.deepEqual(started(office), ['requestLifecycle', 'requestLifecycle'])
})
