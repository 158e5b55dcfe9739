import type { LocalDate } from '../time.ts'
import { addLocalDays, compareLocalDates, daysBetween, earlierOf, laterDate, localDateOf } from '../time.ts'
import type { Right } from './right.ts'

/** The only grounds on which the clock may wait for the person (Art. 12(6), Recital 63). */
export type PauseReason = 'identityInformation' | 'specification'

/** The clock waits from the day after the letter until the answer, and at most until `until`. */
export type Pause = {
  /** When the letter was sent. */
  readonly startedAt: Date
  readonly until: Date
  readonly answeredAt?: Date
  /** Holds for this right only; without it, for the whole request. */
  readonly right?: Right
  readonly reason?: PauseReason
}

/** Local days, both included, on which the clock waited. */
export type Suspension = {
  readonly kind: 'suspended'
  readonly from: LocalDate
  readonly to: LocalDate
  readonly days: number
}

/** When the pause ends: by the answer, or by itself. */
export const endOfPause = ({ until, answeredAt }: Pause): Date =>
  answeredAt ? earlierOf(answeredAt, until) : until

/** Asked for a right, its own pauses and those of the whole request count; asked for none, only the latter. */
export const holdsFor = (pause: Pause, right: Right | undefined): boolean =>
  pause.right === undefined || pause.right === right

/** The pause that runs at this moment, if one does. */
export const runningPause = (pauses: readonly Pause[], now: Date, right?: Right): Pause | undefined =>
  pauses.find((pause) => holdsFor(pause, right) && pause.startedAt <= now && now < endOfPause(pause))

/**
 * The days from the day after each letter to the day of its answer, both included (regulation.md e.4 item 1), as far
 * as they had come at `asOf`. A day on which two pauses ran counts once.
 */
export function suspensionsOf(pauses: readonly Pause[], timeZone: string, asOf: Date): readonly Suspension[] {
  const spans = pauses
    .map((pause) => ({
      from: addLocalDays(localDateOf(pause.startedAt, timeZone), 1),
      to: localDateOf(earlierOf(endOfPause(pause), asOf), timeZone),
    }))
    .filter(({ from, to }) => compareLocalDates(from, to) <= 0)
    .sort((a, b) => compareLocalDates(a.from, b.from))

  return merged(spans).map(({ from, to }) => ({
    kind: 'suspended',
    from,
    to,
    days: daysBetween(from, to) + 1,
  }))
}

type Span = { readonly from: LocalDate; readonly to: LocalDate }

/** Spans in order of their beginning; those that touch or overlap become one. */
function merged(spans: readonly Span[]): readonly Span[] {
  const apart: Span[] = []
  for (const span of spans) {
    const last = apart.at(-1)
    if (last && daysBetween(last.to, span.from) <= 1)
      apart[apart.length - 1] = { from: last.from, to: laterDate(last.to, span.to) }
    else apart.push(span)
  }
  return apart
}
