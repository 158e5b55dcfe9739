import { ServiceBusClient } from '@azure/service-bus'

import { manualClock, realClock } from '../../../local/host/clock.ts'
import { createServiceBus } from '../../../shared/adapters/service-bus/message-bus.ts'
import type { ServiceBusPatience } from '../../../shared/adapters/service-bus/namespace.ts'
import { drainWith } from './drain.ts'
import { queueNames, queuesWithSessions } from '../../../shared/application/ports/messages.ts'
import type { MessageBusUnderTest } from '../contracts/message-bus.ts'
import { startBroker, type BrokerOptions } from './broker.ts'

/** Long enough for a busy machine, short enough for a test of what happens then. */
export const briefPatience: ServiceBusPatience = { callMs: 10_000, tryMs: 4_000, retries: 2, pauseMs: 20 }

/** The broker with the product's queues. Its clock begins now, since the SDK compares locks with the machine's. */
export function startProductBroker(rules: BrokerOptions['queues'][string] = {}) {
  const clock = manualClock(Date.now())
  return startBroker({ clock, queues: productQueues(rules) }).then((broker) => ({ broker, clock }))
}

/** The same for a program that runs beside it: by the machine's clock. */
export const startBrokerOfThisMachine = (
  by: Pick<BrokerOptions, 'tls' | 'accepts'> = {},
  rules: BrokerOptions['queues'][string] = {},
) =>
  startBroker({
    clock: realClock({ offset: 0, saveOffset: () => undefined }),
    queues: productQueues(rules),
    ...by,
  })

const productQueues = (rules: BrokerOptions['queues'][string] = {}): BrokerOptions['queues'] =>
  Object.fromEntries(
    queueNames.map((name) => [name, { hasSessions: queuesWithSessions.has(name), ...rules }]),
  )

/** The adapter through the genuine SDK, against the broker of the tests. */
export async function openServiceBus(): Promise<MessageBusUnderTest> {
  const { broker, clock } = await startProductBroker()
  const connectionString = broker.connectionString()
  const bus = createServiceBus({ connectionString }, briefPatience)
  const client = new ServiceBusClient(connectionString)
  return {
    bus,
    drain: (queue) =>
      drainWith(client, queue, { waitMs: 200, isEmpty: () => broker.queue(queue).counts().waiting === 0 }),
    now: () => new Date(clock.now()),
    advance: clock.advance,
    close: async () => {
      await Promise.all([bus.close(), client.close()])
      await broker.stop()
    },
  }
}
