import type { BreachOutcome } from '../../domain/retention/breach.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { EmployeeActor } from '../actor.ts'
import type { Core } from '../core.ts'
import { staffOnly } from '../requests/access.ts'
import type { AccessRefusal } from '../requests/access.ts'
import { breachDocumentId, makeBreachTextBox } from './breach-document.ts'
import type { BreachDocument, BreachView } from './breach-document.ts'

export type CloseBreachRefusal =
  AccessRefusal | { readonly code: 'versionConflict' | 'breachClosed' | 'notFound' }

export type CloseBreach = (input: {
  readonly actor: EmployeeActor
  readonly requestId: string
  readonly breachId: string
  readonly outcome: BreachOutcome
  readonly assessment: string
}) => Promise<Result<BreachView, CloseBreachRefusal>>

/** Art. 33(1) and (5): told to the authority or not, with the reasons for it; who is late gives the reasons for the delay there too. */
export function makeCloseBreach(
  deps: Pick<Core, 'requests' | 'companies' | 'secrets' | 'crypto'>,
): CloseBreach {
  const { requests, companies } = deps
  const texts = makeBreachTextBox(deps)

  return async ({ actor, requestId, breachId, outcome, assessment }) => {
    const ref = { companyId: actor.companyId, requestId }
    const company = await companies.find(actor.companyId)
    const changed = await requests.change<BreachView, CloseBreachRefusal>(ref, async (request, now) => {
      const judged = staffOnly(actor, request, 'closeBreach')
      if (!judged.ok) return judged
      const stored = await requests.read<BreachDocument>(ref, breachDocumentId(breachId))
      if (!company || !stored) return err({ code: 'notFound' })
      const breach = stored.value
      const before = await texts.open(company, breach)
      if (breach.closed) {
        const isSame = breach.closed.outcome === outcome && before.assessment === assessment
        return isSame ? ok({ answer: await texts.view(company, breach, now) }) : err({ code: 'breachClosed' })
      }

      const { breachRemindAt: _answered, ...rest } = breach
      const closed: BreachDocument = {
        ...rest,
        breachState: 'closed',
        closed: { outcome, by: actor.employeeId, at: now.toISOString() },
        sealed: await texts.seal(company, breach, { ...before, assessment }),
      }
      return ok({
        answer: await texts.view(company, closed, now),
        change: {
          request,
          writes: [{ kind: 'replace', value: closed, etag: stored.etag }],
          facts: [{ event: 'breachClosed', by: actorRef(actor), detail: { breachId, outcome } }],
        },
      })
    })
    return changed.ok ? ok(changed.value.answer) : changed
  }
}
