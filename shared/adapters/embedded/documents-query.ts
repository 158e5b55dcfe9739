import { createHash } from 'node:crypto'
import type { SQLInputValue } from 'node:sqlite'

import { ContinuationRefused } from '../../application/ports/continuation.ts'
import type { Condition, Query } from '../../application/ports/documents.ts'
import { fieldType, fieldValue, keyColumns, tableOf } from './documents-schema.ts'
import { indexedFields } from './indexed-fields.ts'

/** A piece of a statement with the values of its question marks, in order. */
type Term = { readonly sql: string; readonly values: readonly SQLInputValue[] }

export type Statement = Term & {
  /** The columns that place a row in the order; the last row's values are where the next page begins. */
  readonly position: readonly string[]
}

const mostValuesOfIn = 100
const comparisons: ReadonlySet<string> = new Set(['<', '<=', '>', '>='])

/**
 * The one statement behind every list. A page begins after the position of the last row before it (never an OFFSET), so it
 * costs the same however far into the list it lies, and writes between two pages neither repeat nor hide other rows.
 * One row more than the limit is fetched: it tells whether there is a next page.
 */
export function statementOf(query: Query, now: number): Statement {
  const order = orderOf(query)
  const after = query.continuation === undefined ? [] : [startAfter(query, order)]
  const { split, rest } = splitIn(query)
  const common = [...scope(query), ...rest.map(conditionTerm), ...orderGuard(order), ...after, unexpired(now)]
  const variants = split.length > 0 ? split : [[]]
  return {
    ...union(
      query,
      order,
      variants.map((variant) => [...variant, ...common]),
    ),
    position: order.columns,
  }
}

type Order = {
  readonly columns: readonly string[]
  readonly field?: string
  readonly direction: 'ASC' | 'DESC'
}

/** Without a wish, what is compared by size is listed by size: that is the order in which an index finds it. */
function orderOf({ container, key, orderBy, where = [] }: Query): Order {
  const field = orderBy?.field ?? where.find(comparesSize)?.field
  const direction = orderBy?.direction === 'descending' ? 'DESC' : 'ASC'
  const free = keyColumns(container).slice(key?.length ?? 0)
  if (field === undefined || field === 'id')
    return { columns: field ? ['id', ...free] : [...free, 'id'], direction }
  return { columns: ['sort', ...free, 'id'], field, direction }
}

const comparesSize = (condition: Condition): boolean =>
  comparisons.has(condition.is) && 'value' in condition && typeof condition.value !== 'boolean'

/** Only strings and numbers have a place in an order; a document whose field is neither is left out. */
function orderGuard({ field }: Order): Term[] {
  return field === undefined
    ? []
    : [{ sql: `${fieldType(field)} IN ('text', 'integer', 'real')`, values: [] }]
}

function scope({ key = [], idPrefix = '' }: Query): Term[] {
  const terms = key.map((part, index) => ({ sql: `k${index} = ?`, values: [part] }))
  if (idPrefix === '') return terms
  if (!idPrefix.isWellFormed()) throw new RangeError('an id prefix is well-formed text')
  return [...terms, { sql: 'id >= ? AND id < ?', values: [idPrefix, `${idPrefix}\u{10FFFF}`] }]
}

const unexpired = (now: number): Term => ({ sql: '(expires_at IS NULL OR expires_at > ?)', values: [now] })

/**
 * An `in` over an indexed field is asked value by value, each in order and within the limit, and merged: SQLite would
 * otherwise sort everything that any of the values finds.
 */
function splitIn({ container, where = [], orderBy }: Query): { split: Term[][]; rest: readonly Condition[] } {
  const chosen = where.find(
    (condition) =>
      condition.is === 'in' &&
      indexedFields[container].some(
        (index) =>
          index.fields.includes(condition.field) &&
          index.fields.at(-1) === (orderBy?.field ?? condition.field),
      ),
  )
  if (chosen?.is !== 'in' || chosen.values.length === 0) return { split: [], rest: where }
  return {
    split: distinct(chosen.values).map((value) => [comparison(chosen.field, '=', value)]),
    rest: where.filter((condition) => condition !== chosen),
  }
}

function distinct<T>(values: readonly T[]): T[] {
  if (values.length > mostValuesOfIn) throw new RangeError(`"in" takes at most ${mostValuesOfIn} values`)
  return [...new Set(values)]
}

function conditionTerm(condition: Condition): Term {
  const { field, is } = condition
  if (is === 'defined')
    return { sql: field === 'id' ? 'TRUE' : `${fieldType(field)} IS NOT NULL`, values: [] }
  if (is !== 'in') return comparison(field, is, condition.value)

  const terms = distinct(condition.values).map((value) => comparison(field, '=', value))
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

function union(query: Query, order: Order, variants: readonly (readonly Term[])[]): Term {
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

/** Names the list that a continuation belongs to, so that one of another list is refused instead of misread. */
function fingerprint({ container, key, idPrefix, where = [], orderBy }: Query): string {
  const shape = JSON.stringify([container, key, idPrefix, orderBy, where.map(({ field, is }) => [field, is])])
  return createHash('sha256').update(shape).digest('base64url').slice(0, 11)
}

export function continuationOf(query: Query, position: readonly unknown[]): string {
  return Buffer.from(JSON.stringify([fingerprint(query), ...position])).toString('base64url')
}

function startAfter(query: Query, order: Order): Term {
  const values = parseContinuation(query, order.columns.length)
  const columns = order.columns.map((column) => (column === 'sort' ? fieldValue(order.field ?? '') : column))
  const places = columns.map(() => '?').join(', ')
  return { sql: `(${columns.join(', ')}) ${order.direction === 'ASC' ? '>' : '<'} (${places})`, values }
}

function parseContinuation(query: Query, length: number): (string | number)[] {
  const [owner, ...values] = parseList(query.continuation ?? '')
  const position = values.filter((value) => typeof value === 'string' || typeof value === 'number')
  if (owner === fingerprint(query) && position.length === length && values.length === length) return position
  throw new ContinuationRefused()
}

function parseList(text: string): unknown[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    return Array.isArray(parsed) ? parsed : []
  } catch {
    return []
  }
}
