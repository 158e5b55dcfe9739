import { test, type TestContext } from 'node:test'
import assert from 'node:assert/strict'

import type { Right } from '../../../shared/domain/requests/right.ts'
import { must, openOffice, refusal } from '../../support/application.ts'
import { mailsTo } from '../../support/mailbox.ts'
import { aRequest, personEmail } from '../../support/request-stages.ts'

async function openRequest(t: TestContext, rights: readonly Right[] = ['access']) {
  const office = await openOffice(t)
  const request = await aRequest(office, { rights }).verified().assignedTo('user').made()
  const { requestId, person } = request
  const inDays = (days: number) => new Date(office.clock.now().getTime() + days * 86_400_000)
  const pause = (days = 10, change: { right?: Right; reason?: string } = {}) =>
    office.app.pauseRequest({
      ...{ actor: office.as('manager'), requestId, reasonCode: 'identityInformation' },
      ...{ reason: 'Et policenummer', until: inDays(days), ...change },
    })
  const resume = (right?: Right) =>
    office.app.resumeRequest({
      ...{ actor: office.as('user'), requestId },
      ...(right === undefined ? {} : { right }),
    })
  const view = async () => must(await office.app.viewRequest({ actor: person, requestId })).view
  const row = async () =>
    must(await office.app.listQueue({ actor: office.as('manager'), filter: { limit: 1 } })).rows[0]
  return { office, request, pause, resume, view, row }
}

test('the clock waits from the letter until the answer, and the days are added', async (t) => {
  const { office, pause, resume, view, row } = await openRequest(t)
  const due = (await view()).internalDue.slice(0, 10)
  office.clock.pass({ days: 2 })

  assert.equal(must(await pause()).paused, true)
  assert.equal((await view()).paused, true)
  assert.equal((await row())?.paused, true)
  office.clock.pass({ days: 4 })
  const resumed = must(await resume())

  assert.equal(due, '2026-04-01')
  assert.equal(resumed.internalDue.slice(0, 10), '2026-04-05')
  assert.equal((await view()).paused, false)
  assert.match((await view()).dueProof.join(' '), /4 days/)
})

test('the person’s own message is the answer: the clock runs on by itself', async (t) => {
  const { office, request, pause, view } = await openRequest(t)
  const { person, requestId } = request
  must(await pause())
  office.clock.pass({ days: 3 })

  must(await office.app.messages.post({ actor: person, requestId, text: 'P-2015-77' }))

  assert.equal((await view()).paused, false)
  assert.equal((await view()).internalDue.slice(0, 10), '2026-04-04')
})

test('a message of the company is no answer', async (t) => {
  const { office, request, pause, view } = await openRequest(t)
  must(await pause())

  must(
    await office.app.messages.post({ actor: office.as('user'), requestId: request.requestId, text: 'Og?' }),
  )

  assert.equal((await view()).paused, true)
})

test('a pause ends by itself, is not shown beyond its end, and the same is not asked again', async (t) => {
  const { office, pause, view } = await openRequest(t)
  must(await pause(5))
  office.clock.pass({ days: 5 })

  assert.equal((await view()).paused, false)
  assert.equal((await view()).internalDue.slice(0, 10), '2026-04-06')
  assert.equal(refusal(await pause(5)), 'pauseReasonUsed')
})

test('the deadline wakes at the end of a pause, so that lists say so', async (t) => {
  const { office, request, pause, row } = await openRequest(t)
  must(await pause(2))
  const { companyId, requestId } = request
  const instanceId = (await office.stateOf(request)).instances[0]?.id ?? ''

  const lap = await office.app.deadline.lap({ companyId, requestId, instanceId })
  assert.equal(lap.kind === 'wait' && lap.until, '2026-03-04T08:00:00.000Z')
  assert.equal((await row())?.paused, true)
  office.clock.pass({ days: 2 })
  const over = await office.app.deadline.lap({ companyId, requestId, instanceId })
  assert.equal(over.kind === 'act' && over.milestone, 'pauseOver')
  const mailed = mailsTo(office, personEmail).length
  await office.app.deadline.reach({ companyId, requestId, milestone: 'pauseOver' })
  assert.equal(
    await office.app.deadline.reach({ companyId, requestId, milestone: 'pauseOver' }),
    'nothing',
    'told twice',
  )
  await office.pump()

  assert.equal((await row())?.paused, false)
  assert.equal(mailsTo(office, personEmail).length, mailed + 1)
  const toUser = mailsTo(office, 'user@demo.example').filter(({ subject }) => subject.includes('runs again'))
  assert.equal(toUser.length, 1)
  assert.match(toUser[0]?.text ?? '', /the time for it is over\. It is due by 3 April 2026/)
})

