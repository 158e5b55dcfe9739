import { addDays } from '../time.ts'
import type { DueDates } from './deadline.ts'

/** A moment at which someone is told how a request stands; its name is recorded once it has been acted on. */
export type Milestone = {
  readonly name: string
  readonly at: Date
  readonly notify: 'assignee' | 'manager' | 'both'
}

/** Of missed reminders only the latest is sent; a duty is never skipped. */
type Planned = { readonly milestone: Milestone; readonly kind: 'reminder' | 'duty' }

/** The milestones of a request up to now, and those before its end: an overdue one is named every seven days. */
export const milestonesOf = (due: DueDates, receivedAt: Date, now: Date): readonly Milestone[] =>
  plan(due, receivedAt, now).map(({ milestone }) => milestone)

/**
 * The next to act on; one that lies in the past was missed and is due at once. There is always a next one: an
 * unanswered request is never followed by silence.
 */
export function nextMilestone(
  due: DueDates,
  receivedAt: Date,
  reached: readonly string[],
  now: Date,
): Milestone {
  const all = plan(due, receivedAt, now)
  const latestReminder = all.findLast(({ kind, milestone }) => kind === 'reminder' && milestone.at <= now)
  const next = all.find(
    (planned) =>
      !isReached(planned.milestone, reached, now) &&
      (planned.kind === 'duty' || planned.milestone.at > now || planned === latestReminder),
  )
  return (next ?? stillOverdue(due, weeksOverdue(due, now) + 1)).milestone
}

function plan(due: DueDates, receivedAt: Date, now: Date): readonly Planned[] {
  const { internalDue, effectiveDue } = due
  const halfway = new Date((receivedAt.getTime() + internalDue.getTime()) / 2)
  const weeks = Array.from({ length: weeksOverdue(due, now) }, (_, week) => stillOverdue(due, week + 1))
  return [
    reminder({ name: 'halfway', at: halfway, notify: 'assignee' }),
    reminder({ name: 'sevenDaysLeft', at: addDays(internalDue, -7), notify: 'assignee' }),
    duty({ name: 'threeDaysLeft', at: addDays(internalDue, -3), notify: 'both' }),
    duty({ name: 'internalDue', at: internalDue, notify: 'both' }),
    duty({ name: 'statutoryOverdue', at: momentAfter(effectiveDue), notify: 'both' }),
    ...weeks,
  ]
}

const reminder = (milestone: Milestone): Planned => ({ milestone, kind: 'reminder' })

const duty = (milestone: Milestone): Planned => ({ milestone, kind: 'duty' })

const stillOverdue = ({ effectiveDue }: DueDates, week: number): Planned =>
  reminder({
    name: `stillOverdue${week}`,
    at: addDays(momentAfter(effectiveDue), 7 * week),
    notify: 'both',
  })

const weeksOverdue = ({ effectiveDue }: DueDates, now: Date): number =>
  Math.max(0, Math.floor((now.getTime() - momentAfter(effectiveDue).getTime()) / (7 * 86_400_000)))

/** A due date is the last millisecond in which an answer is in time. */
const momentAfter = (due: Date): Date => new Date(due.getTime() + 1)

/**
 * An extension or a pause moves the due date: what then lies more than a day ahead is to be reached anew. Within a
 * day it stays reached, because a running pause moves the date day by day.
 */
const isReached = ({ name, at }: Milestone, reached: readonly string[], now: Date): boolean =>
  reached.includes(name) && at <= addDays(now, 1)
