import { addLocalDays, addMonths, compareLocalDates, earlierDate, weekdayOf } from '../time.ts'
import type { LocalDate } from '../time.ts'
import type { Period } from './period.ts'

export const steps = ['day', 'week', 'month'] as const

export type Step = (typeof steps)[number]

/** The days, weeks from Monday (ISO 8601) or months of a period; the first and the last are only what of them is in it. */
export function intervalsOf({ from, to }: Period, step: Step): readonly Period[] {
  const intervals: Period[] = []
  for (let first = from; compareLocalDates(first, to) <= 0; first = nextAfter(first, step))
    intervals.push({ from: first, to: earlierDate(addLocalDays(nextAfter(first, step), -1), to) })
  return intervals
}

/** The first day of the next one. */
function nextAfter(date: LocalDate, step: Step): LocalDate {
  switch (step) {
    case 'day':
      return addLocalDays(date, 1)
    case 'week':
      return addLocalDays(date, 8 - weekdayOf(date))
    case 'month':
      return addMonths({ ...date, day: 1 }, 1)
  }
}