test('while the letter cannot be sent the clock runs on, and nobody is asked twice', async (t) => {
  const { office, pause, view } = await openRequest(t)
  const before = mailsTo(office, personEmail).length
  office.mail.setProvider('down')

  assert.equal(must(await pause(20)).paused, false)
  assert.equal(refusal(await pause(20)), 'alreadyPaused')
  assert.equal((await view()).paused, false)

  office.clock.pass({ days: 3 })
  office.mail.setProvider('up')
  await office.app.retryMails(100)
  await office.pump()

  assert.equal((await view()).paused, true)
  assert.equal(mailsTo(office, personEmail).length, before + 1)
  office.clock.pass({ days: 2 })
  assert.equal((await view()).internalDue.slice(0, 10), '2026-04-03')
})

test('a letter that was withdrawn by the answer before it left starts no pause', async (t) => {
  const { office, pause, resume, view } = await openRequest(t)
  office.mail.setProvider('down')
  must(await pause())
  must(await resume())
  office.mail.setProvider('up')
  office.clock.pass({ hours: 1 })

  await office.app.retryMails(100)

  assert.equal((await view()).paused, false)
})

test('each letter starts its own pause and no other', async (t) => {
  const { office, request, pause } = await openRequest(t, ['access', 'erasure'])
  office.mail.setProvider('down')
  must(await pause(10, { right: 'access' }))
  office.clock.pass({ seconds: 1 })
  must(await pause(10, { right: 'erasure' }))
  assert.equal(refusal(await pause(10, { right: 'access' })), 'alreadyPaused')
  assert.equal(refusal(await pause(10)), 'alreadyPaused')
  office.mail.setProvider('up')
  const pending = await office.ports.documents.query<{
    id: string
    effect?: string
    createdAt: string
    mailId: string
  }>({
    container: 'requests',
    key: [request.companyId, request.requestId],
    idPrefix: 'mail:',
    limit: 100,
  })
  const [letter] = pending.items
    .map(({ value }) => value)
    .filter(({ effect }) => effect === 'pauseSent')
    .sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1))

  await office.app.sendMail({ ...request, mailId: letter?.mailId ?? '' })

  const { pauses } = await office.stateOf(request)
  assert.deepEqual(
    pauses.map(({ right, startedAt }) => [right, startedAt !== undefined]),
    [
      ['access', true],
      ['erasure', false],
    ],
  )
})

test('a pause for one right leaves the others’ due dates alone', async (t) => {
  const { office, pause, resume, view } = await openRequest(t, ['access', 'erasure'])
  must(await pause(10, { right: 'access' }))
  office.clock.pass({ days: 5 })

  assert.equal(refusal(await resume('erasure')), 'notPaused')
  must(await resume('access'))

  assert.equal((await view()).internalDue.slice(0, 10), '2026-04-01')
})

test('a pause without a reason for the letter, or beyond its bounds, is refused', async (t) => {
  const { office, request, pause, resume } = await openRequest(t)

  assert.equal(refusal(await pause(10, { reason: '' })), 'letterPartMissing')
  assert.equal(refusal(await pause(0)), 'pauseEndInvalid')
  assert.equal(refusal(await resume()), 'notPaused')
  const { requestId } = request
  const byUser = { actor: office.as('user'), requestId, reasonCode: 'specification', reason: 'x' } as const
  const until = new Date('2026-03-20T12:00:00Z')
  assert.equal(refusal(await office.app.pauseRequest({ ...byUser, until })), 'forbidden')
})

test('who goes on gets a mail with the new date', async (t) => {
  const { office, pause, resume } = await openRequest(t)
  must(await pause())
  await office.pump()
  const before = mailsTo(office, personEmail).length
  office.clock.pass({ days: 3 })

  must(await resume())
  await office.pump()

  assert.equal(mailsTo(office, personEmail).length, before + 1)
})
