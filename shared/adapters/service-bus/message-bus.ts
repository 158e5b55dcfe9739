import type { ServiceBusMessage, ServiceBusSender } from '@azure/service-bus'

import { checkMessages } from '../../application/ports/message-limits.ts'
import type { Message, MessageBus, QueueName } from '../../application/ports/messages.ts'
import { inTime } from '../../kernel/in-time.ts'
import { failureOf, serviceBusConnection, usualPatience, type ServiceBusSettings } from './namespace.ts'

/**
 * Queues in Service Bus. They are made with the application's other resources, with duplicate detection over ten minutes,
 * ten deliveries and, where the port says so, sessions. What is sent again after an answer was lost is stored once, by its id.
 */
export function createServiceBus(
  settings: ServiceBusSettings,
  patience = usualPatience,
): MessageBus & { readonly close: () => Promise<void> } {
  const connection = serviceBusConnection(settings, patience)
  const senders = new Map<QueueName, ServiceBusSender>()
  const senderOf = async (queue: QueueName): Promise<ServiceBusSender> => {
    const client = await connection.client()
    const sender = senders.get(queue) ?? client.createSender(queue)
    senders.set(queue, sender)
    return sender
  }

  return {
    send: async (queue, messages) => {
      checkMessages(queue, messages)
      try {
        await inTime(
          patience.callMs,
          async (abortSignal) => {
            // In order: of one session, what was given first is stored first.
            for (const run of runsOf(messages)) await sendRun(await senderOf(queue), run, abortSignal)
          },
          () => new Error('no answer in time'),
        )
      } catch (error) {
        throw failureOf(error)
      }
    },
    close: connection.close,
  }
}

/** A batch has one envelope, which repeats what its first message says: so only what agrees in that travels together. */
function runsOf(messages: readonly Message[]): readonly (readonly Message[])[] {
  const runs: Message[][] = []
  for (const message of messages) {
    const run = runs.at(-1)
    if (run?.[0] && isAlike(run[0], message)) run.push(message)
    else runs.push([message])
  }
  return runs
}

const isAlike = (one: Message, other: Message): boolean =>
  one.sessionId === other.sessionId && one.notBefore?.getTime() === other.notBefore?.getTime()

async function sendRun(
  sender: ServiceBusSender,
  run: readonly Message[],
  abortSignal: AbortSignal,
): Promise<void> {
  const fresh = () => sender.createMessageBatch({ abortSignal })
  let batch = await fresh()
  for (const message of run.map(toServiceBus)) {
    if (batch.tryAddMessage(message)) continue
    if (batch.count > 0) await sender.sendMessages(batch, { abortSignal })
    batch = await fresh()
    if (!batch.tryAddMessage(message)) throw new RangeError('a message is larger than the queue takes')
  }
  await sender.sendMessages(batch, { abortSignal })
}

const toServiceBus = ({ id, body, sessionId, notBefore }: Message): ServiceBusMessage => ({
  messageId: id,
  body,
  contentType: 'application/json',
  ...(sessionId !== undefined && { sessionId }),
  ...(notBefore !== undefined && { scheduledEnqueueTimeUtc: notBefore }),
})
