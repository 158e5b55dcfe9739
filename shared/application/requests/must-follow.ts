import { transition } from '../../domain/requests/lifecycle.ts'
import type { RequestEvent, RequestStatus } from '../../domain/requests/lifecycle.ts'

/** The next status where the guards before it have made sure that there is one; anything else is a defect of ours. */
export function mustFollow(status: RequestStatus, event: RequestEvent): RequestStatus {
  const next = transition(status, event)
  if (!next.ok) throw new Error(`a request that is ${status} cannot ${event}`)
  return next.value
}
