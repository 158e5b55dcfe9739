import type { SQLInputValue } from 'node:sqlite'

import { positionOf } from '../../application/ports/continuation.ts'
import type { Condition, Query } from '../../application/ports/documents.ts'
import { orderOf, variantsOf } from '../../application/ports/list-order.ts'
import { fieldType, fieldValue, keyColumns, tableOf } from './documents-schema.ts'

/** A piece of a statement with the values of its question marks, in order. */
type Term = { readonly sql: string; readonly values: readonly SQLInputValue[] }

export type Statement = Term & {
  /** The columns that place a row in the order; the last row's values are where the next page begins. */
  readonly position: readonly string[]
}

/** The one statement behind every list. One row more than the limit is fetched: it tells whether there is a next page. */
export function statementOf(query: Query, now: number): Statement {
  const order = columnsOf(query)
  const common = [...scope(query), ...orderGuard(order), ...startAfter(query, order), unexpired(now)]
  const variants = variantsOf(query).map((where) => [...where.map(conditionTerm), ...common])
  return { ...union(query, order, variants), position: order.columns }
}

type Columns = {
  readonly columns: readonly string[]
  readonly field?: string
  readonly direction: 'ASC' | 'DESC'
}

function columnsOf(query: Query): Columns {
  const { field, direction: wish } = orderOf(query)
  const direction = wish === 'descending' ? 'DESC' : 'ASC'
  const free = keyColumns(query.container).slice(query.key?.length ?? 0)
  if (field === undefined || field === 'id')
    return { columns: field ? ['id', ...free] : [...free, 'id'], direction }
  return { columns: ['sort', ...free, 'id'], field, direction }
}

/** Only strings and numbers have a place in an order; a document whose field is neither is left out. */
function orderGuard({ field }: Columns): Term[] {
  return field === undefined
    ? []
    : [{ sql: `${fieldType(field)} IN ('text', 'integer', 'real')`, values: [] }]
}

function scope({ key = [], idPrefix = '' }: Query): Term[] {
  const terms = key.map((part, index) => ({ sql: `k${index} = ?`, values: [part] }))
  if (idPrefix === '') return terms
  return [...terms, { sql: 'id >= ? AND id < ?', values: [idPrefix, `${idPrefix}\u{10FFFF}`] }]
}

const unexpired = (now: number): Term => ({ sql: '(expires_at IS NULL OR expires_at > ?)', values: [now] })

function conditionTerm(condition: Condition): Term {
  const { field, is } = condition
  if (is === 'defined')
    return { sql: field === 'id' ? 'TRUE' : `${fieldType(field)} IS NOT NULL`, values: [] }
  if (is !== 'in') return comparison(field, is, condition.value)

  const terms = [...new Set(condition.values)].map((value) => comparison(field, '=', value))
  if (terms.length === 0) return { sql: 'FALSE', values: [] }
  return {
    sql: `(${terms.map((term) => term.sql).join(' OR ')})`,
    values: terms.flatMap((term) => term.values),
  }
}

/** A comparison holds only between values of one type: a string is neither smaller nor larger than a number. */
function comparison(field: string, is: string, value: string | number | boolean): Term {
  const bound = typeof value === 'boolean' ? Number(value) : value
  const compared = `${fieldValue(field)} ${is} ?`
  if (field === 'id')
    return typeof value === 'string' ? { sql: compared, values: [value] } : { sql: 'FALSE', values: [] }
  return { sql: `${compared} AND ${fieldType(field)} IN (${jsonTypes(value)})`, values: [bound] }
}

function jsonTypes(value: string | number | boolean): string {
  if (typeof value === 'string') return `'text'`
  return typeof value === 'number' ? `'integer', 'real'` : `'true', 'false'`
}

function union(query: Query, order: Columns, variants: readonly (readonly Term[])[]): Term {
  const sorted = order.field === undefined ? 'NULL' : fieldValue(order.field)
  const by = `ORDER BY ${order.columns.map((column) => `${column} ${order.direction}`).join(', ')} LIMIT ${query.limit + 1}`
  const keys = keyColumns(query.container).join(', ')
  const selects = variants.map((terms) => {
    const conditions = terms.map((term) => `(${term.sql})`).join(' AND ')
    return `SELECT ${keys}, id, etag, body, ${sorted} AS sort FROM ${tableOf(query.container)} WHERE ${conditions} ${by}`
  })
  const values = variants.flatMap((terms) => terms.flatMap((term) => term.values))
  const [only, ...others] = selects
  if (only !== undefined && others.length === 0) return { sql: only, values }
  return { sql: `${selects.map((select) => `SELECT * FROM (${select})`).join(' UNION ALL ')} ${by}`, values }
}

function startAfter(query: Query, { columns, field, direction }: Columns): Term[] {
  const values = positionOf(query, columns.length)
  if (!values) return []
  const compared = columns.map((column) => (column === 'sort' ? fieldValue(field ?? '') : column))
  const places = columns.map(() => '?').join(', ')
  return [{ sql: `(${compared.join(', ')}) ${direction === 'ASC' ? '>' : '<'} (${places})`, values }]
}
