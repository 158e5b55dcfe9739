import type { Instant, RequestDocument } from './request-document.ts'

/** What staff must look at: an answer that does not leave, or else the newest mail that did not. */
export type RequestProblem =
  | NonNullable<RequestDocument['problem']>
  | {
      readonly code: 'deliveryFails'
      /** When it was approved. */
      readonly since: Instant
      /** How often the delivery was begun. */
      readonly attempts: number
    }

/** A delivery that had to be begun again is one until it is released, or its seal is void. */
export function problemOf({ delivering, problem }: RequestDocument): RequestProblem | undefined {
  return delivering !== undefined && delivering.attempts > 1
    ? { code: 'deliveryFails', ...delivering }
    : problem
}
