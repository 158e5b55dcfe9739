import type { Language } from './templates/template.ts'

const millisecondsPerMinute = 60_000
const millisecondsPerDay = 86_400_000

/** A day on the calendar, without a time or a zone. Months count from 1. */
export type LocalDate = { readonly year: number; readonly month: number; readonly day: number }

/** Absolute: `days` times 24 hours, whatever the clocks on the wall do. */
export const addDays = (instant: Date, days: number): Date => addHours(instant, days * 24)

export const addHours = (instant: Date, hours: number): Date => addMinutes(instant, hours * 60)

export const addMinutes = (instant: Date, minutes: number): Date =>
  new Date(instant.getTime() + minutes * millisecondsPerMinute)

export const earlierOf = (a: Date, b: Date): Date => (a <= b ? a : b)

/** An instant as it was written, RFC 3339; throws on anything else, since only our own texts come here. */
export function instantOf(text: string): Date {
  const instant = new Date(text)
  if (Number.isNaN(instant.getTime())) throw new RangeError('not an instant')
  return instant
}

/** The day that the calendar on the wall shows at this instant. */
export function localDateOf(instant: Date, timeZone: string): LocalDate {
  const wall = new Date(wallClockOf(instant.getTime(), timeZone))
  return { year: wall.getUTCFullYear(), month: wall.getUTCMonth() + 1, day: wall.getUTCDate() }
}

/** The first instant of the day: not always midnight, since some zones put their clocks forward at midnight. */
export function startOfLocalDay(date: LocalDate, timeZone: string): Date {
  const midnight = epochOf(date)
  const before = offsetAt(midnight - millisecondsPerDay, timeZone)
  const after = offsetAt(midnight + millisecondsPerDay, timeZone)
  if (before === after) return new Date(midnight - before)

  return firstInstantOf(date, timeZone)
}

/** The last millisecond of the day; periods in days or months end here (Reg. 1182/71 Art. 3(2)). */
export const endOfLocalDay = (date: LocalDate, timeZone: string): Date =>
  new Date(startOfLocalDay(addLocalDays(date, 1), timeZone).getTime() - 1)

export function addLocalDays(date: LocalDate, days: number): LocalDate {
  return dateOfEpoch(epochOf(date) + days * millisecondsPerDay)
}

/** The same-numbered day `months` later, or the last day of that month if it has none (Reg. 1182/71 Art. 3(2)(c)). */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const first = dateOfEpoch(Date.UTC(date.year, date.month - 1 + months, 1))
  return { ...first, day: Math.min(date.day, daysInMonth(first)) }
}

/** How many days `b` lies after `a`; negative when before. */
export const daysBetween = (a: LocalDate, b: LocalDate): number =>
  Math.round((epochOf(b) - epochOf(a)) / millisecondsPerDay)

/** Negative when `a` is earlier, zero when the same, positive when later: for sorting. */
export const compareLocalDates = (a: LocalDate, b: LocalDate): number => daysBetween(b, a)

export const earlierDate = (a: LocalDate, b: LocalDate): LocalDate => (compareLocalDates(a, b) <= 0 ? a : b)

export const laterDate = (a: LocalDate, b: LocalDate): LocalDate => (compareLocalDates(a, b) >= 0 ? a : b)

/** ISO 8601: 1 is Monday, 7 is Sunday. */
export const weekdayOf = (date: LocalDate): number => new Date(epochOf(date)).getUTCDay() || 7

const monthNames: Readonly<Record<Language, string>> = {
  da: 'januar februar marts april maj juni juli august september oktober november december',
  en: 'January February March April May June July August September October November December',
}

const weekdayNames: Readonly<Record<Language, string>> = {
  da: 'mandag tirsdag onsdag torsdag fredag lørdag søndag',
  en: 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday',
}

/** "5. april 2026" or "5 April 2026": words, since 04-05 and 05-04 are read differently. */
export function formatLocalDate(date: LocalDate, language: Language): string {
  const month = monthNames[language].split(' ')[date.month - 1]
  return `${date.day}${language === 'da' ? '.' : ''} ${month} ${date.year}`
}

export const weekdayName = (date: LocalDate, language: Language): string =>
  `${weekdayNames[language].split(' ')[weekdayOf(date) - 1]}`

/** YYYY-MM-DD (ISO 8601, RFC 3339 full-date). */
export const isoLocalDate = (date: LocalDate): string => new Date(epochOf(date)).toISOString().slice(0, 10)

/** A day as it is written in ISO 8601, `2026-03-05`; undefined when there is no such day. */
export function parseLocalDate(text: string): LocalDate | undefined {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []
  if (year === undefined) return undefined
  const parsed = { year: Number(year), month: Number(month), day: Number(date) }
  return isoLocalDate(parsed) === text ? parsed : undefined
}

const epochOf = (date: LocalDate): number => Date.UTC(date.year, date.month - 1, date.day)

function dateOfEpoch(epoch: number): LocalDate {
  const day = new Date(epoch)
  return { year: day.getUTCFullYear(), month: day.getUTCMonth() + 1, day: day.getUTCDate() }
}

const daysInMonth = (date: LocalDate): number => new Date(Date.UTC(date.year, date.month, 0)).getUTCDate()

/** Halves the time in which the day must begin until one millisecond is left. Zones are at most 14 hours off UTC. */
function firstInstantOf(date: LocalDate, timeZone: string): Date {
  let before = epochOf(date) - millisecondsPerDay
  let begun = epochOf(date) + millisecondsPerDay
  while (begun - before > 1) {
    const middle = Math.floor((before + begun) / 2)
    if (wallClockOf(middle, timeZone) >= epochOf(date)) begun = middle
    else before = middle
  }
  return new Date(begun)
}

const offsetAt = (epoch: number, timeZone: string): number => wallClockOf(epoch, timeZone) - epoch

// Making a formatter costs a hundred times more than using one.
const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone)
  if (known) return known

  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formatters.set(timeZone, made)
  return made
}

/** What the clock on the wall shows, written as if it stood in UTC. */
function wallClockOf(epoch: number, timeZone: string): number {
  const shown: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {}
  for (const { type, value } of formatterFor(timeZone).formatToParts(epoch)) shown[type] = Number(value)

  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown
  return Date.UTC(year, month - 1, day, hour, minute, second) + (epoch - Math.floor(epoch / 1000) * 1000)
}
