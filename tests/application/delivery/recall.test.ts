import { test, type TestContext } from 'node:test'
import assert from 'node:assert/strict'

import { must, openOffice, refusal } from '../../support/application.ts'
import { eventsOf } from '../../support/audit.ts'
import { mailsTo, tokenTo } from '../../support/mailbox.ts'
import { bytesOf } from '../../support/streams.ts'
import { aRequest, deliver, goingOn, personEmail } from '../../support/request-stages.ts'

const why = { reasonCode: 'wrongContent', reason: 'A page about Bo lay in it.' } as const
const wrongPerson = { reasonCode: 'wrongAddressee', reason: 'It went to a namesake.' } as const

async function bothDelivered(t: TestContext) {
  const office = await openOffice(t)
  const request = await aRequest(office, { rights: ['access', 'portability'] })
    .verified()
    .assignedTo('user')
    .filled()
    .sealed()
    .approved()
    .made()
  await goingOn(office, request).delivered().made()
  const [first, second] = (await office.stateOf(request)).deliveries
  assert.ok(first && second)
  const manager = office.as('manager')
  const recall = (reason: typeof why | typeof wrongPerson = why, deliveryId = first.id) =>
    office.app.recallDelivery({ actor: manager, deliveryId, ...reason })
  const open = (deliveryId: string) => office.app.openDelivery({ actor: request.person, deliveryId })
  const state = () => office.stateOf(request)
  return { office, request, first, second, manager, recall, open, state }
}

test('a recalled delivery is unreadable at once: its share and its ciphertext are gone, and its content says so', async (t) => {
  const { office, first, recall, open, state } = await bothDelivered(t)

  const recalled = must(await recall())

  assert.equal(refusal(await open(first.id)), 'deliveryRecalled')
  assert.equal(await office.ports.shares.get(first.key.keyId), undefined)
  assert.equal(await office.ports.blobs.size({ container: 'demo', name: first.blob }), undefined)
  assert.equal(recalled.status, 'collecting')
  const { deliveries, rights, ended } = await state()
  assert.deepEqual(
    deliveries.map((one) => one.state),
    ['recalled', 'available'],
  )
  assert.deepEqual(
    rights.map(({ status }) => status),
    ['waiting', 'answered'],
  )
  assert.equal(ended, undefined)
})

test('the other package stays the person’s until its own last day, and is destroyed on it', async (t) => {
  const { office, second, recall, open, state } = await bothDelivered(t)
  must(await recall())
  await office.app.purgeContent(100)
  assert.equal((await state()).purgeAt, second.expiresAt)
  assert.ok((await open(second.id)).ok)
  office.clock.set(second.expiresAt ?? '')

  await office.app.purgeContent(100)

  assert.equal(refusal(await open(second.id)), 'deliveryPurged')
  assert.equal(await office.ports.shares.get(second.key.keyId), undefined)
  const { deliveries, purgeAt, status } = await state()
  assert.deepEqual(
    deliveries.map((one) => one.state),
    ['recalled', 'purged'],
  )
  assert.equal(purgeAt, undefined)
  assert.equal(status, 'collecting')
})

test('a download that is under way is cut off by the recall', async (t) => {
  const { office, first, recall, open } = await bothDelivered(t)
  const opened = must(await open(first.id))
  must(await recall())
  office.clock.pass({ seconds: 11 })

  await assert.rejects(bytesOf(opened.content))
})

test('a recall opens one breach entry with its 72 hours, however often it is repeated', async (t) => {
  const { office, request, recall, manager } = await bothDelivered(t)
  const first = must(await recall())
  office.clock.pass({ hours: 2 })
  const again = must(await recall())

  assert.deepEqual(again, first)
  assert.equal(first.dueAt, '2026-03-05T08:00:00.000Z')
  const [breach, ...others] = must(await office.app.listBreaches({ actor: manager, companyId: 'demo' }))
  assert.deepEqual(others, [])
  assert.equal(breach?.reason, why.reason)
  assert.equal(breach?.reference, request.reference)
  assert.equal(breach?.state, 'open')
  assert.equal(breach?.overdue, false)
  const events = await eventsOf(office, request)
  assert.equal(events.filter((event) => event === 'deliveryRecalled').length, 1)
  assert.equal(events.filter((event) => event === 'breachOpened').length, 1)
})

