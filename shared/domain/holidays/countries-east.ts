// Public holidays of Bulgaria, Croatia, Czechia, Hungary, Poland, Romania, Slovakia and Slovenia.
import {
  allSaints,
  assumption,
  christmas,
  christmasEve,
  corpusChristi,
  easterDay,
  easterMonday,
  epiphany,
  fixed,
  goodFriday,
  labourDay,
  newYear,
  orthodox,
  orthodoxEaster,
  orthodoxEasterMonday,
  orthodoxGoodFriday,
  orthodoxWhitMonday,
  secondChristmas,
  since,
  until,
  victoryDay,
  whitMonday,
  whitSunday,
} from './rules.ts'
import type { HolidayRule, HolidayTables } from './rules.ts'

/** Labour Code (Кодекс на труда), art. 154(1). */
const bulgaria: readonly HolidayRule[] = [
  newYear,
  fixed('liberation', 3, 3),
  orthodoxGoodFriday,
  orthodox('holySaturday', -1),
  orthodoxEaster,
  orthodoxEasterMonday,
  labourDay,
  fixed('saintGeorge', 5, 6),
  fixed('enlightenment', 5, 24),
  fixed('unification', 9, 6),
  fixed('independence', 9, 22),
  christmasEve,
  christmas,
  secondChristmas,
]

/** Zakon o blagdanima, spomendanima i neradnim danima (NN 110/19), čl. 1; until 2019 NN 33/96 as amended. */
const croatia: readonly HolidayRule[] = [
  newYear,
  epiphany,
  easterDay,
  easterMonday,
  labourDay,
  since(2020, fixed('statehood', 5, 30)),
  corpusChristi,
  fixed('antiFascism', 6, 22),
  until(2019, fixed('statehood', 6, 25)),
  fixed('victoryDay', 8, 5),
  assumption,
  until(2019, fixed('independence', 10, 8)),
  allSaints,
  since(2020, fixed('remembrance', 11, 18)),
  christmas,
  secondChristmas,
]

/** Zákon č. 245/2000 Sb., § 1 and § 2. */
const czechia: readonly HolidayRule[] = [
  newYear,
  goodFriday,
  easterMonday,
  labourDay,
  victoryDay,
  fixed('cyrilAndMethodius', 7, 5),
  fixed('janHus', 7, 6),
  fixed('statehood', 9, 28),
  fixed('independence', 10, 28),
  fixed('freedomAndDemocracy', 11, 17),
  christmasEve,
  christmas,
  secondChristmas,
]

/** A munka törvénykönyve (2012. évi I. törvény), 102. § (1). */
const hungary: readonly HolidayRule[] = [
  newYear,
  fixed('nationalDay', 3, 15),
  goodFriday,
  easterDay,
  easterMonday,
  labourDay,
  whitSunday,
  whitMonday,
  fixed('statehood', 8, 20),
  fixed('republic', 10, 23),
  allSaints,
  christmas,
  secondChristmas,
]

/** Ustawa z dnia 18 stycznia 1951 r. o dniach wolnych od pracy, art. 1; Christmas Eve by the act of 6 December 2024. */
const poland: readonly HolidayRule[] = [
  newYear,
  epiphany,
  easterDay,
  easterMonday,
  labourDay,
  fixed('constitution', 5, 3),
  whitSunday,
  corpusChristi,
  assumption,
  allSaints,
  fixed('independence', 11, 11),
  since(2025, christmasEve),
  christmas,
  secondChristmas,
]

/** Codul muncii (Legea nr. 53/2003), art. 139; 6 and 7 January by Legea nr. 52/2023. */
const romania: readonly HolidayRule[] = [
  newYear,
  fixed('secondNewYear', 1, 2),
  since(2024, epiphany),
  since(2024, fixed('saintJohn', 1, 7)),
  fixed('unification', 1, 24),
  orthodoxGoodFriday,
  orthodoxEaster,
  orthodoxEasterMonday,
  labourDay,
  orthodox('whitSunday', 49),
  orthodoxWhitMonday,
  fixed('childrensDay', 6, 1),
  assumption,
  fixed('saintAndrew', 11, 30),
  fixed('nationalDay', 12, 1),
  christmas,
  secondChristmas,
]

/** Zákon č. 241/1993 Z. z., § 1 and § 2; 1 September ended with 2023, 17 November with 2024, and 2026 does without two. */
const slovakia: readonly HolidayRule[] = [
  newYear,
  epiphany,
  goodFriday,
  easterMonday,
  labourDay,
  until(2025, victoryDay),
  since(2027, victoryDay),
  fixed('cyrilAndMethodius', 7, 5),
  fixed('uprising', 8, 29),
  until(2023, fixed('constitution', 9, 1)),
  until(2025, fixed('ourLadyOfSorrows', 9, 15)),
  since(2027, fixed('ourLadyOfSorrows', 9, 15)),
  allSaints,
  until(2024, fixed('freedomAndDemocracy', 11, 17)),
  christmasEve,
  christmas,
  secondChristmas,
]

/** Zakon o praznikih in dela prostih dnevih v Republiki Sloveniji, čl. 1 and 2. */
const slovenia: readonly HolidayRule[] = [
  newYear,
  fixed('secondNewYear', 1, 2),
  fixed('culture', 2, 8),
  easterDay,
  easterMonday,
  fixed('uprising', 4, 27),
  labourDay,
  fixed('secondLabourDay', 5, 2),
  whitSunday,
  fixed('statehood', 6, 25),
  assumption,
  fixed('reformation', 10, 31),
  allSaints,
  christmas,
  fixed('unity', 12, 26),
]

export const eastern = {
  BG: { version: '2026.1', rules: bulgaria },
  CZ: { version: '2026.1', rules: czechia },
  HR: { version: '2026.1', rules: croatia },
  HU: { version: '2026.1', rules: hungary },
  PL: { version: '2026.1', rules: poland },
  RO: { version: '2026.1', rules: romania },
  SI: { version: '2026.1', rules: slovenia },
  SK: { version: '2026.1', rules: slovakia },
} as const satisfies HolidayTables
