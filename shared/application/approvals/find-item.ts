import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { EmployeeActor } from '../actor.ts'
import type { Core } from '../core.ts'
import type { QueueRow } from '../requests/queue-row.ts'

/** The request that a pending item belongs to, among those of the caller's company; whether they may decide it is judged there. */
export type FindItem = (input: {
  readonly actor: EmployeeActor
  readonly itemId: string
}) => Promise<Result<string, { readonly code: 'notFound' }>>

export function makeFindItem({ documents }: Pick<Core, 'documents'>): FindItem {
  return async ({ actor, itemId }) => {
    const waiting = await documents.query<QueueRow>({
      container: 'queue',
      key: [actor.companyId],
      where: [{ field: 'waitingItem', is: '=', value: itemId }],
      limit: 1,
    })
    const row = waiting.items[0]?.value
    return row ? ok(row.requestId) : err({ code: 'notFound' })
  }
}
