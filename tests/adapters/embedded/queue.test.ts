import assert from 'node:assert/strict'
import { test } from 'node:test'

import { DependencyUnavailable } from '../../../shared/application/ports/unavailable.ts'
import { anOpenQueue, startAt } from '../../support/embedded-bus.ts'

test('a received message is hidden for sixty seconds, then comes back with its delivery counted', async () => {
  const { queue, advance } = anOpenQueue()
  await queue.send('mail', [{ id: 'm', body: { a: 1 } }])

  const [first] = queue.receive('mail', 10)
  assert.equal(first?.deliveryCount, 1)
  assert.equal(first?.lockedUntil.getTime(), startAt + 60_000)
  advance(59_999)
  assert.deepEqual(queue.receive('mail', 10), [])
  advance(1)
  const [second] = queue.receive('mail', 10)
  assert.equal(second?.deliveryCount, 2)
  assert.notEqual(second?.lockToken, first?.lockToken)
})

test('what a killed process had locked is received again at once, and what waits out a delay still waits', async () => {
  const { queue } = anOpenQueue()
  await queue.send('mail', [
    { id: 'held', body: {} },
    { id: 'delayed', body: {} },
  ])
  const [held, delayed] = queue.receive('mail', 2)
  assert.ok(queue.abandon(delayed?.lockToken ?? '', 30))

  queue.releaseLocks()

  const [again, ...others] = queue.receive('mail', 2)
  assert.deepEqual([again?.messageId, again?.deliveryCount, others], ['held', 2, []])
  assert.equal(queue.complete(held?.lockToken ?? ''), false)
})

test('whoever lost the lock can settle nothing', async () => {
  const { queue, advance } = anOpenQueue()
  await queue.send('mail', [{ id: 'm', body: {} }])
  const token = queue.receive('mail', 1)[0]?.lockToken ?? ''

  advance(60_000)

  assert.equal(queue.complete(token), false)
  assert.equal(queue.abandon(token), false)
  assert.equal(queue.deadLetter(token, 'malformed'), false)
  assert.equal(queue.renew(token), false)
  assert.equal(queue.complete('never issued'), false)
  assert.equal(queue.receive('mail', 1).length, 1)
})

test('a renewed lock lasts sixty seconds from then', async () => {
  const { queue, advance } = anOpenQueue()
  await queue.send('mail', [{ id: 'm', body: {} }])
  const token = queue.receive('mail', 1)[0]?.lockToken ?? ''

  advance(50_000)
  assert.ok(queue.renew(token))
  advance(59_000)

  assert.deepEqual(queue.receive('mail', 1), [])
  assert.ok(queue.complete(token))
})

test('a message abandoned ten times goes to the dead letter with the reason', async () => {
  const { queue } = anOpenQueue()
  await queue.send('mail', [
    { id: 'poison', body: {} },
    { id: 'good', body: {} },
  ])

  for (let delivery = 1; delivery <= 10; delivery++) {
    const poison = queue.receive('mail', 2).find((message) => message.messageId === 'poison')
    assert.equal(poison?.deliveryCount, delivery)
    assert.ok(queue.abandon(poison?.lockToken ?? ''))
  }

  assert.deepEqual(queue.receive('mail', 2), [])
  const [dead, ...others] = queue.deadLetters('mail')
  assert.deepEqual(
    [dead?.messageId, dead?.reason, dead?.deliveryCount],
    ['poison', 'maxDeliveryCountExceeded', 10],
  )
  assert.equal(others.length, 0)
})

test('a message whose lock ran out ten times goes to the dead letter too', async () => {
  const { queue, advance } = anOpenQueue()
  await queue.send('mail', [{ id: 'poison', body: {} }])

  for (let delivery = 1; delivery <= 10; delivery++) {
    assert.equal(queue.receive('mail', 1).length, 1)
    advance(60_000)
  }

  assert.deepEqual(queue.receive('mail', 1), [])
  assert.equal(queue.nextDue('mail'), undefined)
  assert.equal(queue.deadLetters('mail').length, 1)
})

test('what was put in the dead letter can be sent back, once, with its deliveries forgotten', async () => {
  const { queue } = anOpenQueue()
  await queue.send('mail', [{ id: 'm', body: {}, sessionId: 's' }])
  const [message] = queue.receive('mail', 1)
  assert.ok(queue.deadLetter(message?.lockToken ?? '', 'malformed'))
  assert.deepEqual(
    queue.deadLetters('mail').map(({ reason, sessionId }) => [reason, sessionId]),
    [['malformed', 's']],
  )
  const sequence = message?.sequenceNumber ?? 0

  assert.equal(queue.resubmit('audit', sequence), false)
  assert.equal(queue.resubmit('mail', sequence), true)
  assert.equal(queue.resubmit('mail', sequence), false)

  assert.deepEqual(queue.deadLetters('mail'), [])
  assert.equal(queue.receive('mail', 1)[0]?.deliveryCount, 1)
})

