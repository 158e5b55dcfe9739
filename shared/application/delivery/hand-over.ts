import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { Actor } from '../actor.ts'
import type { Core } from '../core.ts'
import { staffOnly } from '../requests/access.ts'
import type { AccessRefusal } from '../requests/access.ts'
import { deliverRequest } from '../requests/ending.ts'
import { leavesOnPaper } from '../requests/standing-seal.ts'

export type HandOverRefusal = AccessRefusal | { readonly code: 'versionConflict' | 'notOnPaper' }

export type HandOver = (input: {
  readonly actor: Actor
  readonly requestId: string
  readonly how: 'post' | 'inPerson'
  readonly expected?: string
}) => Promise<Result<{ readonly status: string }, HandOverRefusal>>

/** Who asked on paper is answered on paper, by post or at the counter; delivered means handed over (regulation.md e.4, 6 and 9). */
export function makeHandOver({ requests }: Pick<Core, 'requests'>): HandOver {
  return async ({ actor, requestId, how, expected }) => {
    const changed = await requests.change<void, HandOverRefusal>(
      { companyId: actor.companyId, requestId },
      (request, now) => {
        const judged = staffOnly(actor, request, 'handOver')
        if (!judged.ok) return judged
        if (!leavesOnPaper(request)) return err({ code: 'notOnPaper' })
        return ok({
          answer: undefined,
          change: {
            request: deliverRequest(request, now),
            facts: [{ event: 'deliveryHandedOver', by: actorRef(actor), detail: { how } }],
            wakes: true,
          },
        })
      },
      expected,
    )
    return changed.ok ? ok({ status: changed.value.request.status }) : changed
  }
}
