import type { RequestStatus } from '../../domain/requests/lifecycle.ts'
import type { Core } from '../core.ts'
import type { Document } from '../ports/documents.ts'
import { queuePartition } from '../queue/queue-row.ts'

/** Somebody waits for their answer. */
export const unanswered: readonly RequestStatus[] = ['open', 'collecting', 'sealed', 'approved']

/** Somebody may still read theirs: it is purged in its own time. */
export const unpurged: readonly RequestStatus[] = ['delivered', 'refused', 'withdrawn']

export async function hasRequestsIn(
  { documents }: Pick<Core, 'documents'>,
  companyId: string,
  statuses: readonly RequestStatus[],
): Promise<boolean> {
  const where = [{ field: 'status', is: 'in', values: statuses }] as const
  const orderBy = { field: 'internalDue', direction: 'ascending' } as const
  const page = await documents.query<Document>({ ...queuePartition(companyId), where, orderBy, limit: 1 })
  return page.items.length > 0
}
