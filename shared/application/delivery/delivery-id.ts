import type { Random } from '../ports/system.ts'

/** A delivery's id begins with its request's: whoever has the one finds the other without a list. */
export const newDeliveryId = (random: Random, requestId: string): string => `${requestId}-${random.id()}`

/** Ids of ours have 22 characters (128 bits in base64url); what has another shape names no request. */
export const requestOfDelivery = (deliveryId: string): string | undefined =>
  /^([\w-]+)-[\w-]{22}$/.exec(deliveryId)?.[1]
