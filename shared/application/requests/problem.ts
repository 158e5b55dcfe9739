import type { Instant, RequestDocument } from './request-document.ts'

/** What staff must look at: an answer that does not leave, or cannot be read, or else the newest mail that did not leave. */
export type RequestProblem =
  | NonNullable<RequestDocument['problem']>
  | {
      readonly code: 'deliveryFails'
      /** When it was approved. */
      readonly since: Instant
      /** How often the delivery was begun. */
      readonly attempts: number
    }
  | { readonly code: 'deliveryUnreadable'; readonly since: Instant; readonly deliveryId: string }

/** A delivery that had to be begun again is one until it is released, or its seal is void; a broken one until its end. */
export function problemOf({ delivering, deliveries, problem }: RequestDocument): RequestProblem | undefined {
  if (delivering !== undefined && delivering.attempts > 1) return { code: 'deliveryFails', ...delivering }
  for (const { id, state, unreadableSince } of deliveries)
    if (state === 'available' && unreadableSince !== undefined)
      return { code: 'deliveryUnreadable', since: unreadableSince, deliveryId: id }
  return problem
}
