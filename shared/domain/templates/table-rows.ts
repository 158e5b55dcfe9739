// A table that somebody pastes or sends, read into the rows of one list of a form.
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { TemplateField, TemplateVersion } from './template.ts'

/** `row` counts from 1, the header being the first. */
export type TableFault = {
  readonly pointer: string
  readonly code: string
  readonly detail: string
  readonly at?: { readonly row: number; readonly column: number }
}

type Schema = Readonly<Record<string, unknown>>
type Column = { readonly name: string; readonly field: TemplateField; readonly type: unknown }

/**
 * CSV (RFC 4180), with commas, semicolons or tabs as the header has them. Columns are named as the fields are, by name or
 * by label; an empty cell is not stated. What is in the cells the template judges.
 */
export function tableRows(
  template: TemplateVersion,
  list: string,
  text: string,
): Result<readonly Schema[], readonly TableFault[]> {
  const columns = columnsOf(template, list)
  if (columns.length === 0)
    return err([{ pointer: '', code: 'listUnknown', detail: 'the form has no list of this name' }])
  const cells = cellsOf(text.replace(/^\uFEFF/, ''))
  if (!cells)
    return err([{ pointer: '', code: 'quoteOpen', detail: 'a cell in quotes does not end as it should' }])
  const [header = [], ...lines] = cells
  const named = header.map((cell) => columns.find((column) => isNamed(column, cell)))
  const faults = [
    ...named.flatMap((column, at) => headerFault(named, column, at)),
    ...lines.flatMap((line, row) =>
      line.length > header.length ? [fault(row + 2, header.length + 1, 'columnUnknown')] : [],
    ),
  ]
  if (faults.length > 0) return err(faults)
  return ok(lines.map((line) => rowOf(named as readonly Column[], line)))
}

const headerFault = (
  named: readonly (Column | undefined)[],
  column: Column | undefined,
  at: number,
): readonly TableFault[] => {
  if (!column) return [fault(1, at + 1, 'columnUnknown')]
  return named.indexOf(column) === at ? [] : [fault(1, at + 1, 'columnTwice')]
}

const fault = (row: number, column: number, code: 'columnUnknown' | 'columnTwice'): TableFault => ({
  pointer: '',
  code,
  at: { row, column },
  detail: `row ${row}, column ${column}: ${code === 'columnTwice' ? 'is there twice' : 'is no field of the list'}`,
})

function columnsOf({ schema, fields }: TemplateVersion, list: string): readonly Column[] {
  const prefix = `/${list}/*/`
  const members = inside(schema, 'properties', list, 'items', 'properties')
  return fields
    .filter(({ pointer }) => pointer.startsWith(prefix) && !pointer.slice(prefix.length).includes('/'))
    .map((field) => {
      const name = field.pointer.slice(prefix.length)
      return { name, field, type: inside(members, name)?.['type'] }
    })
}

const inside = (schema: Schema | undefined, ...path: readonly string[]): Schema | undefined =>
  path.reduce<Schema | undefined>((at, name) => at?.[name] as Schema | undefined, schema)

const isNamed = ({ name, field: { label } }: Column, cell: string): boolean =>
  [name, label.da, label.en].some((one) => one.toLowerCase() === cell.trim().toLowerCase())

const rowOf = (columns: readonly Column[], cells: readonly string[]): Schema =>
  Object.fromEntries(
    columns.flatMap((column, at) => {
      const cell = (cells[at] ?? '').trim()
      return cell === '' ? [] : [[column.name, valueOf(column, cell)]]
    }),
  )

/** What cannot be read as its type stays text, and the template says what is wrong. */
function valueOf({ type, field: { values = {} } }: Column, cell: string): unknown {
  if (type === 'boolean') return cell === 'true' ? true : cell === 'false' ? false : cell
  if (type === 'number' || type === 'integer')
    return /^-?\d{1,15}([.,]\d{1,10})?$/.test(cell) ? Number(cell.replace(',', '.')) : cell
  const [code = cell] = Object.entries(values).find(([, { da, en }]) => [da, en].includes(cell)) ?? []
  return code
}

/** A line without anything in it is no row; undefined where quotes are not as RFC 4180 has them. */
function cellsOf(text: string): readonly (readonly string[])[] | undefined {
  const [first = ''] = text.split(/\r?\n/, 1)
  const separator = ['\t', ';'].find((one) => first.includes(one)) ?? ','
  const cell = new RegExp(
    `(?:"((?:[^"]|"")*)"|([^"${separator}\\r\\n][^${separator}\\r\\n]*)?)(${separator}|\\r?\\n|\\r|$)`,
    'gy',
  )
  const rows: string[][] = [[]]
  let read = 0
  for (const [all, quoted, plain = '', end] of text.matchAll(cell)) {
    read += all.length
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain)
    if (end !== separator) rows.push([])
  }
  return read < text.length ? undefined : rows.filter((row) => row.some((one) => one.trim() !== ''))
}
