import { test } from 'node:test'
import assert from 'node:assert/strict'

import { must, openOffice, refusal, type Office } from '../../support/application.ts'
import { mailsTo, tokenTo } from '../../support/mailbox.ts'
import { aRequest, personEmail } from '../../support/request-stages.ts'

const redeem = (office: Office, token: string) => office.app.redeemLink({ token, use: 'program' })

test('a mailed link verifies the request once; pressed again, it says that it is used', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).made()
  const token = tokenTo(office, personEmail)

  const first = must(await redeem(office, token))
  const second = await redeem(office, token)

  assert.equal(first.purpose, 'verifyRequest')
  assert.equal(first.requestId, request.requestId)
  assert.equal(refusal(second), 'linkUsed')
  assert.equal((await office.stateOf(request)).status, 'open')
})

test('two presses at the same moment verify once', async (t) => {
  const office = await openOffice(t)
  await aRequest(office).made()
  const token = tokenTo(office, personEmail)

  const both = await Promise.all([redeem(office, token), redeem(office, token)])

  assert.deepEqual(both.map((one) => (one.ok ? 'opened' : one.error.code)).sort(), ['linkUsed', 'opened'])
})

test('the newest link voids the older one, and the older one opens nothing', async (t) => {
  const office = await openOffice(t)
  await aRequest(office).made()
  const older = tokenTo(office, personEmail)
  office.clock.pass({ seconds: 61 })
  await office.app.askLinks({ companyId: 'demo', email: personEmail })
  await office.pump()
  const newest = tokenTo(office, personEmail)

  assert.notEqual(newest, older)
  assert.equal(refusal(await redeem(office, older)), 'linkVoid')
  assert.equal(must(await redeem(office, newest)).purpose, 'verifyRequest')
})

test('a link expires, and then opens nothing', async (t) => {
  const office = await openOffice(t)
  await aRequest(office).made()
  office.clock.pass({ days: 40 })

  assert.equal(refusal(await redeem(office, tokenTo(office, personEmail))), 'linkExpired')
})

test('what is not a token of ours is unknown, whatever its shape', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).made()
  const secret = 'A'.repeat(43)
  const strangers = [
    'nonsense',
    '',
    `nobody.-.${secret}`,
    `demo.-.${secret}`,
    `demo.${request.requestId}.${secret}`,
    `demo.${'B'.repeat(22)}.${secret}`,
    `../demo.-.${secret}`,
  ]

  for (const token of strangers) assert.equal(refusal(await redeem(office, token)), 'notFound', token)
})

test('a link of one request opens no other', async (t) => {
  const office = await openOffice(t)
  const mine = await aRequest(office).made()
  const theirs = await aRequest(office, { email: 'bo@person.example' }).made()
  const moved = tokenTo(office, personEmail).replace(mine.requestId, theirs.requestId)

  assert.equal(refusal(await redeem(office, moved)), 'notFound')
})

test('a browser gets a cookie with its session, a program does not', async (t) => {
  const office = await openOffice(t)
  await aRequest(office).made()

  const opened = must(await office.app.redeemLink({ token: tokenTo(office, personEmail), use: 'browser' }))

  assert.match(opened.cookie ?? '', /^[\w-]{22}\.[\w-]{43}$/)
  assert.deepEqual(await office.app.sessions.actorOfCookie(opened.cookie ?? ''), {
    kind: 'requester',
    sessionId: opened.sessionId,
    companyId: 'demo',
    requestId: opened.requestId,
  })
})

test('a link to a request that was verified opens it, once, and changes nothing in it', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().made()
  const before = await office.stateOf(request)
  const token = tokenTo(office, personEmail)

  assert.equal(must(await redeem(office, token)).purpose, 'openRequest')

  const after = await office.stateOf(request)
  assert.equal(after.status, before.status)
  assert.deepEqual(after.rights, before.rights)
  assert.equal(refusal(await redeem(office, token)), 'linkUsed')
})

test('a verification link that is left over cannot verify a request that was withdrawn', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).made()
  const token = tokenTo(office, personEmail)
  must(await office.app.withdrawRequest({ actor: request.person, requestId: request.requestId }))

  assert.equal(refusal(await redeem(office, token)), 'linkUsed')
  assert.equal((await office.stateOf(request)).status, 'withdrawn')
})

test('no mail of the company carries the person’s address, name or right into its text', async (t) => {
  const office = await openOffice(t)
  await aRequest(office, { message: 'Jeg hedder Anna' }).verified().made()

  for (const { subject, text } of mailsTo(office, personEmail))
    assert.doesNotMatch(subject + text, /anna|Anna|person\.example/)
})
