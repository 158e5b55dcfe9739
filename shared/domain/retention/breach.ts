import { addDays, addHours } from '../time.ts'

/** Why a delivery is taken back. Only the first means that it lay before somebody whom it does not concern. */
export const recallReasons = ['wrongAddressee', 'wrongContent', 'other'] as const

export type RecallReason = (typeof recallReasons)[number]

/** How a breach is closed (Art. 33(1)): told to the authority, or not, as a risk is unlikely. Either way with its reasons (Art. 33(5)). */
export const breachOutcomes = ['notified', 'noRiskNotNotified'] as const

export type BreachOutcome = (typeof breachOutcomes)[number]

const hoursToNotify = 72

/** Art. 33(1): 72 hours after having become aware. A period in hours is not rolled over a weekend (Reg. 1182/71 Art. 3(4)). */
export const breachDueAt = (awareAt: Date): Date => addHours(awareAt, hoursToNotify)

const dayMs = 86_400_000

/** Those who answer for it are reminded a day before the end, when it comes, and each day after it: never silence. */
export function breachRemindAt(dueAt: Date, now: Date): Date {
  const dayBefore = addHours(dueAt, -24)
  if (dayBefore > now) return dayBefore
  const daysPast = Math.floor((now.getTime() - dueAt.getTime()) / dayMs)
  return addDays(dueAt, daysPast + 1)
}

/** Whether the company can have become aware then: not before it left, and not in the future. */
export const isAwareness = (awareAt: Date, { leftAt, now }: { leftAt: Date; now: Date }): boolean =>
  leftAt <= awareAt && awareAt <= now
