// Public holidays of Cyprus, Greece, Italy, Malta, Portugal and Spain.
import type { LocalDate } from '../time.ts'
import { daysBetween } from '../time.ts'
import { orthodoxEasterSunday } from './easter.ts'
import {
  allSaints,
  assumption,
  christmas,
  corpusChristi,
  easterDay,
  easterMonday,
  epiphany,
  fixed,
  goodFriday,
  immaculateConception,
  labourDay,
  newYear,
  orthodox,
  orthodoxEaster,
  orthodoxEasterMonday,
  orthodoxGoodFriday,
  orthodoxWhitMonday,
  secondChristmas,
  since,
} from './rules.ts'
import type { HolidayRule, HolidayTables } from './rules.ts'

/** The public holidays of the Republic as its Public Administration and Personnel Department lists them each year. */
const cyprus: readonly HolidayRule[] = [
  newYear,
  epiphany,
  orthodox('greenMonday', -48),
  fixed('greekIndependence', 3, 25),
  fixed('nationalDay', 4, 1),
  orthodoxGoodFriday,
  orthodoxEaster,
  orthodoxEasterMonday,
  labourDay,
  orthodoxWhitMonday,
  assumption,
  fixed('independence', 10, 1),
  fixed('ohiDay', 10, 28),
  christmas,
  secondChristmas,
]

/** In the Holy Week and on a Sunday a decision of that year moves it, and who knows no decision counts no day. */
const greekLabourDay: HolidayRule = {
  name: 'labourDay',
  on: (year) => {
    const day: LocalDate = { year, month: 5, day: 1 }
    const easter = orthodoxEasterSunday(year)
    const beforeEaster = daysBetween(day, easter)
    return beforeEaster > 0 && beforeEaster < 7 ? easter : day
  },
}

/** Royal Decree 748/1966, art. 4; Law 4808/2021, art. 60; for public offices Law 1157/1981. */
const greece: readonly HolidayRule[] = [
  newYear,
  epiphany,
  orthodox('greenMonday', -48),
  fixed('independence', 3, 25),
  orthodoxGoodFriday,
  orthodoxEaster,
  orthodoxEasterMonday,
  greekLabourDay,
  orthodoxWhitMonday,
  assumption,
  fixed('ohiDay', 10, 28),
  christmas,
  secondChristmas,
]

/** Legge 27 maggio 1949, n. 260, art. 2; Saint Francis’ Day by legge 8 ottobre 2025, n. 151. */
const italy: readonly HolidayRule[] = [
  newYear,
  epiphany,
  easterDay,
  easterMonday,
  fixed('liberation', 4, 25),
  labourDay,
  fixed('republic', 6, 2),
  assumption,
  since(2026, fixed('saintFrancis', 10, 4)),
  allSaints,
  immaculateConception,
  christmas,
  secondChristmas,
]

/** National Holidays and Other Public Holidays Act (Cap. 252). */
const malta: readonly HolidayRule[] = [
  newYear,
  fixed('saintPaul', 2, 10),
  fixed('saintJoseph', 3, 19),
  goodFriday,
  fixed('freedom', 3, 31),
  labourDay,
  fixed('setteGiugno', 6, 7),
  fixed('peterAndPaul', 6, 29),
  assumption,
  fixed('victoryDay', 9, 8),
  fixed('independence', 9, 21),
  immaculateConception,
  fixed('republic', 12, 13),
  christmas,
]

/** Código do Trabalho (Lei n.º 7/2009), art. 234.º; four of them came back by Lei n.º 8/2016. */
const portugal: readonly HolidayRule[] = [
  newYear,
  goodFriday,
  easterDay,
  fixed('freedom', 4, 25),
  labourDay,
  corpusChristi,
  fixed('nationalDay', 6, 10),
  assumption,
  fixed('republic', 10, 5),
  allSaints,
  fixed('independenceRestored', 12, 1),
  immaculateConception,
  christmas,
]

/** Real Decreto 2001/1983, art. 45 (Estatuto de los Trabajadores, art. 37.2): those that no region may replace. */
const spain: readonly HolidayRule[] = [
  newYear,
  goodFriday,
  labourDay,
  assumption,
  fixed('nationalDay', 10, 12),
  allSaints,
  fixed('constitution', 12, 6),
  immaculateConception,
  christmas,
]

export const southern = {
  CY: { version: '2026.1', rules: cyprus },
  ES: { version: '2026.1', rules: spain },
  GR: { version: '2026.1', rules: greece },
  IT: { version: '2026.1', rules: italy },
  MT: { version: '2026.1', rules: malta },
  PT: { version: '2026.1', rules: portugal },
} as const satisfies HolidayTables
