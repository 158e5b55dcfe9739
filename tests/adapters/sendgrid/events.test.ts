import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'

import { createSendGridEvents } from '../../../shared/adapters/sendgrid/events.ts'
import { bodyOf, signedCall, webhookKey } from '../../support/sendgrid/events.ts'

const now = new Date('2026-03-02T08:00:00Z')
const events = createSendGridEvents(webhookKey, { now: () => now })
const one = 'a'.repeat(22)
const two = 'b'.repeat(22)
const refused = { ok: false, error: { code: 'signatureInvalid' } }

const secondsAgo = (seconds: number) => new Date(now.getTime() - seconds * 1000)

test('of what the provider tells, the way of our mails is read and nothing else', () => {
  const told = [
    { event: 'delivered', mailId: one },
    { event: 'deferred', mailId: two },
    { event: 'processed', mailId: one },
    { event: 'open', mailId: one },
    { event: 'click', mailId: one },
    { event: 'bounce' },
    { event: 'bounce', mailId: 7 },
    { event: 'bounce', mailId: '../../request' },
    { event: 'bounce', mailId: 'x'.repeat(5000) },
  ]

  assert.deepEqual(events.read(signedCall(told, now)), {
    ok: true,
    value: [
      { mailId: one, arrival: 'delivered' },
      { mailId: two, arrival: 'deferred' },
    ],
  })
})

test('each event that is asked for has its word', () => {
  const words = { delivered: 'delivered', deferred: 'deferred', bounce: 'bounced' }
  const others = { dropped: 'dropped', spamreport: 'reportedAsSpam' }
  for (const [event, arrival] of Object.entries({ ...words, ...others }))
    assert.deepEqual(events.read(signedCall([{ event, mailId: one }], now)), {
      ok: true,
      value: [{ mailId: one, arrival }],
    })
})

test('of several events of one mail the worst is told, whatever their order', () => {
  const told = ['bounce', 'deferred', 'delivered', 'deferred'].map((event) => ({ event, mailId: one }))
  for (const order of [told, told.toReversed()])
    assert.deepEqual(events.read(signedCall(order, now)), {
      ok: true,
      value: [{ mailId: one, arrival: 'bounced' }],
    })
})

test('a call is the provider’s only with its signature over exactly this body and moment', () => {
  const call = signedCall([{ event: 'bounce', mailId: one }], now)
  const header = (changed: Readonly<Record<string, string | null>>) => (name: string) =>
    name in changed ? (changed[name] ?? null) : call.header(name)
  const signature = 'x-twilio-email-event-webhook-signature'
  const timestamp = 'x-twilio-email-event-webhook-timestamp'
  const next = `${Number(call.header(timestamp)) + 1}`

  assert.ok(events.read(call).ok)
  for (const changed of [
    { ...call, body: new Uint8Array([...call.body, 10]) },
    { ...call, body: call.body.subarray(0, -2) },
    { ...call, body: new Uint8Array() },
    { ...call, header: () => null },
    ...[null, '', 'none', 'AAAA', `${call.header(signature)}`.slice(0, -8)].map((value) => ({
      ...call,
      header: header({ [signature]: value }),
    })),
    ...[null, '', next, '1e9', '-5', `0${call.header(timestamp)}`, '9'.repeat(400)].map((value) => ({
      ...call,
      header: header({ [timestamp]: value }),
    })),
  ])
    assert.deepEqual(events.read(changed), refused)
})

test('a call signed with another key is nobody’s', () => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const other = publicKey.export({ format: 'der', type: 'spki' }).toString('base64')

  const read = createSendGridEvents(other, { now: () => now }).read(signedCall([], now))
  assert.deepEqual(read, refused)
})

test('a call is taken for the day in which the provider tries again, and not replayed later', () => {
  for (const seconds of [0, 3600, 24 * 3600, -60])
    assert.ok(events.read(signedCall([], secondsAgo(seconds))).ok)
  for (const seconds of [26 * 3600, 365 * 24 * 3600, -600])
    assert.deepEqual(events.read(signedCall([], secondsAgo(seconds))), refused)
})

test('what is signed and yet no list of events is refused', () => {
  for (const body of ['', '{}', 'null', 'bounce', '[', '7'])
    assert.deepEqual(events.read(signedCall(body, now)), { ok: false, error: { code: 'jsonMalformed' } })
  assert.deepEqual(events.read(signedCall('[null, 1, "x", [], {}]', now)), { ok: true, value: [] })
})

test('a key on another curve, or none, stops the start', () => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'secp384r1' })
  const other = publicKey.export({ format: 'der', type: 'spki' }).toString('base64')

  for (const key of [other, 'none', '']) assert.throws(() => createSendGridEvents(key, { now: () => now }))
})

test('nothing personal of an event is in what is read of it', () => {
  const read = events.read(signedCall([{ event: 'bounce', mailId: one }], now))

  assert.match(bodyOf([]), /^\[\]\r\n$/)
  assert.doesNotMatch(JSON.stringify(read), /person@|550/)
})
