import { test, type TestContext } from 'node:test'
import assert from 'node:assert/strict'

import { must, openOffice, refusal } from '../../support/application.ts'
import { auditOf } from '../../support/audit.ts'
import { mailsTo } from '../../support/mailbox.ts'
import { aRequest, personEmail } from '../../support/request-stages.ts'

async function openRequest(t: TestContext) {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().made()
  const { requestId, person } = request
  const extend = (months: 1 | 2 = 2, change: { reason?: string; expected?: string } = {}) =>
    office.app.extendRequest({
      ...{ actor: office.as('manager'), requestId, months, reasonCode: 'complexity' },
      ...{ reason: 'Fire systemer skal gennemgås.', ...change },
    })
  const view = async () => must(await office.app.viewRequest({ actor: person, requestId })).view
  const mails = () => mailsTo(office, personEmail).length
  return { office, request, extend, view, mails }
}

test('inside the first month a request is extended by up to two months, with a letter that says why', async (t) => {
  const { office, request, extend, view, mails } = await openRequest(t)
  const { statutoryDue } = await view()
  const before = mails()

  const { extendedDue } = must(await extend())

  assert.equal(statutoryDue.slice(0, 10), '2026-04-07')
  assert.equal(extendedDue.slice(0, 10), '2026-06-02')
  assert.equal((await view()).extendedDue, extendedDue)
  assert.equal((await view()).internalDue.slice(0, 10), '2026-06-02')
  assert.equal(mails(), before + 1)
  const { person, requestId } = request
  const { letters } = must(await office.app.readLetters({ actor: person, requestId }))
  assert.match(JSON.stringify(letters), /Fire systemer skal gennemgås\./)
})

test('the letter of the call is the letter of the queue: it leaves once', async (t) => {
  const { office, extend, mails } = await openRequest(t)
  const before = mails()

  must(await extend())
  await office.pump()

  assert.equal(mails(), before + 1)
})

test('after the first month it is too late', async (t) => {
  const { office, extend } = await openRequest(t)
  office.clock.set('2026-04-02T21:59:59Z')
  assert.equal(refusal(await extend(2, { reason: '' })), 'letterPartMissing')
  office.clock.set('2026-04-02T22:00:00Z')

  assert.equal(refusal(await extend()), 'extensionTooLate')
})

test('a request is extended once', async (t) => {
  const { extend } = await openRequest(t)
  must(await extend(1))

  assert.equal(refusal(await extend(1)), 'alreadyExtended')
})

test('an extension counts only when its letter was sent', async (t) => {
  const { office, extend, view, mails } = await openRequest(t)
  const before = mails()
  office.mail.setProvider('down')

  assert.equal(refusal(await extend()), 'letterNotSent')
  assert.equal((await view()).extendedDue, undefined)

  office.mail.setProvider('up')
  office.clock.pass({ hours: 1 })
  await office.app.retryMails(100)

  assert.equal((await view()).extendedDue?.slice(0, 10), '2026-06-02')
  assert.equal(mails(), before + 1)
})

test('a letter that could not leave in the first month does not leave any more, and nothing is extended', async (t) => {
  const { office, request, extend, view, mails } = await openRequest(t)
  const before = mails()
  office.mail.setProvider('down')
  await extend()
  office.mail.setProvider('up')
  office.clock.set('2026-04-02T22:00:00Z')

  await office.app.retryMails(100)
  await office.pump()

  const { extendedDue, dueProof } = await view()
  assert.equal(extendedDue, undefined)
  assert.doesNotMatch(dueProof.join(' '), /exten/i)
  assert.equal(mails(), before)
  const state = await office.stateOf(request)
  assert.deepEqual(state.problem, {
    ...{ code: 'mailNotSent', kind: 'extension', at: '2026-04-02T22:00:00.000Z' },
  })
  const { person, requestId } = request
  const { letters } = must(await office.app.readLetters({ actor: person, requestId }))
  assert.ok(letters.every(({ letter }) => letter.kind !== 'extension'))
  const lines = await auditOf(office).lines()
  assert.equal(lines.filter(({ entry }) => entry?.event === 'extensionLapsed').length, 1)
  for (const manager of ['manager', 'deputy'])
    assert.match(mailsTo(office, `${manager}@demo.example`).at(0)?.subject ?? '', /opmærksom|attention/)
  assert.equal(refusal(await extend()), 'extensionTooLate')
})

test('a letter that the provider refuses for good extends nothing, and another can be tried', async (t) => {
  const office = await openOffice(t)
  const { requestId } = must(
    await office.app.registerRequest({
      ...{ actor: office.as('manager'), companyId: 'demo', channel: 'phone' },
      wish: { rights: ['access'], personal: { email: 'nobody@nowhere.invalid' } },
    }),
  )
  const extend = () =>
    office.app.extendRequest({
      ...{ actor: office.as('manager'), requestId, months: 1, reasonCode: 'complexity', reason: 'x' },
    })

  assert.equal(refusal(await extend()), 'letterNotSent')

  const state = await office.stateOf({ companyId: 'demo', requestId })
  assert.equal(state.extension, undefined)
  assert.equal(state.problem?.code, 'mailRefused')
  assert.equal(refusal(await extend()), 'letterNotSent')
})

test('only a manager extends, and only against the version they saw', async (t) => {
  const { office, request, extend } = await openRequest(t)
  const { requestId } = request
  must(await office.app.assignRequest({ actor: office.as('manager'), requestId, employeeId: 'user' }))
  const byUser = {
    actor: office.as('user'),
    requestId,
    months: 1,
    reasonCode: 'complexity',
    reason: 'x',
  } as const

  assert.equal(refusal(await office.app.extendRequest(byUser)), 'forbidden')
  assert.equal(refusal(await extend(1, { expected: '"stale"' })), 'versionConflict')
})
