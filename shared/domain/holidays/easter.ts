import type { LocalDate } from '../time.ts'
import { addLocalDays } from '../time.ts'

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
  return counted(year, epact + toSunday - 7 * late + 114)
}

/**
 * Easter Sunday of the Orthodox churches, as a date of the Gregorian calendar: reckoned in the Julian calendar (Meeus,
 * Astronomical Algorithms, chapter 8), which is behind by three days in four centuries.
 */
export function orthodoxEasterSunday(year: number): LocalDate {
  const moon = (19 * (year % 19) + 15) % 30
  const toSunday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
  const behind = Math.floor(year / 100) - Math.floor(year / 400) - 2
  return addLocalDays(counted(year, moon + toSunday + 114), behind)
}

const counted = (year: number, count: number): LocalDate => ({
  year,
  month: Math.floor(count / 31),
  day: (count % 31) + 1,
})