test('what staff write about a breach lies encrypted in the store', async (t) => {
  const { office, request, recall } = await bothDelivered(t)
  const { breachId } = must(await recall())

  const partition = { container: 'requests', key: [request.companyId, request.requestId] } as const
  const stored = await office.ports.documents.read(partition, `breach:${breachId}`)

  assert.ok(stored)
  assert.doesNotMatch(JSON.stringify(stored.value), /about Bo|A page/)
})

test('a recall that died before it destroyed anything is finished by its repeat, and without one by the sweep', async (t) => {
  for (const finish of ['repeat', 'sweep'] as const) {
    const { office, request, first, recall, state } = await bothDelivered(t)
    const { deliveries } = await state()
    const died = { ...deliveries[0], state: 'recalled', breachId: 'b' }
    const now = office.clock.now().toISOString()
    const left = { ...(await state()), deliveries: [died, deliveries[1]], purgeAt: now }
    const partition = { container: 'requests', key: [request.companyId, request.requestId] } as const
    await office.ports.documents.batch(partition, [{ kind: 'upsert', value: left }])

    if (finish === 'repeat') must(await recall())
    else await office.app.purgeContent(100)

    assert.equal(await office.ports.shares.get(first.key.keyId), undefined, finish)
  }
})

test('who downloaded from a wrong address is told nothing, and finds every door closed', async (t) => {
  const { office, request, first, second, recall, open, state } = await bothDelivered(t)
  const { requestId, person } = request
  const token = tokenTo(office, personEmail)
  await office.pump()
  const before = mailsTo(office, personEmail).length

  must(await recall(wrongPerson))
  await office.pump()

  assert.equal(mailsTo(office, personEmail).length, before)
  for (const { id } of [first, second]) assert.equal(refusal(await open(id)), 'deliveryRecalled')
  assert.equal(refusal(await office.app.viewRequest({ actor: person, requestId })), 'notFound')
  assert.equal(refusal(await office.app.readLetters({ actor: person, requestId })), 'notFound')
  assert.equal(refusal(await office.app.redeemLink({ token, use: 'program' })), 'linkVoid')
  await office.app.askLinks({ companyId: 'demo', email: personEmail })
  await office.pump()
  assert.equal(mailsTo(office, personEmail).length, before)
  const { identity, addressHash, rights } = await state()
  assert.equal(identity ?? addressHash, undefined)
  assert.ok(rights.every(({ status }) => status === 'waiting'))
})

test('a mail that waited when the address turned out wrong is not sent to it', async (t) => {
  const { office, first, recall, open } = await bothDelivered(t)
  const before = mailsTo(office, personEmail).length
  must(await open(first.id))

  must(await recall(wrongPerson))
  await office.pump()

  assert.equal(mailsTo(office, personEmail).length, before)
})

test('the person learns of another recall by a mail that says nothing of what it was; managers and officer learn of the breach', async (t) => {
  const { office, recall } = await bothDelivered(t)
  must(await recall())
  await office.pump()

  const [mail] = mailsTo(office, personEmail)
  assert.match(mail?.text ?? '', /taken the answer/)
  // What is random in the link may spell anything.
  assert.doesNotMatch((mail?.text ?? '').replaceAll(/https?:\S+/g, ''), /Bo|page|access|portab/i)
  for (const name of ['manager', 'deputy', 'officer'])
    assert.match(mailsTo(office, `${name}@demo.example`)[0]?.text ?? '', /72 hours end on 5 March 2026/)
})

test('after a recall the answer is corrected, sealed and approved again, and the earlier letter is not the last', async (t) => {
  const { office, request, first, recall, open, state } = await bothDelivered(t)
  must(await recall())
  const { requestId } = request
  must(
    await office.app.setSource({
      ...{ actor: office.as('user'), requestId, sourceId: 'caseFiles', state: 'failed' },
    }),
  )
  await goingOn(office, request).sealed().approved().made()
  await deliver(office, request)

  const { deliveries, status, rights } = await state()
  assert.equal(status, 'delivered')
  assert.deepEqual(
    deliveries.map((one) => [one.right, one.state]),
    [
      ['access', 'recalled'],
      ['portability', 'available'],
      ['access', 'available'],
    ],
  )
  assert.ok(rights.every((track) => track.status === 'answered'))
  assert.ok((await open(deliveries[2]?.id ?? '')).ok)
  assert.equal(refusal(await open(first.id)), 'deliveryRecalled')
})

