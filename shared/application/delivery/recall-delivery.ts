import { linkExpiresAt } from '../../domain/retention/retention.ts'
import { breachDueAt, isAwareness } from '../../domain/retention/breach.ts'
import type { RecallReason } from '../../domain/retention/breach.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { Actor } from '../actor.ts'
import { breachDocumentId, makeBreachTextBox } from '../breaches/breach-document.ts'
import type { BreachDocument } from '../breaches/breach-document.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import { overseersOf } from '../companies/managers.ts'
import type { Core } from '../core.ts'
import { dayOf } from '../letters/sender.ts'
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
  const texts = makeBreachTextBox(deps)

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

        const breach = await breachOf(request, company, { ...input, ids, by: judged.value.employeeId, now })
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

  type Opening = RecallInput & { readonly ids: readonly string[]; readonly by: string; readonly now: Date }

  async function breachOf(
    { companyId, requestId, reference }: RequestDocument,
    company: CompanyDocument,
    { ids, by, now, reasonCode, reason, awareAt = now }: Opening,
  ): Promise<BreachDocument> {
    const breachId = random.id()
    return {
      ...{ id: breachDocumentId(breachId), companyId, requestId, breachId, reference, reasonCode },
      deliveryIds: ids,
      openedBy: by,
      openedAt: now.toISOString(),
      awareAt: awareAt.toISOString(),
      breachDueAt: breachDueAt(awareAt).toISOString(),
      breachState: 'open',
      sealed: await texts.seal(company, { requestId, breachId }, { reason }),
    }
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
      writes: [{ kind: 'create', value: breach }],
      facts: [
        ...facts,
        ...ids.map((deliveryId) => ({
          event: 'deliveryRecalled' as const,
          by,
          detail: { deliveryId, reasonCode },
        })),
        { event: 'breachOpened', by, detail: { breachId, dueAt: breach.breachDueAt } },
      ],
      wakes: true,
    }
    const restarted = isOver(before) && !isOver(request)
    const watched = restarted ? startDeadline(recalled, random.id(), now) : recalled
    return told(watched, company, { breach, now })
  }

  /** A wrong addressee is told nothing; the person is told that there is something to read, and no more. */
  async function told(
    change: Change,
    company: CompanyDocument,
    { breach, now }: { readonly breach: BreachDocument; readonly now: Date },
  ): Promise<Change> {
    const details = { dueOn: dayOf(new Date(breach.breachDueAt), company) }
    let mailed = change
    for (const employeeId of await overseersOf(companies, company.companyId))
      mailed = await desk.enclose(
        mailed,
        company,
        { kind: 'staffBreach', to: { kind: 'employee', employeeId }, details },
        now,
      )
    if (breach.reasonCode === 'wrongAddressee') return mailed
    const link = { purpose: 'openRequest', expiresAt: linkExpiresAt(now) } as const
    return desk.enclose(mailed, company, { kind: 'deliveryRecalled', link }, now)
  }
}
