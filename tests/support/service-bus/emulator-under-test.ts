import { randomUUID } from 'node:crypto'

import { ServiceBusClient } from '@azure/service-bus'

import { createServiceBus } from '../../../shared/adapters/service-bus/message-bus.ts'
import { queueNames, type Message } from '../../../shared/application/ports/messages.ts'
import type { MessageBusUnderTest } from '../contracts/message-bus.ts'
import { drainWith } from './drain.ts'

/** How long a look into a queue of the real service waits for what may still be on its way; a double keeps nobody waiting. */
const lookMs = Number(process.env['CONTRACT_LOOK_MS'] ?? 3_000)

/** What other runs left; once is enough, since what one check leaves no other one knows. */
let leftDrained: Promise<unknown> | undefined

/**
 * The adapter against a service with a time of its own, such as the official emulator, with the product's queues. Its time
 * cannot be moved, and it remembers the ids of earlier runs: so each run has ids of its own, and begins with what was left.
 */
export async function openEmulator(connectionString: string): Promise<MessageBusUnderTest> {
  const bus = createServiceBus({ connectionString })
  const client = new ServiceBusClient(connectionString, {
    retryOptions: { timeoutInMs: lookMs, maxRetries: 0 },
  })
  const given = new Map<string, string>()
  const renamed = new Map<string, string>()
  const rename = (message: Message): Message => {
    if (message.id === '' || message.id.length > 128) return message
    const id = renamed.get(message.id) ?? randomUUID()
    renamed.set(message.id, id)
    given.set(id, message.id)
    return { ...message, id }
  }
  const drain: MessageBusUnderTest['drain'] = async (queue) => {
    const drained = await drainWith(client, queue, { waitMs: lookMs })
    return drained.flatMap((message) => {
      const messageId = given.get(message.messageId)
      return messageId === undefined ? [] : [{ ...message, messageId }]
    })
  }
  await (leftDrained ??= Promise.all(queueNames.map(drain)))

  return {
    bus: { send: (queue, messages) => bus.send(queue, messages.map(rename)) },
    drain,
    // The emulator shares the machine's clock, or nearly.
    now: () => new Date(Date.now()),
    close: async () => void (await Promise.all([bus.close(), client.close()])),
  }
}
