import { linkExpiresAt } from '../../domain/retention/retention.ts'
import { isAwareness } from '../../domain/retention/breach.ts'
import type { RecallReason } from '../../domain/retention/breach.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { Actor } from '../actor.ts'
import { breachDocumentId } from '../breaches/breach-document.ts'
import type { BreachDocument } from '../breaches/breach-document.ts'
import { makeBreachEntries } from '../breaches/breach-entry.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { staffOnly } from '../requests/access.ts'
import type { AccessRefusal } from '../requests/access.ts'
import { isOver, startDeadline } from '../requests/instances.ts'
import type { RequestDocument } from '../requests/request-document.ts'
import type { Change } from '../requests/request-store.ts'
import { hasLeft } from '../requests/standing-seal.ts'
import { requestOfDelivery } from './delivery-id.ts'
import { destroyDeliveries } from './destroy.ts'
import { afterRecall, takenBack } from './recalled.ts'

export type RecallRefusal =
  AccessRefusal | { readonly code: 'notFound' | 'versionConflict' | 'deliveryPurged' | 'awareAtInvalid' }

export type RecallInput = {
  readonly actor: Actor
  readonly deliveryId: string
  readonly reasonCode: RecallReason
  readonly reason: string
  /** When the company learned of it; now, if it does not say. */
  readonly awareAt?: Date
  readonly expected?: string
}

export type Recalled = { readonly breachId: string; readonly dueAt: string; readonly status: string }

export type RecallDelivery = (input: RecallInput) => Promise<Result<Recalled, RecallRefusal>>

type Deps = Pick<
  Core,
  'requests' | 'companies' | 'keyring' | 'secrets' | 'blobs' | 'desk' | 'random' | 'crypto'
>

/**
 * Takes a delivery back at once (security.md, "Downloads"; R67): nobody opens it from the commit on, its key is destroyed
 * in the same call, and a breach entry with its 72 hours stands beside it. A repeat opens no second entry, and destroys
 * what a crash left.
 */
export function makeRecallDelivery(deps: Deps): RecallDelivery {
  const { requests, companies, desk, random } = deps
  const entries = makeBreachEntries(deps)

  return async (input) => {
    const { actor, deliveryId, expected } = input
    const requestId = requestOfDelivery(deliveryId)
    if (requestId === undefined) return err({ code: 'notFound' })
    const ref = { companyId: actor.companyId, requestId }
    const company = await companies.find(actor.companyId)
    const changed = await requests.change<string, RecallRefusal>(
      ref,
      async (request, now) => {
        const judged = staffOnly(actor, request, 'recallDelivery')
        if (!judged.ok) return judged
        const delivery = request.deliveries.filter(hasLeft).find(({ id }) => id === deliveryId)
        if (!company || !delivery) return err({ code: 'notFound' })
        if (delivery.breachId !== undefined) return ok({ answer: delivery.breachId })

        const ids = takenBack(request, input, now).map(({ id }) => id)
        if (!ids.includes(deliveryId)) return err({ code: 'deliveryPurged' })
        const leftAt = new Date(request.ended?.at ?? request.receivedAt)
        if (!isAwareness(input.awareAt ?? now, { leftAt, now })) return err({ code: 'awareAtInvalid' })

        const { reasonCode, reason, awareAt = now } = input
        const openedBy = judged.value.employeeId
        const entry = { deliveryIds: ids, reasonCode, reason, awareAt, openedBy }
        const breach = await entries.write(request, company, entry, now)
        return ok({ answer: breach.breachId, change: await recall(request, company, { input, breach, now }) })
      },
      expected,
    )
    if (!changed.ok) return changed

    const { answer: breachId, request } = changed.value
    await destroyDeliveries(
      deps,
      request,
      request.deliveries.filter((one) => one.breachId === breachId),
    )
    const breach = await requests.read<BreachDocument>(ref, breachDocumentId(breachId))
    return ok({ breachId, dueAt: breach?.value.breachDueAt ?? '', status: request.status })
  }

  type Recalling = { readonly input: RecallInput; readonly breach: BreachDocument; readonly now: Date }

  async function recall(
    before: RequestDocument,
    company: CompanyDocument,
    { input, breach, now }: Recalling,
  ): Promise<Change> {
    const by = actorRef(input.actor)
    const { breachId, deliveryIds: ids, reasonCode } = breach
    const { request, facts } = afterRecall(before, { ids, breachId, reasonCode, by, now })
    const recalled: Change = {
      request,
      facts: [
        ...facts,
        ...ids.map((deliveryId) => ({
          event: 'deliveryRecalled' as const,
          by,
          detail: { deliveryId, reasonCode },
        })),
      ],
      wakes: true,
    }
    const restarted = isOver(before) && !isOver(request)
    const watched = restarted ? startDeadline(recalled, random.id(), now) : recalled
    const entered = await entries.enclose(watched, company, breach, { by, now })
    return breach.reasonCode === 'wrongAddressee' ? entered : told(entered, company, now)
  }

  /** A wrong addressee is told nothing; the person is told that there is something to read, and no more. */
  function told(change: Change, company: CompanyDocument, now: Date): Promise<Change> {
    const link = { purpose: 'openRequest', expiresAt: linkExpiresAt(now) } as const
    return desk.enclose(change, company, { kind: 'deliveryRecalled', link }, now)
  }
}
