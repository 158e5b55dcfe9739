// How laws say when a holiday is, and the holidays that many countries share.
import type { LocalDate } from '../time.ts'
import { addLocalDays, weekdayOf } from '../time.ts'
import { easterSunday, orthodoxEasterSunday } from './easter.ts'
import type { HolidayName } from './holiday-names.ts'

/** One holiday and the years, both included, in which it was one. */
export type HolidayRule = {
  readonly name: HolidayName
  readonly from?: number
  readonly until?: number
  readonly on: (year: number) => LocalDate
}

/** A country's holidays. A change of law makes another version, so that it can be told which one a date was counted by. */
export type HolidayTable = { readonly version: string; readonly rules: readonly HolidayRule[] }

export type HolidayTables = Readonly<Record<string, HolidayTable>>

export const fixed = (name: HolidayName, month: number, day: number): HolidayRule => ({
  name,
  on: (year) => ({ year, month, day }),
})

export const easter = (name: HolidayName, days: number): HolidayRule => ({
  name,
  on: (year) => addLocalDays(easterSunday(year), days),
})

export const orthodox = (name: HolidayName, days: number): HolidayRule => ({
  name,
  on: (year) => addLocalDays(orthodoxEasterSunday(year), days),
})

/** The first such day of the week (Monday is 1) on that date or after it. */
export const firstFrom = (name: HolidayName, weekday: number, month: number, day: number): HolidayRule => ({
  name,
  on: (year) => {
    const first = { year, month, day }
    return addLocalDays(first, (weekday - weekdayOf(first) + 7) % 7)
  },
})

export const since = (from: number, rule: HolidayRule): HolidayRule => ({ ...rule, from })

export const until = (last: number, rule: HolidayRule): HolidayRule => ({ ...rule, until: last })

export const holdsIn = ({ from, until: last }: HolidayRule, year: number): boolean =>
  (from === undefined || year >= from) && (last === undefined || year <= last)

export const monday = 1
export const thursday = 4
export const friday = 5
export const saturday = 6
export const sunday = 7

export const newYear = fixed('newYear', 1, 1)
export const epiphany = fixed('epiphany', 1, 6)
export const maundyThursday = easter('maundyThursday', -3)
export const goodFriday = easter('goodFriday', -2)
export const easterDay = easter('easterDay', 0)
export const easterMonday = easter('easterMonday', 1)
export const labourDay = fixed('labourDay', 5, 1)
export const victoryDay = fixed('victoryDay', 5, 8)
export const ascension = easter('ascension', 39)
export const whitSunday = easter('whitSunday', 49)
export const whitMonday = easter('whitMonday', 50)
export const corpusChristi = easter('corpusChristi', 60)
export const assumption = fixed('assumption', 8, 15)
export const allSaints = fixed('allSaints', 11, 1)
export const immaculateConception = fixed('immaculateConception', 12, 8)
export const christmasEve = fixed('christmasEve', 12, 24)
export const christmas = fixed('christmas', 12, 25)
export const secondChristmas = fixed('secondChristmas', 12, 26)
export const orthodoxGoodFriday = orthodox('goodFriday', -2)
export const orthodoxEaster = orthodox('easterDay', 0)
export const orthodoxEasterMonday = orthodox('easterMonday', 1)
export const orthodoxWhitMonday = orthodox('whitMonday', 50)
