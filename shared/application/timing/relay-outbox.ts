import { addMinutes } from '../../domain/time.ts'
import type { Core } from '../core.ts'
import type { OutboxDocument } from '../requests/outbox.ts'
import { sweepDue } from './sweep.ts'
import type { Sweep } from './sweep.ts'

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
    const until = addMinutes(clock.now(), -outboxPatienceMinutes)
    const count = await sweepDue<OutboxDocument>(
      { documents, log },
      { operation: 'relayOutbox', container: 'requests', field: 'outboxPending', until, batch },
      ({ value }) => requests.publish(value),
    )
    if (count > 0) log.write({ code: 'reconciled', what: 'outbox', count })
    return count
  }
}
