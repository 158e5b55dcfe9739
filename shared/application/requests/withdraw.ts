import { transition } from '../../domain/requests/lifecycle.ts'
import { mustRender, dayOf, senderFacts } from '../letters/sender.ts'
import { contentPurgeAt, linkExpiresAt } from '../../domain/retention/retention.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { Actor } from '../actor.ts'
import type { Core } from '../core.ts'
import { ownRequest } from './access.ts'
import { endRequest } from './ending.ts'
import type { Change } from './request-store.ts'
import { tracksAfter } from './right-tracks.ts'

export type WithdrawRequest = (input: {
  readonly actor: Actor
  readonly requestId: string
  readonly expected?: string
}) => Promise<
  Result<
    { readonly status: string },
    { readonly code: 'notFound' | 'forbidden' | 'versionConflict' | 'transitionNotAllowed' }
  >
>

/** The person takes the request back: at once, without reasons; a second time changes nothing. */
export function makeWithdrawRequest({
  requests,
  companies,
  desk,
}: Pick<Core, 'requests' | 'companies' | 'desk'>): WithdrawRequest {
  return async ({ actor, requestId, expected }) => {
    type Refusal = { readonly code: 'notFound' | 'forbidden' | 'versionConflict' | 'transitionNotAllowed' }
    const company = await companies.find(actor.companyId)
    const changed = await requests.change<void, Refusal>(
      { companyId: actor.companyId, requestId },
      async (request, now) => {
        if (!company || !ownRequest(actor, request)) return err({ code: 'notFound' })
        if (request.status === 'withdrawn') return ok({ answer: undefined })
        if (!transition(request.status, 'withdraw').ok) return err({ code: 'transitionNotAllowed' })

        const ended = endRequest(request, 'withdrawn', now)
        const change: Change = {
          request: {
            ...ended,
            rights: tracksAfter(ended.rights, 'withdraw', () => 'withdrawn'),
          },
          facts: [{ event: 'requestWithdrawn', by: actorRef(actor) }],
          wakes: true,
        }
        const letter = mustRender('withdrawal', request.language, {
          ...senderFacts(company, request, now),
          receivedOn: dayOf(new Date(request.receivedAt), company),
          withdrawnOn: dayOf(now, company),
          purgeOn: dayOf(contentPurgeAt(now), company),
        })
        const link = { purpose: 'openRequest', expiresAt: linkExpiresAt(now) } as const
        return ok({
          answer: undefined,
          change: await desk.enclose(change, company, { kind: 'withdrawn', letter, link }, now),
        })
      },
      expected,
    )
    return changed.ok ? ok({ status: changed.value.request.status }) : changed
  }
}
