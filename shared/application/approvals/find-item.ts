import { mayIn } from '../companies/company-people.ts'
import { itemDocumentId } from '../companies/guarded-change.ts'
import { companyPartition } from '../place.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { EmployeeActor } from '../actor.ts'
import type { Core } from '../core.ts'
import type { QueueRow } from '../queue/queue-row.ts'

/**
 * Where a pending item of the caller's company lies: with a request, or beside the company where it changes the company
 * itself. Whether they may decide it is judged there.
 */
export type FindItem = (input: {
  readonly actor: EmployeeActor
  readonly itemId: string
}) => Promise<Result<{ readonly requestId?: string }, { readonly code: 'notFound' }>>

export function makeFindItem({ documents }: Pick<Core, 'documents'>): FindItem {
  return async ({ actor, itemId }) => {
    const { companyId } = actor
    const mayChange = mayIn({ actor, companyId }, 'decidePending').ok
    if (mayChange && (await documents.read(companyPartition(companyId), itemDocumentId(itemId))))
      return ok({})
    const waiting = await documents.query<QueueRow>({
      container: 'queue',
      key: [companyId],
      where: [{ field: 'waitingItem', is: '=', value: itemId }],
      limit: 1,
    })
    const row = waiting.items[0]?.value
    return row ? ok({ requestId: row.requestId }) : err({ code: 'notFound' })
  }
}
