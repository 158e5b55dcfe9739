import { test } from 'node:test'
import assert from 'node:assert/strict'

import type { Ports } from '../../../shared/application/ports/ports.ts'
import { DependencyUnavailable } from '../../../shared/application/ports/unavailable.ts'
import { must, openOffice, type Office } from '../../support/application.ts'
import { mailsTo } from '../../support/mailbox.ts'
import { aRequest, personEmail } from '../../support/request-stages.ts'

/** A bus that is away until it is told to be back. */
function busThatFails() {
  let away = false
  const through = (ports: Ports): Ports => ({
    ...ports,
    messages: {
      send: async (queue, messages) => {
        if (away) throw new DependencyUnavailable('messages', 5)
        return ports.messages.send(queue, messages)
      },
    },
  })
  return { through, be: (state: 'away' | 'back') => void (away = state === 'away') }
}

const outbox = async (office: Office) =>
  (
    await office.ports.documents.query({
      container: 'requests',
      where: [{ field: 'outboxPending', is: 'defined' }],
      limit: 100,
    })
  ).items.length

test('what a failing bus could not take is sent by the relay, once, and nothing accepted is lost', async (t) => {
  const bus = busThatFails()
  const office = await openOffice(t, { through: bus.through })
  bus.be('away')
  const request = await aRequest(office).made()
  assert.equal(mailsTo(office, personEmail).length, 0)
  assert.equal(await outbox(office), 1)
  assert.ok(office.log.some((line) => line.code === 'dependencyUnavailable' && line.operation === 'publish'))

  bus.be('back')
  office.clock.pass({ seconds: 60 })
  assert.equal(await office.app.relayOutbox(100), 1)
  assert.equal(await office.app.relayOutbox(100), 0)
  await office.pump()

  assert.equal(mailsTo(office, personEmail).length, 1)
  assert.equal((await office.stateOf(request)).status, 'awaitingVerification')
  assert.equal(await outbox(office), 0)
})

test('nobody waits for the outbox to be removed: it goes with the placing of the entries in the audit', async (t) => {
  const office = await openOffice(t)
  const wish = { rights: ['access' as const], personal: { email: personEmail } }
  must(await office.app.createRequest({ companyId: 'demo', wish }))
  assert.equal(await outbox(office), 1)
  // Whoever asks for the audit places the entry, and cannot know whether its messages have left.
  assert.equal(await office.app.sequenceAudit('demo'), 1)
  assert.equal(await outbox(office), 1)

  await office.pump()

  assert.equal(await outbox(office), 0)
  assert.equal(mailsTo(office, personEmail).length, 1)
})

test('an outbox that the relay removed first does not keep an entry from its place', async (t) => {
  const office = await openOffice(t)
  const wish = { rights: ['access' as const], personal: { email: personEmail } }
  must(await office.app.createRequest({ companyId: 'demo', wish }))
  office.clock.pass({ seconds: 60 })
  assert.equal(await office.app.relayOutbox(100), 1)

  await office.pump()

  assert.equal(await office.app.sequenceAudit('demo'), 0)
  assert.equal(await outbox(office), 0)
  assert.equal(mailsTo(office, personEmail).length, 1)
})

test('while the bus is away the relay says so, and keeps what it has', async (t) => {
  const bus = busThatFails()
  const office = await openOffice(t, { through: bus.through })
  bus.be('away')
  await aRequest(office).made()
  office.clock.pass({ seconds: 60 })

  assert.equal(await office.app.relayOutbox(100), 0)
  assert.ok(
    office.log.some((line) => line.code === 'dependencyUnavailable' && line.operation === 'relayOutbox'),
  )

  assert.equal(await outbox(office), 1)
})

test('the relay leaves what is on its way: younger than a minute', async (t) => {
  const bus = busThatFails()
  const office = await openOffice(t, { through: bus.through })
  bus.be('away')
  await aRequest(office).made()
  bus.be('back')
  office.clock.pass({ seconds: 59 })

  assert.equal(await office.app.relayOutbox(100), 0)
})

test('a message that comes twice, also days later, is one mail', async (t) => {
  const bus = busThatFails()
  const office = await openOffice(t, { through: bus.through })
  const request = await aRequest(office).made()
  const mails = await office.ports.documents.query<{ readonly id: string; readonly mailId: string }>({
    container: 'requests',
    key: [request.companyId, request.requestId],
    idPrefix: 'mail:',
    limit: 10,
  })
  const mailId = mails.items[0]?.value.mailId ?? ''
  office.clock.pass({ days: 3 })

  assert.equal(await office.app.sendMail({ ...request, mailId }), 'nothingToSend')
  assert.equal(await office.app.sendMail({ ...request, mailId: 'unknown' }), 'nothingToSend')

  assert.equal(mailsTo(office, personEmail).length, 1)
})

test('a defect in sending is not taken for a bus that is away', async (t) => {
  const office = await openOffice(t, {
    through: (ports) => ({
      ...ports,
      messages: { send: () => Promise.reject(new RangeError('a message without an id')) },
    }),
  })
  const created = office.app.createRequest({
    companyId: 'demo',
    wish: { rights: ['access'], personal: { email: personEmail } },
  })

  await assert.rejects(created, RangeError)
})

test('lists follow a change even when its projection came late or twice', async (t) => {
  const bus = busThatFails()
  const office = await openOffice(t, { through: bus.through })
  const request = await aRequest(office).verified().made()
  const rows = async () =>
    must(await office.app.listQueue({ actor: office.as('manager'), filter: { limit: 10 } })).rows
  const [before] = await rows()
  assert.equal(before?.status, 'open')
  const assign = { actor: office.as('manager'), requestId: request.requestId, employeeId: 'user' }
  must(await office.app.assignRequest(assign))
  const [row] = await rows()
  const stale = { ...before, id: request.requestId }
  await office.ports.documents.batch({ container: 'queue', key: ['demo'] }, [
    { kind: 'upsert', value: stale },
  ])

  bus.be('away')
  must(await office.app.messages.post({ actor: request.person, requestId: request.requestId, text: 'x' }))
  bus.be('back')
  office.clock.pass({ seconds: 60 })
  await office.app.relayOutbox(100)

  const [after] = await rows()
  assert.equal(after?.status, 'collecting')
  assert.ok((after?.version ?? 0) > (row?.version ?? 0))
})

test('the relay goes through all that is left, page after page', async (t) => {
  const bus = busThatFails()
  const office = await openOffice(t, { through: bus.through })
  bus.be('away')
  for (const name of ['anna', 'bo', 'carl'])
    await aRequest(office, { email: `${name}@person.example` }).made()
  bus.be('back')

  assert.equal(await office.app.relayOutbox(1, 0), 3)
})
