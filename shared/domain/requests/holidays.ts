import type { Text } from '../templates/template.ts'
import type { LocalDate } from '../time.ts'
import { addLocalDays, compareLocalDates, weekdayOf } from '../time.ts'

export const holidayCountries = ['DK', 'DE', 'IE', 'NL'] as const

/** Member States whose public holidays are known here (Reg. 1182/71 Art. 2(1)). */
export type HolidayCountry = (typeof holidayCountries)[number]

/** One holiday and the years, both included, in which it was one. */
export type HolidayRule = {
  readonly name: Text
  readonly from?: number
  readonly until?: number
  readonly on: (year: number) => LocalDate
}

export type HolidayTable = { readonly version: string; readonly rules: readonly HolidayRule[] }

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

const monday = 1
const friday = 5
const saturday = 6
const sunday = 7

const holdsIn = ({ from, until }: HolidayRule, year: number): boolean =>
  (from === undefined || year >= from) && (until === undefined || year <= until)

const fixed =
  (month: number, day: number) =>
  (year: number): LocalDate => ({ year, month, day })

const easterPlus =
  (days: number) =>
  (year: number): LocalDate =>
    addLocalDays(easterSunday(year), days)

const firstMonday =
  (month: number) =>
  (year: number): LocalDate => {
    const first = { year, month, day: 1 }
    return addLocalDays(first, (monday - weekdayOf(first) + 7) % 7)
  }

const lastMondayOfOctober = (year: number): LocalDate => {
  const last = { year, month: 10, day: 31 }
  return addLocalDays(last, monday - weekdayOf(last))
}

/** The first Monday in February, but 1 February itself where that is a Friday. */
const saintBrigid = (year: number): LocalDate =>
  weekdayOf({ year, month: 2, day: 1 }) === friday ? { year, month: 2, day: 1 } : firstMonday(2)(year)

const kingsDay = (year: number): LocalDate => {
  const day = { year, month: 4, day: 27 }
  return weekdayOf(day) === sunday ? addLocalDays(day, -1) : day
}

/** Easter Sunday of the Gregorian calendar, by the anonymous algorithm printed in Nature, 20 April 1876. */
export function easterSunday(year: number): LocalDate {
  const golden = year % 19
  const century = Math.floor(year / 100)
  const leapCentury = Math.floor(century / 4)
  const moonShift = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3)
  const epact = (19 * golden + century - leapCentury - moonShift + 15) % 30
  const leapYear = Math.floor((year % 100) / 4)
  const toSunday = (32 + 2 * (century % 4) + 2 * leapYear - epact - (year % 4)) % 7
  const late = Math.floor((golden + 11 * epact + 22 * toSunday) / 451)
  const count = epact + toSunday - 7 * late + 114
  return { year, month: Math.floor(count / 31), day: (count % 31) + 1 }
}

const newYear = { name: { da: 'nytårsdag', en: "New Year's Day" }, on: fixed(1, 1) }
const goodFriday = { name: { da: 'langfredag', en: 'Good Friday' }, on: easterPlus(-2) }
const easterDay = { name: { da: 'påskedag', en: 'Easter Sunday' }, on: easterPlus(0) }
const easterMonday = { name: { da: '2. påskedag', en: 'Easter Monday' }, on: easterPlus(1) }
const ascension = { name: { da: 'Kristi himmelfartsdag', en: 'Ascension Day' }, on: easterPlus(39) }
const whitSunday = { name: { da: 'pinsedag', en: 'Whit Sunday' }, on: easterPlus(49) }
const whitMonday = { name: { da: '2. pinsedag', en: 'Whit Monday' }, on: easterPlus(50) }
const christmas = { name: { da: '1. juledag', en: 'Christmas Day' }, on: fixed(12, 25) }
const secondChristmas = { name: { da: '2. juledag', en: 'the second day of Christmas' }, on: fixed(12, 26) }
const bankHoliday = { da: 'bankfridag', en: 'a public holiday' }

/**
 * Nationwide public holidays since the GDPR applies (May 2018). A doubtful day is a working day, which only makes
 * us earlier (regulation.md e.2, e.4 item 10): 5 June and 24 December in Denmark, what only some German states
 * keep, Good Friday in Ireland, Good Friday and 5 May in the Netherlands.
 */
export const holidayTables: Readonly<Record<HolidayCountry, HolidayTable>> = {
  DK: {
    version: '2024.1',
    rules: [
      newYear,
      { name: { da: 'skærtorsdag', en: 'Maundy Thursday' }, on: easterPlus(-3) },
      goodFriday,
      easterDay,
      easterMonday,
      { name: { da: 'store bededag', en: 'Great Prayer Day' }, until: 2023, on: easterPlus(26) },
      ascension,
      whitSunday,
      whitMonday,
      christmas,
      secondChristmas,
    ],
  },
  DE: {
    version: '2024.1',
    rules: [
      newYear,
      goodFriday,
      easterMonday,
      { name: { da: 'arbejdernes dag', en: 'Labour Day' }, on: fixed(5, 1) },
      ascension,
      whitMonday,
      { name: { da: 'Tysklands nationaldag', en: 'the Day of German Unity' }, on: fixed(10, 3) },
      christmas,
      secondChristmas,
    ],
  },
  IE: {
    version: '2024.1',
    rules: [
      newYear,
      { name: { da: 'Sankt Brigidas dag', en: "Saint Brigid's Day" }, from: 2023, on: saintBrigid },
      { name: { da: 'Sankt Patricks dag', en: "Saint Patrick's Day" }, on: fixed(3, 17) },
      { name: { da: 'mindedag', en: 'the Day of Remembrance' }, from: 2022, until: 2022, on: fixed(3, 18) },
      easterMonday,
      { name: bankHoliday, on: firstMonday(5) },
      { name: bankHoliday, on: firstMonday(6) },
      { name: bankHoliday, on: firstMonday(8) },
      { name: bankHoliday, on: lastMondayOfOctober },
      christmas,
      secondChristmas,
    ],
  },
  NL: {
    version: '2024.1',
    rules: [
      newYear,
      easterDay,
      easterMonday,
      { name: { da: 'kongens dag', en: "King's Day" }, on: kingsDay },
      ascension,
      whitSunday,
      whitMonday,
      christmas,
      secondChristmas,
    ],
  },
}
