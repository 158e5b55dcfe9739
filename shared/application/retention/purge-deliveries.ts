import { contentPurgeAt } from '../../domain/retention/retention.ts'
import { ok } from '../../kernel/result.ts'
import { bySystem } from '../actor.ts'
import type { Core } from '../core.ts'
import { destroyDeliveries } from '../delivery/destroy.ts'
import { nextPurgeAt } from '../requests/ending.ts'
import type { Delivery, RequestDocument } from '../requests/request-document.ts'
import { hasLeft, stateAt } from '../requests/standing-seal.ts'

/**
 * Whether only some of its deliveries are to go: one that was recalled, or one that left before another was recalled
 * and whose own 32 days are over. The rest of the request is still worked on, or has its own time.
 */
export const isPartlyDue = ({ ended, deliveries }: RequestDocument, now: Date): boolean =>
  deliveries.some(({ breachId }) => breachId !== undefined) &&
  (ended === undefined || contentPurgeAt(new Date(ended.at)) > now)

export type PurgeDeliveries = (request: RequestDocument) => Promise<void>

/** Keys and ciphertext of what nobody may read any more, and the time at which the next of it is to go. */
export function makePurgeDeliveries(
  deps: Pick<Core, 'requests' | 'keyring' | 'blobs' | 'clock' | 'log'>,
): PurgeDeliveries {
  const { requests, clock, log } = deps

  return async (request) => {
    const now = clock.now()
    const isGone = (delivery: Delivery): boolean =>
      hasLeft(delivery) && stateAt(delivery, now) !== 'available'
    await destroyDeliveries(deps, request, request.deliveries.filter(isGone))
    await requests.change<void, never>(request, (current) => {
      const { purgeAt: _done, ...rest } = current
      const expired = current.deliveries.filter((one) => isGone(one) && one.state === 'available')
      const deliveries = current.deliveries.map((delivery) =>
        expired.includes(delivery) ? { ...delivery, state: 'purged' as const } : delivery,
      )
      const next = nextPurgeAt({ ...rest, deliveries })
      return ok({
        answer: undefined,
        change: {
          request: { ...rest, deliveries, ...(next === undefined ? {} : { purgeAt: next }) },
          facts: expired.map(({ id }) => ({
            event: 'deliveryPurged' as const,
            by: bySystem,
            detail: { deliveryId: id },
          })),
        },
      })
    })
    log.write({
      code: 'purged',
      companyId: request.companyId,
      requestId: request.requestId,
      what: 'deliveries',
    })
  }
}
