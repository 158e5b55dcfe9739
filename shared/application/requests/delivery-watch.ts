import type { RequestDocument } from './request-document.ts'
import { isReleased } from './standing-seal.ts'

const longestWaitHours = 24

/** How long a delivery may take before it is begun anew: 1, 2, 4, 8 and 16 hours, then a day. */
export const patienceHours = (attempts: number): number => Math.min(2 ** (attempts - 1), longestWaitHours)

/** The managers are told once, at the second restart: the first may be a package that takes its time. */
export const attemptsUntilTold = 3

export const awaitsDelivery = (request: RequestDocument): boolean =>
  request.status === 'approved' && !isReleased(request)
