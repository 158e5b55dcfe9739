import { queueScope } from '../../domain/identity/roles.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { EmployeeActor } from '../actor.ts'
import type { Core } from '../core.ts'
import type { Condition, Query } from '../ports/documents.ts'
import { pageOf } from './page-of.ts'
import { assignedPartition, queuePartition } from './queue-row.ts'
import type { QueueRow } from './queue-row.ts'

export type QueueFilter = {
  readonly status?: string
  /** Any of these. */
  readonly statuses?: readonly string[]
  readonly dueBefore?: Date
  readonly dueAfter?: Date
  readonly assignee?: string
  /** 1 to 200. */
  readonly limit: number
  readonly continuation?: string
}

export type ListQueue = (input: {
  readonly actor: EmployeeActor
  readonly filter: QueueFilter
}) => Promise<Result<QueuePage, { readonly code: 'forbidden' | 'parameterInvalid' }>>

export type QueuePage = { readonly rows: readonly QueueRow[]; readonly continuation?: string }

/** The requests the caller may see, soonest due first; who has none sees an empty list, and learns of no others. */
export function makeListQueue({ documents }: Pick<Core, 'documents'>): ListQueue {
  return async ({ actor, filter }) => {
    const { roles, grants, companyId, employeeId } = actor
    const scope = queueScope({ roles, grants })
    if (scope === 'nothing') return err({ code: 'forbidden' })
    const ownOnly = scope === 'assigned'
    if (ownOnly && filter.assignee !== undefined && filter.assignee !== employeeId) return ok({ rows: [] })

    const page = await pageOf<QueueRow>(
      documents,
      queryOf(companyId, filter, ownOnly ? employeeId : filter.assignee),
    )
    if (!page) return err({ code: 'parameterInvalid' })
    return ok({
      rows: page.items.map((item) => item.value),
      ...(page.continuation === undefined ? {} : { continuation: page.continuation }),
    })
  }
}

function queryOf(companyId: string, filter: QueueFilter, assignee: string | undefined): Query {
  const where: Condition[] = []
  if (filter.status !== undefined) where.push({ field: 'status', is: '=', value: filter.status })
  if (filter.statuses) where.push({ field: 'status', is: 'in', values: filter.statuses })
  if (filter.dueBefore) where.push({ field: 'internalDue', is: '<', value: filter.dueBefore.toISOString() })
  if (filter.dueAfter) where.push({ field: 'internalDue', is: '>', value: filter.dueAfter.toISOString() })
  return {
    ...(assignee === undefined ? queuePartition(companyId) : assignedPartition(companyId, assignee)),
    where,
    orderBy: { field: 'internalDue', direction: 'ascending' },
    limit: filter.limit,
    ...(filter.continuation === undefined ? {} : { continuation: filter.continuation }),
  }
}
