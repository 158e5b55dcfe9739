/**
 * When an answer is due: Art. 12(3), counted by Regulation 1182/71. All of it is recomputed from the ledger, so the
 * date can always be shown with its proof.
 */
import type { Result } from '../../kernel/result.ts'
import { err, ok } from '../../kernel/result.ts'
import type { LocalDate } from '../time.ts'
import { addLocalDays, addMonths, earlierDate, endOfLocalDay, localDateOf } from '../time.ts'
import type { ProofStep } from './deadline-proof.ts'
import { provenRoll } from './deadline-proof.ts'
import type { HolidayCountry } from '../holidays/holidays.ts'
import type { Right } from './right.ts'
import type { Pause, Suspension } from './suspension.ts'
import { endOfPause, holdsFor, suspensionsOf } from './suspension.ts'

export type { ProofStep } from './deadline-proof.ts'
export type { Pause, PauseReason } from './suspension.ts'

/** Whose clock on the wall and whose holidays: the company's. */
export type Calendar = { readonly timeZone: string; readonly country: HolidayCountry }

/** Up to two further months; it counts only if its letter was sent inside the first one (Art. 12(3)). */
export type Extension = { readonly months: 1 | 2; readonly sentAt: Date }

/** All that a due date depends on. `receivedAt`: when it reached the company, not when it was entered (R1). */
export type Ledger = {
  readonly receivedAt: Date
  readonly calendar: Calendar
  readonly extension?: Extension
  readonly pauses: readonly Pause[]
}

/** Each is the last millisecond of its day. Timers run on `internalDue`; `effectiveDue` is the law's last moment. */
export type DueDates = {
  readonly internalDue: Date
  readonly statutoryDue: Date
  readonly extendedDue?: Date
  readonly effectiveDue: Date
  /** The internal target of pauses that are over, where they moved it: what a running pause adds from day to day is left out. */
  readonly movedTo?: LocalDate
  readonly proof: readonly ProofStep[]
}

/**
 * The due dates as they stand at `asOf`: months first, then suspended days, rolling last (regulation.md e.4 item 1).
 * With `right`, the pauses of the request and of that right count; without, only those of the whole request.
 */
export function dueDates(ledger: Ledger, asOf: Date, right?: Right): DueDates {
  const { timeZone, country } = ledger.calendar
  const received = localDateOf(ledger.receivedAt, timeZone)
  const held = ledger.pauses.filter((pause) => holdsFor(pause, right))
  const suspensions = suspensionsOf(held, timeZone, asOf)
  const months = countedExtension(ledger)?.months
  const lastDay = (date: LocalDate): LocalDate => addLocalDays(date, totalDays(suspensions))
  const endOf = (date: LocalDate): Date => endOfLocalDay(date, timeZone)

  const statutory = provenRoll('statutory', lastDay(addMonths(received, 1)), country)
  const extended = months && provenRoll('extended', lastDay(addMonths(received, 1 + months)), country)
  const target = internalTarget(received, months)
  const internal = lastDay(target)
  const over = held.filter((pause) => endOfPause(pause) <= asOf)
  const settledDays = totalDays(suspensionsOf(over, timeZone, asOf))

  return {
    internalDue: endOf(internal),
    statutoryDue: endOf(statutory.to),
    ...(extended && { extendedDue: endOf(extended.to) }),
    effectiveDue: endOf((extended || statutory).to),
    ...(settledDays > 0 && { movedTo: addLocalDays(target, settledDays) }),
    proof: [
      ...receiptSteps(received),
      ...extensionSteps(ledger, received),
      ...suspensions,
      statutory,
      ...(extended ? [extended] : []),
      { kind: 'internal', date: internal },
    ],
  }
}

/** The dates of the right that is due first: a pause for one right moves no other. */
export function earliestDueDates(ledger: Ledger, asOf: Date, waiting: readonly Right[]): DueDates {
  const [first, ...others] = waiting.map((right) => dueDates(ledger, asOf, right))
  if (!first) return dueDates(ledger, asOf)

  return others.reduce((early, next) => (next.internalDue < early.internalDue ? next : early), first)
}

/**
 * The last moment at which a letter of extension may be sent. A pause does not stretch this month. It is not rolled
 * either: whether Reg. 1182/71 Art. 3(4) moves the notice too is unsettled, and earlier is safe.
 */
export const firstMonthEnds = ({ receivedAt, calendar }: Ledger): Date =>
  endOfLocalDay(addMonths(localDateOf(receivedAt, calendar.timeZone), 1), calendar.timeZone)

/** One extension, announced inside the first month (Art. 12(3)). */
export function mayExtend(
  ledger: Ledger,
  now: Date,
): Result<void, { readonly code: 'extensionTooLate' | 'alreadyExtended' }> {
  if (ledger.extension) return err({ code: 'alreadyExtended' })
  return now > firstMonthEnds(ledger) ? err({ code: 'extensionTooLate' }) : ok(undefined)
}

/** A letter that left after the first month extends nothing (regulation.md e.4 item 2). */
const countedExtension = (ledger: Ledger): Extension | undefined =>
  ledger.extension && ledger.extension.sentAt <= firstMonthEnds(ledger) ? ledger.extension : undefined

const totalDays = (suspensions: readonly Suspension[]): number =>
  suspensions.reduce((sum, { days }) => sum + days, 0)

/** Never rolled, and the earlier of two ways to count (regulation.md e.2, e.4 item 1). */
function internalTarget(received: LocalDate, months: number | undefined): LocalDate {
  const month = addMonths(received, 1)
  return months
    ? earlierDate(addMonths(received, 1 + months), addMonths(month, months))
    : earlierDate(addLocalDays(received, 30), month)
}

function receiptSteps(received: LocalDate): readonly ProofStep[] {
  const month = addMonths(received, 1)
  return [
    { kind: 'received', date: received },
    { kind: 'month', date: month, clamped: month.day !== received.day },
    { kind: 'thirtyDays', date: addLocalDays(received, 30) },
  ]
}

function extensionSteps(ledger: Ledger, received: LocalDate): readonly ProofStep[] {
  if (!ledger.extension) return []
  const { months, sentAt } = ledger.extension
  const sentOn = localDateOf(sentAt, ledger.calendar.timeZone)
  const month = addMonths(received, 1)
  if (!countedExtension(ledger)) return [{ kind: 'extensionTooLate', sentOn, firstMonthEnds: month }]

  const direct = addMonths(received, 1 + months)
  return [{ kind: 'extension', months, sentOn, direct, chained: addMonths(month, months) }]
}
