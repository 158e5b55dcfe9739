import { contentPurgeAt } from '../../domain/retention/retention.ts'
import { transition } from '../../domain/requests/lifecycle.ts'
import type { RequestEvent } from '../../domain/requests/lifecycle.ts'
import type { RequestDocument } from './request-document.ts'

const endingEvents = {
  delivered: 'deliver',
  refused: 'refuse',
  withdrawn: 'withdraw',
  expired: 'expire',
} as const

/** The request as it stands once it has ended: from here its 32 days count, and no timer watches its deadline any more. */
export function endRequest(
  request: RequestDocument,
  how: keyof typeof endingEvents,
  at: Date,
): RequestDocument | undefined {
  const ended = transition(request.status, endingEvents[how] satisfies RequestEvent)
  if (!ended.ok) return undefined

  const { nextAt: _next, wakeBy: _wake, pendingItem: _item, ...rest } = request
  return {
    ...rest,
    status: ended.value,
    ended: { how, at: at.toISOString() },
    purgeAt: contentPurgeAt(at).toISOString(),
  }
}
