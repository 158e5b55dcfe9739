import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'

import { openQueue } from '../../shared/adapters/embedded/queue.ts'
import type { QueueName } from '../../shared/application/ports/messages.ts'
import type { MessageBusUnderTest } from './contracts/message-bus.ts'

export const startAt = Date.parse('2026-03-01T09:00:00Z')

/** The embedded queue on a clock that stands until it is moved. */
export function anOpenQueue() {
  const db = new DatabaseSync(':memory:')
  let time = startAt
  const now = () => new Date(time)
  const advance = (milliseconds: number) => void (time += milliseconds)
  return { db, now, advance, queue: openQueue(db, now) }
}

export async function openEmbeddedBus(): Promise<MessageBusUnderTest> {
  const { db, now, advance, queue } = anOpenQueue()
  const drain = async (name: QueueName) => {
    const taken = []
    for (let batch = queue.receive(name, 5); batch.length > 0; batch = queue.receive(name, 5)) {
      for (const { messageId, body, sessionId, lockToken } of batch) {
        assert.ok(queue.complete(lockToken))
        taken.push({ messageId, body, ...(sessionId !== undefined && { sessionId }) })
      }
    }
    return taken
  }
  return { bus: queue, drain, now, advance, close: async () => db.close() }
}
