import { partitionOf } from '../place.ts'
import type { DocumentStore } from '../ports/documents.ts'
import type { MessageBus } from '../ports/messages.ts'
import type { Log } from '../ports/log.ts'
import { DependencyUnavailable } from '../ports/unavailable.ts'
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

/** Sends what an outbox document holds and removes it, for the relay. */
export async function publishOutbox(
  { documents, messages }: { readonly documents: DocumentStore; readonly messages: MessageBus },
  outbox: OutboxDocument,
): Promise<void> {
  await sendOutbox(messages, outbox)
  await documents.batch(partitionOf(outbox), [{ kind: 'delete', id: outbox.id }])
}

/** The commit holds by itself: what cannot be sent now, the relay sends within a minute. */
export async function publishNow(
  { messages, log }: { readonly messages: MessageBus; readonly log: Log },
  outbox: OutboxDocument,
): Promise<void> {
  try {
    await sendOutbox(messages, outbox)
  } catch (error) {
    if (!(error instanceof DependencyUnavailable)) throw error
    log.write({ code: 'dependencyUnavailable', dependency: error.dependency, operation: 'publish' })
  }
}
