import { ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { EmployeeActor } from '../actor.ts'
import type { Core } from '../core.ts'
import type { QueueRow } from '../requests/queue-row.ts'

export type PendingApproval = {
  readonly requestId: string
  readonly reference: string
  readonly kind: 'seal' | 'refusal'
  /** The seal's or the item's id. */
  readonly id: string
  readonly manifestSha256: string
  readonly since: string
  readonly internalDue: string
}

export type ListApprovals = (input: {
  readonly actor: EmployeeActor
}) => Promise<Result<readonly PendingApproval[], never>>

/** What waits for the caller: nothing they had a hand in, and nothing at all without the grant. */
export function makeListApprovals({ documents }: Pick<Core, 'documents'>): ListApprovals {
  return async ({ actor }) => {
    const decides = actor.grants.includes('approver') || actor.roles.includes('systemManager')
    if (!decides) return ok([])
    const page = await documents.query<QueueRow>({
      container: 'queue',
      key: [actor.companyId],
      where: [{ field: 'waitingSince', is: 'defined' }],
      orderBy: { field: 'waitingSince', direction: 'ascending' },
      limit: 200,
    })
    return ok(page.items.flatMap(({ value }) => pendingFor(actor, value) ?? []))
  }
}

/** Undefined when the row waits for others: the caller had a hand in it, or is not whom the policy names. */
function pendingFor(actor: EmployeeActor, row: QueueRow): PendingApproval | undefined {
  const { requestId, reference, waitsFor, waitingSince: since = '', internalDue } = row
  const mayDecide = actor.grants.includes('approver') || waitsFor?.kind === 'refusal'
  const isAsked = row.approverIds?.includes(actor.employeeId) ?? true
  if (!waitsFor || !mayDecide || !isAsked || row.contributors.includes(actor.employeeId)) return undefined

  const { kind, id, hash } = waitsFor
  return { requestId, reference, kind, id, manifestSha256: hash, since, internalDue }
}
