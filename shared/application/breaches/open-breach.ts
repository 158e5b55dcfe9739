import { isAwareness } from '../../domain/retention/breach.ts'
import type { RecallReason } from '../../domain/retention/breach.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { EmployeeActor } from '../actor.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { staffOnly } from '../requests/access.ts'
import type { AccessRefusal } from '../requests/access.ts'
import type { RequestDocument } from '../requests/request-document.ts'
import { hasLeft, stillReadable } from '../requests/standing-seal.ts'
import { makeBreachTextBox } from './breach-document.ts'
import type { BreachDocument, BreachView } from './breach-document.ts'
import { makeBreachEntries } from './breach-entry.ts'

export type OpenBreachRefusal =
  AccessRefusal | { readonly code: 'versionConflict' | 'awareAtInvalid' | 'recallInstead' }

export type OpenBreachInput = {
  readonly actor: EmployeeActor
  readonly requestId: string
  readonly reasonCode: RecallReason
  readonly reason: string
  /** When the company learned of it; now, if it does not say. */
  readonly awareAt?: Date
}

export type OpenBreach = (input: OpenBreachInput) => Promise<Result<BreachView, OpenBreachRefusal>>

/**
 * Enters a breach that is found when there is nothing left to recall, also after the content is destroyed (Art. 33(5)).
 * The same words of the same person while it is open are the same entry.
 */
export function makeOpenBreach(
  deps: Pick<Core, 'requests' | 'companies' | 'secrets' | 'desk' | 'random' | 'crypto'>,
): OpenBreach {
  const { requests, companies } = deps
  const texts = makeBreachTextBox(deps)
  const entries = makeBreachEntries(deps)

  return async (input) => {
    const { actor, requestId, reasonCode, reason } = input
    const ref = { companyId: actor.companyId, requestId }
    const company = await companies.find(actor.companyId)
    const changed = await requests.change<BreachView, OpenBreachRefusal>(ref, async (request, now) => {
      const judged = staffOnly(actor, request, 'recallDelivery')
      if (!judged.ok) return judged
      if (!company) return err({ code: 'notFound' })
      if (request.deliveries.some((delivery) => stillReadable(delivery, now)))
        return err({ code: 'recallInstead' })
      const { awareAt = now } = input
      const leftAt = new Date(request.receivedAt)
      if (!isAwareness(awareAt, { leftAt, now })) return err({ code: 'awareAtInvalid' })
      const same = await sameEntry(request, company, input)
      if (same) return ok({ answer: await texts.view(company, same, now) })

      const deliveryIds = request.deliveries.filter(hasLeft).map(({ id }) => id)
      const openedBy = actor.employeeId
      const breach = await entries.write(
        request,
        company,
        { deliveryIds, reasonCode, reason, awareAt, openedBy },
        now,
      )
      const by = { by: actorRef(actor), now }
      return ok({
        answer: await texts.view(company, breach, now),
        change: await entries.enclose({ request, facts: [] }, company, breach, by),
      })
    })
    return changed.ok ? ok(changed.value.answer) : changed
  }

  async function sameEntry(
    request: RequestDocument,
    company: CompanyDocument,
    { actor, reasonCode, reason }: OpenBreachInput,
  ): Promise<BreachDocument | undefined> {
    for (const { value } of await requests.list<BreachDocument>(request, 'breach:')) {
      const { breachState, openedBy, reasonCode: code } = value
      const isAlike = breachState === 'open' && openedBy === actor.employeeId && code === reasonCode
      if (isAlike && (await texts.open(company, value)).reason === reason) return value
    }
    return undefined
  }
}
