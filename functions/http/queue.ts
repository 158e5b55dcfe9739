import type { QueueRow } from '../../shared/application/queue/queue-row.ts'
import { requestTransitions } from '../../shared/domain/requests/lifecycle.ts'
import { err, ok } from '../../shared/kernel/result.ts'
import { count, instant, optional, wantsInstant, wrongParameter } from './parameters.ts'

export function queueFilter(query: URLSearchParams) {
  const limit = count(query.get('limit') ?? '50')
  const [dueBefore, dueAfter] = [optional(query, 'dueBefore', instant), optional(query, 'dueAfter', instant)]
  const status = optional(query, 'status', (text) => (isStatus(text) ? text : undefined))
  const assignee = query.get('assignee')
  const continuation = query.get('continuation')
  if (limit === undefined || limit < 1 || limit > 200) return err(wrongParameter('limit', 'must be 1 to 200'))
  if (dueBefore === 'wrong') return err(wrongParameter('dueBefore', wantsInstant))
  if (dueAfter === 'wrong') return err(wrongParameter('dueAfter', wantsInstant))
  if (status === 'wrong') return err(wrongParameter('status', `must be one of ${statuses.join(', ')}`))
  return ok({
    limit,
    ...(status === undefined ? {} : { status }),
    ...(assignee === null ? {} : { assignee }),
    ...(continuation === null ? {} : { continuation }),
    ...(dueBefore ? { dueBefore } : {}),
    ...(dueAfter ? { dueAfter } : {}),
  })
}

const statuses = Object.keys(requestTransitions)
const isStatus = (text: string): boolean => statuses.includes(text)

export function rowView({
  requestId,
  reference,
  status,
  rights,
  channel,
  receivedAt,
  internalDue,
  statutoryDue,
  effectiveDue,
  overdue,
  paused,
  assignees,
  problem,
}: QueueRow) {
  return {
    id: requestId,
    reference,
    status,
    rights,
    channel,
    receivedAt,
    internalDue,
    statutoryDue,
    effectiveDue,
    overdue,
    paused,
    assignees,
    ...(problem === undefined ? {} : { problem }),
  }
}

/** The same list, from where this page ended. */
export function nextLink(list: string, query: URLSearchParams, continuation: string): string {
  const next = new URLSearchParams(query)
  next.set('continuation', continuation)
  return `${list}?${next.toString()}`
}
