// The receiving side of Service Bus over a wire on which things go wrong.
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { setTimeout } from 'node:timers/promises'

import { createMessageConsumer } from '../../../shared/adapters/service-bus/consumer.ts'
import { createServiceBus } from '../../../shared/adapters/service-bus/message-bus.ts'
import { queuesWithSessions, type QueueName } from '../../../shared/application/ports/messages.ts'
import { startProductBroker } from '../../support/service-bus/bus-under-test.ts'
import { connectionsOfAll, graceMs, openTo, patienceMs, proxied, soon, storms } from './storms.ts'

const patience = { callMs: patienceMs, tryMs: 700, retries: 1, pauseMs: 20 }

/** A consumer behind a wire that has had its first message, and a sender that knows no weather. */
async function consuming(t: TestContext, queue: QueueName, work: (id: string) => Promise<void> = nothing) {
  const { broker } = await startProductBroker()
  const direct = broker.connectionString()
  const port = Number(/sb:\/\/[^:;]+:(\d+)/.exec(direct)?.[1])
  const proxy = await proxied(t, port, () => broker.stop())
  const connectionString = direct.replace(`:${port}`, `:${proxy.port}`)
  const came: string[] = []
  const faults: unknown[] = []
  const consumed = createMessageConsumer({ connectionString }, patience).consume({
    ...{ queue, hasSessions: queuesWithSessions.has(queue), concurrency: 1, renewForMs: 60_000 },
    handle: async ({ messageId }) => {
      came.push(messageId)
      await work(messageId)
    },
    failed: (error) => faults.push(error),
  })
  const send = async (id: string): Promise<void> => {
    const bus = createServiceBus({ connectionString: direct })
    await bus.send(queue, [{ id, body: {}, sessionId: id }])
    await bus.close()
    await soon(() => came.includes(id))
  }
  t.after(() => consumed.stop())
  await send('before')
  return { proxy, came, faults, consumed, send }
}

const nothing = async (): Promise<void> => undefined

for (const queue of ['mail', 'audit'] as const) {
  for (const [what, weather] of Object.entries(storms)) {
    test(`a consumer of ${queue} over a wire that is ${what} stops in time, and leaves nothing behind`, async (t) => {
      const { proxy, came, consumed } = await consuming(t, queue)

      proxy.set(weather)
      const since = performance.now()
      await consumed.stop()

      assert.ok(performance.now() - since < patienceMs + graceMs)
      await soon(() => openTo(proxy.port) === 0)
      assert.equal(openTo(proxy.port), 0)
      assert.deepEqual(came, ['before'])
    })
  }
}

/** Of a queue without sessions only the SDK knows whether it hears anything: by a heartbeat, within a minute. */
const heardOf = (queue: QueueName, what: string): boolean => queue !== 'mail' || what !== 'half open'

for (const queue of ['mail', 'audit'] as const) {
  for (const [what, weather] of Object.entries(storms).filter(([name]) => heardOf(queue, name))) {
    test(`a consumer of ${queue} goes on when its wire that was ${what} is good again`, async (t) => {
      const { proxy, came, consumed, send } = await consuming(t, queue)

      proxy.set(weather)
      await setTimeout(2 * patienceMs)
      proxy.set('clear')
      await send('after')

      assert.deepEqual(came, ['before', 'after'])
      await consumed.stop()
      await soon(() => openTo(proxy.port) === 0)
      assert.equal(openTo(proxy.port), 0)
    })
  }
}

for (const queue of ['mail', 'audit'] as const) {
  test(`a consumer of ${queue} waits in time for the end of a message over a silent wire, and then connects anew`, async (t) => {
    const work = Promise.withResolvers<void>()
    const { proxy, came, faults, consumed, send } = await consuming(t, queue, (id) =>
      id === 'during' ? work.promise : nothing(),
    )
    await send('during')

    proxy.set('halfOpen')
    const since = performance.now()
    work.resolve()
    await soon(() => faults.length > 0)

    assert.ok(performance.now() - since < patience.tryMs + graceMs)
    assert.match(String(faults[0]), /said nothing in time/)
    // The connection after it, too, begins in silence.
    await setTimeout(patience.tryMs)
    proxy.set('clear')
    await send('after')
    // Whose end was not heard comes again, sooner or later.
    assert.deepEqual([...new Set(came)], ['before', 'during', 'after'])
    await consumed.stop()
    await soon(() => openTo(proxy.port) === 0)
  })
}

test('when all is over, this process holds no connection', async () => {
  await soon(() => connectionsOfAll() === 0)

  assert.equal(connectionsOfAll(), 0)
})
