import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { EmployeeActor } from '../actor.ts'
import type { Core } from '../core.ts'
import type { Query } from '../ports/documents.ts'
import { pageOf } from '../queue/page-of.ts'
import type { QueueRow } from '../queue/queue-row.ts'

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

export type ApprovalsPage = {
  readonly items: readonly PendingApproval[]
  /** More may wait: ask again with it, also after a page that holds nothing for the caller. */
  readonly continuation?: string
}

export type ListApprovals = (input: {
  readonly actor: EmployeeActor
  readonly continuation?: string
}) => Promise<Result<ApprovalsPage, { readonly code: 'parameterInvalid' }>>

const pageLength = 100
/** How many pages of what waits for others are passed over in one call. */
const pagesInCall = 10

/** What waits for the caller: nothing they had a hand in, and nothing at all without the grant. */
export function makeListApprovals({ documents }: Pick<Core, 'documents'>): ListApprovals {
  return async ({ actor, continuation }) => {
    const decides = actor.grants.includes('approver') || actor.roles.includes('systemManager')
    if (!decides) return ok({ items: [] })
    let from = continuation
    for (let passed = 1; ; passed++) {
      const page = await pageOf<QueueRow>(documents, waitingIn(actor.companyId, from))
      if (!page) return err({ code: 'parameterInvalid' })
      const items = page.items.flatMap(({ value }) => pendingFor(actor, value) ?? [])
      from = page.continuation
      if (from === undefined) return ok({ items })
      if (items.length > 0 || passed === pagesInCall) return ok({ items, continuation: from })
    }
  }
}

const waitingIn = (companyId: string, continuation: string | undefined): Query => ({
  container: 'queue',
  key: [companyId],
  where: [{ field: 'waitingSince', is: 'defined' }],
  orderBy: { field: 'waitingSince', direction: 'ascending' },
  limit: pageLength,
  ...(continuation === undefined ? {} : { continuation }),
})

/** Undefined when the row waits for others: the caller had a hand in it, or is not whom the policy names. */
function pendingFor(actor: EmployeeActor, row: QueueRow): PendingApproval | undefined {
  const { requestId, reference, waitsFor, waitingSince: since = '', internalDue } = row
  const mayDecide = actor.grants.includes('approver') || waitsFor?.kind === 'refusal'
  const isAsked = row.approverIds?.includes(actor.employeeId) ?? true
  if (!waitsFor || !mayDecide || !isAsked || row.contributors.includes(actor.employeeId)) return undefined

  const { kind, id, hash } = waitsFor
  return { requestId, reference, kind, id, manifestSha256: hash, since, internalDue }
}
