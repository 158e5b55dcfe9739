import { addMinutes } from '../../domain/time.ts'
import type { Core } from '../core.ts'
import type { OutboxDocument } from '../requests/outbox.ts'
import { publishOutbox } from '../requests/send-outbox.ts'
import { sweepDue } from './sweep.ts'

/** What a commit could not send at once; younger ones may still be on their way. */
const outboxPatienceMinutes = 1

/** `patienceMinutes`: 0 for whoever knows that nothing is on its way, as the only process does when it starts. */
export type RelayOutbox = (batch: number, patienceMinutes?: number) => Promise<number>

/** Sends what was left behind: one cross-partition query a container on the one sparse property (architecture.md, "Shape"). */
export function makeRelayOutbox({
  documents,
  messages,
  requests,
  companyChanges,
  clock,
  log,
}: Pick<Core, 'documents' | 'messages' | 'requests' | 'companyChanges' | 'clock' | 'log'>): RelayOutbox {
  const owners = [
    ['requests', requests],
    ['companies', companyChanges],
    ['consents', { publish: (outbox: OutboxDocument) => publishOutbox({ documents, messages }, outbox) }],
  ] as const

  return async (batch, patienceMinutes = outboxPatienceMinutes) => {
    const until = addMinutes(clock.now(), -patienceMinutes)
    let count = 0
    for (const [container, owner] of owners)
      count += await sweepDue<OutboxDocument>(
        { documents, log },
        { operation: 'relayOutbox', container, field: 'outboxPending', until, batch },
        ({ value }) => owner.publish(value),
      )
    if (count > 0) log.write({ code: 'reconciled', what: 'outbox', count })
    return count
  }
}
