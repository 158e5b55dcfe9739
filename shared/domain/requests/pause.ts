import type { Result } from '../../kernel/result.ts'
import { err, ok } from '../../kernel/result.ts'
import { addDays } from '../time.ts'
import type { Ledger, Pause, PauseReason } from './deadline.ts'
import { dueDates } from './deadline.ts'
import type { Right } from './right.ts'
import { holdsFor, runningPause } from './suspension.ts'

/** Closed: nothing else stops the clock (Art. 12(6); Recital 63; EDPB 01/2022 section 5.3). */
export const pauseReasons = ['identityInformation', 'specification'] as const satisfies readonly PauseReason[]

/** Chosen, not law: long enough for a letter there and back, short enough that nobody is forgotten. */
export const longestPauseDays = 30

export type PauseWish = {
  readonly reason: PauseReason
  readonly until: Date
  /** Without it the whole request waits. */
  readonly right?: Right
  /** The rights of the request that still wait for an answer. */
  readonly waiting: readonly Right[]
}

export type PauseRefusal = {
  readonly code: 'pauseNotForRight' | 'pauseEndInvalid' | 'alreadyPaused' | 'pauseReasonUsed' | 'pauseTooLate'
}

/**
 * Whether the clock may begin to wait now. It may not once the internal target has passed: a question asked so late
 * was not asked without undue delay (EDPB 01/2022 section 5.3), and an overdue request is not made timely by one.
 */
export function mayPause(ledger: Ledger, wish: PauseWish, now: Date): Result<void, PauseRefusal> {
  const concerned = wish.right ? [wish.right] : wish.waiting
  if (!concerned.every((right) => canWait(right, wish))) return err({ code: 'pauseNotForRight' })
  if (wish.until <= now || wish.until > addDays(now, longestPauseDays))
    return err({ code: 'pauseEndInvalid' })
  if (concerned.some((right) => runningPause(ledger.pauses, now, right)))
    return err({ code: 'alreadyPaused' })
  if (ledger.pauses.some((pause) => wentUnanswered(pause, wish, now))) return err({ code: 'pauseReasonUsed' })
  if (concerned.some((right) => now > dueDates(ledger, now, right).internalDue))
    return err({ code: 'pauseTooLate' })

  return ok(undefined)
}

/** Withdrawing consent has no clock to stop; specification is asked for where much is processed (Recital 63: access). */
const canWait = (right: Right, { reason, waiting }: PauseWish): boolean =>
  waiting.includes(right) &&
  right !== 'consentWithdrawal' &&
  (reason === 'identityInformation' || right === 'access')

/** Silence is no reason to ask the same again: what follows is an answer, or a refusal with a second person. */
const wentUnanswered = (pause: Pause, { reason, right }: PauseWish, now: Date): boolean =>
  pause.reason === reason && holdsFor(pause, right) && !pause.answeredAt && pause.until <= now
