import assert from 'node:assert/strict'
import { test } from 'node:test'

import { answerTo, makeKeys, signed } from '../../../clients/receiver/receiver.ts'
import type { OwnKeys } from '../../../clients/receiver/receiver.ts'
import type { Challenge } from '../../../shared/application/transfer/receivers.ts'
import { must, openOffice, refusal, type Office } from '../../support/application.ts'
import { auditOf } from '../../support/audit.ts'
import type { PersonName } from '../../support/companies.ts'
import { receiver } from '../../support/receiver.ts'
import { receiverFacts, receiverKeys } from '../../support/transfer.ts'

const asked = (office: Office, name: PersonName = 'admin') => ({
  actor: office.as(name),
  companyId: 'demo',
})

const keys = receiverKeys
const facts = receiverFacts

const added = async (office: Office, more: { readonly url?: string } = {}) =>
  must(await office.app.receivers.add({ ...asked(office), facts: { ...facts, ...more } }))

const challenged = async (office: Office, receiverId: string): Promise<Challenge> => {
  const answer = must(await office.app.receivers.challenge({ ...asked(office), receiverId }))
  assert.ok(answer !== 'holds' && 'challenge' in answer)
  return answer
}

const stateOf = async (office: Office) =>
  must(await office.app.receivers.list(asked(office))).map(({ state }) => state)

const rule = (refused: unknown) => (refused as { readonly error: { readonly rule?: string } }).error.rule

test('a receiver that reads with one key and signs with the other waits for a second person, who sees who it is', async (t) => {
  const office = await openOffice(t, { mode: 'serve' })
  const { id: receiverId, ...seen } = await added(office)
  assert.deepEqual([seen.state, seen.name, seen.url], ['unproved', 'Nordlys Forsikring', undefined])
  const { challenge } = await challenged(office, receiverId)
  const proof = answerTo(keys.own, challenge)

  const held = must(await office.app.receivers.prove({ ...asked(office), receiverId, proof }))
  assert.ok(held !== 'holds')
  assert.deepEqual(await stateOf(office), ['proved'])
  const decision = { ...held, decision: 'approve' } as const
  const { companyItems } = office.app
  assert.equal(refusal(await companyItems.decide({ actor: office.as('admin'), ...decision })), 'fourEyes')
  const [waiting] = await companyItems.waitingFor(office.as('owner'))
  assert.ok(waiting?.change.kind === 'receiver')
  assert.deepEqual(waiting.change.receiver, { name: 'Nordlys Forsikring', contact: 'data@nordlys.example' })
  must(await companyItems.decide({ actor: office.as('owner'), ...decision }))

  const [approved] = must(await office.app.receivers.list(asked(office)))
  assert.equal(approved?.state, 'approved')
  assert.deepEqual([approved.provedAt, approved.approvedAt], [office.clock.now(), office.clock.now()])
  const events = (await auditOf(office).lines()).map(({ entry }) => entry?.event ?? '')
  assert.deepEqual(
    events.filter((event) => /^(receiver|change)/.test(event)),
    ['receiverAdded', 'receiverProved', 'changeProposed', 'changeApproved', 'receiverApproved'],
  )
})

test('who proves itself again while it waits is not asked about twice', async (t) => {
  const office = await openOffice(t, { mode: 'serve' })
  const { id: receiverId } = await added(office)
  const held = []
  for (let n = 0; n < 2; n++) {
    const proof = answerTo(keys.own, (await challenged(office, receiverId)).challenge)
    held.push(must(await office.app.receivers.prove({ ...asked(office), receiverId, proof })))
  }
  assert.deepEqual(held[0], held[1])
  assert.equal((await office.app.companyItems.waitingFor(office.as('owner'))).length, 1)
})

test('where one person alone decides, a receiver that proves itself can be chosen at once, and proves nothing more', async (t) => {
  const office = await openOffice(t)
  const { id: receiverId } = await added(office)
  const proof = answerTo(keys.own, (await challenged(office, receiverId)).challenge)

  assert.equal(must(await office.app.receivers.prove({ ...asked(office), receiverId, proof })), 'holds')
  assert.deepEqual(await stateOf(office), ['approved'])
  const again = await office.app.receivers.challenge({ ...asked(office), receiverId })
  assert.deepEqual([refusal(again), rule(again)], ['receiverNotProved', 'approved'])
})

