import assert from 'node:assert/strict'

import {
  deadLetterQueueOf,
  type MessageBus,
  type QueueName,
} from '../../../shared/application/ports/messages.ts'
import { until } from '../until.ts'
import { contractSuite, type Register } from './suite.ts'

type Handler = (body: unknown, deliveryCount: number, deadLetterReason: unknown) => Promise<void>

export type TriggersUnderTest = {
  /** Starts a host with one function, on this queue. */
  readonly listen: (queue: string, handler: Handler) => Promise<void>
  readonly send: MessageBus['send']
  readonly counts: (queue: QueueName) => {
    readonly waiting: number
    readonly locked: number
    readonly dead: number
  }
  readonly stop: () => Promise<void>
  readonly close: () => Promise<void>
}

const none = { waiting: 0, locked: 0, dead: 0 }

/** What a host must hold that hands messages to functions, whatever keeps the queues. */
export function busTriggersContract(
  name: string,
  open: () => Promise<TriggersUnderTest>,
  register?: Register,
): void {
  const check = contractSuite(name, open, register)

  check('a message is settled once its work is done, and not before', async (opened) => {
    const { listen, send, counts } = opened
    const work = aGate()
    await listen('mail', async () => {
      await work.passed
    })
    await send('mail', [{ id: 'm-1', body: {} }])
    await work.reached

    await turns(20)
    const meanwhile = counts('mail')
    work.open()
    assert.deepEqual(meanwhile, { ...none, locked: 1 })

    await until(() => counts('mail').locked === 0)
    assert.deepEqual(counts('mail'), none)
  })

  check(
    'a message whose handler throws comes again, ten times, and then lies in the dead letter',
    async (opened) => {
      const { listen, send, counts } = opened
      const deliveries: number[] = []
      await listen('mail', async (_body, deliveryCount) => {
        deliveries.push(deliveryCount)
        throw new Error('as planned')
      })
      await send('mail', [{ id: 'm-1', body: {} }])

      await until(() => counts('mail').dead === 1)

      assert.deepEqual(deliveries, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
      assert.deepEqual(counts('mail'), { ...none, dead: 1 })
    },
  )

  check(
    'messages of one session are handled one at a time and in order, sessions side by side',
    async (opened) => {
      const { listen, send, counts } = opened
      const order: string[] = []
      const running = new Set<string>()
      const begun = new Set<string>()
      await listen('audit', async (body) => {
        const { session, id } = body as { session: string; id: string }
        assert.ok(!running.has(session), 'two messages of a session at once')
        running.add(session)
        begun.add(session)
        // Neither ends its first message before the other has begun.
        await until(() => begun.size === 2)
        await turns(5)
        order.push(id)
        running.delete(session)
      })
      const messages = ['a1', 'b1', 'a2', 'b2', 'a3'].map((id) => {
        const session = id.slice(0, 1)
        return { id, body: { id, session }, sessionId: session }
      })
      await send('audit', messages)

      await until(() => order.length === messages.length && counts('audit').locked === 0)

      const ofSession = (session: string) => order.filter((id) => id.startsWith(session))
      assert.deepEqual(
        [ofSession('a'), ofSession('b')],
        [
          ['a1', 'a2', 'a3'],
          ['b1', 'b2'],
        ],
      )
      assert.deepEqual(counts('audit'), none)
    },
  )

  check('what died is handed to the function on the dead letter, with the reason', async (opened) => {
    const { listen, send, counts } = opened
    const reasons: unknown[] = []
    await listen('orchestrations', async () => {
      throw new Error('as planned')
    })
    await listen(deadLetterQueueOf('orchestrations'), async (_body, _deliveryCount, reason) => {
      reasons.push(reason)
    })
    await send('orchestrations', [{ id: 'm-1', body: {}, sessionId: 'instance' }])

    await until(() => reasons.length > 0 && counts('orchestrations').dead === 0)

    assert.deepEqual(reasons, ['MaxDeliveryCountExceeded'])
    assert.deepEqual(counts('orchestrations'), none)
  })

  check('a failing message holds up its session, and no other', async ({ listen, send, counts }) => {
    const handled: string[] = []
    await listen('audit', async (body, deliveryCount) => {
      const { id } = body as { id: string }
      if (id === 'a1' && deliveryCount < 3) throw new Error('as planned')
      handled.push(id)
    })
    for (const id of ['a1', 'a2', 'b1'])
      await send('audit', [{ id, body: { id }, sessionId: id.slice(0, 1) }])

    await until(() => handled.length === 3 && counts('audit').locked === 0)

    assert.deepEqual(
      handled.filter((id) => id !== 'b1'),
      ['a1', 'a2'],
    )
    assert.deepEqual(counts('audit'), none)
  })

  check('a stop waits for the handlers that run, and hands out nothing more', async (opened) => {
    const { listen, send, counts, stop } = opened
    const work = aGate()
    const handled: unknown[] = []
    await listen('mail', async (body) => {
      await work.passed
      handled.push(body)
    })
    await send('mail', [{ id: 'm-1', body: { id: 'm-1' } }])
    await work.reached

    const stopped = stop()
    await turns(20)
    const meanwhile = handled.length
    work.open()
    await stopped
    assert.equal(meanwhile, 0)
    await send('mail', [{ id: 'm-2', body: {} }])
    await turns(20)

    assert.deepEqual(handled, [{ id: 'm-1' }])
    assert.deepEqual(counts('mail'), { ...none, waiting: 1 })
  })

  /** A handler stands before `passed` until `open`. */
  function aGate() {
    const gate = Promise.withResolvers<void>()
    const arrival = Promise.withResolvers<void>()
    return {
      get passed() {
        arrival.resolve()
        return gate.promise
      },
      reached: arrival.promise,
      open: gate.resolve,
    }
  }
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve))
}
