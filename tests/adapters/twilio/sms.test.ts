import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'

import { createTwilioSms } from '../../../shared/adapters/twilio/sms.ts'
import { DependencyUnavailable } from '../../../shared/application/ports/unavailable.ts'
import { personal } from '../../../shared/kernel/personal.ts'
import { anSms } from '../../support/contracts/senders.ts'
import type { Answer, Fault } from '../../support/loopback-provider.ts'
import { openTwilio, type OpenedSms } from '../../support/twilio/open-sms.ts'
import { accountSid, authToken, from, refusal } from '../../support/twilio/service.ts'

type Context = { after: (work: () => unknown) => void }

async function opened(t: Context, wishes: Parameters<typeof openTwilio>[0] = {}): Promise<OpenedSms> {
  const open = await openTwilio(wishes)
  t.after(open.close)
  return open
}

/** What sending throws when the provider answers so; nothing of the text, its addressee or the key is in it. */
async function thrownAt(open: OpenedSms, fault: Fault): Promise<unknown> {
  open.double.next(fault)
  const error = await open.sender.send(anSms('one')).then(
    () => assert.fail('nothing was thrown'),
    (thrown: unknown) => thrown,
  )
  const shown = inspect(error, { depth: Infinity, showHidden: true, maxStringLength: Infinity })
  assert.doesNotMatch(shown, /4500000000|Your code|the-key-of|Basic/)
  return error
}

test('a text goes to its one number from our sender, as it was written', async (t) => {
  const { sender, double } = await opened(t)

  const text = 'Koden er 482913 – gælder i 10 minutter & én gang'
  assert.deepEqual(await sender.send({ ...anSms('one'), text }), { ok: true, value: { providerId: 'SM0' } })

  assert.deepEqual(double.taken, [{ sid: 'SM0', to: '+4500000000', text }])
  assert.equal(double.calls[0]?.path, `/2010-04-01/Accounts/${accountSid}/Messages.json`)
  assert.deepEqual(double.outside, [])
})

test('a number that no text will ever reach is refused for good, whatever Twilio calls it', async (t) => {
  const open = await opened(t)
  for (const code of [21211, 21214, 21217, 21265, 21408, 21610, 21612, 21614, 21635]) {
    open.double.next(refusal(400, code, 'The number +4500000000 …'))
    assert.deepEqual(
      await open.sender.send(anSms('one')),
      { ok: false, error: { code: 'numberRefused' } },
      `${code}`,
    )
  }
  assert.deepEqual(open.log, [])
})

test('whatever else Twilio finds wrong with a text is a defect of ours, known by its status and its code', async (t) => {
  const open = await opened(t)
  const answers: readonly (readonly [Answer, string])[] = [
    [refusal(400, 21602, 'Message body is required'), 'status 400 and code 21602'],
    [refusal(400, 21617, 'Your code … exceeds 1600 characters'), 'status 400 and code 21617'],
    [refusal(404, 20404, 'not found'), 'status 404 and code 20404'],
    [{ status: 400, body: '<html>Bad request</html>' }, 'status 400'],
    [{ status: 400, body: { code: 'Your code', message: '+4500000000' } }, 'status 400'],
    [
      {
        status: 422,
        body: { type: 'about:x', title: 'Your code', status: 422, code: 70000, detail: '+4500000000' },
      },
      'status 422 and code 70000',
    ],
    [{ status: 200, body: { sid: 'SM9' } }, 'status 200'],
  ]
  for (const [answer, told] of answers) {
    const error = await thrownAt(open, answer)
    assert.ok(error instanceof Error && !(error instanceof DependencyUnavailable), inspect(answer))
    assert.equal(error.message, `Twilio refused a text message with ${told}`)
  }
})

