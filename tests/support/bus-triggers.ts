import { app } from '@azure/functions'

import type { HostClock } from '../../local/host/clock.ts'
import { manualClock } from '../../local/host/clock.ts'
import { loadFunctions } from '../../local/host/core-api.ts'
import { startServiceBus, type ServiceBusDeps } from '../../local/host/service-bus.ts'
import { openQueue } from '../../shared/adapters/embedded/queue.ts'
import { createMessageConsumer } from '../../shared/adapters/service-bus/consumer.ts'
import { createServiceBus } from '../../shared/adapters/service-bus/message-bus.ts'
import { queuesWithSessions, type QueueName } from '../../shared/application/ports/messages.ts'
import { DatabaseSync } from 'node:sqlite'
import type { TriggersUnderTest } from './contracts/bus-triggers.ts'
import { briefPatience, startProductBroker } from './service-bus/bus-under-test.ts'

type Receiver = ServiceBusDeps['receiver']

const settings = { maxConcurrentCalls: 16, maxConcurrentSessions: 8, maxAutoLockRenewalMs: 300_000 }

/** A host of nothing but bus functions. `logged`: what it would have written. */
function busHost(receiver: Receiver, clock: HostClock) {
  const running: { readonly stop: () => Promise<void> }[] = []
  const logged: string[] = []
  const log = ({ message }: { readonly message: string }): void => void logged.push(message)
  const listen: TriggersUnderTest['listen'] = async (queueName, handler) => {
    const host = await loadFunctions(
      async () =>
        app.serviceBusQueue('onMessage', {
          ...{ connection: 'BUS', queueName, isSessionsEnabled: hasSessions(queueName) },
          handler: (body, { triggerMetadata = {} }) => {
            const properties = triggerMetadata['applicationProperties'] as Readonly<Record<string, unknown>>
            return handler(body, Number(triggerMetadata['deliveryCount']), properties['deadLetterReason'])
          },
        }),
      { log },
    )
    running.push(startServiceBus({ receiver, clock, host, log, settings, setting: () => undefined }))
  }
  const stop = async (): Promise<void> => {
    await Promise.all(running.splice(0).map((part) => part.stop()))
  }
  return { listen, stop, logged }
}

const hasSessions = (queueName: string): boolean => [...queuesWithSessions].some((one) => one === queueName)

const unchanged = (receiver: Receiver): Receiver => receiver

/** The functions on the embedded queue; `wrap` plants a fault. */
export async function openEmbeddedTriggers(wrap = unchanged): Promise<TriggersUnderTest> {
  const clock = manualClock(Date.parse('2026-03-01T09:00:00Z'))
  const db = new DatabaseSync(':memory:')
  const queue = openQueue(db, () => new Date(clock.now()))
  const { listen, stop } = busHost(wrap(queue), clock)
  const count = db.prepare(
    `SELECT count(*) FILTER (WHERE dead_reason IS NOT NULL) AS dead,
      count(*) FILTER (WHERE dead_reason IS NULL AND locked_until > 0) AS locked,
      count(*) FILTER (WHERE dead_reason IS NULL AND locked_until = 0) AS waiting
    FROM queue_messages WHERE queue = ?`,
  )
  const counts = (name: QueueName) => {
    const { waiting, locked, dead } = count.get(name) ?? {}
    return { waiting: Number(waiting), locked: Number(locked), dead: Number(dead) }
  }
  const close = async (): Promise<void> => {
    await stop()
    db.close()
  }
  return { listen, send: queue.send, counts, stop, close }
}

/** The functions on Service Bus, through the SDK; `wrap` plants a fault. */
export async function openServiceBusTriggers(wrap = unchanged): Promise<TriggersUnderTest> {
  const { broker, clock } = await startProductBroker()
  const connectionString = broker.connectionString()
  const bus = createServiceBus({ connectionString }, briefPatience)
  const { listen, stop } = busHost(
    wrap(createMessageConsumer({ connectionString }, { ...briefPatience, tryMs: 500 })),
    clock,
  )
  const counts = (name: QueueName) => {
    const { waiting, locked, dead } = broker.queue(name).counts()
    return { waiting, locked, dead }
  }
  const close = async (): Promise<void> => {
    await stop()
    await bus.close()
    await broker.stop()
  }
  return { listen, send: bus.send, counts, stop, close }
}