test('an abandoned message waits out its delay', async () => {
  const { queue, advance } = anOpenQueue()
  await queue.send('mail', [{ id: 'm', body: {} }])
  assert.ok(queue.abandon(queue.receive('mail', 1)[0]?.lockToken ?? '', 30))

  assert.deepEqual(queue.receive('mail', 1), [])
  assert.equal(queue.nextDue('mail')?.getTime(), startAt + 30_000)
  advance(30_000)
  assert.equal(queue.receive('mail', 1).length, 1)
})

test('one message of a session is out at a time, while other sessions and free messages go on', async () => {
  const { queue } = anOpenQueue()
  await queue.send('mail', [
    { id: 'a1', body: {}, sessionId: 'a' },
    { id: 'a2', body: {}, sessionId: 'a' },
    { id: 'b1', body: {}, sessionId: 'b' },
    { id: 'free', body: {} },
  ])

  const first = queue.receive('mail', 10)
  assert.deepEqual(
    first.map((message) => message.messageId),
    ['a1', 'b1', 'free'],
  )
  assert.deepEqual(queue.receive('mail', 10), [])

  assert.ok(queue.complete(first[0]?.lockToken ?? ''))
  assert.deepEqual(
    queue.receive('mail', 10).map((message) => message.messageId),
    ['a2'],
  )
})

test('a session waits while its first message waits out a delay', async () => {
  const { queue, advance } = anOpenQueue()
  await queue.send('mail', [
    { id: 'a1', body: {}, sessionId: 'a' },
    { id: 'a2', body: {}, sessionId: 'a' },
  ])

  assert.ok(queue.abandon(queue.receive('mail', 10)[0]?.lockToken ?? '', 10))

  assert.deepEqual(queue.receive('mail', 10), [])
  advance(10_000)
  assert.deepEqual(
    queue.receive('mail', 10).map((message) => message.messageId),
    ['a1'],
  )
})

test('a postponed message does not hold up its session, and never overtakes the one that is out', async () => {
  const { queue, advance } = anOpenQueue()
  const notBefore = new Date(startAt + 20_000)
  await queue.send('mail', [
    { id: 'later', body: {}, sessionId: 'a', notBefore },
    { id: 'now', body: {}, sessionId: 'a' },
  ])

  const [out] = queue.receive('mail', 10)
  assert.equal(out?.messageId, 'now')
  advance(20_000)
  assert.deepEqual(queue.receive('mail', 10), [])
  assert.equal(queue.nextDue('mail')?.getTime(), startAt + 60_000)
  assert.ok(queue.complete(out?.lockToken ?? ''))
  assert.equal(queue.nextDue('mail')?.getTime(), startAt + 20_000)
  assert.deepEqual(
    queue.receive('mail', 10).map((message) => message.messageId),
    ['later'],
  )
})

test('at the instant that is announced as due there is always something to receive', async () => {
  const { queue, now, advance } = anOpenQueue()
  for (let index = 0; index < 60; index++) {
    const postponed = index % 3 === 0 ? { notBefore: new Date(startAt + index * 7_000) } : {}
    const session = index % 4 === 0 ? {} : { sessionId: `s${index % 5}` }
    await queue.send('mail', [{ id: `m${index}`, body: { index }, ...postponed, ...session }])
  }

  const settled = new Set<string>()
  for (let due = queue.nextDue('mail'); due; due = queue.nextDue('mail')) {
    advance(Math.max(0, due.getTime() - now().getTime()))
    const batch = queue.receive('mail', 3)
    assert.ok(batch.length > 0)
    for (const [place, message] of batch.entries()) {
      // A third is settled, a third delayed, a third left to its lock: all must come round again.
      const fate = (message.sequenceNumber + message.deliveryCount + place) % 3
      if (fate === 0 && queue.complete(message.lockToken)) settled.add(message.messageId)
      if (fate === 1) queue.abandon(message.lockToken, 5)
    }
  }

  assert.equal(settled.size + queue.deadLetters('mail').length, 60)
})

test('listeners hear of each queue that was sent to, after the message is stored', async () => {
  const { queue } = anOpenQueue()
  const heard: [string, number][] = []
  queue.onSend((name) => heard.push([name, queue.receive(name, 1).length]))

  await queue.send('mail', [
    { id: 'a', body: {} },
    { id: 'b', body: {} },
  ])
  await queue.send('orchestrations', [])

  assert.deepEqual(heard, [['mail', 1]])
})

test('a full disk makes sending unavailable, stores nothing of the send, and heals', async () => {
  const { db, queue } = anOpenQueue()
  const pages = db.prepare('PRAGMA page_count').get()?.['page_count']
  db.exec(`PRAGMA max_page_count = ${Number(pages) + 4}`)
  const messages = Array.from({ length: 50 }, (_, index) => ({
    id: `m${index}`,
    body: { text: 'x'.repeat(1000) },
  }))

  await assert.rejects(
    queue.send('mail', messages),
    (error) => error instanceof DependencyUnavailable && error.dependency === 'messages',
  )
  assert.equal(db.prepare('SELECT count(*) AS n FROM queue_messages').get()?.['n'], 0)

  db.exec('PRAGMA max_page_count = 100000')
  await queue.send('mail', messages)
  assert.equal(queue.receive('mail', 100).length, 50)
})
