// Public holidays of Denmark, Estonia, Finland, Iceland, Latvia, Lithuania, Norway and Sweden.
import {
  allSaints,
  ascension,
  assumption,
  christmas,
  christmasEve,
  easter,
  easterDay,
  easterMonday,
  epiphany,
  firstFrom,
  fixed,
  goodFriday,
  labourDay,
  maundyThursday,
  monday,
  newYear,
  saturday,
  secondChristmas,
  since,
  sunday,
  thursday,
  until,
  whitMonday,
  whitSunday,
} from './rules.ts'
import type { HolidayRule, HolidayTables } from './rules.ts'

/** Forordning om helligdage af 26. oktober 1770; Great Prayer Day ended by lov nr. 214 af 6. marts 2023. */
const denmark: readonly HolidayRule[] = [
  newYear,
  maundyThursday,
  goodFriday,
  easterDay,
  easterMonday,
  until(2023, easter('greatPrayerDay', 26)),
  ascension,
  whitSunday,
  whitMonday,
  christmas,
  secondChristmas,
]

/** Pühade ja tähtpäevade seadus, § 2 and § 3 (RT I 1998, 13, 162). */
const estonia: readonly HolidayRule[] = [
  newYear,
  fixed('independence', 2, 24),
  goodFriday,
  easterDay,
  labourDay,
  whitSunday,
  fixed('victoryDay', 6, 23),
  fixed('midsummerDay', 6, 24),
  fixed('independenceRestored', 8, 20),
  christmasEve,
  christmas,
  secondChristmas,
]

/** Kirkkolaki 652/2023, Laki vapunpäivän järjestämisestä 272/1944, Laki itsenäisyyspäivän viettämisestä 388/1937. */
const finland: readonly HolidayRule[] = [
  newYear,
  epiphany,
  goodFriday,
  easterDay,
  easterMonday,
  labourDay,
  ascension,
  whitSunday,
  firstFrom('midsummerDay', saturday, 6, 20),
  firstFrom('allSaints', saturday, 10, 31),
  fixed('independence', 12, 6),
  christmas,
  secondChristmas,
]

/** Lög um 40 stunda vinnuviku nr. 88/1971, 6. gr., and lög um helgidagafrið nr. 32/1997. */
const iceland: readonly HolidayRule[] = [
  newYear,
  maundyThursday,
  goodFriday,
  easterDay,
  easterMonday,
  firstFrom('firstDayOfSummer', thursday, 4, 19),
  labourDay,
  ascension,
  whitSunday,
  whitMonday,
  fixed('nationalDay', 6, 17),
  firstFrom('commerceDay', monday, 8, 1),
  christmas,
  secondChristmas,
]

/** Likums “Par svētku, atceres un atzīmējamām dienām” (3 October 1990), 1. pants. */
const latvia: readonly HolidayRule[] = [
  newYear,
  goodFriday,
  easterDay,
  easterMonday,
  labourDay,
  fixed('independenceRestored', 5, 4),
  firstFrom('mothersDay', sunday, 5, 8),
  whitSunday,
  fixed('midsummerEve', 6, 23),
  fixed('midsummerDay', 6, 24),
  fixed('republic', 11, 18),
  christmasEve,
  christmas,
  secondChristmas,
  fixed('newYearsEve', 12, 31),
]

/** Darbo kodeksas, 123 str. 1 d.; All Souls’ Day since 2020. */
const lithuania: readonly HolidayRule[] = [
  newYear,
  fixed('statehood', 2, 16),
  fixed('independenceRestored', 3, 11),
  easterDay,
  easterMonday,
  labourDay,
  firstFrom('mothersDay', sunday, 5, 1),
  firstFrom('fathersDay', sunday, 6, 1),
  fixed('midsummerDay', 6, 24),
  fixed('statehood', 7, 6),
  assumption,
  allSaints,
  since(2020, fixed('allSouls', 11, 2)),
  christmasEve,
  christmas,
  secondChristmas,
]

/** Lov om helligdager og helligdagsfred (LOV-1995-02-24-12) § 2; lov om 1 og 17 mai (LOV-1947-04-26-1). */
const norway: readonly HolidayRule[] = [
  newYear,
  maundyThursday,
  goodFriday,
  easterDay,
  easterMonday,
  labourDay,
  fixed('constitution', 5, 17),
  ascension,
  whitSunday,
  whitMonday,
  christmas,
  secondChristmas,
]

/** Lag (1989:253) om allmänna helgdagar, 1 §. */
const sweden: readonly HolidayRule[] = [
  newYear,
  epiphany,
  goodFriday,
  easterDay,
  easterMonday,
  labourDay,
  ascension,
  whitSunday,
  fixed('nationalDay', 6, 6),
  firstFrom('midsummerDay', saturday, 6, 20),
  firstFrom('allSaints', saturday, 10, 31),
  christmas,
  secondChristmas,
]

export const northern = {
  DK: { version: '2024.1', rules: denmark },
  EE: { version: '2026.1', rules: estonia },
  FI: { version: '2026.1', rules: finland },
  IS: { version: '2026.1', rules: iceland },
  LT: { version: '2026.1', rules: lithuania },
  LV: { version: '2026.1', rules: latvia },
  NO: { version: '2026.1', rules: norway },
  SE: { version: '2026.1', rules: sweden },
} as const satisfies HolidayTables
