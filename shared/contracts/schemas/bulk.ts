// What is done to many requests at once, found by the filter of their list.
import { requestTransitions } from '../../domain/requests/lifecycle.ts'
import type { RequestStatus } from '../../domain/requests/lifecycle.ts'
import { id, instant, record } from './primitives.ts'

const statuses = Object.keys(requestTransitions) as readonly RequestStatus[]

const filter = record(
  {
    status: { type: 'string', enum: statuses } as const,
    dueBefore: instant,
    dueAfter: instant,
    assignee: id,
  },
  [],
)

export const bulkAssignment = record(
  {
    action: { type: 'string', enum: ['assign', 'unassign'] } as const,
    employeeId: id,
    filter,
    dryRun: { type: 'boolean' } as const,
    continuation: { type: 'string', maxLength: 4000, description: 'Of the answer before.' } as const,
  },
  ['action', 'employeeId', 'filter'],
)
