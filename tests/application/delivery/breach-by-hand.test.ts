import { test, type TestContext } from 'node:test'
import assert from 'node:assert/strict'

import { createApp } from '../../../shared/composition/app.ts'
import { must, openOffice, refusal, type Office } from '../../support/application.ts'
import { eventsOf } from '../../support/audit.ts'
import type { PersonName } from '../../support/companies.ts'
import { mailsTo } from '../../support/mailbox.ts'
import { aRequest } from '../../support/request-stages.ts'

async function afterDays(t: TestContext, days: number) {
  const office = await openOffice(t)
  const request = await aRequest(office)
    .verified()
    .assignedTo('user')
    .filled()
    .sealed()
    .approved()
    .delivered()
    .made()
  office.clock.pass({ days })
  await office.app.purgeContent(100)
  await office.pump()
  const open = (input: { actor?: PersonName; reason?: string; awareAt?: Date } = {}) =>
    office.app.openBreach({
      actor: office.as(input.actor ?? 'manager'),
      requestId: request.requestId,
      reasonCode: 'wrongAddressee',
      reason: input.reason ?? 'It was her neighbour.',
      ...(input.awareAt ? { awareAt: input.awareAt } : {}),
    })
  return { office, request, open }
}

const overseers = ['manager', 'deputy', 'officer']

const mailsOf = (office: Office, subject: string, name = 'officer') =>
  mailsTo(office, `${name}@demo.example`).filter((mail) => mail.subject.endsWith(subject))

const reminded = async (office: Office) => {
  await office.app.remindOfBreaches(100)
  await office.pump()
  return mailsOf(office, 'The 72 hours of a breach end soon').length
}

test('a misdelivery that is found after the content is destroyed is entered by hand, and who answers for it is told', async (t) => {
  const { office, request, open } = await afterDays(t, 40)
  assert.equal((await office.stateOf(request)).status, 'closed')

  const breach = must(await open())
  await office.pump()

  assert.equal(breach.state, 'open')
  assert.equal(breach.dueAt, '2026-04-14T08:00:00.000Z')
  assert.equal(breach.reason, 'It was her neighbour.')
  assert.deepEqual(
    breach.deliveryIds,
    (await office.stateOf(request)).deliveries.map(({ id }) => id),
  )
  for (const name of overseers)
    assert.equal(mailsOf(office, 'A breach must be assessed', name).length, 1, name)
  assert.equal((await eventsOf(office, request)).filter((event) => event === 'breachOpened').length, 1)
})

test('the same entry made twice is one, another reason is another, and a closed one is not the same', async (t) => {
  const { office, request, open } = await afterDays(t, 40)
  const { id } = must(await open())

  assert.equal(must(await open()).id, id)
  assert.notEqual(must(await open({ actor: 'deputy' })).id, id)
  assert.notEqual(must(await open({ reason: 'Another letter.' })).id, id)
  must(
    await office.app.closeBreach({
      ...{ actor: office.as('officer'), requestId: request.requestId, breachId: id },
      ...{ outcome: 'notified', assessment: 'Told.' },
    }),
  )
  assert.notEqual(must(await open()).id, id)
})

test('what can still be recalled is recalled, and enters no breach by hand', async (t) => {
  const { open } = await afterDays(t, 5)

  assert.equal(refusal(await open()), 'recallInstead')
})

test('a breach is entered by who may recall, and was known neither before the request came nor in the future', async (t) => {
  const { office, request, open } = await afterDays(t, 40)
  for (const actor of ['auditor', 'owner', 'user'] as const)
    assert.match(refusal(await open({ actor })) ?? '', /forbidden|notFound/, actor)
  assert.equal(refusal(await open({ awareAt: new Date('2026-03-01T00:00:00Z') })), 'awareAtInvalid')
  assert.equal(refusal(await open({ awareAt: new Date('2030-01-01T00:00:00Z') })), 'awareAtInvalid')
  const gone = { ...office.as('manager'), companyId: 'gone' }
  const input = { requestId: request.requestId, reasonCode: 'other', reason: 'x' } as const
  assert.equal(refusal(await office.app.openBreach({ actor: gone, ...input })), 'notFound')
})

test('a day before the 72 hours end managers and officer are reminded, once, also of a request that is purged', async (t) => {
  const { office, open } = await afterDays(t, 40)
  must(await open())
  office.clock.pass({ hours: 47 })
  assert.equal(await reminded(office), 0)
  office.clock.pass({ hours: 1 })

  await Promise.all([office.app.remindOfBreaches(100), office.restarted().remindOfBreaches(100)])

  assert.equal(await reminded(office), 1)
  for (const name of overseers)
    assert.match(
      mailsOf(office, 'The 72 hours of a breach end soon', name)[0]?.text ?? '',
      /72 hours to tell the authority end on 14 April 2026/,
    )
  assert.doesNotMatch(mailsOf(office, 'The 72 hours of a breach end soon')[0]?.text ?? '', /neighbour/)
})

test('where the company is gone no breach is entered', async (t) => {
  const { office, request } = await afterDays(t, 40)
  const { documents } = office.ports
  const read: typeof documents.read = async (partition, id) =>
    id === 'company' ? undefined : documents.read(partition, id)
  const app = createApp({ ...office.ports, documents: { ...documents, read } })

  const opened = await app.openBreach({
    ...{ actor: office.as('manager'), requestId: request.requestId },
    ...{ reasonCode: 'wrongAddressee', reason: 'It was her neighbour.' },
  })

  assert.equal(refusal(opened), 'notFound')
})

test('when the 72 hours have ended they are told so, and each day after until it is assessed', async (t) => {
  const { office, request, open } = await afterDays(t, 40)
  const { id } = must(await open())
  const told = async (): Promise<number> => {
    await reminded(office)
    return mailsOf(office, 'The 72 hours of a breach have ended', 'manager').length
  }
  office.clock.pass({ hours: 71 })
  assert.equal(await told(), 0)

  office.clock.pass({ hours: 1 })
  assert.equal(await told(), 1)
  office.clock.pass({ hours: 23 })
  assert.equal(await told(), 1)
  office.clock.pass({ hours: 1 })
  assert.equal(await told(), 2)

  must(
    await office.app.closeBreach({
      ...{ actor: office.as('officer'), requestId: request.requestId, breachId: id },
      ...{ outcome: 'notified', assessment: 'Told, late, and why.' },
    }),
  )
  office.clock.pass({ days: 3 })
  assert.equal(await told(), 2)
})

test('of a breach that is assessed, or entered in its last day, nobody hears that it ends soon', async (t) => {
  const { office, request, open } = await afterDays(t, 40)
  const { id } = must(await open())
  must(
    await office.app.closeBreach({
      ...{ actor: office.as('officer'), requestId: request.requestId, breachId: id },
      ...{ outcome: 'noRiskNotNotified', assessment: 'It was her own neighbour, with her leave.' },
    }),
  )
  must(await open({ reason: 'Known long since.', awareAt: new Date('2026-04-09T08:00:00Z') }))
  office.clock.pass({ hours: 50 })

  assert.equal(await reminded(office), 0)
})
