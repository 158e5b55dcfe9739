import type { ActorRef } from '../actor.ts'
import type { Fact } from '../evidence/audit-event.ts'
import { mustFollow } from './must-follow.ts'
import type { Delivery, Instant, RequestDocument } from './request-document.ts'

/** The seal that approvers may still decide, or have approved. */
export const standingSeal = ({ seal }: RequestDocument) =>
  seal?.state === 'pending' || seal?.state === 'approved' ? seal : undefined

/**
 * What is built of the seal that stands and has not left; what was built of one that is void stays until its key is
 * destroyed, and what left before a recall of another has a life of its own.
 */
export const standingDeliveries = ({ deliveries }: RequestDocument): readonly Delivery[] =>
  deliveries.filter(isStanding)

export const isStanding = ({ state, expiresAt }: Delivery): boolean =>
  state !== 'recalled' && expiresAt === undefined

/** Whether its notice was sent: only then it is the person's, and has an end. */
export const hasLeft = (delivery: Delivery): delivery is LeftDelivery =>
  delivery.expiresAt !== undefined && delivery.sizeBytes !== undefined

/** How it stands for its person: past its end it is gone, whatever keeps the purge from its work (product.md, step 9). */
export const stateAt = ({ state, expiresAt }: LeftDelivery, now: Date): Delivery['state'] =>
  state === 'available' && new Date(expiresAt) <= now ? 'purged' : state

/** Whether its person can download it now. */
export const stillReadable = (delivery: Delivery, now: Date): boolean =>
  hasLeft(delivery) && stateAt(delivery, now) === 'available'

export type LeftDelivery = Delivery & { readonly expiresAt: Instant; readonly sizeBytes: number }

/** Every approval is void, and so is what was built; its keys are kept by name, to be destroyed with the others. */
export function withoutSeal(request: RequestDocument): RequestDocument {
  const seal = standingSeal(request)
  if (!seal) return request
  const { delivering: _stopped, ...rest } = request
  return {
    ...rest,
    seal: { ...seal, state: 'void' },
    deliveries: request.deliveries.map((delivery) =>
      isStanding(delivery) ? { ...delivery, state: 'recalled' } : delivery,
    ),
  }
}

export type Voided = { readonly request: RequestDocument; readonly facts: readonly Fact[] }

/** What would leave has changed (security.md, "Four eyes"): back to collecting. Undefined when no seal stands. */
export function voidSeal(request: RequestDocument, by: ActorRef): Voided | undefined {
  const seal = standingSeal(request)
  if (!seal) return undefined
  return {
    request: { ...withoutSeal(request), status: mustFollow(request.status, 'voidSeal') },
    facts: [{ event: 'sealVoided', by, detail: { sealId: seal.sealId } }],
  }
}

/** Released, for who has no mailbox: it leaves from a person's hands (regulation.md e.4, 6 and 9). */
export const leavesOnPaper = (request: RequestDocument): boolean =>
  request.addressHash === undefined && isReleased(request)

/** Whether the seal that stands was released: its notice may leave, and nothing is to be built again. */
export const isReleased = (request: RequestDocument): boolean =>
  request.status === 'approved' &&
  request.releasedSealId !== undefined &&
  request.releasedSealId === request.seal?.sealId
