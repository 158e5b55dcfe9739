import { byteOrderMark, csvLine } from '../../domain/package/csv.ts'
import type { Breakdown } from '../../domain/reports/disclosure.ts'
import type { AuditSummary } from './audit-summary.ts'

type Line = readonly [table: string, row: string, measure: string, value: string | number]

/** As the report on requests: each number on a line of its own. */
export function auditSummaryCsv({ period, step, entries, roles, intervals, ...by }: AuditSummary): string {
  const lines: readonly Line[] = [
    ['audit', 'period', 'from', period.from],
    ['audit', 'period', 'to', period.to],
    ['audit', 'all', 'entries', entries],
    ...distribution('kind', 'all', by.byKind),
    ...distribution('event', 'all', by.byEvent),
    ...roles.flatMap(({ role, entries: count, byKind }): readonly Line[] => [
      ['role', role, 'entries', count],
      ...distribution('role', role, byKind),
    ]),
    ['role', 'others', 'entries', by.byRole.others],
    ...intervals.flatMap(({ from, entries: count, byKind }): readonly Line[] => [
      [step, from, 'entries', count],
      ...distribution(step, from, byKind),
    ]),
  ]
  return byteOrderMark + [['table', 'row', 'measure', 'value'], ...lines].map(csvLine).join('')
}

const distribution = (table: string, row: string, { values, others }: Breakdown): readonly Line[] => [
  ...values.map(({ key, count }): Line => [table, row, key, count]),
  [table, row, 'others', others],
]
