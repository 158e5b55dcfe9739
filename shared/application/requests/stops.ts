import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { Actor, EmployeeActor } from '../actor.ts'
import type { Core } from '../core.ts'
import { staffOnly } from './access.ts'
import type { AccessRefusal } from './access.ts'
import { noteReading } from './note-reading.ts'
import { personalForStaff } from './personal.ts'
import type { PersonalForStaff } from './personal.ts'
import type { RequestDocument, RightTrack } from './request-document.ts'

/** What the company's systems must have stopped, because the person said so (Art. 7(3), 21(3)). */
export type Stop = {
  readonly right: string
  readonly purpose?: 'directMarketing'
  readonly since: string
  readonly carriedOutAt?: string
}

export type Stops = {
  readonly stops: readonly Stop[]
  /** For whom, in the person's own words; only as long as something is still to be carried out. */
  readonly person?: PersonalForStaff
}

export type ReadStops = (input: {
  readonly actor: Actor
  readonly requestId: string
}) => Promise<Result<Stops, AccessRefusal | { readonly code: 'contentGone' }>>

/**
 * What must stop, and for whom. The request may have ended with its answer, and the person must still be found in the
 * company's systems: what they wrote themselves is read until it is confirmed, and nothing that was collected.
 */
export function makeReadStops({
  requests,
  keyring,
  clock,
  crypto,
}: Pick<Core, 'requests' | 'keyring' | 'clock' | 'crypto'>): ReadStops {
  return async ({ actor, requestId }) => {
    const found = await requests.find(actor.companyId, requestId)
    if (!found) return err({ code: 'notFound' })
    const judged = whoStops(actor, found.value)
    if (!judged.ok) return judged
    const stops = found.value.rights.flatMap(stopOf)
    if (stops.every(({ carriedOutAt }) => carriedOutAt !== undefined)) return ok({ stops })

    const key = await keyring.open(actor.companyId, found.value.key)
    if (!key) return err({ code: 'contentGone' })
    await noteReading({ requests, clock }, found.value, {
      event: 'contentRead',
      by: judged.value,
      document: 'person',
    })
    return ok({ stops, person: personalForStaff(crypto, key, found.value) })
  }
}

export type ConfirmStop = (input: {
  readonly actor: Actor
  readonly requestId: string
  readonly right: string
  readonly expected?: string
}) => Promise<
  Result<Stop, AccessRefusal | { readonly code: 'versionConflict' | 'nothingToStop' | 'contentGone' }>
>

/** Says that the company's systems have stopped. A second time changes nothing: the first to say so stays. */
export function makeConfirmStop({ requests }: Pick<Core, 'requests'>): ConfirmStop {
  return async ({ actor, requestId, right, expected }) => {
    type Refusal = AccessRefusal | { readonly code: 'nothingToStop' | 'contentGone' }
    const changed = await requests.change<Stop, Refusal>(
      { companyId: actor.companyId, requestId },
      (request, now) => {
        const judged = whoStops(actor, request)
        if (!judged.ok) return judged
        const before = request.rights.find((track) => track.right === right)
        const [stop] = before ? stopOf(before) : []
        if (!before || !stop) return err({ code: 'nothingToStop' })
        if (before.carriedOut) return ok({ answer: stop })

        const at = now.toISOString()
        const done: RightTrack = { ...before, carriedOut: { by: judged.value.employeeId, at } }
        return ok({
          answer: { ...stop, carriedOutAt: at },
          change: {
            request: withTrack(request, done),
            facts: [{ event: 'stopCarriedOut', by: actorRef(actor), detail: { right } }],
          },
        })
      },
      expected,
    )
    return changed.ok ? ok(changed.value.answer) : changed
  }
}

/** After the purge, whoever might before is told that it is destroyed; for all others it is what it was. */
function whoStops(
  actor: Actor,
  request: RequestDocument,
): Result<EmployeeActor, AccessRefusal | { readonly code: 'contentGone' }> {
  const judged = staffOnly(actor, request, 'confirmStop')
  if (judged.ok || !request.ended || request.purgedAt === undefined) return judged
  const before = staffOnly(actor, { ...request, status: request.ended.how }, 'confirmStop')
  return before.ok ? err({ code: 'contentGone' }) : judged
}

const stopOf = ({ right, purpose, answeredAt, carriedOut }: RightTrack): readonly Stop[] =>
  answeredAt === undefined
    ? []
    : [
        {
          right,
          since: answeredAt,
          ...(purpose === undefined ? {} : { purpose }),
          ...(carriedOut === undefined ? {} : { carriedOutAt: carriedOut.at }),
        },
      ]

const withTrack = (request: RequestDocument, done: RightTrack): RequestDocument => ({
  ...request,
  rights: request.rights.map((track) => (track.right === done.right ? done : track)),
})
