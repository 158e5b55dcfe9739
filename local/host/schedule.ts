/** When a timer function fires next: an instant strictly after the given one. UTC, milliseconds since the epoch. */
export type Schedule = { readonly next: (after: number) => number }

/**
 * Reads the schedule of a timer trigger: an NCRONTAB expression of six fields (`second minute hour day month weekday`),
 * or five with the second left out, or a .NET TimeSpan as interval. Throws on what the Functions host would refuse, and
 * on an expression that never comes true.
 */
export function parseSchedule(text: string): Schedule {
  const interval = parseTimeSpan(text)
  if (interval !== undefined) {
    if (interval <= 0) throw malformed(text, 'the interval is not positive')
    return { next: (after) => after + interval }
  }
  const cron = parseCron(text)
  const next = (after: number): number => {
    const found = nextMatch(cron, after)
    if (found === undefined) throw malformed(text, 'no such day ever comes')
    return found
  }
  next(0)
  return { next }
}

type Cron = {
  readonly seconds: ReadonlySet<number>
  readonly minutes: ReadonlySet<number>
  readonly hours: ReadonlySet<number>
  readonly days: ReadonlySet<number>
  readonly months: ReadonlySet<number>
  readonly weekdays: ReadonlySet<number>
}

type Field = { readonly low: number; readonly high: number; readonly names?: readonly string[] }

const sixty: Field = { low: 0, high: 59 }
const monthNames =
  'january february march april may june july august september october november december'.split(' ')
const weekdayNames = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ')

function parseCron(text: string): Cron {
  const given = text.trim().split(/\s+/)
  const fields = given.length === 5 ? ['0', ...given] : given
  const [seconds, minutes, hours, days, months, weekdays, ...more] = fields
  if (!seconds || !minutes || !hours || !days || !months || !weekdays || more.length > 0)
    throw malformed(text, 'it has neither six fields nor five')
  return {
    seconds: parseField(seconds, sixty, text),
    minutes: parseField(minutes, sixty, text),
    hours: parseField(hours, { low: 0, high: 23 }, text),
    days: parseField(days, { low: 1, high: 31 }, text),
    months: parseField(months, { low: 1, high: 12, names: monthNames }, text),
    weekdays: parseField(weekdays, { low: 0, high: 6, names: weekdayNames }, text),
  }
}

/** `*`, `5`, `1-5`, `MON-FRI`, each with `/step`, and lists of these. A step after one value runs to the end. */
function parseField(text: string, field: Field, whole: string): ReadonlySet<number> {
  const values = new Set<number>()
  for (const item of text.split(',')) {
    const [range = '', step, ...more] = item.split('/')
    const every = step === undefined ? 1 : Number(/^\d+$/.exec(step)?.[0])
    if (!(every >= 1) || more.length > 0) throw malformed(whole, `"${item}" has no usable step`)
    const [low, high] = parseRange(range, every, field, whole)
    for (let value = low; value <= high; value += every) values.add(value)
  }
  return values
}

function parseRange(text: string, every: number, field: Field, whole: string): [number, number] {
  if (text === '*') return [field.low, field.high]
  const [first = '', last, ...more] = text.split('-')
  const low = parseValue(first, field, whole)
  const single = every === 1 ? low : field.high
  const high = last === undefined ? single : parseValue(last, field, whole)
  // NCRONTAB would turn such a range around; whoever writes one means something else.
  if (more.length > 0 || high < low) throw malformed(whole, `"${text}" is not a range`)
  return [low, high]
}

/** A number, or the beginning of an English name. */
function parseValue(text: string, { low, high, names }: Field, whole: string): number {
  const named = /^[a-z]+$/i.test(text)
    ? names?.findIndex((name) => name.startsWith(text.toLowerCase()))
    : undefined
  const value = named === undefined ? Number(/^\d+$/.exec(text)?.[0]) : named + low
  if (named === -1 || !(value >= low && value <= high))
    throw malformed(whole, `"${text}" is not between ${low} and ${high}`)
  return value
}

const second = 1000
/** 29 February falls on a given weekday at least once in 40 years. */
const searchMs = 41 * 366 * 24 * 3600 * second

/** All fields must agree, the day of the month and the weekday too: other cron dialects take either of the two. */
function nextMatch(cron: Cron, after: number): number | undefined {
  let at = (Math.floor(after / second) + 1) * second
  while (at <= after + searchMs) {
    const later = nextCandidate(cron, new Date(at))
    if (later === undefined) return at
    at = later
  }
  return undefined
}

/** The next instant worth looking at, or undefined when this one fits. */
function nextCandidate(cron: Cron, date: Date): number | undefined {
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()]
  if (!cron.months.has(month + 1)) return Date.UTC(year, month + 1, 1)
  if (!cron.days.has(day) || !cron.weekdays.has(date.getUTCDay())) return Date.UTC(year, month, day + 1)
  const [hour, minute] = [date.getUTCHours(), date.getUTCMinutes()]
  if (!cron.hours.has(hour)) return Date.UTC(year, month, day, hour + 1)
  if (!cron.minutes.has(minute)) return Date.UTC(year, month, day, hour, minute + 1)
  return cron.seconds.has(date.getUTCSeconds()) ? undefined : date.getTime() + second
}

/**
 * `hh:mm:ss`, `hh:mm`, `d.hh:mm:ss`, as .NET reads a TimeSpan: hours beyond 23 make the first number days, so that
 * `24:00:00` is 24 days. Milliseconds; undefined when the text is no TimeSpan.
 */
export function parseTimeSpan(text: string): number | undefined {
  const found = /^(?:(\d+)\.)?(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?$/.exec(text.trim())
  if (!found) return undefined
  const [days, a = 0, b = 0, c = 0] = found
    .slice(1)
    .map((part) => (part === undefined ? undefined : Number(part)))
  if (a > 23)
    return days === undefined && b <= 23 && c <= 59 ? ((a * 24 + b) * 60 + c) * 60 * second : undefined
  if (b > 59 || c > 59) return undefined
  return ((((days ?? 0) * 24 + a) * 60 + b) * 60 + c) * second
}

function malformed(text: string, why: string): Error {
  return new Error(`schedule "${text}": ${why}`)
}
