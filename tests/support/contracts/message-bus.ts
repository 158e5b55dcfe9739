import assert from 'node:assert/strict'

import type { MessageBus, QueueName } from '../../../shared/application/ports/messages.ts'
import { contractSuite } from './suite.ts'

export type MessageBusUnderTest = {
  readonly bus: MessageBus
  /** Takes and completes what can be received now, in order; a session's next message only after the one before. */
  readonly drain: (
    queue: QueueName,
  ) => Promise<readonly { readonly messageId: string; readonly body: unknown; readonly sessionId?: string }[]>
  /** What `notBefore` is measured against. */
  readonly now: () => Date
  /** Moves the clock; absent where time cannot be moved. */
  readonly advance?: (milliseconds: number) => void
  readonly close: () => Promise<void>
}

/** What every message bus must hold, whatever keeps the queues. */
export function messageBusContract(name: string, open: () => Promise<MessageBusUnderTest>): void {
  const check = contractSuite(name, open)

  check('what is sent arrives with its id and body', async ({ bus, drain }) => {
    await bus.send('mail', [{ id: 'first', body: { requestId: 'r1', lap: 2 } }])

    assert.deepEqual(await drain('mail'), [{ messageId: 'first', body: { requestId: 'r1', lap: 2 } }])
  })

  check('each queue keeps its own messages', async ({ bus, drain }) => {
    await bus.send('mail', [{ id: 'same', body: {} }])
    await bus.send('orchestrations', [{ id: 'same', body: {} }])

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

  check('the messages of a session come in the order of sending', async ({ bus, drain }) => {
    const ids = Array.from({ length: 12 }, (_, index) => `entry-${index}`)
    for (const id of ids) await bus.send('audit', [{ id, body: {}, sessionId: 'company' }])

    const arrived = await drain('audit')

    assert.deepEqual(
      arrived.map((message) => message.messageId),
      ids,
    )
    assert.ok(arrived.every((message) => message.sessionId === 'company'))
  })

  check('sending nothing is nothing', async ({ bus, drain }) => {
    await bus.send('mail', [])

    assert.deepEqual(await drain('mail'), [])
  })

  check('a message too large for a queue, or without an id, is a defect', async ({ bus, drain }) => {
    await assert.rejects(bus.send('mail', [{ id: 'big', body: { text: 'x'.repeat(300_000) } }]), RangeError)
    await assert.rejects(bus.send('mail', [{ id: '', body: {} }]), RangeError)
    await assert.rejects(bus.send('mail', [{ id: 'x'.repeat(129), body: {} }]), RangeError)
    assert.deepEqual(await drain('mail'), [])
  })

  check(
    'a postponed message arrives, and not before it',
    async ({ bus, drain, now, advance }) => {
      await bus.send('mail', [{ id: 'later', body: {}, notBefore: new Date(now().getTime() + 60_000) }])

      advance?.(59_000)
      assert.equal((await drain('mail')).length, 0)
      advance?.(1_000)
      assert.equal((await drain('mail')).length, 1)
    },
    'advance',
  )

  check(
    'an id may be used again after ten minutes',
    async ({ bus, drain, advance }) => {
      await bus.send('mail', [{ id: 'again', body: {} }])
      advance?.(10 * 60_000 - 1_000)
      await bus.send('mail', [{ id: 'again', body: {} }])
      assert.equal((await drain('mail')).length, 1)

      advance?.(1_000)
      await bus.send('mail', [{ id: 'again', body: {} }])
      assert.equal((await drain('mail')).length, 1)
    },
    'advance',
  )
}
