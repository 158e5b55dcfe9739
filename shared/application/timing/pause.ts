import { mayPause } from '../../domain/requests/pause.ts'
import type { PauseRefusal as DomainPauseRefusal } from '../../domain/requests/pause.ts'
import { renderLetter } from '../../domain/letters/letter.ts'
import type { Right } from '../../domain/requests/right.ts'
import { addDays } from '../../domain/time.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { Actor, ActorRef } from '../actor.ts'
import type { Core } from '../core.ts'
import { dayOf, senderFacts } from '../letters/sender.ts'
import type { SendMail } from '../letters/send-mail.ts'
import { staffOnly } from '../requests/access.ts'
import type { AccessRefusal } from '../requests/access.ts'
import { statusLinkDays } from '../intake/acknowledgement.ts'
import { dueDatesOf, isPaused, ledgerOf, waitingRights } from './due.ts'
import { sendEnclosed } from '../requests/send-enclosed.ts'
import type { RequestDocument, StoredPause } from '../requests/request-document.ts'
import type { Change } from '../requests/request-store.ts'

export type PauseRefusal =
  | AccessRefusal
  | DomainPauseRefusal
  | { readonly code: 'versionConflict' | 'letterPartMissing' | 'notPaused' }

export type PauseRequest = (input: {
  readonly actor: Actor
  readonly requestId: string
  readonly right?: Right
  readonly reasonCode: StoredPause['reasonCode']
  readonly reason: string
  readonly until: Date
  readonly expected?: string
  /** `paused` is false while the letter could not be sent: the clock waits only from then. */
}) => Promise<Result<{ readonly paused: boolean; readonly until: string }, PauseRefusal>>

type Deps = Pick<Core, 'requests' | 'companies' | 'desk' | 'clock'> & { readonly sendMail: SendMail }

/** The clock waits for the person, from their letter until they answer, and at most until its own end (Art. 12(6), Recital 63). */
export function makePauseRequest({ requests, companies, desk, clock, sendMail }: Deps): PauseRequest {
  return async ({ actor, requestId, right, reasonCode, reason, until, expected }) => {
    const ref = { companyId: actor.companyId, requestId }
    const company = await companies.find(actor.companyId)
    if (!company) return err({ code: 'notFound' })
    const changed = await requests.change<void, PauseRefusal>(
      ref,
      async (request, now) => {
        const judged = staffOnly(actor, request, 'pause')
        if (!judged.ok) return judged
        const forRight = right === undefined ? {} : { right }
        if (isAsked(request, right)) return err({ code: 'alreadyPaused' })
        const wish = { reason: reasonCode, until, waiting: waitingRights(request), ...forRight }
        const may = mayPause(ledgerOf(request, company), wish, now)
        if (!may.ok) return may

        const letter = renderLetter('identityRequest', request.language, {
          ...senderFacts(company, request, now),
          reasonCode,
          reason,
          needed: [reason],
          until: dayOf(until, company),
          way: desk.way(request),
        })
        if (!letter.ok) return err({ code: 'letterPartMissing' })
        const onPaper = request.addressHash === undefined ? { startedAt: now.toISOString() } : {}
        const pause: StoredPause = {
          ...forRight,
          reasonCode,
          askedAt: now.toISOString(),
          until: until.toISOString(),
          ...onPaper,
        }
        const change: Change = {
          request: { ...request, pauses: [...request.pauses, pause] },
          facts: [
            { event: 'requestPaused', by: actorRef(actor), detail: { reasonCode, until: pause.until } },
          ],
          wakes: true,
        }
        const link = { purpose: 'openRequest', expiresAt: addDays(now, statusLinkDays) } as const
        const plan = { kind: 'pause', letter: letter.value, effect: 'pauseSent', link } as const
        return ok({ answer: undefined, change: await desk.enclose(change, company, plan, now) })
      },
      expected,
    )
    if (!changed.ok) return changed
    await sendEnclosed(sendMail, requests, ref, ({ effect }) => effect === 'pauseSent')
    const found = await requests.find(ref.companyId, requestId)
    const paused = found !== undefined && isPaused(found.value, clock.now())
    return ok({ paused, until: until.toISOString() })
  }
}

/** A question whose letter is still on its way is not asked again. */
const isAsked = ({ pauses }: RequestDocument, right: Right | undefined): boolean =>
  pauses.some(
    (pause) =>
      pause.startedAt === undefined &&
      pause.answeredAt === undefined &&
      (right === undefined || pause.right === undefined || pause.right === right),
  )

export type ResumeRequest = (input: {
  readonly actor: Actor
  readonly requestId: string
  readonly right?: Right
  readonly expected?: string
}) => Promise<Result<{ readonly paused: boolean; readonly internalDue: string }, PauseRefusal>>

/** The answer came: the days from the letter to today are added, and the clock runs on. */
export function makeResumeRequest({ requests, companies, desk, clock }: Deps): ResumeRequest {
  return async ({ actor, requestId, right, expected }) => {
    const company = await companies.find(actor.companyId)
    if (!company) return err({ code: 'notFound' })
    const changed = await requests.change<void, PauseRefusal>(
      { companyId: actor.companyId, requestId },
      async (request, now) => {
        const judged = staffOnly(actor, request, 'resume')
        if (!judged.ok) return judged
        const resumed = answeredPauses(request, {
          now,
          by: actorRef(actor),
          ...(right === undefined ? {} : { right }),
        })
        if (!resumed) return err({ code: 'notPaused' })

        const details = { dueOn: dayOf(dueDatesOf(resumed.request, company, now).effectiveDue, company) }
        const link = { purpose: 'openRequest', expiresAt: addDays(now, statusLinkDays) } as const
        return ok({
          answer: undefined,
          change: await desk.enclose(resumed, company, { kind: 'resumed', details, link }, now),
        })
      },
      expected,
    )
    if (!changed.ok) return changed
    const due = dueDatesOf(changed.value.request, company, clock.now())
    return ok({ paused: false, internalDue: due.internalDue.toISOString() })
  }
}

/** Ends the pauses that run; undefined when none does. The person's own answer ends them too (regulation.md e.4, 3). */
export function answeredPauses(
  request: RequestDocument,
  { now, by, right }: { readonly now: Date; readonly by: ActorRef; readonly right?: Right },
): Change | undefined {
  const runs = (pause: StoredPause) =>
    pause.answeredAt === undefined &&
    (right === undefined || pause.right === undefined || pause.right === right)
  if (!request.pauses.some(runs)) return undefined
  return {
    request: {
      ...request,
      pauses: request.pauses.map((pause) =>
        runs(pause) ? { ...pause, answeredAt: now.toISOString() } : pause,
      ),
    },
    facts: [{ event: 'requestResumed', by }],
    wakes: true,
  }
}