test('a challenge that was made before the approval proves nothing after it', async (t) => {
  const office = await openOffice(t, { mode: 'serve' })
  const { id: receiverId } = await added(office)
  const first = answerTo(keys.own, (await challenged(office, receiverId)).challenge)
  const held = must(await office.app.receivers.prove({ ...asked(office), receiverId, proof: first }))
  const late = answerTo(keys.own, (await challenged(office, receiverId)).challenge)
  assert.ok(held !== 'holds')
  must(await office.app.companyItems.decide({ actor: office.as('owner'), ...held, decision: 'approve' }))

  const proved = await office.app.receivers.prove({ ...asked(office), receiverId, proof: late })
  assert.equal(refusal(proved), 'itemOutdated')
  assert.deepEqual(await stateOf(office), ['approved'])
})

test('the key of somebody else, another company, another nonce and a challenge that is over prove nothing', async (t) => {
  const office = await openOffice(t)
  const { id: receiverId } = await added(office)
  const none = await office.app.receivers.prove({ ...asked(office), receiverId, proof: 'a.b.c' })
  assert.equal(refusal(none), 'receiverNotProved')
  const { challenge } = await challenged(office, receiverId)
  const good = answerTo(keys.own, challenge)
  const { nonce } = JSON.parse(Buffer.from(good.split('.')[1] ?? '', 'base64url').toString()) as {
    nonce: string
  }
  const said = { company: 'demo', receiverId, nonce }
  const typ = 'indsigt-receiver-proof+jwt'
  const withHead = (head: object, body = good) =>
    [Buffer.from(JSON.stringify(head)).toString('base64url'), ...body.split('.').slice(1)].join('.')
  const wrong: Readonly<Record<string, string>> = {
    otherKey: signed({ ...keys.own, signing: makeKeys().own.signing }, typ, said),
    otherCompany: signed(keys.own, typ, { ...said, company: 'other' }),
    otherReceiver: signed(keys.own, typ, { ...said, receiverId: 'another' }),
    otherNonce: signed(keys.own, typ, { ...said, nonce: `${nonce}x` }),
    noNonce: signed(keys.own, typ, { ...said, nonce: 1 }),
    otherKind: signed(keys.own, 'JWT', said),
    unsigned: withHead({ alg: 'none', typ }),
    critical: withHead({ alg: 'ES256', typ, crit: ['exp'] }),
    fourParts: `${good}.x`,
    oneWord: 'nothing',
    noObject: `${Buffer.from('1').toString('base64url')}.x.y`,
    payload: signedText(keys.own, typ, '1'),
  }
  for (const [name, proof] of Object.entries(wrong)) {
    const proved = await office.app.receivers.prove({ ...asked(office), receiverId, proof })
    assert.deepEqual([refusal(proved), rule(proved)], ['receiverNotProved', 'signature'], name)
  }
  office.clock.pass({ hours: 24 })
  const late = await office.app.receivers.prove({ ...asked(office), receiverId, proof: good })
  assert.equal(refusal(late), 'receiverNotProved')
  assert.deepEqual(await stateOf(office), ['unproved'])
})

/** The same as `signed`, over a payload that is no object. */
function signedText(own: OwnKeys, typ: string, payload: string): string {
  const whole = signed(own, typ, {})
  const [head = ''] = whole.split('.')
  return `${head}.${Buffer.from(payload).toString('base64url')}.${whole.split('.')[2]}`
}

test('a receiver with an address is asked there, and is proved by what answers at it alone', async (t) => {
  const office = await openOffice(t)
  const there = await receiver(t, {
    answer: (_, response) => {
      const { challenge } = JSON.parse(there.calls[0]?.body() ?? '') as { challenge: string }
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ proof: answerTo(keys.own, challenge) }))
    },
  })
  const { id: receiverId, url } = await added(office, { url: there.url })
  assert.equal(url, there.url)
  const byHand = await office.app.receivers.prove({ ...asked(office), receiverId, proof: 'a.b.c' })
  assert.deepEqual([refusal(byHand), rule(byHand)], ['receiverNotProved', 'address'])

  assert.equal(must(await office.app.receivers.challenge({ ...asked(office), receiverId })), 'holds')
  assert.equal(there.calls.length, 1)
})

