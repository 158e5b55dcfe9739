import { inert } from '../letters/inert.ts'
import type { CsvTable } from '../templates/template.ts'
import { stepsOf, valuesAt } from './pointer.ts'

/**
 * A table of the data as CSV (RFC 4180: CRLF, every cell in quotes, a header line), in UTF-8. It begins with a byte
 * order mark, without which spreadsheets read æ, ø and å wrongly. Texts that a spreadsheet could take for a formula
 * get an apostrophe in front, and marks that turn or hide text are left out: the JSON beside it is the exact copy.
 */
export function csvBytes(table: CsvTable, data: unknown): Uint8Array {
  const header = table.columns.map((column) => column.header)
  const rows = rowsOf(table, data).map((row) =>
    table.columns.map((column) => shown(valuesAt(row, stepsOf(column.pointer)))),
  )
  return new TextEncoder().encode(`${byteOrderMark}${[header, ...rows].map(csvLine).join('')}`)
}

export const byteOrderMark = '\u{feff}'

export const csvLine = (cells: readonly (string | number)[]): string => `${cells.map(cell).join(',')}\r\n`

/** A table without a single value is no file: a person would take it for something that is held. */
export const hasValues = (table: CsvTable, data: unknown): boolean =>
  rowsOf(table, data).some((row) =>
    table.columns.some(({ pointer }) => valuesAt(row, stepsOf(pointer)).length > 0),
  )

function rowsOf({ rows }: CsvTable, data: unknown): readonly unknown[] {
  if (rows === '') return [data]
  return valuesAt(data, stepsOf(rows)).flatMap((list) =>
    Array.isArray(list) ? (list as readonly unknown[]) : [],
  )
}

/** One value as it is, several (a list within a row) with a bar between them. */
const shown = (values: readonly unknown[]): string | number => {
  const [only] = values
  if (values.length === 1 && typeof only === 'number') return only
  return values.map(textOf).join(' | ')
}

function textOf(value: unknown): string {
  if (value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

const cell = (value: string | number): string =>
  `"${(typeof value === 'number' ? String(value) : guarded(inert(value))).replaceAll('"', '""')}"`

/**
 * Numbers stay numbers; a text that begins like a formula does not become one. A spreadsheet set to another separator
 * cuts at semicolons, tabs and line ends, even inside quotes, so what follows those is guarded too.
 */
const guarded = (text: string): string => text.replaceAll(/(^|[;\t\n])([\s"]*)(?=[=+\-@＝＋－＠])/gu, "$1$2'")
