import type { MessageBus } from '../ports/messages.ts'
import type { OutboxDocument } from './outbox.ts'

/** In the order in which they stand: the audit's message is the last, and tells that the others have left. */
export async function sendOutbox(messages: MessageBus, { messages: held }: OutboxDocument): Promise<void> {
  for (const queue of new Set(held.map((message) => message.queue)))
    await messages.send(
      queue,
      held
        .filter((message) => message.queue === queue)
        .map(({ id, body, sessionId, notBefore }) => ({
          id,
          body,
          ...(sessionId === undefined ? {} : { sessionId }),
          ...(notBefore === undefined ? {} : { notBefore: new Date(notBefore) }),
        })),
    )
}
