import { hasEnded } from './lifecycle.ts'
import type { RequestStatus } from './lifecycle.ts'

/** All that an address alone is told of a request: whether it is under way. How it ended is for the person. */
export type CoarseStatus = 'underWay' | 'ended'

/** Nothing before the address of the person was confirmed, and nothing once the content is gone. */
export function coarseStatus(status: RequestStatus): CoarseStatus | undefined {
  if (status === 'awaitingVerification' || status === 'expired' || status === 'closed') return undefined
  return hasEnded(status) ? 'ended' : 'underWay'
}
