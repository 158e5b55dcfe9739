import { addDays } from '../time.ts'
import type { DueDates } from './deadline.ts'

export type UnverifiedStepName = 'firstReminder' | 'secondReminder' | 'expire'

export type UnverifiedStep = { readonly step: UnverifiedStepName; readonly at: Date }

/** What a request that waits for its link to be used still knows; `done` names the reminders already sent. */
export type Unverified = {
  readonly receivedAt: Date
  readonly done: readonly string[]
  readonly dueDates: Pick<DueDates, 'internalDue'>
}

/** When the waiting ends, and with it every link that would end it: two days before the internal target. */
export const unverifiedUntil = ({ internalDue }: Unverified['dueDates']): Date => addDays(internalDue, -2)

/**
 * Two reminders, then expiry with a letter under Art. 12(4), within the month (regulation.md e.4 item 5). A missed step is due at once, but a missed reminder is not sent beside the next.
 * Expiry ends the waiting, so as long as a request waits, it is never behind.
 */
export function nextUnverifiedStep({ receivedAt, done, dueDates }: Unverified, now: Date): UnverifiedStep {
  const reminders: readonly UnverifiedStep[] = [
    { step: 'firstReminder', at: addDays(receivedAt, 3) },
    { step: 'secondReminder', at: addDays(receivedAt, 10) },
  ]
  const expiry: UnverifiedStep = { step: 'expire', at: unverifiedUntil(dueDates) }
  const latestMissed = [...reminders, expiry].findLast(({ at }) => at <= now)
  const isWanted = (reminder: UnverifiedStep): boolean => reminder.at > now || reminder === latestMissed

  return reminders.find((reminder) => isWanted(reminder) && !done.includes(reminder.step)) ?? expiry
}
