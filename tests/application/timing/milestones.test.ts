import { test } from 'node:test'
import assert from 'node:assert/strict'

import type { RequestRef } from '../../../shared/application/requests/request-store.ts'
import { must, openOffice, refusal, type Office } from '../../support/application.ts'
import { mailsTo, tokenTo } from '../../support/mailbox.ts'
import { aRequest, goingOn, personEmail } from '../../support/request-stages.ts'

/** What the deadline's orchestration does until then: sleeps, looks, acts. Answers the milestones that it reached. */
async function watch(office: Office, { companyId, requestId }: RequestRef, until: string): Promise<string[]> {
  const ref = { companyId, requestId }
  const reached: string[] = []
  for (;;) {
    const instanceId = (await office.stateOf(ref)).instances.findLast(
      ({ name }) => name === 'requestLifecycle',
    )
    const lap = await office.app.deadline.lap({ ...ref, instanceId: instanceId?.id ?? '' })
    if (lap.kind === 'over') return [...reached, 'over']
    if (lap.kind === 'act') {
      await office.app.deadline.reach({ ...ref, milestone: lap.milestone })
      reached.push(lap.milestone)
      await office.pump()
      continue
    }
    if (lap.until > until) return reached
    office.clock.set(lap.until)
  }
}

const staffMails = (office: Office, name: string) => mailsTo(office, `${name}@demo.example`).length

test('while nobody acts for thirty days and beyond, there are reminders, escalation, overdue and never silence', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').made()

  const first = await watch(office, request, '2026-04-09T00:00:00.000Z')
  const view = async () =>
    must(await office.app.viewRequest({ actor: request.person, requestId: request.requestId })).view

  assert.deepEqual(first, ['halfway', 'sevenDaysLeft', 'threeDaysLeft', 'internalDue', 'statutoryOverdue'])
  assert.equal((await view()).overdue, true)
  assert.equal(staffMails(office, 'user'), 1 + 5)
  assert.equal(staffMails(office, 'manager'), 3)
  assert.deepEqual(await watch(office, request, '2026-04-30T00:00:00.000Z'), [
    'stillOverdue1',
    'stillOverdue2',
    'stillOverdue3',
  ])
  assert.equal(staffMails(office, 'manager'), 6)
})

test('where nobody is assigned, the managers are reminded', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().made()

  await watch(office, request, '2026-03-18T00:00:00.000Z')

  assert.equal(staffMails(office, 'manager'), 1)
  assert.equal(staffMails(office, 'deputy'), 1)
})

test('a milestone is acted on once, however often it is asked for, and not before its time', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').made()
  const { companyId, requestId } = request
  const reach = () => office.app.deadline.reach({ companyId, requestId, milestone: 'halfway' })
  assert.equal(await reach(), 'nothing')
  office.clock.set('2026-03-18T08:00:00Z')

  assert.equal(await reach(), 'reached')
  assert.equal(await reach(), 'nothing')
  await office.pump()

  assert.equal(staffMails(office, 'user'), 2)
  assert.ok(office.log.some((line) => line.code === 'deadlineReached' && line.milestone === 'halfway'))
})

test('after a long sleep only the latest is told, and the request is marked overdue all the same', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').made()
  office.clock.set('2026-04-20T08:00:00Z')

  assert.deepEqual(await watch(office, request, '2026-04-20T08:00:00.000Z'), ['stillOverdue1'])
  assert.equal((await office.stateOf(request)).overdueSince, '2026-04-20T08:00:00.000Z')
})

test('a request that is taken up long after its expiry brings the managers one mail, not one for each day missed', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).made()
  for (let day = 0; day < 45; day += 1) {
    office.clock.pass({ hours: 24 })
    await office.app.sweepUnverified(100)
    await office.pump()
  }
  must(await office.app.redeemLink({ token: tokenTo(office, personEmail), use: 'program' }))
  await office.pump()
  const before = staffMails(office, 'manager')

  const reached = await watch(office, request, office.clock.now().toISOString())

  assert.deepEqual(reached, ['stillOverdue1'])
  assert.equal(staffMails(office, 'manager') - before, 1)
})

test('an extension is watched anew, before its own dates', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').made()
  await watch(office, request, '2026-03-27T00:00:00.000Z')
  must(
    await office.app.extendRequest({
      ...{ actor: office.as('manager'), requestId: request.requestId, months: 1 },
      ...{ reasonCode: 'numberOfRequests', reason: 'Seven requests of the same person.' },
    }),
  )

  const reached = await watch(office, request, '2026-05-10T00:00:00.000Z')

  assert.deepEqual(reached, [
    ...['extendedHalfway', 'extendedSevenDaysLeft', 'extendedThreeDaysLeft', 'extendedInternalDue'],
    'statutoryOverdue',
  ])
})

