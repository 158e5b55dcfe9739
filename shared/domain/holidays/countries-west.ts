// Public holidays of Austria, Belgium, France, Germany, Ireland, Liechtenstein, Luxembourg and the Netherlands.
import type { LocalDate } from '../time.ts'
import { addLocalDays, weekdayOf } from '../time.ts'
import {
  allSaints,
  ascension,
  assumption,
  christmas,
  corpusChristi,
  easterDay,
  easterMonday,
  epiphany,
  firstFrom,
  fixed,
  friday,
  goodFriday,
  immaculateConception,
  labourDay,
  monday,
  newYear,
  secondChristmas,
  since,
  sunday,
  until,
  victoryDay,
  whitMonday,
  whitSunday,
} from './rules.ts'
import type { HolidayRule, HolidayTables } from './rules.ts'

/** Arbeitsruhegesetz (BGBl. Nr. 144/1983) § 7 Abs. 2. */
const austria: readonly HolidayRule[] = [
  newYear,
  epiphany,
  easterMonday,
  labourDay,
  ascension,
  whitMonday,
  corpusChristi,
  assumption,
  fixed('nationalDay', 10, 26),
  allSaints,
  immaculateConception,
  christmas,
  secondChristmas,
]

/** Arrêté royal du 18 avril 1974 (loi du 4 janvier 1974 relative aux jours fériés), art. 1. */
const belgium: readonly HolidayRule[] = [
  newYear,
  easterMonday,
  labourDay,
  ascension,
  whitMonday,
  fixed('nationalDay', 7, 21),
  assumption,
  allSaints,
  fixed('armistice', 11, 11),
  christmas,
]

/** Code du travail, art. L3133-1. */
const france: readonly HolidayRule[] = [
  newYear,
  easterMonday,
  labourDay,
  victoryDay,
  ascension,
  whitMonday,
  fixed('nationalDay', 7, 14),
  assumption,
  allSaints,
  fixed('armistice', 11, 11),
  christmas,
]

/** What every Land’s act on Sundays and holidays names, and Einigungsvertrag, Art. 2 Abs. 2. */
const germany: readonly HolidayRule[] = [
  newYear,
  goodFriday,
  easterMonday,
  labourDay,
  ascension,
  whitMonday,
  fixed('germanUnity', 10, 3),
  christmas,
  secondChristmas,
]

/** The first Monday in February, but 1 February itself where that is a Friday. */
const saintBrigid: HolidayRule = {
  name: 'saintBrigid',
  on: (year) => {
    const first: LocalDate = { year, month: 2, day: 1 }
    return weekdayOf(first) === friday ? first : firstFrom('saintBrigid', monday, 2, 1).on(year)
  },
}

/** Organisation of Working Time Act 1997, Second Schedule; Saint Brigid’s Day by regulations of 2022. */
const ireland: readonly HolidayRule[] = [
  newYear,
  since(2023, saintBrigid),
  fixed('saintPatrick', 3, 17),
  since(2022, until(2022, fixed('remembrance', 3, 18))),
  easterMonday,
  firstFrom('bankHoliday', monday, 5, 1),
  firstFrom('bankHoliday', monday, 6, 1),
  firstFrom('bankHoliday', monday, 8, 1),
  firstFrom('bankHoliday', monday, 10, 25),
  christmas,
  secondChristmas,
]

/** Arbeitsgesetz (LGBl. 1967 Nr. 6), Art. 18 Abs. 2. */
const liechtenstein: readonly HolidayRule[] = [
  newYear,
  epiphany,
  easterMonday,
  labourDay,
  ascension,
  whitMonday,
  corpusChristi,
  fixed('nationalDay', 8, 15),
  fixed('nativityOfMary', 9, 8),
  allSaints,
  immaculateConception,
  christmas,
  secondChristmas,
]

/** Code du travail, art. L. 232-2; Europe Day by the act of 25 April 2019. */
const luxembourg: readonly HolidayRule[] = [
  newYear,
  easterMonday,
  labourDay,
  since(2019, fixed('europeDay', 5, 9)),
  ascension,
  whitMonday,
  fixed('nationalDay', 6, 23),
  assumption,
  allSaints,
  christmas,
  secondChristmas,
]

const kingsDay: HolidayRule = {
  name: 'kingsDay',
  on: (year) => {
    const day: LocalDate = { year, month: 4, day: 27 }
    return weekdayOf(day) === sunday ? addLocalDays(day, -1) : day
  },
}

/** Algemene termijnenwet, art. 3. */
const netherlands: readonly HolidayRule[] = [
  newYear,
  easterDay,
  easterMonday,
  kingsDay,
  ascension,
  whitSunday,
  whitMonday,
  christmas,
  secondChristmas,
]

export const western = {
  AT: { version: '2026.1', rules: austria },
  BE: { version: '2026.1', rules: belgium },
  DE: { version: '2024.1', rules: germany },
  FR: { version: '2026.1', rules: france },
  IE: { version: '2024.1', rules: ireland },
  LI: { version: '2026.1', rules: liechtenstein },
  LU: { version: '2026.1', rules: luxembourg },
  NL: { version: '2024.1', rules: netherlands },
} as const satisfies HolidayTables
