import { intakeFlaw } from '../../domain/companies/standing.ts'
import type { IntakeFlaw } from '../../domain/companies/standing.ts'
import { nextUnverifiedStep, unverifiedUntil } from '../../domain/requests/unverified.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { Core } from '../core.ts'
import { lastDayBefore } from '../letters/sender.ts'
import { dueDatesOf } from '../timing/due.ts'
import { destroyUnnamed } from '../requests/unnamed-keys.ts'
import { makeOnce } from '../requests/idempotency.ts'
import type { IdempotencyKey } from '../requests/idempotency.ts'
import { makeStrangerBudget } from './stranger-budget.ts'
import type { BudgetRefusal } from './stranger-budget.ts'
import { newRequest } from './new-request.ts'
import type { RequestWish, WishDeps, WishRefusal } from './new-request.ts'
import type { Change } from '../requests/request-store.ts'

export type CreateRequest = (input: {
  readonly companyId: string
  readonly wish: RequestWish
  readonly idempotency?: IdempotencyKey
  /** Where it comes from, for the budgets. */
  readonly network?: string | undefined
}) => Promise<
  Result<RequestReceipt, WishRefusal | BudgetRefusal | { readonly code: IntakeFlaw | 'idempotencyKeyReused' }>
>

export type RequestReceipt = {
  readonly requestId: string
  readonly reference: string
  readonly status: 'awaitingVerification'
}

type Deps = WishDeps & Pick<Core, 'documents' | 'settings' | 'companies' | 'requests' | 'desk'>

/**
 * A person's request (Art. 12(2)): one document that waits for its link to be used, and a mail with that link. The clock of
 * Art. 12(3) runs from here, verified or not (R1).
 */
export function makeCreateRequest(deps: Deps): CreateRequest {
  const { companies, requests, desk, clock } = deps
  const once = makeOnce<RequestReceipt>(deps, 'createRequest')

  const budget = makeStrangerBudget(deps)

  return async ({ companyId, wish, idempotency, network }) => {
    const company = await companies.find(companyId)
    if (!company) return err({ code: 'notFound' })
    const flaw = intakeFlaw(company, clock.now())
    if (flaw) return err({ code: flaw })

    const requestId = await once.requestId(company, idempotency)
    const before = await once.earlier({ companyId, requestId }, idempotency)
    if (before) return before

    const within = await budget.take(company, { address: wish.personal.email, network })
    if (!within.ok) return within

    const now = clock.now()
    const made = await newRequest(deps, { company, requestId, wish, channel: 'web', receivedAt: now, now })
    if (!made.ok) return made

    const { request, key } = made.value
    const due = dueDatesOf(request, company, now)
    const answer: RequestReceipt = {
      requestId,
      reference: request.reference,
      status: 'awaitingVerification',
    }
    const change: Change = {
      request: {
        ...request,
        nextAt: nextUnverifiedStep({ receivedAt: now, done: [], dueDates: due }, now).at.toISOString(),
      },
      facts: [{ event: 'requestReceived', by: { kind: 'anonymous' }, detail: { channel: 'web' } }],
      writes: await once.writes(request, idempotency, answer),
    }
    const mailed = await desk.enclose(
      change,
      company,
      {
        kind: 'verification',
        key,
        details: { expiresOn: lastDayBefore(unverifiedUntil(due), company) },
        link: { purpose: 'verifyRequest', expiresAt: unverifiedUntil(due) },
      },
      now,
    )
    const created = await requests.create(mailed)
    if (created.ok) return ok(answer)
    await destroyUnnamed(deps, request, [request.key])
    return (await once.earlier(request, idempotency)) ?? err({ code: 'idempotencyKeyReused' })
  }
}
