import assert from 'node:assert/strict'

import {
  queuesWithSessions,
  type MessageBus,
  type QueueName,
} from '../../../shared/application/ports/messages.ts'
import { contractSuite, type Check, type Register } from './suite.ts'

export type Drained = { readonly messageId: string; readonly body: unknown; readonly sessionId?: string }

export type MessageBusUnderTest = {
  readonly bus: MessageBus
  /** Takes and completes what can be received now, in order; a session's next message only after the one before. */
  readonly drain: (queue: QueueName) => Promise<readonly Drained[]>
  /** What `notBefore` is measured against. */
  readonly now: () => Date
  /** Moves the clock; absent where time cannot be moved. */
  readonly advance?: (milliseconds: number) => void | Promise<void>
  readonly close: () => Promise<void>
}

/** What every message bus must hold, whatever keeps the queues. */
export function messageBusContract(
  name: string,
  open: () => Promise<MessageBusUnderTest>,
  register?: Register,
): void {
  const check = contractSuite(name, open, register)
  arrival(check)
  sessions(check)
  limits(check)
  times(check)
}

const idsOf = (drained: readonly Drained[]): readonly string[] => drained.map(({ messageId }) => messageId)

function arrival(check: Check<MessageBusUnderTest>): void {
  check('what is sent arrives with its id and body', async ({ bus, drain }) => {
    await bus.send('mail', [{ id: 'first', body: { requestId: 'r1', lap: 2 } }])

    assert.deepEqual(await drain('mail'), [{ messageId: 'first', body: { requestId: 'r1', lap: 2 } }])
  })

  check('each queue keeps its own messages', async ({ bus, drain }) => {
    await bus.send('mail', [{ id: 'same', body: {} }])
    await bus.send('orchestrations', [{ id: 'same', body: {}, sessionId: 'instance' }])

    assert.equal((await drain('mail')).length, 1)
    assert.equal((await drain('orchestrations')).length, 1)
    assert.equal((await drain('audit')).length, 0)
  })

  check('an id sent twice, apart or together, is stored once', async ({ bus, drain }) => {
    await bus.send('mail', [
      { id: 'letter', body: { attempt: 1 } },
      { id: 'letter', body: { attempt: 2 } },
    ])
    await bus.send('mail', [{ id: 'letter', body: { attempt: 3 } }])

    assert.deepEqual(await drain('mail'), [{ messageId: 'letter', body: { attempt: 1 } }])
    await bus.send('mail', [{ id: 'letter', body: { attempt: 4 } }])
    assert.deepEqual(await drain('mail'), [])
  })

  check('sending nothing is nothing', async ({ bus, drain }) => {
    await bus.send('mail', [])

    assert.deepEqual(await drain('mail'), [])
  })

  check('more messages than one sending holds arrive all the same', async ({ bus, drain }) => {
    const messages = Array.from({ length: 6 }, (_, index) => ({
      id: `large-${index}`,
      body: { text: String(index).repeat(100_000) },
    }))
    await bus.send('mail', messages)

    const arrived = await drain('mail')

    assert.deepEqual(new Set(idsOf(arrived)), new Set(messages.map(({ id }) => id)))
    assert.deepEqual(arrived.find(({ messageId }) => messageId === 'large-5')?.body, messages[5]?.body)
  })
}

function sessions(check: Check<MessageBusUnderTest>): void {
  check('the messages of a session come in the order of sending', async ({ bus, drain }) => {
    const ids = Array.from({ length: 12 }, (_, index) => `entry-${index}`)
    for (const id of ids) await bus.send('audit', [{ id, body: {}, sessionId: 'company' }])

    const arrived = await drain('audit')

    assert.deepEqual(idsOf(arrived), ids)
    assert.ok(arrived.every((message) => message.sessionId === 'company'))
  })

  check('messages of several sessions sent together keep each its session and its order', async (opened) => {
    const { bus, drain } = opened
    const entry = (sessionId: string, place: number) => ({ id: `${sessionId}${place}`, body: {}, sessionId })
    await bus.send('audit', [entry('a', 1), entry('b', 1), entry('a', 2), entry('b', 2), entry('a', 3)])

    const arrived = await drain('audit')

    const ofSession = (sessionId: string) => idsOf(arrived.filter((one) => one.sessionId === sessionId))
    assert.deepEqual(ofSession('a'), ['a1', 'a2', 'a3'])
    assert.deepEqual(ofSession('b'), ['b1', 'b2'])
  })
}

function limits(check: Check<MessageBusUnderTest>): void {
  check('a message too large for a queue, or without an id, is a defect', async ({ bus, drain }) => {
    await assert.rejects(bus.send('mail', [{ id: 'big', body: { text: 'x'.repeat(300_000) } }]), RangeError)
    await assert.rejects(bus.send('mail', [{ id: '', body: {} }]), RangeError)
    await assert.rejects(bus.send('mail', [{ id: 'x'.repeat(129), body: {} }]), RangeError)
    assert.deepEqual(await drain('mail'), [])
  })

  check('a message just within the limits arrives', async ({ bus, drain }) => {
    const body = { text: 'x'.repeat(240 * 1024 - '{"text":""}'.length) }
    await bus.send('mail', [{ id: 'x'.repeat(128), body, sessionId: 'y'.repeat(128) }])

    assert.deepEqual((await drain('mail'))[0]?.body, body)
  })

  check('a message without a session, where messages belong to one, is a defect', async ({ bus, drain }) => {
    for (const queue of queuesWithSessions) {
      await assert.rejects(bus.send(queue, [{ id: 'lonely', body: {} }]), RangeError)
      await assert.rejects(bus.send(queue, [{ id: 'lonely', body: {}, sessionId: '' }]), RangeError)
      assert.deepEqual(await drain(queue), [])
    }
  })

  check('a queue that is not one of those there are is a defect', async ({ bus }) => {
    await assert.rejects(bus.send('unknown' as QueueName, [{ id: 'a', body: {} }]), RangeError)
  })
}

function times(check: Check<MessageBusUnderTest>): void {
  check(
    'a postponed message arrives, and not before it',
    async ({ bus, drain, now, advance }) => {
      await bus.send('mail', [{ id: 'later', body: {}, notBefore: new Date(now().getTime() + 60_000) }])

      await advance?.(59_000)
      assert.equal((await drain('mail')).length, 0)
      await advance?.(1_000)
      assert.equal((await drain('mail')).length, 1)
    },
    'advance',
  )

  check(
    'a message sent beside a postponed one is not held up by it',
    async ({ bus, drain, now, advance }) => {
      const notBefore = new Date(now().getTime() + 60_000)
      await bus.send('mail', [
        { id: 'later', body: {}, notBefore },
        { id: 'now', body: {} },
      ])

      assert.deepEqual(idsOf(await drain('mail')), ['now'])
      await advance?.(60_000)
      assert.deepEqual(idsOf(await drain('mail')), ['later'])
    },
    'advance',
  )

  check(
    'an id may be used again after ten minutes',
    async ({ bus, drain, advance }) => {
      await bus.send('mail', [{ id: 'again', body: {} }])
      await advance?.(10 * 60_000 - 1_000)
      await bus.send('mail', [{ id: 'again', body: {} }])
      assert.equal((await drain('mail')).length, 1)

      await advance?.(1_000)
      await bus.send('mail', [{ id: 'again', body: {} }])
      assert.equal((await drain('mail')).length, 1)
    },
    'advance',
  )
}
