import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { addLocalDays, daysBetween } from '../time.ts'
import type { LocalDate } from '../time.ts'

/** Both days are in it. */
export type Period = { readonly from: LocalDate; readonly to: LocalDate }

/** A leap year: what is older is read by other words than today's. */
const longestDays = 366

/** Where nobody says from when: the days in which what was asked in them can have been answered. */
const usualDays = 90

/** The period that was wished for; up to today, and so long back as is usual, where less is said. */
export function periodOf(
  { from, to }: { readonly from?: LocalDate; readonly to?: LocalDate },
  today: LocalDate,
): Result<Period, { readonly code: 'periodInvalid' }> {
  const last = to ?? today
  const first = from ?? addLocalDays(last, 1 - usualDays)
  const days = daysBetween(first, last) + 1
  return days >= 1 && days <= longestDays ? ok({ from: first, to: last }) : err({ code: 'periodInvalid' })
}
