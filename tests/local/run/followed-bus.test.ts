import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { test, type TestContext } from 'node:test'
import { setTimeout as realTime } from 'node:timers/promises'

import { manualClock } from '../../../local/host/clock.ts'
import { followedBus } from '../../../local/run/followed-bus.ts'
import { openQueue } from '../../../shared/adapters/embedded/queue.ts'
import type { BusMessage } from '../../../shared/adapters/service-bus/consuming.ts'
import { createMessageConsumer } from '../../../shared/adapters/service-bus/consumer.ts'
import { createServiceBus } from '../../../shared/adapters/service-bus/message-bus.ts'
import { deadLetterQueueOf } from '../../../shared/application/ports/messages.ts'
import { DependencyUnavailable } from '../../../shared/application/ports/unavailable.ts'
import { briefPatience, startBrokerOfThisMachine } from '../../support/service-bus/bus-under-test.ts'

type Handle = (message: BusMessage) => Promise<unknown>

/** A bus beside the clock of a demonstration, which stands on another day than the broker's. */
async function aDemonstration(context: TestContext) {
  const broker = await startBrokerOfThisMachine()
  const connectionString = broker.connectionString()
  const bus = createServiceBus({ connectionString }, briefPatience)
  const clock = manualClock(Date.parse('2031-05-01T08:00:00Z'))
  const postponed = openQueue(new DatabaseSync(':memory:'), () => new Date(clock.now()))
  const consumer = createMessageConsumer({ connectionString }, { ...briefPatience, tryMs: 500 })
  const faults: Error[] = []
  const send: typeof bus.send = async (queue, messages) => {
    const fault = faults.shift()
    if (fault) throw fault
    await bus.send(queue, messages)
  }
  const followed = followedBus({ bus: { ...consumer, send }, postponed, clock, log: () => undefined })
  const consumed: { readonly stop: () => Promise<void> }[] = []
  const consume = (queue: string, handle: Handle): void =>
    void consumed.push(
      followed.consume({
        ...{ queue, handle, hasSessions: false, concurrency: 4, renewForMs: 60_000 },
        failed: () => undefined,
      }),
    )
  context.after(async () => {
    await Promise.all(consumed.map(({ stop }) => stop()))
    await bus.close()
    await broker.stop()
  })
  const later = (ms: number): Date => new Date(clock.now() + ms)
  return { broker, clock, postponed, faults, followed, consume, later }
}

const minute = 60_000

test('the clock waits for a message from its sending until it is handled, however often it fails', async (context) => {
  const { clock, followed, consume } = await aDemonstration(context)
  const tries: number[] = []
  consume('mail', async ({ deliveryCount }) => {
    await realTime(30)
    tries.push(deliveryCount)
    if (deliveryCount < 3) throw new Error('as planned')
  })

  await followed.send('mail', [{ id: 'm-1', body: {} }])
  await clock.idle()

  assert.deepEqual(tries, [1, 2, 3])
})

test('what nobody can handle is waited for until it is out of the dead letter', async (context) => {
  const { clock, followed, consume } = await aDemonstration(context)
  const buried: string[] = []
  consume('mail', () => Promise.reject(new Error('as planned')))
  consume(deadLetterQueueOf('mail'), async ({ messageId }) => void buried.push(messageId))

  await followed.send('mail', [{ id: 'm-1', body: {} }])
  await clock.idle()

  assert.deepEqual(buried, ['m-1'])
})

test('a message for later waits in the folder, and comes when the clock of the demonstration says so', async (context) => {
  const { broker, clock, followed, consume, later } = await aDemonstration(context)
  const came: [string, number][] = []
  const start = clock.now()
  consume('mail', async ({ messageId }) => void came.push([messageId, clock.now() - start]))

  await followed.send('mail', [
    { id: 'later', body: {}, notBefore: later(10 * minute) },
    { id: 'now', body: {}, notBefore: later(0) },
  ])
  await clock.advance(9 * minute)
  const before = [...came]
  await clock.advance(minute)

  assert.deepEqual(before, [['now', 0]])
  assert.deepEqual(came, [...before, ['later', 10 * minute]])
  assert.equal(broker.queue('mail').counts().scheduled, 0)
})

test('what the bus does not take when its time has come is handed over again a minute later', async (context) => {
  const { clock, followed, consume, faults, later } = await aDemonstration(context)
  const came: string[] = []
  consume('mail', async ({ messageId }) => void came.push(messageId))
  await followed.send('mail', [{ id: 'later', body: {}, notBefore: later(minute) }])

  faults.push(new DependencyUnavailable('messages', 5))
  await clock.advance(minute)
  const atFirst = [...came]
  await clock.advance(minute)

  assert.deepEqual(atFirst, [])
  assert.deepEqual(came, ['later'])
})

test('a message that is not taken fails its sender, and nobody waits for it', async (context) => {
  const { clock, followed, consume, faults } = await aDemonstration(context)
  consume('mail', async () => undefined)
  faults.push(new DependencyUnavailable('messages', 5))

  await assert.rejects(followed.send('mail', [{ id: 'm-1', body: {} }]), DependencyUnavailable)
  await clock.idle()
})

test('a duplicate, which the bus takes and forgets, holds the clock up for seconds and not for ever', async (context) => {
  const { clock, followed, consume } = await aDemonstration(context)
  let handled = 0
  consume('mail', async () => void (handled += 1))

  for (let times = 0; times < 2; times += 1) {
    await followed.send('mail', [{ id: 'm-1', body: {} }])
    await clock.idle()
  }

  assert.equal(handled, 1)
})

test('what was put aside as undeliverable while the bus was away is handed over at the next start', async (context) => {
  const { clock, postponed, consume } = await aDemonstration(context)
  const came: string[] = []
  await postponed.send('mail', [{ id: 'left', body: {} }])
  const [locked] = postponed.receive('mail', 1)
  postponed.deadLetter(locked?.lockToken ?? '', 'as planned')

  consume('mail', async ({ messageId }) => void came.push(messageId))
  await clock.idle()

  assert.deepEqual(came, ['left'])
})
