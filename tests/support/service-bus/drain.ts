import type { ServiceBusClient, ServiceBusReceiver } from '@azure/service-bus'

import { queuesWithSessions, type QueueName } from '../../../shared/application/ports/messages.ts'
import type { Drained } from '../contracts/message-bus.ts'

/** `isEmpty`: asked before each look, where somebody knows; otherwise a look that brings nothing is the last. */
type Patience = { readonly waitMs: number; readonly isEmpty?: () => boolean }

/** Takes and completes what can be received, through the SDK. */
export async function drainWith(
  client: ServiceBusClient,
  queue: QueueName,
  patience: Patience,
): Promise<readonly Drained[]> {
  const drained: Drained[] = []
  for (;;) {
    if (patience.isEmpty?.()) return drained
    const receiver = await receiverFor(client, queue)
    if (!receiver) return drained
    const taken = await takeAll(receiver, patience)
    await receiver.close()
    drained.push(...taken)
    if (taken.length === 0) return drained
  }
}

async function receiverFor(
  client: ServiceBusClient,
  queue: QueueName,
): Promise<ServiceBusReceiver | undefined> {
  if (!queuesWithSessions.has(queue)) return client.createReceiver(queue)
  try {
    return await client.acceptNextSession(queue)
  } catch (error) {
    // So the service says that no session has anything.
    if ((error as { readonly code?: string }).code === 'ServiceTimeout') return undefined
    throw error
  }
}

async function takeAll(receiver: ServiceBusReceiver, { waitMs, isEmpty }: Patience): Promise<Drained[]> {
  const taken: Drained[] = []
  for (;;) {
    if (isEmpty?.()) return taken
    const [message] = await receiver.receiveMessages(1, { maxWaitTimeInMs: waitMs })
    if (!message) return taken
    await receiver.completeMessage(message)
    const { messageId, body, sessionId } = message
    taken.push({
      messageId: String(messageId),
      body: body as unknown,
      ...(sessionId !== undefined && { sessionId }),
    })
  }
}
