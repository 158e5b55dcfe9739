import { addDays } from '../../domain/time.ts'
import type { Core } from '../core.ts'
import type { Condition, Query } from '../ports/documents.ts'
import { openStatuses } from '../queue/open-rows.ts'
import { queuePartition } from '../queue/queue-row.ts'
import type { QueueRow } from '../queue/queue-row.ts'

/** How a company stands at this moment; 1,000 says that it is that many or more. */
export type StandingNow = {
  /** In the last 30 days. */
  readonly received: number
  /** The person wrote, and nobody answered yet. */
  readonly unanswered: number
  readonly awaitingApproval: number
  /** Within a week, and not overdue. */
  readonly dueSoon: number
  readonly overdue: number
}

const mostCounted = 1000
const dueSoonDays = 7
const receivedDays = 30

/** Four lists of the queue, each by its index and one page long: the cost is the same in a company of any size. */
export async function standingNow(
  { documents }: Pick<Core, 'documents'>,
  companyId: string,
  now: Date,
): Promise<StandingNow> {
  const rows = async (query: Pick<Query, 'where' | 'orderBy'>): Promise<readonly QueueRow[]> => {
    const page = await documents.query<QueueRow>({
      ...queuePartition(companyId),
      ...query,
      limit: mostCounted,
    })
    return page.items.map(({ value }) => value)
  }
  const withField = (field: string) =>
    rows({ where: [{ field, is: 'defined' }], orderBy: { field, direction: 'ascending' } })
  const soon: Condition = { field: 'internalDue', is: '<', value: addDays(now, dueSoonDays).toISOString() }
  const recent = addDays(now, -receivedDays).toISOString()

  const [received, unanswered, waiting, due] = await Promise.all([
    rows({ where: [{ field: 'receivedAt', is: '>', value: recent }] }),
    withField('unansweredSince'),
    withField('waitingSince'),
    rows({ where: [{ field: 'status', is: 'in', values: openStatuses }, soon] }),
  ])
  const overdue = due.filter(({ effectiveDue }) => new Date(effectiveDue) < now).length
  return {
    received: received.length,
    unanswered: unanswered.length,
    awaitingApproval: waiting.length,
    dueSoon: due.length - overdue,
    overdue,
  }
}
