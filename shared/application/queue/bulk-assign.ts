import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { EmployeeActor } from '../actor.ts'
import type { Core } from '../core.ts'
import { makeAssignRequest, makeUnassignRequest } from '../requests/assign.ts'
import type { AssignmentRefusal } from '../requests/assign.ts'
import { makeListQueue } from './list-queue.ts'
import type { QueueFilter } from './list-queue.ts'

export type BulkFilter = Pick<QueueFilter, 'status' | 'statuses' | 'dueBefore' | 'dueAfter' | 'assignee'>

/** `unchanged`: it was so before. */
type Outcome = 'done' | 'unchanged' | AssignmentRefusal['code']

export type BulkOutcome = {
  /** How many the filter finds; of a run that changes something, how many it looked at. */
  readonly count: number
  readonly value: readonly { readonly id: string; readonly outcome: Outcome }[]
  /** Where to go on: more are found than one call takes. */
  readonly continuation?: string
}

export type BulkAssign = (input: {
  readonly actor: EmployeeActor
  readonly action: 'assign' | 'unassign'
  readonly employeeId: string
  readonly filter: BulkFilter
  readonly dryRun: boolean
  readonly continuation?: string
}) => Promise<Result<BulkOutcome, { readonly code: 'forbidden' | 'parameterInvalid' }>>

/** Each is a transaction of its own with a mail: a call ends well before its caller gives up. */
const mostAtOnce = 100
const countedAtOnce = 1000

type Deps = Pick<Core, 'documents' | 'requests' | 'companies' | 'desk'>

/** What one may do to each of them, done to all that the list shows one; who may not with one, is told so of that one. */
export function makeBulkAssign(deps: Deps): BulkAssign {
  const listQueue = makeListQueue(deps)
  const uses = { assign: makeAssignRequest(deps), unassign: makeUnassignRequest(deps) }

  return async ({ actor, action, employeeId, filter, dryRun, continuation }) => {
    if (dryRun) return counted(actor, filter)
    const page = await listQueue({ actor, filter: { ...filter, limit: mostAtOnce, ...from(continuation) } })
    if (!page.ok) return page
    const value: BulkOutcome['value'][number][] = []
    // One after the other: all of them write to the same person's list.
    for (const { requestId, assignees } of page.value.rows) {
      if (assignees.includes(employeeId) === (action === 'assign')) {
        value.push({ id: requestId, outcome: 'unchanged' })
        continue
      }
      const changed = await uses[action]({ actor, requestId, employeeId })
      value.push({ id: requestId, outcome: changed.ok ? 'done' : changed.error.code })
    }
    return ok({ count: value.length, value, ...from(page.value.continuation) })
  }

  async function counted(actor: EmployeeActor, filter: BulkFilter): ReturnType<BulkAssign> {
    let [count, next]: [number, string | undefined] = [0, undefined]
    do {
      const page: Awaited<ReturnType<typeof listQueue>> = await listQueue({
        actor,
        filter: { ...filter, limit: countedAtOnce, ...from(next) },
      })
      if (!page.ok) return err(page.error)
      count += page.value.rows.length
      next = page.value.continuation
    } while (next !== undefined)
    return ok({ count, value: [] })
  }
}

const from = (continuation: string | undefined) => (continuation === undefined ? {} : { continuation })