test('a provider that asks to wait is waited for, and an hour is enough', async (t) => {
  const open = await opened(t)
  const after = (seconds: string) => ({ headers: { 'retry-after': seconds } })
  const waits: readonly (readonly [Answer, number])[] = [
    [{ ...refusal(429, 20429, 'Too Many Requests'), ...after('45') }, 45],
    [{ ...refusal(429, 20429, 'Too Many Requests'), ...after('1') }, 30],
    [{ ...refusal(429, 20429, 'Too Many Requests'), ...after('90000') }, 3600],
    [{ ...refusal(429, 20429, 'Too Many Requests'), ...after('soon') }, 30],
    [refusal(400, 20429, 'Too Many Requests'), 30],
    [refusal(400, 21611, 'the queue of +4570000000 is full'), 30],
    [{ status: 503, body: '<html>', ...after('120') }, 120],
    [{ status: 500 }, 30],
    [{ status: 408 }, 30],
    [{ status: 302, headers: { location: 'http://127.0.0.1:1/' } }, 30],
  ]
  for (const [answer, seconds] of waits) {
    const error = await thrownAt(open, answer)
    assert.ok(error instanceof DependencyUnavailable, inspect(answer))
    assert.deepEqual([error.dependency, error.retryAfterSeconds], ['sms', seconds], inspect(answer))
  }
  assert.deepEqual(open.log, [])
})

test('an account, a key or a sender that Twilio does not accept keeps the texts, and the operator is told', async (t) => {
  const wishes = [{ authToken: 'another' }, { accountSid: `AC${'1'.repeat(32)}` }, { from: '+4511111111' }]
  for (const wish of wishes) {
    const open = await opened(t, wish)
    await assert.rejects(open.sender.send(anSms('one')), { dependency: 'sms', retryAfterSeconds: 300 })
    assert.deepEqual(open.log, [{ code: 'credentialsRefused', dependency: 'sms' }])
  }
  const open = await opened(t)
  for (const answer of [refusal(400, 20005, 'Account not active'), { status: 403 }, { status: 401 }])
    assert.ok((await thrownAt(open, answer)) instanceof DependencyUnavailable)
  assert.equal(open.log.length, 3)
})

test('an answer that is lost, late, or never ends is a provider that is away', async (t) => {
  const open = await opened(t, { patienceMs: 200 })
  for (const fault of ['answerLost', 'silence', 'trickle'] as const)
    assert.ok((await thrownAt(open, fault)) instanceof DependencyUnavailable, fault)

  assert.equal(open.double.calls.length, 3, 'the SDK tries nothing again by itself')
})

test('an answer that is longer than any of Twilio’s is not read to its end', async (t) => {
  const open = await opened(t)

  assert.ok(
    (await thrownAt(open, { status: 201, body: 'x'.repeat(100_000) })) instanceof DependencyUnavailable,
  )
})

test('an acceptance that cannot be read is one all the same, and no second text is sent', async (t) => {
  const open = await opened(t)
  for (const body of ['', '<html>', {}]) {
    open.double.next({ status: 201, body })
    assert.deepEqual(await open.sender.send(anSms('one')), { ok: true, value: { providerId: 'unnamed' } })
  }
})

test('what the SDK reads of the environment changes neither where a text goes nor what is printed', async (t) => {
  const set = { TWILIO_EDGE: 'sydney', TWILIO_REGION: 'au1', TWILIO_LOG_LEVEL: 'debug' }
  const before = Object.keys(set).map((name) => [name, process.env[name]] as const)
  t.after(() => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  })
  const printed = t.mock.method(console, 'log', () => undefined)
  Object.assign(process.env, set)
  const { double } = await opened(t)
  // A name, since the SDK leaves addresses alone.
  const baseUrl = double.url.replace('127.0.0.1', 'localhost')
  const log = { write: () => undefined }
  const sender = createTwilioSms({ accountSid, authToken, from, baseUrl }, { log })

  assert.ok((await sender.send(anSms('one'))).ok)
  assert.equal(double.calls[0]?.headers.host, new URL(baseUrl).host)
  assert.equal(printed.mock.callCount(), 0)
})

test('a text that the SDK cannot make is a defect, and tells nothing of itself', async (t) => {
  const { sender } = await opened(t)
  const broken = { ...anSms('one'), to: personal(undefined as never) }

  await assert.rejects(sender.send(broken), /^Error: the SDK of Twilio failed with \w+$/)
})
