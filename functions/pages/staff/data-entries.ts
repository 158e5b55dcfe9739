// What stands in the fields of a form, between the page, the body that it sends, and the data that is stored.
import { parseWallTime } from '../days.ts'
import type { FormValues } from '../form.ts'
import type { Leaf, Part } from './data-model.ts'

/** One row of fields by name, as text; empty is not stated. A group has one row, a list as many as there are. */
type Row = Readonly<Record<string, string>>

export type Entries = ReadonlyMap<string, readonly Row[]>

const mostRows = 1000

/** How fields are named in the page: part, row and field by their place, so that no name from outside becomes an id. */
export const fieldName = (part: number, row: number, leaf: number): string => `f${part}-${row}-${leaf}`

export const rowsName = (part: number): string => `rows${part}`

const emptyRow = (leaves: readonly Leaf[]): Row => rowOf(leaves, () => '')

/** Without a prototype: a field may have any name. */
const rowOf = (leaves: readonly Leaf[], valueOf: (leaf: Leaf, place: number) => string): Row =>
  Object.assign(
    Object.create(null) as Record<string, string>,
    Object.fromEntries(leaves.map((leaf, i) => [leaf.name, valueOf(leaf, i)])),
  )

export function entriesOfData(parts: readonly Part[], data: unknown): Entries {
  return new Map(
    parts.map(({ kind, name, leaves }) => {
      const held = kind === 'root' ? data : valueIn(data, name)
      const objects = kind === 'rows' ? (Array.isArray(held) ? (held as readonly unknown[]) : []) : [held]
      return [name, objects.map((object) => rowOf(leaves, (leaf) => shown(valueIn(object, leaf.name))))]
    }),
  )
}

function valueIn(object: unknown, name: string): unknown {
  if (typeof object !== 'object' || object === null || !Object.hasOwn(object, name)) return undefined
  return (object as Record<string, unknown>)[name]
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

export function entriesOfForm(parts: readonly Part[], form: FormValues): Entries {
  return new Map(
    parts.map(({ kind, name, leaves }, part) => {
      const count = kind === 'rows' ? Math.min(mostRows, Number(form.get(rowsName(part))) || 0) : 1
      const rows = Array.from({ length: Math.max(0, Math.floor(count)) }, (_, row) =>
        rowOf(leaves, (_leaf, i) => (form.get(fieldName(part, row, i)) ?? '').replaceAll(/\r\n?/g, '\n')),
      )
      return [name, rows]
    }),
  )
}

export function withRow(entries: Entries, { name, leaves }: Part): Entries {
  return new Map(entries).set(name, [...(entries.get(name) ?? []), emptyRow(leaves)])
}

export function withoutRow(entries: Entries, { name }: Part, row: number): Entries {
  return new Map(entries).set(name, (entries.get(name) ?? []).toSpliced(row, 1))
}

/** Rows in which nothing stands are none: errors then point at the rows as they are stored. */
export function withoutEmptyRows(parts: readonly Part[], entries: Entries): Entries {
  return new Map(
    parts.map(({ kind, name }) => {
      const rows = entries.get(name) ?? []
      return [name, kind === 'rows' ? rows.filter((row) => Object.values(row).some(isStated)) : rows]
    }),
  )
}

const isStated = (text: string): boolean => text.trim() !== ''

/** The data as it is validated and stored: what cannot be read as its kind stays text, and the template says what is wrong. */
export function dataOf(parts: readonly Part[], entries: Entries, timeZone: string): Record<string, unknown> {
  const members = parts.flatMap((part): readonly (readonly [string, unknown])[] => {
    const objects = (entries.get(part.name) ?? []).map((row) => objectOf(part, row, timeZone))
    const [only = {}] = objects
    switch (part.kind) {
      case 'root':
        return Object.entries(only)
      case 'group':
        return Object.keys(only).length > 0 ? [[part.name, only]] : []
      case 'rows':
        return objects.length > 0 ? [[part.name, objects]] : []
    }
  })
  return Object.fromEntries(members)
}

const objectOf = ({ leaves }: Part, row: Row, timeZone: string): Record<string, unknown> =>
  Object.fromEntries(
    leaves
      .filter(({ name }) => isStated(row[name] ?? ''))
      .map(({ name, kind }) => [name, typedValue(kind, row[name] ?? '', timeZone)]),
  )

/** What cannot be read as its kind stays text. */
export function typedValue(kind: Leaf['kind'], text: string, timeZone: string): unknown {
  const trimmed = text.trim()
  switch (kind) {
    case 'number':
      return /^-?\d{1,15}([.,]\d{1,10})?$/.test(trimmed) ? Number(trimmed.replace(',', '.')) : text
    case 'yesNo':
      return trimmed === 'true' ? true : trimmed === 'false' ? false : text
    case 'date-time':
      return parseWallTime(trimmed, timeZone) ?? trimmed
    case 'date':
    case 'email':
    case 'list':
      return trimmed
    case 'line':
    case 'prose':
      return text
  }
}
