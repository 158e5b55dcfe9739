import { addMinutes } from '../../domain/time.ts'
import type { Core } from '../core.ts'
import type { OutboxDocument } from '../requests/outbox.ts'
import type { Sweep } from './sweep-unverified.ts'

/** What a commit could not send at once; younger ones may still be on their way. */
export const outboxPatienceMinutes = 1

/** Sends what was left behind: the one cross-partition query on the one sparse property (architecture.md, "Shape"). */
export function makeRelayOutbox({
  documents,
  requests,
  clock,
  log,
}: Pick<Core, 'documents' | 'requests' | 'clock' | 'log'>): Sweep {
  return async (batch) => {
    const before = addMinutes(clock.now(), -outboxPatienceMinutes).toISOString()
    const left = await documents.query<OutboxDocument>({
      container: 'requests',
      where: [{ field: 'outboxPending', is: '<=', value: before }],
      limit: batch,
    })
    for (const { value } of left.items) await requests.publish(value)
    if (left.items.length > 0) log.write({ code: 'reconciled', what: 'outbox', count: left.items.length })
    return left.items.length
  }
}
