import { addHours } from '../time.ts'

/** Why a delivery is taken back. Only the first means that it lay before somebody whom it does not concern. */
export const recallReasons = ['wrongAddressee', 'wrongContent', 'other'] as const

export type RecallReason = (typeof recallReasons)[number]

/** How a breach is closed (Art. 33(1)): told to the authority, or not, as a risk is unlikely. Either way with its reasons (Art. 33(5)). */
export const breachOutcomes = ['notified', 'noRiskNotNotified'] as const

export type BreachOutcome = (typeof breachOutcomes)[number]

const hoursToNotify = 72

/** Art. 33(1): 72 hours after having become aware. A period in hours is not rolled over a weekend (Reg. 1182/71 Art. 3(4)). */
export const breachDueAt = (awareAt: Date): Date => addHours(awareAt, hoursToNotify)

/** A day before the end, those who answer for it are reminded. */
export const breachRemindAt = (awareAt: Date): Date => addHours(breachDueAt(awareAt), -24)

/** Whether the company can have become aware then: not before it left, and not in the future. */
export const isAwareness = (awareAt: Date, { leftAt, now }: { leftAt: Date; now: Date }): boolean =>
  leftAt <= awareAt && awareAt <= now
