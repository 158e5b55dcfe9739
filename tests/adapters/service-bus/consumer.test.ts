import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { setTimeout } from 'node:timers/promises'

import type { BusMessage } from '../../../shared/adapters/service-bus/consuming.ts'
import { createMessageConsumer } from '../../../shared/adapters/service-bus/consumer.ts'
import { createServiceBus } from '../../../shared/adapters/service-bus/message-bus.ts'
import type { QueueName } from '../../../shared/application/ports/messages.ts'
import { briefPatience, startProductBroker } from '../../support/service-bus/bus-under-test.ts'
import { until } from '../../support/until.ts'

type Handle = (message: BusMessage) => Promise<unknown>

const quick = { ...briefPatience, tryMs: 500 }

async function aConsumer(context: TestContext, rules = {}) {
  const { broker, clock } = await startProductBroker(rules)
  const connectionString = broker.connectionString()
  const bus = createServiceBus({ connectionString }, quick)
  const failures: unknown[] = []
  const consumers: { readonly stop: () => Promise<void> }[] = []
  const consume = (queue: QueueName, handle: Handle) => {
    const consumed = createMessageConsumer({ connectionString }, quick).consume({
      ...{ queue, handle, concurrency: 4, renewForMs: 300_000, hasSessions: queue !== 'mail' },
      failed: (error) => void failures.push(error),
    })
    consumers.push(consumed)
    return consumed
  }
  context.after(async () => {
    await Promise.all(consumers.map((consumed) => consumed.stop()))
    await bus.close()
    await broker.stop()
  })
  const send = (queue: QueueName, id: string) => bus.send(queue, [{ id, body: {}, sessionId: 'company' }])
  return { broker, clock, consume, send, failures }
}

test('while a handler runs its message stays locked, however often the lock would have run out', async (context) => {
  const { broker, clock, consume, send } = await aConsumer(context, { lockMs: 900 })
  const work = Promise.withResolvers<void>()
  const counts: number[] = []
  consume('mail', async ({ deliveryCount }) => {
    counts.push(deliveryCount)
    await work.promise
  })
  await send('mail', 'm-1')

  for (let lap = 0; lap < 3; lap++) {
    const renewals = broker.calls().length
    await until(() => broker.calls().length > renewals + 1)
    await clock.advance(800)
  }
  work.resolve()
  await until(() => broker.queue('mail').counts().locked === 0)

  assert.deepEqual(counts, [1])
  assert.ok(broker.calls().every((operation) => operation === 'renew-lock'))
  assert.equal(broker.queue('mail').counts().waiting, 0)
})

test('what a host held that died comes again when the lock has run out', async (context) => {
  const { broker, clock, consume, send } = await aConsumer(context)
  const work = Promise.withResolvers<void>()
  const counts: number[] = []
  consume('mail', async ({ deliveryCount }) => {
    counts.push(deliveryCount)
    if (deliveryCount === 1) await work.promise
  })
  await send('mail', 'm-1')
  await until(() => counts.length === 1)

  broker.cutConnections()
  await clock.advance(60_000)
  await until(() => counts.length === 2)
  work.resolve()

  assert.deepEqual(counts, [1, 2])
})

for (const queue of ['mail', 'audit'] as const) {
  test(`messages on ${queue} arrive after the connection was lost, and after the service was gone`, async (context) => {
    const { broker, consume, send } = await aConsumer(context)
    const arrived: string[] = []
    consume(queue, async ({ messageId }) => arrived.push(messageId))
    const isDone = (count: number) => arrived.length === count && broker.queue(queue).counts().locked === 0
    await send(queue, 'm-1')
    await until(() => isDone(1))

    broker.cutConnections()
    await send(queue, 'm-2')
    await until(() => isDone(2))
    await broker.stop()
    await broker.restart()
    await send(queue, 'm-3')
    await until(() => arrived.length === 3)

    assert.deepEqual(arrived, ['m-1', 'm-2', 'm-3'])
  })

  test(`a service that is not there at the start is waited for, and said to be missing: ${queue}`, async (context) => {
    const { broker, consume, send, failures } = await aConsumer(context)
    await broker.stop()
    const arrived: string[] = []
    consume(queue, async ({ messageId }) => arrived.push(messageId))
    await until(() => failures.length > 0)

    await broker.restart()
    await send(queue, 'm-1')

    await until(() => arrived.length === 1)
    assert.deepEqual(arrived, ['m-1'])
  })
}

test('a message that cannot be settled any more is reported, and comes again', async (context) => {
  const { clock, consume, send, failures } = await aConsumer(context)
  const counts: number[] = []
  consume('audit', async ({ deliveryCount }) => {
    counts.push(deliveryCount)
    if (deliveryCount > 1) return
    // The clock passes the lock's end while the SDK, by the machine's clock, sees no reason to renew it.
    await clock.advance(61_000)
    // Until the client has heard of it, which nothing announces.
    await setTimeout(100)
  })
  await send('audit', 'm-1')

  await until(() => counts.length === 2 && failures.length > 0)

  assert.deepEqual(counts, [1, 2])
})

test('an identity that cannot be had yet is asked for again, and stopping waits for nothing', async () => {
  let asked = 0
  const failures: unknown[] = []
  for (const hasSessions of [false, true]) {
    const consumed = createMessageConsumer({
      namespace: 'contoso.servicebus.windows.net',
      credential: async () => {
        asked += 1
        throw new Error('no identity here')
      },
    }).consume({
      ...{ queue: 'mail', hasSessions, concurrency: 1, renewForMs: 1_000 },
      handle: async () => undefined,
      failed: (error) => void failures.push(error),
    })
    const before = asked
    await until(() => asked === before + 2)
    await consumed.stop()
  }

  assert.ok(failures.length >= 4)
})

test('stopping leaves no connection behind', async (context) => {
  const { broker, consume, send } = await aConsumer(context)
  const arrived: string[] = []
  const onMail = consume('mail', async ({ messageId }) => arrived.push(messageId))
  const onAudit = consume('audit', async ({ messageId }) => arrived.push(messageId))
  await send('mail', 'm-1')
  await send('audit', 'm-2')
  await until(() => arrived.length === 2)

  await onMail.stop()
  await onAudit.stop()

  // The sender's is left; the others were closed as the protocol asks for it, with nobody waiting for a session any more.
  await until(() => broker.connections() === 1)
  assert.deepEqual(broker.endings(), { closed: 2, cut: 0 })
  await send('audit', 'm-3')
  assert.deepEqual(arrived.toSorted(), ['m-1', 'm-2'])
})
