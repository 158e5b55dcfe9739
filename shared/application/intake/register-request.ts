import { intakeFlaw } from '../../domain/companies/standing.ts'
import type { IntakeFlaw } from '../../domain/companies/standing.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { allowed } from '../../domain/identity/roles.ts'
import type { EmployeeActor } from '../actor.ts'
import { actorRef } from '../actor.ts'
import type { Core } from '../core.ts'
import { makeOnce } from '../requests/idempotency.ts'
import type { IdempotencyKey } from '../requests/idempotency.ts'
import { newRequest } from './new-request.ts'
import type { RequestWish, WishDeps, WishRefusal } from './new-request.ts'
import type { Channel } from '../requests/request-document.ts'
import type { Change } from '../requests/request-store.ts'
import { destroyUnnamed } from '../requests/unnamed-keys.ts'
import { takeUp } from '../requests/take-up.ts'

export type RegisterRequest = (input: {
  readonly actor: EmployeeActor
  readonly companyId: string
  readonly wish: RequestWish
  readonly channel: Channel
  readonly receivedAt?: Date
  readonly backdatingReason?: string
  readonly idempotency?: IdempotencyKey
}) => Promise<
  Result<
    Registered,
    | WishRefusal
    | {
        readonly code:
          | IntakeFlaw
          | 'forbidden'
          | 'receivedInFuture'
          | 'receivedBeforeRegulation'
          | 'backdatingReasonMissing'
          | 'idempotencyKeyReused'
      }
  >
>

type Registered = { readonly requestId: string; readonly reference: string; readonly status: string }

type Deps = WishDeps & Pick<Core, 'companies' | 'requests' | 'desk' | 'messages' | 'log'>

/** A request that came by phone, letter or in person counts from the day it came, not from its entry (R1, R10). */
export function makeRegisterRequest(deps: Deps): RegisterRequest {
  const { companies, requests, clock } = deps
  const once = makeOnce<Registered>(deps, 'registerRequest')

  return async ({ actor, companyId, wish, channel, receivedAt, backdatingReason, idempotency }) => {
    const company = actor.companyId === companyId ? await companies.find(companyId) : undefined
    if (!company) return err({ code: 'notFound' })
    const { roles, grants, employeeId } = actor
    if (!allowed('registerRequest', { roles, grants, relations: [] })) return err({ code: 'forbidden' })

    const now = clock.now()
    const received = receivedAt ?? now
    const flaw = receiptFlaw(received, now, backdatingReason) ?? intakeFlaw(company, received)
    if (flaw) return err({ code: flaw })

    const requestId = await once.requestId(company, idempotency)
    const before = await once.earlier({ companyId, requestId }, idempotency)
    if (before) return before

    const made = await newRequest(deps, {
      company,
      requestId,
      wish:
        backdatingReason === undefined ? wish : { ...wish, personal: { ...wish.personal, backdatingReason } },
      channel,
      receivedAt: received,
      now,
      registeredBy: employeeId,
    })
    if (!made.ok) return made
    const { request } = made.value
    const registered: Change = {
      request,
      facts: [
        {
          event: 'requestRegistered',
          by: actorRef(actor),
          detail: {
            channel,
            backdated: isBackdated(received, now),
            reasonGiven: backdatingReason !== undefined,
          },
        },
      ],
    }
    const change = await takeUp(deps, registered, company, now)
    const answer: Registered = { requestId, reference: request.reference, status: change.request.status }
    const { writes: enclosed = [] } = change
    const writes = [...enclosed, ...(await once.writes(request, idempotency, answer))]
    const created = await requests.create({ ...change, writes })
    if (created.ok) return ok(answer)
    await destroyUnnamed(deps, request, [request.key])
    return (await once.earlier(request, idempotency)) ?? err({ code: 'idempotencyKeyReused' })
  }
}

function receiptFlaw(received: Date, now: Date, backdatingReason: string | undefined) {
  if (received > now) return 'receivedInFuture'
  if (received < regulationApplies) return 'receivedBeforeRegulation'
  return isBackdated(received, now) && !backdatingReason ? 'backdatingReasonMissing' : undefined
}

/** 25 May 2018 (Art. 99(2)). */
const regulationApplies = new Date('2018-05-25T00:00:00Z')

/** An hour's grace for what is entered during the call itself. */
const isBackdated = (received: Date, now: Date): boolean => now.getTime() - received.getTime() > 3_600_000
