import assert from 'node:assert/strict'

import type { DocumentStore } from '../../shared/application/ports/documents.ts'
import { queuePartition } from '../../shared/application/queue/queue-row.ts'
import type { QueueRow } from '../../shared/application/queue/queue-row.ts'
import { addHours } from '../../shared/domain/time.ts'

type Wanted = {
  readonly count: number
  readonly now: Date
  readonly row?: (i: number, receivedAt: Date) => Partial<QueueRow>
}

const aRow = (i: number, receivedAt: Date): QueueRow => {
  const due = addHours(receivedAt, 30 * 24).toISOString()
  const outcome = { rights: [{ right: 'access' as const }], unusual: {}, gathered: [] }
  return {
    ...{ id: `r${i}`, requestId: `r${i}`, version: 1, reference: `R-${i}`, status: 'collecting' },
    ...{ rights: ['access'], channel: 'web', receivedAt: receivedAt.toISOString() },
    ...{ internalDue: due, statutoryDue: due, effectiveDue: due, overdue: false, paused: false },
    ...{ assignees: [], templateIds: [], informationTypes: [], contributors: [], outcome },
  }
}

/** Rows in the queue of the demonstration company, one received each hour up to now, without the requests behind them. */
export async function addQueueRows(
  documents: Pick<DocumentStore, 'batch'>,
  { count, now, row = () => ({}) }: Wanted,
): Promise<void> {
  for (let first = 0; first < count; first += 100) {
    const numbers = Array.from({ length: Math.min(100, count - first) }, (_, i) => first + i)
    const writes = numbers.map((i) => {
      const receivedAt = addHours(now, -(i % 600))
      return { kind: 'upsert', value: { ...aRow(i, receivedAt), ...row(i, receivedAt) } } as const
    })
    assert.ok((await documents.batch(queuePartition('demo'), writes)).ok)
  }
}
