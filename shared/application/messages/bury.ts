import type { Core } from '../core.ts'
import { deadLetterId, deadLetterPartition, deadLetterSeconds, keyOf, knownMembers } from './dead-letter.ts'
import type { DeadLetterDocument, ReceivedMessage } from './dead-letter.ts'

/**
 * Makes a message that cannot be handled one that its company sees. Safe to repeat. A message that names no company is
 * nobody's, and only logged.
 */
export type Bury = (message: ReceivedMessage, reason: string) => Promise<void>

export function makeBury({
  documents,
  clock,
  crypto,
  log,
}: Pick<Core, 'documents' | 'clock' | 'crypto' | 'log'>): Bury {
  return async (message, reason) => {
    const { queue, messageId, sessionId, deliveryCount } = message
    const body = knownMembers(message.body)
    const { companyId, requestId } = body
    if (companyId !== undefined) {
      const key = keyOf({ crypto }, queue, messageId)
      const partition = deadLetterPartition(companyId)
      const earlier = await documents.read<DeadLetterDocument>(partition, deadLetterId(key))
      const value: DeadLetterDocument = {
        id: deadLetterId(key),
        ttlSeconds: deadLetterSeconds,
        ...{ companyId, key, queue, messageId, body, deliveryCount, reason },
        kind: kindOf(queue, body),
        at: clock.now().toISOString(),
        retries: earlier?.value.retries ?? 0,
        state: 'waiting',
        ...(requestId === undefined ? {} : { requestId }),
        ...(sessionId === undefined ? {} : { sessionId }),
      }
      await documents.batch(partition, [{ kind: 'upsert', value }])
    }
    log.write({ code: 'messageRefused', queue, messageId, reason })
  }
}

function kindOf(queue: string, { command, name }: ReturnType<typeof knownMembers>): string {
  if (command === undefined) return queue
  return name === undefined ? command : `${command} ${name}`
}
