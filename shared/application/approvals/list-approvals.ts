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
    const rows = page.items.map((item) => item.value).filter((row) => waitsFor(actor, row))
    return ok(rows.flatMap((row) => pending(row) ?? []))
  }
}

const waitsFor = (actor: EmployeeActor, row: QueueRow): boolean =>
  !row.contributors.includes(actor.employeeId) &&
  (actor.grants.includes('approver') || row.waitsFor?.kind === 'refusal')

function pending({
  requestId,
  reference,
  waitsFor,
  waitingSince,
  internalDue,
}: QueueRow): PendingApproval | undefined {
  if (!waitsFor || waitingSince === undefined) return undefined
  const { kind, id, hash } = waitsFor
  return { requestId, reference, kind, id, manifestSha256: hash, since: waitingSince, internalDue }
}
