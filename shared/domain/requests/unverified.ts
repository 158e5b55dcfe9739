import { addDays } from '../time.ts'
import type { DueDates } from './deadline.ts'

export type UnverifiedStepName = 'firstReminder' | 'secondReminder' | 'expire'

export type UnverifiedStep = { readonly step: UnverifiedStepName; readonly at: Date }

/** What a request that waits for its link to be used still knows; `done` names the steps already taken. */
export type Unverified = {
  readonly receivedAt: Date
  readonly done: readonly string[]
  readonly dueDates: Pick<DueDates, 'internalDue'>
}

/**
 * Two reminders, then expiry with a letter under Art. 12(4), two days before the internal target and so within the
 * month (regulation.md e.4 item 5). A missed step is due at once, but nobody gets two reminders in a row for it.
 * Undefined once it has expired.
 */
export function nextUnverifiedStep(request: Unverified, now: Date): UnverifiedStep | undefined {
  const steps = schedule(request)
  const latestMissed = steps.findLast(({ at }) => at <= now)
  return steps.find((step) => !request.done.includes(step.step) && (step.at > now || step === latestMissed))
}

/** In order of time: the internal target is never less than four weeks after receipt. */
const schedule = ({ receivedAt, dueDates }: Unverified): readonly UnverifiedStep[] => [
  { step: 'firstReminder', at: addDays(receivedAt, 3) },
  { step: 'secondReminder', at: addDays(receivedAt, 10) },
  { step: 'expire', at: addDays(dueDates.internalDue, -2) },
]