test('after a pause the request is watched anew, before the date that the pause moved', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').made()
  const { requestId } = request
  const actor = office.as('manager')
  await watch(office, request, '2026-03-27T00:00:00.000Z')
  const until = new Date('2026-04-20T08:00:00Z')
  must(
    await office.app.pauseRequest({
      ...{ actor, requestId, reasonCode: 'specification', reason: 'Hvilke år?', until },
    }),
  )
  assert.deepEqual(await watch(office, request, '2026-04-05T00:00:00.000Z'), [])
  must(await office.app.resumeRequest({ actor, requestId }))

  const reached = await watch(office, request, '2026-04-30T00:00:00.000Z')

  const due = must(await office.app.viewRequest({ actor, requestId })).view.internalDue.slice(0, 10)
  assert.deepEqual(reached, [
    `sevenDaysLeft ${due}`,
    ...[`threeDaysLeft ${due}`, `internalDue ${due}`, `statutoryOverdue ${due}`],
    ...[`stillOverdue1 ${due}`, `stillOverdue2 ${due}`],
  ])
})

test('what a timer notes for itself does not take away the version that a client holds', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().made()
  const { companyId, requestId } = request
  const actor = office.as('manager')
  const seen = must(await office.app.viewRequest({ actor, requestId })).etag
  const instanceId = (await office.stateOf(request)).instances[0]?.id ?? ''
  const { version } = await office.stateOf(request)

  assert.equal((await office.app.deadline.lap({ companyId, requestId, instanceId })).kind, 'wait')
  office.clock.pass({ days: 7 })
  assert.equal(await office.app.reconcile(100), 1)

  assert.equal((await office.stateOf(request)).version, version + 2)
  const assigned = { actor, requestId, employeeId: 'user', expected: seen }
  must(await office.app.assignRequest(assigned))
  assert.equal(refusal(await office.app.unassignRequest(assigned)), 'versionConflict')
})

test('nothing is watched once a request has ended, is not there, or another instance has taken over', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().sealed().approved().made()
  const { companyId, requestId } = request
  const { deadline } = office.app

  assert.deepEqual(await deadline.lap({ companyId, requestId, instanceId: 'another' }), { kind: 'over' })
  assert.deepEqual(await deadline.lap({ companyId, requestId: 'unknown', instanceId: 'i' }), { kind: 'over' })
  assert.equal(await deadline.reach({ companyId, requestId: 'unknown', milestone: 'halfway' }), 'nothing')
  await goingOn(office, request).delivered().made()

  assert.deepEqual(await watch(office, request, '2026-12-01T00:00:00.000Z'), ['over'])
  assert.equal(await deadline.reach({ companyId, requestId, milestone: 'halfway' }), 'nothing')
})

test('a lap sleeps at most five days, and one that is repeated writes nothing', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().made()
  const { companyId, requestId } = request
  const instanceId = (await office.stateOf(request)).instances[0]?.id ?? ''
  const lap = () => office.app.deadline.lap({ companyId, requestId, instanceId })

  const first = await lap()
  const { version, wakeBy } = await office.stateOf(request)
  const second = await lap()

  assert.equal(first.kind === 'wait' && first.until, '2026-03-07T08:00:00.000Z')
  assert.deepEqual(second, first)
  assert.equal((await office.stateOf(request)).version, version)
  assert.equal(wakeBy, '2026-03-08T08:00:00.000Z')
})

test('while a delivery is to begin within the hour, a lap does not look away from it', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().sealed().approved().made()
  const { companyId, requestId } = request
  const instanceId = (await office.stateOf(request)).instances.find(({ name }) => name === 'requestLifecycle')

  await office.app.deadline.lap({ companyId, requestId, instanceId: instanceId?.id ?? '' })

  assert.equal((await office.stateOf(request)).wakeBy, '2026-03-02T09:00:00.000Z')
})

test('a pause that runs out by itself is told to the person, with the new date, and only once', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').made()
  const { requestId } = request
  const until = new Date(office.clock.now().getTime() + 10 * 86_400_000)
  const question = { reasonCode: 'identityInformation', reason: 'Et policenummer', until } as const
  must(await office.app.pauseRequest({ actor: office.as('manager'), requestId, ...question }))
  const told = () => mailsTo(office, personEmail).filter(({ text }) => text.includes('runs again'))

  assert.deepEqual(await watch(office, request, '2026-03-11T00:00:00.000Z'), [])
  assert.equal(told().length, 0)
  assert.deepEqual(await watch(office, request, '2026-03-14T00:00:00.000Z'), ['pauseOver'])
  assert.equal(await office.app.deadline.reach({ ...request, milestone: 'pauseOver' }), 'nothing')
  await office.pump()

  const due = must(await office.app.viewRequest({ actor: request.person, requestId })).view.statutoryDue
  assert.equal(due.slice(0, 10), '2026-04-13')
  assert.equal(told().length, 1)
  assert.match(told()[0]?.text ?? '', /by 13 April 2026 at the latest/)
})

test('a pause that was answered is not told a second time at the end it would have had', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').made()
  const { requestId } = request
  const until = new Date(office.clock.now().getTime() + 10 * 86_400_000)
  const question = { reasonCode: 'identityInformation', reason: 'Et policenummer', until } as const
  must(await office.app.pauseRequest({ actor: office.as('manager'), requestId, ...question }))
  office.clock.pass({ days: 2 })
  must(await office.app.resumeRequest({ actor: office.as('user'), requestId }))

  assert.deepEqual(await watch(office, request, '2026-03-15T00:00:00.000Z'), [])
})
