import { test } from 'node:test'
import assert from 'node:assert/strict'

import type { Channel } from '../../../shared/application/requests/request-document.ts'
import type { PersonalDetails } from '../../../shared/application/requests/request-document.ts'
import { must, openingTime, openOffice, refusal, type Office } from '../../support/application.ts'
import type { PersonName } from '../../support/companies.ts'
import { mailsTo } from '../../support/mailbox.ts'
import { deliver, goingOn, personEmail, type MadeRequest } from '../../support/request-stages.ts'

type Entry = {
  readonly personal?: PersonalDetails
  readonly channel?: Channel
  readonly receivedAt?: Date
  readonly backdatingReason?: string
  readonly idempotency?: { readonly key: string; readonly bodyHash: string }
}

const register = (office: Office, by: PersonName, entry: Entry = {}) =>
  office.app.registerRequest({
    actor: office.as(by),
    companyId: 'demo',
    channel: 'letter',
    ...entry,
    wish: { rights: ['access'], personal: entry.personal ?? { postalAddress: 'Prøvegade 2, 5000 Odense' } },
  })

async function onPaper(office: Office, by: PersonName = 'manager'): Promise<MadeRequest> {
  const { requestId, reference } = must(await register(office, by))
  await office.pump()
  const person = { kind: 'requester', sessionId: 's', companyId: 'demo', requestId } as const
  return { companyId: 'demo', requestId, reference, person, email: '' }
}

test('a request that came by letter is open at once, and its deadline is watched', async (t) => {
  const office = await openOffice(t)

  const registered = must(await register(office, 'user'))
  await office.pump()

  assert.equal(registered.status, 'open')
  assert.deepEqual(
    office.commands.map(({ command, ...what }) => [command, 'name' in what ? what.name : '']),
    [['start', 'requestLifecycle']],
  )
})

test('it counts from the day it came, and a day in the past needs a reason', async (t) => {
  const office = await openOffice(t)
  const receivedAt = new Date('2026-02-20T09:00:00Z')

  assert.equal(refusal(await register(office, 'user', { receivedAt })), 'backdatingReasonMissing')
  const { requestId } = must(
    await register(office, 'user', { receivedAt, backdatingReason: 'The letter lay at reception.' }),
  )

  const state = await office.stateOf({ companyId: 'demo', requestId })
  assert.equal(state.receivedAt, receivedAt.toISOString())
})

test('what was received within the last hour needs no reason, and nothing is received in the future', async (t) => {
  const office = await openOffice(t)
  const minutes = (count: number) => new Date(new Date(openingTime).getTime() + count * 60_000)

  assert.ok((await register(office, 'user', { receivedAt: minutes(-60) })).ok)
  assert.equal(refusal(await register(office, 'user', { receivedAt: minutes(1) })), 'receivedInFuture')
})

test('only those who work on requests register them, and only in their own company', async (t) => {
  const office = await openOffice(t)

  assert.equal(refusal(await register(office, 'admin')), 'forbidden')
  assert.equal(refusal(await register(office, 'owner')), 'forbidden')
  const elsewhere = await office.app.registerRequest({
    actor: office.elsewhere('manager'),
    companyId: 'demo',
    channel: 'phone',
    wish: { rights: ['access'], personal: { inPerson: true } },
  })
  assert.equal(refusal(elsewhere), 'notFound')
  const unknown = await office.app.registerRequest({
    actor: { ...office.as('manager'), companyId: 'nowhere' },
    companyId: 'nowhere',
    channel: 'phone',
    wish: { rights: ['access'], personal: { inPerson: true } },
  })
  assert.equal(refusal(unknown), 'notFound')
})

test('a right that the company does not offer is refused here as well', async (t) => {
  const office = await openOffice(t, { company: { rights: ['erasure'] } })

  assert.equal(refusal(await register(office, 'user')), 'rightNotOffered')
})

