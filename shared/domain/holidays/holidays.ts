import type { LocalDate } from '../time.ts'
import { addLocalDays, compareLocalDates, weekdayOf } from '../time.ts'
import { eastern } from './countries-east.ts'
import { northern } from './countries-north.ts'
import { southern } from './countries-south.ts'
import { western } from './countries-west.ts'
import { holdsIn, saturday } from './rules.ts'
import type { HolidayRule } from './rules.ts'

/**
 * Nationwide public holidays since the GDPR applies (May 2018), by the law that each table names. A doubtful day is a
 * working day, which only makes us earlier (regulation.md e.2, e.4 item 10): 5 June and 24 December in Denmark, what
 * only some regions keep, half days, a day off in lieu of a holiday at a weekend, what was one in a single year by a
 * decision of that year, Good Friday in Ireland and the Netherlands, and the days that only banks keep.
 */
export const holidayTables = { ...northern, ...western, ...southern, ...eastern }

/** The countries of the European Economic Area, whose public holidays are known here (Reg. 1182/71 Art. 2(1)). */
export type HolidayCountry = keyof typeof holidayTables

export const holidayCountries = Object.keys(holidayTables).sort() as readonly HolidayCountry[]

/** The public holiday on that day, if there is one. */
export function holidayOn(date: LocalDate, country: HolidayCountry): HolidayRule | undefined {
  return holidayTables[country].rules.find(
    (rule) => holdsIn(rule, date.year) && compareLocalDates(rule.on(date.year), date) === 0,
  )
}

export const isHoliday = (date: LocalDate, country: HolidayCountry): boolean =>
  holidayOn(date, country) !== undefined

/** All days other than holidays, Saturdays and Sundays (Reg. 1182/71 Art. 2(2)). */
export const isWorkingDay = (date: LocalDate, country: HolidayCountry): boolean =>
  weekdayOf(date) < saturday && !isHoliday(date, country)

/** The day itself, or the next working day if it is none (Reg. 1182/71 Art. 3(4)). */
export function rollForward(date: LocalDate, country: HolidayCountry): LocalDate {
  let day = date
  while (!isWorkingDay(day, country)) day = addLocalDays(day, 1)
  return day
}