test('each of the answers goes on its own day, and the request with the last', async (t) => {
  const { office, request, second, recall, open, state } = await bothDelivered(t)
  must(await recall())
  office.clock.pass({ days: 10 })
  await goingOn(office, request).sealed().approved().made()
  await deliver(office, request)
  const third = (await state()).deliveries[2]?.id ?? ''
  assert.equal((await state()).purgeAt, second.expiresAt)

  office.clock.set(second.expiresAt ?? '')
  await office.app.purgeContent(100)
  assert.equal(await office.ports.shares.get(second.key.keyId), undefined)
  assert.ok((await open(third)).ok)
  office.clock.pass({ days: 10 })
  await office.app.purgeContent(100)

  assert.equal(refusal(await open(third)), 'deliveryPurged')
  assert.equal((await state()).status, 'closed')
})

test('a recall while the next answer is sealed voids the seal, and one after a refusal leaves the refusal', async (t) => {
  const { office, request, second, recall, state } = await bothDelivered(t)
  must(await recall())
  await goingOn(office, request).sealed().made()

  must(await recall(why, second.id))

  const { status, seal, rights } = await state()
  assert.deepEqual([status, seal?.state], ['collecting', 'void'])
  assert.ok(rights.every((track) => track.status === 'waiting'))
})

test('what left before the person withdrew can still be recalled', async (t) => {
  const { office, request, second, recall, open, state } = await bothDelivered(t)
  const { requestId, person } = request
  must(await recall())
  must(await office.app.withdrawRequest({ actor: person, requestId }))
  assert.ok((await open(second.id)).ok)

  const recalled = must(await recall(why, second.id))

  assert.equal(recalled.status, 'withdrawn')
  assert.equal(refusal(await open(second.id)), 'deliveryRecalled')
  await office.app.purgeContent(100)
  assert.equal((await state()).status, 'withdrawn')
})

test('while a first package of the next answer is collected, another can be recalled, too', async (t) => {
  const { second, recall, state } = await bothDelivered(t)
  must(await recall())

  assert.equal(must(await recall(why, second.id)).status, 'collecting')
  assert.ok((await state()).rights.every(({ status }) => status === 'waiting'))
})

test('who may not recall cannot, and what is gone or not there is not recalled', async (t) => {
  const { office, request, first, recall } = await bothDelivered(t)
  const by = (actor: Parameters<typeof office.app.recallDelivery>[0]['actor'], deliveryId = first.id) =>
    office.app.recallDelivery({ actor, deliveryId, ...why })
  assert.equal(refusal(await by(request.person)), 'forbidden')
  assert.equal(refusal(await by(office.as('user'))), 'forbidden')
  assert.equal(refusal(await by(office.as('auditor'))), 'forbidden')
  assert.equal(refusal(await by(office.elsewhere('manager'))), 'notFound')
  for (const unknown of [
    'x',
    `${request.requestId}-${'x'.repeat(22)}`,
    `${'x'.repeat(22)}-${'x'.repeat(22)}`,
  ])
    assert.equal(refusal(await by(office.as('manager'), unknown)), 'notFound')
  office.clock.pass({ days: 32 })

  assert.equal(refusal(await recall()), 'deliveryPurged')
})

test('the hours count from awareness, which is neither before the delivery nor in the future', async (t) => {
  const { office, first, manager } = await bothDelivered(t)
  office.clock.pass({ days: 2 })
  const at = (awareAt: string) =>
    office.app.recallDelivery({ actor: manager, deliveryId: first.id, ...why, awareAt: new Date(awareAt) })
  assert.equal(refusal(await at('2026-03-02T07:00:00Z')), 'awareAtInvalid')
  assert.equal(refusal(await at('2026-03-04T08:00:01Z')), 'awareAtInvalid')

  assert.equal(must(await at('2026-03-03T08:00:00Z')).dueAt, '2026-03-06T08:00:00.000Z')
})