test('a registration that is sent twice is one request', async (t) => {
  const office = await openOffice(t)
  const idempotency = { key: 'k', bodyHash: 'a' }

  const [first, second] = await Promise.all([
    register(office, 'user', { idempotency }),
    register(office, 'user', { idempotency }),
  ])

  assert.deepEqual(must(second), must(first))
  assert.deepEqual(must(await register(office, 'user', { idempotency })), must(first))
  const other = { ...idempotency, bodyHash: 'b' }
  assert.equal(refusal(await register(office, 'user', { idempotency: other })), 'idempotencyKeyReused')
})

test('a registration that meets another under the same id, and left no answer, is refused and keeps nothing', async (t) => {
  const office = await openOffice(t, {
    through: (ports) => ({
      ...ports,
      documents: {
        ...ports.documents,
        batch: async (partition, writes) =>
          partition.container === 'requests'
            ? { ok: false, error: { code: 'exists', index: 0 } }
            : ports.documents.batch(partition, writes),
      },
    }),
  })

  assert.equal(refusal(await register(office, 'user')), 'idempotencyKeyReused')
  assert.deepEqual((await office.ports.shares.list()).shares, [])
})

test('who gave an address by phone gets the acknowledgement there', async (t) => {
  const office = await openOffice(t)
  must(await register(office, 'user', { channel: 'phone', personal: { email: personEmail } }))
  await office.pump()

  assert.equal(mailsTo(office, personEmail).length, 1)
})

test('who wrote on paper gets the acknowledgement as a letter, and no mail is left waiting', async (t) => {
  const office = await openOffice(t)
  const request = await onPaper(office)

  const { letters } = must(
    await office.app.readLetters({ actor: request.person, requestId: request.requestId }),
  )

  assert.deepEqual(
    letters.map(({ letter }) => letter.kind),
    ['acknowledgement'],
  )
  assert.deepEqual(office.mail.list(), [])
  office.clock.pass({ days: 1 })
  assert.equal(await office.app.retryMails(100), 0)
})

test('who registered a request is a contributor: they never approve its answer', async (t) => {
  const office = await openOffice(t)
  const { requestId } = must(await register(office, 'approver'))

  assert.deepEqual((await office.stateOf({ companyId: 'demo', requestId })).contributors, ['approver'])
})

test('a request on paper is answered on paper: it has ended when its hand-over is recorded', async (t) => {
  const office = await openOffice(t)
  const request = await onPaper(office)
  const { requestId } = request
  await goingOn(office, request).assignedTo('user').filled().made()
  must(
    await office.app.establishIdentity({
      actor: office.as('user'),
      requestId,
      method: 'inPerson',
      level: 'onFile',
      evidence: 'Known from the file, seen at the counter.',
    }),
  )
  await goingOn(office, request).sealed().approved().made()

  await deliver(office, request)

  assert.equal((await office.stateOf(request)).status, 'approved')
  const handOver = (who: 'user' | 'second') =>
    office.app.handOver({ actor: office.as(who), requestId, how: 'inPerson' })
  assert.equal(refusal(await handOver('second')), 'notFound')
  assert.deepEqual(must(await handOver('user')), { status: 'delivered' })
  assert.equal(refusal(await handOver('user')), 'forbidden')

  const state = await office.stateOf(request)
  assert.equal(state.status, 'delivered')
  assert.equal(state.rights[0]?.status, 'answered')
  assert.deepEqual(mailsTo(office, personEmail), [])
})

test('an extension and a pause count at once where the letter goes by post', async (t) => {
  const office = await openOffice(t)
  const { requestId } = await onPaper(office)
  const actor = office.as('manager')

  const paused = await office.app.pauseRequest({
    ...{ actor, requestId, reasonCode: 'identityInformation', reason: 'A copy of the policy' },
    until: new Date('2026-03-20T12:00:00Z'),
  })
  const extended = await office.app.extendRequest({
    ...{ actor, requestId, months: 1, reasonCode: 'complexity', reason: 'Four systems hold parts of it.' },
  })

  assert.equal(must(paused).paused, true)
  assert.ok(must(extended).extendedDue > '2026-05-01')
})
