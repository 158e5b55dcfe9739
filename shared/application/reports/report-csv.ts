import { byteOrderMark, csvLine } from '../../domain/package/csv.ts'
import type { Breakdown } from '../../domain/reports/disclosure.ts'
import type { Report } from './read-report.ts'

type Line = readonly [table: string, row: string, measure: string, value: string | number]

/** The report as one long table: each number on a line of its own, so that a spreadsheet pivots it as it likes. */
export function reportCsv(report: Report): string {
  const { period, received, now, sources, timings, onTime, unusual } = report
  const lines: readonly Line[] = [
    ['report', 'period', 'from', period.from],
    ['report', 'period', 'to', period.to],
    ['report', 'received', 'requests', received],
    ...Object.entries(now).map(([row, count]): Line => ['now', row, 'requests', count]),
    ...distribution('status', report.byStatus),
    ...distribution('channel', report.byChannel),
    ...distribution('outcome', report.byOutcome),
    ...distribution('country', report.byCountry),
    ...sources.flatMap(({ source, requests, fields, files }): readonly Line[] => [
      ['source', source, 'requests', requests],
      ['source', source, 'fields', fields],
      ['source', source, 'files', files],
    ]),
    ...timings.flatMap(({ stage, count, medianHours, p90Hours }): readonly Line[] => [
      ['timing', stage, 'requests', count],
      ['timing', stage, 'medianHours', medianHours],
      ['timing', stage, 'p90Hours', p90Hours],
    ]),
    ...Object.entries(onTime ?? {}).map(([measure, value]): Line => ['onTime', 'answered', measure, value]),
    ...Object.entries(unusual).map(([row, count]): Line => ['unusual', row, 'times', count]),
  ]
  return byteOrderMark + [['table', 'row', 'measure', 'value'], ...lines].map(csvLine).join('')
}

const distribution = (table: string, { values, others }: Breakdown): readonly Line[] => [
  ...values.map(({ key, count }): Line => [table, key, 'requests', count]),
  [table, 'others', 'requests', others],
]
