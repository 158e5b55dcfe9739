import { test } from 'node:test'
import assert from 'node:assert/strict'

import { must, openOffice, refusal, type Office } from '../../support/application.ts'
import { mailsTo, tokenTo } from '../../support/mailbox.ts'
import { aRequest, personEmail } from '../../support/request-stages.ts'

/** A timer that looks every hour, for so many days. */
async function days(office: Office, count: number): Promise<void> {
  for (let hour = 0; hour < count * 24; hour += 6) {
    office.clock.pass({ hours: 6 })
    await office.app.sweepUnverified(100)
    await office.app.purgeContent(100)
    await office.pump()
  }
}

const subjects = (office: Office) => mailsTo(office, personEmail).map(({ subject }) => subject)

test('a request that nobody verifies is reminded of twice, and then ends by a letter', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).made()
  const mails = async (after: number) => {
    await days(office, after)
    return subjects(office).length
  }

  assert.equal(await mails(2), 1)
  assert.equal(await mails(2), 2)
  assert.equal(await mails(5), 2)
  assert.equal(await mails(2), 3)
  assert.equal(await mails(16), 3)
  assert.equal((await office.stateOf(request)).status, 'awaitingVerification')
  assert.equal(await mails(2), 4)
  const state = await office.stateOf(request)
  assert.equal(state.status, 'expired')
  assert.deepEqual(state.rights, [{ right: 'access', status: 'expired', outcome: 'expired' }])
})

test('the link works on the last day that its mails name, and that day ends with it', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).made()
  await days(office, 11)
  const [reminder] = mailsTo(office, personEmail)
  assert.match(reminder?.text ?? '', /The link works until 30 March 2026/)
  const sweepAt = async (at: string) => {
    office.clock.set(at)
    await office.app.sweepUnverified(100)
    return (await office.stateOf(request)).status
  }

  // Midnight in Copenhagen, in summer time by then.
  assert.equal(await sweepAt('2026-03-30T21:59:59.000Z'), 'awaitingVerification')
  assert.equal(await sweepAt('2026-03-30T22:00:00.000Z'), 'expired')
})

test('the letter of expiry says how to take the request up again and where to complain', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).made()
  await days(office, 30)

  const { letters } = must(
    await office.app.readLetters({ actor: request.person, requestId: request.requestId }),
  )

  const text = JSON.stringify(letters.at(-1)?.letter)
  assert.equal(letters.at(-1)?.letter.kind, 'expiry')
  assert.match(text, /Datatilsynet/)
  assert.match(text, /\/demo\/links/)
})

test('late verification takes an expired request up again, with its first receipt', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).made()
  const received = (await office.stateOf(request)).receivedAt
  await days(office, 31)

  must(await office.app.redeemLink({ token: tokenTo(office, personEmail), use: 'program' }))
  await office.pump()

  const state = await office.stateOf(request)
  assert.equal(state.status, 'open')
  assert.equal(state.receivedAt, received)
  assert.equal(state.ended, undefined)
  assert.equal(state.purgeAt, undefined)
  assert.deepEqual(state.rights, [{ right: 'access', status: 'waiting' }])
  assert.deepEqual(
    office.commands.map((one) => 'name' in one && one.name),
    ['requestLifecycle'],
  )
})

test('who asks for links after the expiry gets one that takes the request up again', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).made()
  await days(office, 31)
  await office.app.askLinks({ companyId: 'demo', email: personEmail })
  await office.pump()

  must(await office.app.redeemLink({ token: tokenTo(office, personEmail), use: 'program' }))

  assert.equal((await office.stateOf(request)).status, 'open')
})

test('thirty-two days after its expiry the content is destroyed, and the link opens nothing any more', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).made()
  await days(office, 29)
  const token = mailsTo(office, personEmail)[0]?.token ?? ''
  await days(office, 33)

  const state = await office.stateOf(request)
  assert.equal(state.status, 'closed')
  assert.equal(state.personal, undefined)
  assert.equal(refusal(await office.app.redeemLink({ token, use: 'program' })), 'linkExpired')
})

test('a reminder that was missed is not sent beside the next one', async (t) => {
  const office = await openOffice(t)
  await aRequest(office).made()
  office.clock.pass({ days: 12 })
  await office.app.sweepUnverified(100)
  await office.app.sweepUnverified(100)
  await office.pump()

  assert.equal(subjects(office).length, 2)
})

test('a request that was verified in the meantime is left alone by the timer', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).made()
  const documents = office.ports.documents
  const partition = { container: 'requests', key: [request.companyId, request.requestId] } as const
  const { nextAt } = await office.stateOf(request)
  must(await office.app.redeemLink({ token: tokenTo(office, personEmail), use: 'program' }))
  const verified = await office.stateOf(request)
  await documents.batch(partition, [{ kind: 'upsert', value: { ...verified, nextAt } as typeof verified }])
  office.clock.pass({ days: 4 })

  assert.equal(await office.app.sweepUnverified(100), 1)

  const state = await office.stateOf(request)
  assert.equal(state.status, 'open')
  assert.equal(state.nextAt, undefined)
})

test('a timer that comes too early only sets the next time right', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).made()
  const partition = { container: 'requests', key: [request.companyId, request.requestId] } as const
  const state = await office.stateOf(request)
  const early = { ...state, nextAt: office.clock.now().toISOString() }
  await office.ports.documents.batch(partition, [{ kind: 'upsert', value: early }])

  await office.app.sweepUnverified(100)
  await office.pump()

  assert.equal((await office.stateOf(request)).nextAt, state.nextAt)
  assert.equal(subjects(office).length, 1)
})