test('an address at which nobody, or somebody else, answers proves nothing and is told by its rule', async (t) => {
  const office = await openOffice(t)
  const answers = [
    [503, '{}'],
    [200, 'no json'],
    [200, '{}'],
    [200, '{"proof":"a.b.c"}'],
  ] as const
  const rules = []
  for (const [status, text] of answers) {
    const there = await receiver(t, { answer: (_, response) => response.writeHead(status).end(text) })
    const { id: receiverId } = await added(office, { url: there.url })
    rules.push(rule(await office.app.receivers.challenge({ ...asked(office), receiverId })))
  }
  const { id: receiverId } = await added(office, { url: 'http://localhost:1/' })
  rules.push(rule(await office.app.receivers.challenge({ ...asked(office), receiverId })))
  assert.deepEqual(rules, ['status 503', 'answer', 'answer', 'signature', 'connectFailed'])
})

test('keys and addresses that cannot be used are refused when they are entered', async (t) => {
  const office = await openOffice(t)
  const add = async (more: object) =>
    rule(await office.app.receivers.add({ ...asked(office), facts: { ...facts, ...more } }))

  assert.equal(await add({ encryptionKey: { n: 'AQAB', e: 'AQAB' } }), 'encryptionKey')
  assert.equal(await add({ signingKey: { x: 'A'.repeat(43), y: 'A'.repeat(43) } }), 'signingKey')
  assert.equal(await add({ url: 'https://10.0.0.1/' }), 'addressRefused')
})

test('a receiver is entered once by a repeated call, twenty at most, and is gone from the moment it is removed', async (t) => {
  const office = await openOffice(t)
  const idempotency = { key: 'once', bodyHash: 'x' }
  const first = must(await office.app.receivers.add({ ...asked(office), facts, idempotency }))
  const again = await office.app.receivers.add({ ...asked(office), facts, idempotency })
  assert.deepEqual(must(again), first)
  const other = { key: 'once', bodyHash: 'y' }
  const reused = await office.app.receivers.add({ ...asked(office), facts, idempotency: other })
  assert.equal(refusal(reused), 'idempotencyKeyReused')

  must(await office.app.receivers.remove({ ...asked(office), receiverId: first.id }))
  assert.deepEqual(await stateOf(office), [])
  const twice = await office.app.receivers.remove({ ...asked(office), receiverId: first.id })
  assert.equal(refusal(twice), 'notFound')
  for (let n = 0; n < 20; n++) await added(office)
  const most = await office.app.receivers.add({ ...asked(office), facts })
  assert.equal(refusal(most), 'limitReached')
})

test('a receiver that was removed while it waited for the second person is not approved', async (t) => {
  const office = await openOffice(t, { mode: 'serve' })
  const { id: receiverId } = await added(office)
  const proof = answerTo(keys.own, (await challenged(office, receiverId)).challenge)
  const held = must(await office.app.receivers.prove({ ...asked(office), receiverId, proof }))
  assert.ok(held !== 'holds')
  must(await office.app.receivers.remove({ ...asked(office), receiverId }))

  const decided = await office.app.companyItems.decide({
    ...{ actor: office.as('owner'), ...held, decision: 'approve' },
  })
  assert.equal(refusal(decided), 'itemOutdated')
})

test('receivers are for who administers the company, and another company’s are not there', async (t) => {
  const office = await openOffice(t)
  const { id: receiverId } = await added(office)
  const { receivers } = office.app
  const calls = (by: ReturnType<typeof asked>) => [
    receivers.list(by),
    receivers.add({ ...by, facts }),
    receivers.challenge({ ...by, receiverId }),
    receivers.prove({ ...by, receiverId, proof: 'a.b.c' }),
    receivers.remove({ ...by, receiverId }),
  ]
  for (const call of calls(asked(office, 'manager'))) assert.equal(refusal(await call), 'forbidden')
  for (const call of calls({ actor: office.elsewhere('admin'), companyId: 'demo' }))
    assert.equal(refusal(await call), 'notFound')
  const unknown = { ...asked(office), receiverId: 'none' }
  for (const call of [receivers.challenge(unknown), receivers.prove({ ...unknown, proof: 'a.b.c' })])
    assert.equal(refusal(await call), 'notFound')
  assert.deepEqual(await stateOf(office), ['unproved'])
})
