import type { RecallReason } from '../../domain/retention/breach.ts'
import { rightTransition } from '../../domain/requests/lifecycle.ts'
import type { ActorRef } from '../actor.ts'
import { mustFollow } from '../requests/must-follow.ts'
import type { Delivery, RequestDocument, RightTrack } from '../requests/request-document.ts'
import { stillReadable, voidSeal } from '../requests/standing-seal.ts'
import type { Voided } from '../requests/standing-seal.ts'

/** Which deliveries a recall takes back: who got one package wrongly got the others too. */
export const takenBack = (
  { deliveries }: RequestDocument,
  { deliveryId, reasonCode }: { readonly deliveryId: string; readonly reasonCode: RecallReason },
  now: Date,
): readonly Delivery[] =>
  deliveries.filter(
    (delivery) =>
      stillReadable(delivery, now) && (reasonCode === 'wrongAddressee' || delivery.id === deliveryId),
  )

type Recall = {
  readonly ids: readonly string[]
  readonly breachId: string
  readonly reasonCode: RecallReason
  readonly by: ActorRef
  readonly now: Date
}

/**
 * The request after a recall: nobody downloads these any more, and their rights wait for an answer again, with the
 * receipt that they always had. Identity and address are as wrong as the addressee was.
 */
export function afterRecall(request: RequestDocument, recall: Recall): Voided {
  const { ids, breachId, reasonCode, by, now } = recall
  const isBack = ({ id }: Delivery) => ids.includes(id)
  const rights = request.deliveries.filter(isBack).map(({ right }) => right)
  const reopened = takenUpAgain(request, rights, by)
  const deliveries = reopened.request.deliveries.map((delivery) =>
    isBack(delivery) ? { ...delivery, state: 'recalled' as const, breachId } : delivery,
  )
  const { remindAt, ...rest } = reopened.request
  const recalled: RequestDocument = {
    ...rest,
    deliveries,
    // The sweep removes what the call itself cannot any more.
    purgeAt: now.toISOString(),
    ...(remindAt !== undefined && deliveries.some((one) => stillReadable(one, now)) ? { remindAt } : {}),
  }
  return {
    request: reasonCode === 'wrongAddressee' ? withoutAddressee(recalled, now) : recalled,
    facts: reopened.facts,
  }
}

/** An ending against the person stays one; an answer that was taken back is none. */
function takenUpAgain(request: RequestDocument, rights: readonly string[], by: ActorRef): Voided {
  const waiting = (track: RightTrack): RightTrack =>
    rights.includes(track.right) && rightTransition(track.status, 'recall').ok
      ? { right: track.right, status: 'waiting' }
      : track
  if (request.status === 'delivered') {
    const { ended: _ended, releasedSealId: _released, ...rest } = request
    const { seal } = request
    return {
      request: {
        ...rest,
        status: mustFollow(request.status, 'recall'),
        rights: request.rights.map(waiting),
        ...(seal && { seal: { ...seal, state: 'void' } }),
      },
      facts: [],
    }
  }
  if (request.ended) return { request, facts: [] }
  const voided = voidSeal(request, by) ?? { request, facts: [] }
  return { ...voided, request: { ...voided.request, rights: request.rights.map(waiting) } }
}

/** Nothing more goes to that address, and its links and sessions open nothing (`ownRequest`). */
function withoutAddressee(request: RequestDocument, now: Date): RequestDocument {
  const {
    addressHash: _address,
    ownMailbox: _mailbox,
    identity: _identity,
    remindAt: _remind,
    ...rest
  } = request
  return { ...rest, links: {}, addresseeWrongSince: now.toISOString() }
}
