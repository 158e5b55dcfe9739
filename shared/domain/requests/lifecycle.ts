import type { Result } from '../../kernel/result.ts'
import { err, ok } from '../../kernel/result.ts'

/** Where a request stands; `overdue` and `paused` are members of a request, not statuses. */
export type RequestStatus =
  | 'awaitingVerification'
  | 'open'
  | 'collecting'
  | 'sealed'
  | 'approved'
  | 'delivered'
  | 'closed'
  | 'refused'
  | 'withdrawn'
  | 'expired'

export type RequestEvent =
  | 'verify'
  | 'assign'
  | 'collect'
  | 'seal'
  | 'return'
  | 'voidSeal'
  | 'approve'
  | 'deliver'
  | 'answerAtOnce'
  | 'refuse'
  | 'withdraw'
  | 'expire'
  | 'reopen'
  | 'recall'
  | 'close'

/** What may follow what. Everything that is not written here is refused. */
export const requestTransitions = {
  awaitingVerification: { verify: 'open', withdraw: 'withdrawn', expire: 'expired' },
  // answerAtOnce is for requests whose every right is answered when it is made (right.ts).
  open: {
    assign: 'collecting',
    collect: 'collecting',
    answerAtOnce: 'delivered',
    refuse: 'refused',
    withdraw: 'withdrawn',
  },
  collecting: {
    assign: 'collecting',
    collect: 'collecting',
    seal: 'sealed',
    answerAtOnce: 'delivered',
    refuse: 'refused',
    withdraw: 'withdrawn',
  },
  sealed: {
    assign: 'sealed',
    return: 'collecting',
    voidSeal: 'collecting',
    approve: 'approved',
    refuse: 'refused',
    withdraw: 'withdrawn',
  },
  approved: { assign: 'approved', voidSeal: 'collecting', deliver: 'delivered', withdraw: 'withdrawn' },
  // An answer that was taken back is none: the request is worked on again, with its first receipt.
  delivered: { recall: 'collecting', close: 'closed' },
  refused: { close: 'closed' },
  withdrawn: { close: 'closed' },
  // Silence is no ending: late verification reopens with the original receipt (regulation.md e.4 item 5).
  expired: { reopen: 'open', close: 'closed' },
  closed: {},
} as const satisfies Record<RequestStatus, Partial<Record<RequestEvent, RequestStatus>>>

export type TransitionRefusal<Status, Event> = {
  readonly code: 'transitionNotAllowed'
  readonly status: Status
  readonly event: Event
}

/** The one way for a request to change its status. */
export function transition(
  status: RequestStatus,
  event: RequestEvent,
): Result<RequestStatus, TransitionRefusal<RequestStatus, RequestEvent>> {
  const followers: Partial<Record<RequestEvent, RequestStatus>> = requestTransitions[status]
  const next = followers[event]
  return next ? ok(next) : err({ code: 'transitionNotAllowed', status, event })
}

/** A person's own request waits until the link is used; one that staff registered was received already (R1, R10). */
export const initialStatus = (intake: 'person' | 'registered'): RequestStatus =>
  intake === 'person' ? 'awaitingVerification' : 'open'

/** The four ways in which a request ends; keys are destroyed 32 days later, and then it is closed. */
export const endings = ['delivered', 'refused', 'withdrawn', 'expired'] as const

export type Ending = (typeof endings)[number]

/** Closed counts: it ended before it was closed. */
export const hasEnded = (status: RequestStatus): boolean =>
  status === 'closed' || (endings as readonly RequestStatus[]).includes(status)

/** Where one right of a request stands: each has its own track and outcome. */
export type RightStatus = 'waiting' | 'answered' | 'refused' | 'withdrawn' | 'expired'

export type RightEvent = 'answer' | 'refuse' | 'withdraw' | 'expire' | 'reopen' | 'recall'

/** Refusing one right leaves the others where they are. */
export const rightTransitions = {
  waiting: { answer: 'answered', refuse: 'refused', withdraw: 'withdrawn', expire: 'expired' },
  answered: { recall: 'waiting' },
  refused: {},
  withdrawn: {},
  expired: { reopen: 'waiting' },
} as const satisfies Record<RightStatus, Partial<Record<RightEvent, RightStatus>>>

export function rightTransition(
  status: RightStatus,
  event: RightEvent,
): Result<RightStatus, TransitionRefusal<RightStatus, RightEvent>> {
  const followers: Partial<Record<RightEvent, RightStatus>> = rightTransitions[status]
  const next = followers[event]
  return next ? ok(next) : err({ code: 'transitionNotAllowed', status, event })
}

/** How an answered right was answered. Nothing held is an answer, not a refusal (regulation.md e.4 item 7). */
export const answerOutcomes = ['fulfilled', 'partlyFulfilled', 'nothingHeld'] as const

export type AnswerOutcome = (typeof answerOutcomes)[number]

export type RightOutcome = AnswerOutcome | 'refused' | 'withdrawn' | 'expired'

/** How the whole request ended, or undefined while a right still waits. One answer makes it delivered. */
export function endingOf(statuses: readonly RightStatus[]): Ending | undefined {
  if (statuses.includes('waiting')) return undefined
  if (statuses.includes('answered')) return 'delivered'
  if (statuses.includes('refused')) return 'refused'
  return statuses.includes('expired') ? 'expired' : 'withdrawn'
}
