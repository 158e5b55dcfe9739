import { getsPackage } from '../../domain/requests/right.ts'
import type { Right } from '../../domain/requests/right.ts'
import type { AnswerOutcome, Ending } from '../../domain/requests/lifecycle.ts'
import { contentPurgeAt, deliveryReminderAt } from '../../domain/retention/retention.ts'
import { mustFollow } from './must-follow.ts'
import type { Instant, RequestDocument } from './request-document.ts'
import { tracksAfter } from './right-tracks.ts'
import { hasLeft, isStanding, withoutSeal } from './standing-seal.ts'

const endingEvents = {
  delivered: 'deliver',
  refused: 'refuse',
  withdrawn: 'withdraw',
  expired: 'expire',
} as const satisfies Record<Ending, string>

/** Where no seal was approved, what was answered was answered at once (lifecycle.ts). */
const eventOf = (how: Ending, { status }: RequestDocument) =>
  how === 'delivered' && status !== 'approved' ? 'answerAtOnce' : endingEvents[how]

/**
 * The request as it stands once it has ended: from here its 32 days count, no timer watches its deadline any more, and
 * nobody is asked for an approval.
 */
export function endRequest(request: RequestDocument, how: Ending, at: Date): RequestDocument {
  const {
    nextAt: _next,
    wakeBy: _wake,
    pendingItem: _item,
    unansweredSince: _question,
    ...rest
  } = how === 'delivered' ? request : withoutSeal(request)
  const ended = { how, at: at.toISOString() }
  return {
    ...rest,
    status: mustFollow(request.status, eventOf(how, request)),
    ended,
    purgeAt: earliest([contentPurgeAt(at).toISOString(), ...promisedEnds(rest.deliveries)]),
  }
}

/** What left before a recall of another keeps the end that was promised for it. */
export function nextPurgeAt({
  ended,
  deliveries,
}: Pick<RequestDocument, 'ended' | 'deliveries'>): Instant | undefined {
  const whole = ended ? [contentPurgeAt(new Date(ended.at)).toISOString()] : []
  return [...promisedEnds(deliveries), ...whole].sort()[0]
}

const promisedEnds = (deliveries: RequestDocument['deliveries']): readonly Instant[] =>
  deliveries.filter(hasLeft).flatMap(({ state, expiresAt }) => (state === 'available' ? [expiresAt] : []))

const earliest = (instants: readonly Instant[]): Instant =>
  new Date(Math.min(...instants.map((instant) => Date.parse(instant)))).toISOString()

/** When it ended; an ending that was never written down counts from now. */
export const endedAt = ({ ended }: RequestDocument, now: Date): Date =>
  ended === undefined ? now : new Date(ended.at)

/** Delivered: every right that still waited is answered, and what was built is the person's for 32 days. */
export function deliverRequest(request: RequestDocument, at: Date): RequestDocument {
  const ended = endRequest(request, 'delivered', at)
  const expiresAt = contentPurgeAt(at).toISOString()
  return {
    ...ended,
    deliveries: ended.deliveries.map((delivery) =>
      isStanding(delivery) ? { ...delivery, expiresAt } : delivery,
    ),
    ...(ended.addressHash !== undefined && ended.deliveries.some(isStanding)
      ? { remindAt: deliveryReminderAt(at).toISOString() }
      : {}),
    rights: tracksAfter(ended.rights, 'answer', (right) => outcomeOf(request, right)),
  }
}

/** Nothing held is an answer; what was left out makes it a part (regulation.md e.4 item 7). */
function outcomeOf({ sources, withheld }: RequestDocument, right: Right): AnswerOutcome {
  if (!getsPackage(right)) return 'fulfilled'
  if (sources.every(({ state }) => state === 'nothingHeld')) return 'nothingHeld'
  return withheld === undefined ? 'fulfilled' : 'partlyFulfilled'
}
