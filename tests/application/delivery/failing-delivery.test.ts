import { test } from 'node:test'
import assert from 'node:assert/strict'

import { must, openOffice, type Office } from '../../support/application.ts'
import { mailsTo } from '../../support/mailbox.ts'
import { aRequest, deliver, goingOn, type MadeRequest } from '../../support/request-stages.ts'

const approvedRequest = (office: Office): Promise<MadeRequest> =>
  aRequest(office).verified().assignedTo('user').filled().sealed().approved().made()

/** The reconciler looks; nothing that it starts ever runs. */
async function look(office: Office, hours: number): Promise<void> {
  office.clock.pass({ hours })
  await office.app.reconcile(100)
  await office.pump()
}

const problemFor = async (office: Office, { requestId }: MadeRequest) =>
  must(await office.app.viewRequest({ actor: office.as('manager'), requestId })).view.problem

const rowOf = async (office: Office, { requestId }: MadeRequest) =>
  must(await office.app.listQueue({ actor: office.as('manager'), filter: { limit: 50 } })).rows.find(
    (row) => row.requestId === requestId,
  )

const problemMails = (office: Office) =>
  mailsTo(office, 'manager@demo.example').filter(({ subject }) =>
    subject.endsWith('A request needs your attention'),
  )

test('an approved answer that has not left within the hour is a problem that staff see', async (t) => {
  const office = await openOffice(t)
  const request = await approvedRequest(office)
  const since = office.clock.now().toISOString()
  assert.equal(await problemFor(office, request), undefined)

  await look(office, 1)

  assert.deepEqual(await problemFor(office, request), { code: 'deliveryFails', since, attempts: 2 })
  assert.equal((await rowOf(office, request))?.problem, 'deliveryFails')
  assert.deepEqual(problemMails(office), [])
})

test('a delivery is begun again after 1, 2, 4, 8 and 16 hours, then every day', async (t) => {
  const office = await openOffice(t)
  const request = await approvedRequest(office)
  const begun = async () => (await office.stateOf(request)).delivering?.attempts

  let attempts = 1
  for (const hours of [1, 2, 4, 8, 16, 24, 24]) {
    await look(office, hours - 1)
    assert.equal(await begun(), attempts, `not before ${hours} hours`)
    await look(office, 1)
    assert.equal(await begun(), ++attempts, `after ${hours} hours`)
  }
})

test('managers are told of a failing delivery once, at its second restart', async (t) => {
  const office = await openOffice(t)
  await approvedRequest(office)

  await look(office, 1)
  assert.equal(problemMails(office).length, 0)
  await look(office, 2)
  assert.equal(problemMails(office).length, 1)
  for (const hours of [4, 8, 16, 24]) await look(office, hours)

  assert.equal(problemMails(office).length, 1)
})

test('each restart takes the place of the one before, which is purged', async (t) => {
  const office = await openOffice(t)
  const request = await approvedRequest(office)
  const deliveries = async () =>
    (await office.stateOf(request)).instances.flatMap(({ name, id }) => (name === 'delivery' ? [id] : []))
  const [first = ''] = await deliveries()

  await look(office, 1)
  const [second = ''] = await deliveries()
  await look(office, 2)

  const purged = office.commands.flatMap((one) => (one.command === 'purge' ? [one.instanceId] : []))
  assert.deepEqual([purged.includes(first), purged.includes(second)], [true, true])
  assert.equal((await deliveries()).length, 1)
})

test('the problem is over when the answer is released', async (t) => {
  const office = await openOffice(t)
  const request = await approvedRequest(office)
  await look(office, 1)

  await deliver(office, request)

  assert.equal(await problemFor(office, request), undefined)
  assert.equal((await rowOf(office, request))?.problem, undefined)
})

test('an overtaken delivery is no problem any more, and a new approval begins to count anew', async (t) => {
  const office = await openOffice(t)
  const request = await approvedRequest(office)
  const { requestId } = request
  await look(office, 1)

  const [source] = (await office.stateOf(request)).sources
  must(
    await office.app.setSource({
      ...{ actor: office.as('user'), requestId, sourceId: source?.sourceId ?? '', state: 'failed' },
    }),
  )
  assert.equal(await problemFor(office, request), undefined)
  await goingOn(office, request).sealed().approved().made()

  assert.equal((await office.stateOf(request)).delivering?.attempts, 1)
})

test('a problem of a mail is seen again when the delivery goes on', async (t) => {
  const office = await openOffice(t)
  const request = await approvedRequest(office)
  const { companyId, requestId } = request
  const problem = { code: 'mailRefused', kind: 'message', at: office.clock.now().toISOString() } as const
  const state = { ...(await office.stateOf(request)), problem }
  await office.ports.documents.batch({ container: 'requests', key: [companyId, requestId] }, [
    { kind: 'upsert', value: state },
  ])
  await look(office, 1)
  assert.equal((await problemFor(office, request))?.code, 'deliveryFails')

  await deliver(office, request)

  assert.deepEqual(await problemFor(office, request), problem)
})
