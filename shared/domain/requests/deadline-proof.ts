import type { LocalDate } from '../time.ts'
import { addLocalDays, compareLocalDates } from '../time.ts'
import type { HolidayCountry } from '../holidays/holidays.ts'
import type { HolidayName } from '../holidays/holiday-names.ts'
import { holidayOn, rollForward } from '../holidays/holidays.ts'
import type { Suspension } from './suspension.ts'

/** A last day, and where it moves when it is no working day (Reg. 1182/71 Art. 3(4)). */
export type Roll = {
  readonly kind: 'rolled'
  readonly which: 'statutory' | 'extended'
  readonly from: LocalDate
  readonly to: LocalDate
  readonly skipped: readonly Skipped[]
}

/** No working day: a holiday, or a Saturday or Sunday that is none. */
type Skipped = { readonly date: LocalDate; readonly holiday?: HolidayName }

/** One step of the reckoning, as data: so that it can be shown in any language and checked by anyone. */
export type ProofStep =
  | { readonly kind: 'received'; readonly date: LocalDate }
  | { readonly kind: 'month'; readonly date: LocalDate; readonly clamped: boolean }
  | { readonly kind: 'thirtyDays'; readonly date: LocalDate }
  | {
      readonly kind: 'extension'
      readonly months: 1 | 2
      readonly sentOn: LocalDate
      /** Receipt plus all months at once. */
      readonly direct: LocalDate
      /** The end of the first month plus the further months; it can be a day earlier. */
      readonly chained: LocalDate
    }
  | { readonly kind: 'extensionTooLate'; readonly sentOn: LocalDate; readonly firstMonthEnds: LocalDate }
  | Suspension
  | Roll
  | { readonly kind: 'internal'; readonly date: LocalDate }

export function provenRoll(which: Roll['which'], from: LocalDate, country: HolidayCountry): Roll {
  const to = rollForward(from, country)
  const skipped: Skipped[] = []
  for (let date = from; compareLocalDates(date, to) < 0; date = addLocalDays(date, 1)) {
    const holiday = holidayOn(date, country)?.name
    skipped.push({ date, ...(holiday && { holiday }) })
  }

  return { kind: 'rolled', which, from, to, skipped }
}
