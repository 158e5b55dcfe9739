import type { QueueRow } from '../../shared/application/requests/queue-row.ts'
import { err, ok } from '../../shared/kernel/result.ts'
import type { Result } from '../../shared/kernel/result.ts'

export function queueFilter(query: URLSearchParams) {
  const limit = Number(query.get('limit') ?? '50')
  const dueBefore = instant(query.get('dueBefore'))
  const dueAfter = instant(query.get('dueAfter'))
  const status = query.get('status')
  const assignee = query.get('assignee')
  const continuation = query.get('continuation')
  if (!Number.isInteger(limit) || limit < 1 || limit > 200 || !dueBefore.ok || !dueAfter.ok)
    return err({ code: 'parameterInvalid' } as const)
  return ok({
    limit,
    ...(status === null ? {} : { status }),
    ...(assignee === null ? {} : { assignee }),
    ...(continuation === null ? {} : { continuation }),
    ...(dueBefore.value ? { dueBefore: dueBefore.value } : {}),
    ...(dueAfter.value ? { dueAfter: dueAfter.value } : {}),
  })
}

function instant(text: string | null): Result<Date | undefined, undefined> {
  if (text === null) return ok(undefined)
  const date = new Date(text)
  return Number.isNaN(date.getTime()) ? err(undefined) : ok(date)
}

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
  }
}

export function nextLink(publicUrl: string, query: URLSearchParams, continuation: string): string {
  const next = new URLSearchParams(query)
  next.set('continuation', continuation)
  return `${publicUrl}/api/v1/requests?${next.toString()}`
}
