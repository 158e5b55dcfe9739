import { addMonths, daysBetween, localDateOf } from '../../shared/domain/time.ts'
import { err, ok } from '../../shared/kernel/result.ts'
import type { Result } from '../../shared/kernel/result.ts'

export type DurationRefusal = { readonly code: 'bodyInvalid'; readonly errors: readonly [DurationError] }

type DurationError = { readonly pointer: '/advance'; readonly code: string; readonly detail: string }

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour
const week = 7 * day

const longest = 3660 * day

const shape = /^P(?:(\d+)W|(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?)$/

/** An ISO 8601 duration in milliseconds from an instant on: years and months by the calendar, in UTC. */
export function durationMs(text: string, from: number): Result<number, DurationRefusal> {
  const match = shape.exec(text)
  if (!match) return refused('duration', 'must be an ISO 8601 duration such as P1M, P31D, P2W or PT12H30M')

  const [weeks, years = 0, months = 0, days, hours, minutes, seconds] = match
    .slice(1)
    .map((digits) => Number(digits ?? 0))
  const units = [week, day, hour, minute, second]
  const total = [weeks, days, hours, minutes, seconds].reduce(
    (sum: number, count = 0, i) => sum + count * (units[i] ?? 0),
    monthsMs(12 * years + months, from),
  )
  // A count beyond the calendar gives no number at all.
  return !(total <= longest) ? refused('durationTooLong', 'must be at most 3660 days') : ok(total)
}

/** To the same-numbered day, or the last of a month that has none. */
function monthsMs(months: number, from: number): number {
  const begun = localDateOf(new Date(from), 'UTC')
  return daysBetween(begun, addMonths(begun, months)) * day
}

const refused = (code: string, detail: string): Result<never, DurationRefusal> =>
  err({ code: 'bodyInvalid', errors: [{ pointer: '/advance', code, detail }] })
