import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'

import { DependencyUnavailable } from '../../../shared/application/ports/unavailable.ts'
import { aMail } from '../../support/contracts/senders.ts'
import type { Answer, Fault } from '../../support/loopback-provider.ts'
import { now, openSendGrid, type OpenedMail } from '../../support/sendgrid/open-mail.ts'

async function opened(
  t: { after: (work: () => Promise<void>) => void },
  wishes: Parameters<typeof openSendGrid>[0] = {},
): Promise<OpenedMail> {
  const open = await openSendGrid(wishes)
  t.after(open.close)
  return open
}

/** What sending throws when the provider answers so; nothing of the mail is in it. */
async function thrownAt(open: OpenedMail, fault: Fault): Promise<unknown> {
  open.double.next(fault)
  const error = await open.sender.send(aMail('one')).then(
    () => assert.fail('nothing was thrown'),
    (thrown: unknown) => thrown,
  )
  const shown = inspect(error, { depth: Infinity, showHidden: true, maxStringLength: Infinity })
  assert.doesNotMatch(shown, /person@mail|A letter is waiting|SG\./)
  return error
}

const errors = (...fields: (string | null)[]): Answer => ({
  status: 400,
  body: { errors: fields.map((field) => ({ message: 'a rule', field, help: null })) },
})

test('a mail carries what was written, under the company’s name, to one person, and no link of it is changed', async (t) => {
  const { sender, double } = await opened(t)

  assert.deepEqual(await sender.send(aMail('one')), { ok: true, value: { providerId: 'message-1' } })

  const { id, fromName, subject, text, html } = aMail('one')
  assert.deepEqual(double.taken, [{ ...{ id, fromName, subject, text, html }, to: 'person@mail.example' }])
  assert.deepEqual(double.outside, [])
})

test('an address is refused for good only where nothing else is wrong with the mail', async (t) => {
  const open = await opened(t)
  open.double.next(errors('personalizations.0.to'))
  assert.deepEqual(await open.sender.send(aMail('one')), { ok: false, error: { code: 'addressRefused' } })

  for (const fault of [
    errors('personalizations.0.to.0.email', 'subject'),
    errors('from.email'),
    errors(null),
    errors(),
    { status: 400, body: '<html>Bad request</html>' },
    { status: 400, body: { errors: ['text'] } },
    { status: 413 },
    { status: 404 },
  ]) {
    const error = await thrownAt(open, fault)
    assert.ok(error instanceof Error && !(error instanceof DependencyUnavailable), inspect(fault))
    assert.match(error.message, /^SendGrid refused a mail with status 4\d\d$/)
  }
})

test('the sandbox, which delivers nothing, is not taken for a mail that was sent', async (t) => {
  const open = await opened(t)

  assert.match(String(await thrownAt(open, { status: 200 })), /SendGrid refused a mail with status 200/)
})

test('a provider that asks to wait is waited for, and an hour is enough', async (t) => {
  const open = await opened(t)
  const resetIn = (seconds: number) => ({ 'x-ratelimit-reset': `${now.getTime() / 1000 + seconds}` })
  const waits: readonly (readonly [Answer, number])[] = [
    [{ status: 429, headers: resetIn(45) }, 45],
    [{ status: 429, headers: resetIn(1) }, 30],
    [{ status: 429, headers: resetIn(90_000) }, 3600],
    [{ status: 429, headers: { 'x-ratelimit-reset': 'soon' } }, 30],
    [{ status: 503, headers: { 'retry-after': '120' } }, 120],
    [{ status: 500, body: '<html>' }, 30],
    [{ status: 408 }, 30],
    [{ status: 302, headers: { location: 'http://127.0.0.1:1/' } }, 30],
  ]
  for (const [answer, seconds] of waits) {
    const error = await thrownAt(open, answer)
    assert.ok(error instanceof DependencyUnavailable, inspect(answer))
    assert.deepEqual([error.dependency, error.retryAfterSeconds], ['mail', seconds], inspect(answer))
  }
  assert.deepEqual(open.log, [])
})

test('a key or a sender that SendGrid does not accept keeps the mails, and the operator is told', async (t) => {
  for (const wishes of [{ apiKey: 'SG.another' }, { from: 'somebody@else.example' }]) {
    const open = await opened(t, wishes)
    await assert.rejects(open.sender.send(aMail('one')), { dependency: 'mail', retryAfterSeconds: 300 })
    assert.deepEqual(open.log, [{ code: 'credentialsRefused', dependency: 'mail' }])
  }
})

test('an answer that is lost, late, or never ends is a provider that is away', async (t) => {
  const open = await opened(t, { patienceMs: 200 })
  for (const fault of ['answerLost', 'silence', 'trickle'] as const)
    assert.ok((await thrownAt(open, fault)) instanceof DependencyUnavailable, fault)

  assert.equal(open.double.calls.length, 3, 'the SDK tries nothing again by itself')
})

test('after a lost answer the same mail is sent again, under the same id', async (t) => {
  const open = await opened(t)
  await thrownAt(open, 'answerLost')
  await open.sender.send(aMail('one'))

  const [first, second] = open.double.taken
  assert.deepEqual(first, second)
})

test('an answer without SendGrid’s own id is still an acceptance', async (t) => {
  const open = await opened(t)
  open.double.next({ status: 202 })

  assert.ok((await open.sender.send(aMail('one'))).ok)
})

test('an answer that is longer than any of SendGrid’s is not read to its end', async (t) => {
  const open = await opened(t)

  assert.ok(
    (await thrownAt(open, { status: 202, body: 'x'.repeat(100_000) })) instanceof DependencyUnavailable,
  )
})

test('a mail that the SDK cannot make is a defect, and tells nothing of itself', async (t) => {
  const { sender } = await opened(t)
  const broken = { ...aMail('one'), subject: 1 as unknown as string }

  await assert.rejects(sender.send(broken), { message: 'the SDK of SendGrid failed with Error' })
})

test('an answer that leads elsewhere is not followed: neither the mail nor the key goes there', async (t) => {
  const open = await opened(t)
  const elsewhere = await opened(t)

  for (const status of [301, 302, 307, 308]) {
    const headers = { Location: `${elsewhere.double.url}/v3/mail/send` }
    await thrownAt(open, { status, headers })
  }

  assert.deepEqual(elsewhere.double.calls, [])
})
