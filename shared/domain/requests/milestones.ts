import { addDays, isoLocalDate } from '../time.ts'
import type { DueDates } from './deadline.ts'

export type MilestoneKind =
  'halfway' | 'sevenDaysLeft' | 'threeDaysLeft' | 'internalDue' | 'statutoryOverdue' | 'stillOverdue'

/**
 * A moment at which someone is told how a request stands. Its name is recorded once it has been acted on; the kind
 * says what it is about, since the dates of an extended request are reached under names of their own.
 */
export type Milestone = {
  readonly name: string
  readonly kind: MilestoneKind
  readonly at: Date
  readonly notify: 'assignee' | 'both'
}

/** The milestones before the end, and those of every week since: an overdue request is never met with silence. */
export function milestonesOf(due: DueDates, receivedAt: Date, now: Date): readonly Milestone[] {
  const { internalDue, effectiveDue } = due
  const halfway = new Date((receivedAt.getTime() + internalDue.getTime()) / 2)
  const weeks = Array.from({ length: weeksOverdue(due, now) }, (_, week) => stillOverdue(due, week + 1))
  return [
    { ...named('halfway', due), at: halfway, notify: 'assignee' },
    { ...named('sevenDaysLeft', due), at: addDays(internalDue, -7), notify: 'assignee' },
    { ...named('threeDaysLeft', due), at: addDays(internalDue, -3), notify: 'both' },
    { ...named('internalDue', due), at: internalDue, notify: 'both' },
    // No extension can follow: its letter would be too late.
    {
      name: moved('statutoryOverdue', due),
      kind: 'statutoryOverdue',
      at: momentAfter(effectiveDue),
      notify: 'both',
    },
    ...weeks,
  ]
}

/**
 * The next to act on; one that lies in the past was missed and is due at once. Of several that were missed only the latest
 * is told, to everyone whom those before it were for: a request that is taken up late, or after an outage, is no reason
 * for a heap of mails about days long past. There always is a next one.
 */
export function nextMilestone(
  due: DueDates,
  receivedAt: Date,
  reached: readonly string[],
  now: Date,
): Milestone {
  const all = milestonesOf(due, receivedAt, now)
  const latestMissed = all.findLast(({ at }) => at <= now)
  const isWanted = (milestone: Milestone): boolean => milestone.at > now || milestone === latestMissed

  const next = all.find((milestone) => isWanted(milestone) && !reached.includes(milestone.name))
  return next ?? stillOverdue(due, weeksOverdue(due, now) + 1)
}

/** What was reached before an extension, or before a pause, is to be reached anew before the new date. */
const named = (kind: MilestoneKind, due: DueDates): { name: string; kind: MilestoneKind } => ({
  name: moved(due.extendedDue ? `extended${kind.charAt(0).toUpperCase()}${kind.slice(1)}` : kind, due),
  kind,
})

/** Once for each date: a pause that runs moves it every day, and counts only when it is over. */
const moved = (name: string, { movedTo }: DueDates): string =>
  movedTo ? `${name} ${isoLocalDate(movedTo)}` : name

const stillOverdue = (due: DueDates, week: number): Milestone => ({
  name: moved(`stillOverdue${week}`, due),
  kind: 'stillOverdue',
  at: addDays(momentAfter(due.effectiveDue), 7 * week),
  notify: 'both',
})

const weeksOverdue = ({ effectiveDue }: DueDates, now: Date): number => {
  const overdueFor = now.getTime() - momentAfter(effectiveDue).getTime()
  return Math.max(0, Math.floor(overdueFor / weekInMilliseconds))
}

const weekInMilliseconds = 7 * 24 * 60 * 60 * 1000

/** A due date is the last millisecond in which an answer is in time. */
const momentAfter = (due: Date): Date => new Date(due.getTime() + 1)
