// How much was received, edited and sent, by whom and when: counts of the audit, for who oversees it (C35).
import { holds, holdings } from '../../domain/identity/holdings.ts'
import { disclosed, smallestTold } from '../../domain/reports/disclosure.ts'
import type { Breakdown } from '../../domain/reports/disclosure.ts'
import { intervalsOf } from '../../domain/reports/intervals.ts'
import type { Step } from '../../domain/reports/intervals.ts'
import { periodOf } from '../../domain/reports/period.ts'
import type { Period } from '../../domain/reports/period.ts'
import { addLocalDays, daysBetween, isoLocalDate, localDateOf, startOfLocalDay } from '../../domain/time.ts'
import type { LocalDate } from '../../domain/time.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { Asked } from '../companies/company-people.ts'
import { mayIn } from '../companies/company-people.ts'
import type { Core } from '../core.ts'
import type { AuditEntry } from '../evidence/audit-event.ts'
import { kindOfEntry } from '../evidence/audit-kinds.ts'
import { placeContainers } from '../place.ts'
import { readAll } from '../read-all.ts'
import type { Instant } from '../requests/request-document.ts'

export type AuditSummary = {
  /** The first and the last day, both in it. */
  readonly period: { readonly from: string; readonly to: string }
  readonly step: Step
  readonly at: Instant
  /** A distribution tells no number that is smaller. */
  readonly smallestTold: number
  readonly entries: number
  readonly byKind: Breakdown
  readonly byEvent: Breakdown
  readonly byRole: Breakdown
  readonly roles: readonly { readonly role: string; readonly entries: number; readonly byKind: Breakdown }[]
  readonly intervals: readonly {
    readonly from: string
    readonly to: string
    readonly entries: number
    readonly byKind: Breakdown
  }[]
}

export type ReadAuditSummary = (
  input: Asked & {
    /** An instant stands for the company's day in which it lies. */
    readonly from?: LocalDate | Date
    readonly to?: LocalDate | Date
    readonly step?: Step
  },
) => Promise<Result<AuditSummary, { readonly code: 'notFound' | 'forbidden' | 'periodInvalid' }>>

/** A quarter: entries keep their detail for 90 days after a request has ended, and what is older would be half a number. */
const longestSummaryDays = 92

export function makeReadAuditSummary({
  documents,
  companies,
  clock,
}: Pick<Core, 'documents' | 'companies' | 'clock'>): ReadAuditSummary {
  return async ({ from, to, step = 'week', ...asked }) => {
    const judged = mayIn(asked, 'seeAudit')
    if (!judged.ok) return judged
    const company = await companies.find(asked.companyId)
    if (!company) return err({ code: 'notFound' })
    const { companyId, timeZone } = company
    const now = clock.now()
    const day = (given: LocalDate | Date) => (given instanceof Date ? localDateOf(given, timeZone) : given)
    const wished = { ...(from && { from: day(from) }), ...(to && { to: day(to) }) }
    const period = periodOf(wished, localDateOf(now, timeZone))
    if (!period.ok) return period
    if (daysBetween(period.value.from, period.value.to) >= longestSummaryDays)
      return err({ code: 'periodInvalid' })

    const [entries, roleOf] = await Promise.all([
      entriesIn(companyId, spanOf(period.value, timeZone)),
      rolesIn(companyId),
    ])
    const counted = entries.map((entry) => ({
      ...{ at: entry.at, event: entry.event, kind: kindOfEntry(entry), role: roleOf(entry) },
    }))
    const byRole = breakdownOf(counted, ({ role }) => role)
    return ok({
      ...{ period: daysOf(period.value), step, at: now.toISOString(), smallestTold },
      ...{ entries: counted.length, byKind: breakdownOf(counted, kindIn), byRole },
      byEvent: breakdownOf(counted, ({ event }) => event),
      roles: byRole.values.map(({ key: role, count }) => ({
        ...{ role, entries: count },
        byKind: breakdownOf(
          counted.filter((one) => one.role === role),
          kindIn,
        ),
      })),
      intervals: intervalsOf(period.value, step).map((interval) => {
        const { begins, ends } = spanOf(interval, timeZone)
        const within = counted.filter(({ at }) => at >= begins && at < ends)
        return { ...daysOf(interval), entries: within.length, byKind: breakdownOf(within, kindIn) }
      }),
    })
  }

  /** Those of the company itself and of all its requests; whose detail is over is not among them. */
  async function entriesIn(companyId: string, { begins, ends }: Span): Promise<readonly AuditEntry[]> {
    const found = await Promise.all(
      placeContainers.map((container) =>
        readAll<AuditEntry>(documents, {
          ...{ container, key: [companyId], idPrefix: 'audit:' },
          where: [
            { field: 'at', is: '>=', value: begins },
            { field: 'at', is: '<', value: ends },
          ],
        }),
      ),
    )
    return found.flat().map(({ value }) => value)
  }

  /** Staff by the first of what they hold today, whatever they held then; all others by what they are. */
  async function rolesIn(companyId: string): Promise<(entry: AuditEntry) => string> {
    const employees = await companies.employees(companyId)
    const known = new Map(
      employees.map((one) => [one.employeeId, holdings.find((holding) => holds(one, holding))]),
    )
    return ({ by: { kind, id } }) => {
      if (kind === 'requester') return 'person'
      return kind === 'employee' ? (known.get(String(id)) ?? 'noRole') : kind
    }
  }
}

type Span = { readonly begins: string; readonly ends: string }

const spanOf = ({ from, to }: Period, timeZone: string): Span => ({
  begins: startOfLocalDay(from, timeZone).toISOString(),
  ends: startOfLocalDay(addLocalDays(to, 1), timeZone).toISOString(),
})

const daysOf = ({ from, to }: Period) => ({ from: isoLocalDate(from), to: isoLocalDate(to) })

const kindIn = ({ kind }: { readonly kind: string }): string => kind

function breakdownOf<One>(all: readonly One[], keyOf: (one: One) => string): Breakdown {
  const counts = new Map<string, number>()
  for (const key of all.map(keyOf)) counts.set(key, (counts.get(key) ?? 0) + 1)
  return disclosed(counts)
}
