import type { RequestStatus } from '../../domain/requests/lifecycle.ts'
import type { Core } from '../core.ts'
import { readAll } from '../read-all.ts'
import { queuePartition } from './queue-row.ts'
import type { QueueRow } from './queue-row.ts'

/** From verification to the ending; who has not confirmed their request yet is not waited for. */
export const openStatuses: readonly RequestStatus[] = ['open', 'collecting', 'sealed', 'approved']

/** What a company cannot take away without leaving a request behind. */
export async function openRows(
  { documents }: Pick<Core, 'documents'>,
  companyId: string,
): Promise<readonly QueueRow[]> {
  const where = [{ field: 'status', is: 'in', values: openStatuses }] as const
  const rows = await readAll<QueueRow>(documents, { ...queuePartition(companyId), where })
  return rows.map(({ value }) => value)
}
