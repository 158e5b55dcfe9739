import { randomUUID } from 'node:crypto'

import { type Item, type Items } from './items.ts'
import { parseQuery, valueAt, type OrderStep, type Parsed, type Scalar } from './query-language.ts'
import { OutsideClosedList, refused, type Answer } from './wire.ts'

type Spec = {
  readonly query: string
  readonly parameters?: readonly { readonly name: string; readonly value: Scalar }[]
}

export type Asked = {
  readonly items: Items
  readonly text: string
  readonly headers: Readonly<Record<string, string>>
  /** A full key, or the number of a physical partition; without either the query has no place to go. */
  readonly key?: readonly string[]
  readonly range?: string
}

/** Cosmos DB cuts a page where it likes; this one never gives more than these, to make the client ask again. */
const mostOfAPage = 30

/** The queries of one endpoint; what follows a page waits under a name that says nothing. */
export function createQueries() {
  const waiting = new Map<string, { readonly text: string; readonly rest: readonly Item[] }>()

  return function runQuery(asked: Asked): Answer {
    const { items, text, headers, key, range } = asked
    const parsed = parsedOf(text)
    const excluded = unindexed(items, parsed)
    if (excluded) return excluded
    if (headers['x-ms-cosmos-is-query-plan-request'] === 'True') return planOf(parsed)
    if (key === undefined && range === undefined) return needsPlan

    const token = headers['x-ms-continuation']
    if (token === undefined) return page(asked, found(items, parsed, { key, range }), parsed)
    const before = waiting.get(token)
    if (before?.text !== text) return refused(400, 'BadRequest', 'Invalid Continuation Token')
    return page(asked, before.rest, parsed)
  }

  function page({ items, text, headers, range }: Asked, rest: readonly Item[], { order }: Parsed): Answer {
    const count = Math.min(Number(headers['x-ms-max-item-count']), mostOfAPage)
    if (!(count >= 1)) throw new OutsideClosedList('a page of no size')
    const documents = rest.slice(0, count).map((item) => (range === undefined ? item : wrapped(item, order)))
    // A full page may be the last: whether anything follows shows only when it is asked for.
    const token = rest.length < count ? undefined : randomUUID()
    if (token !== undefined) waiting.set(token, { text, rest: rest.slice(count) })
    return {
      status: 200,
      headers: token === undefined ? {} : { 'x-ms-continuation': token },
      body: { _rid: items.definition.id, Documents: documents, _count: documents.length },
    }
  }
}

function parsedOf(text: string): Parsed {
  const { query, parameters = [] } = JSON.parse(text) as Spec
  return parseQuery(query, new Map(parameters.map(({ name, value }) => [name, value])))
}

/** An order over several properties needs its composite index, and every path that is looked at must be indexed at all. */
function unindexed({ definition }: Items, { order, paths }: Parsed): Answer | undefined {
  const { includedPaths, compositeIndexes } = definition.indexingPolicy
  const indexed = new Set([...includedPaths.map(({ path }) => path), '/id/?'])
  const missing = [...paths].find((path) => !indexed.has(`/${path}/?`))
  if (missing !== undefined) throw new OutsideClosedList(`a condition over ${missing}, which is not indexed`)
  const directions = new Set(order.map(({ direction }) => direction))
  const wanted = order.map(({ path }) => `/${path.join('/')}`).join()
  const isServed = compositeIndexes.some((index) => index.map(({ path }) => path).join() === wanted)
  if (order.length === 1 || (isServed && directions.size === 1)) return undefined
  return refused(
    400,
    'BadRequest',
    'The order by query does not have a corresponding composite index that it can be served from.',
  )
}

/** The gateway leaves an order over several partitions to the client, which then asks for the plan. */
const needsPlan: Answer = {
  status: 400,
  body: {
    code: 'BadRequest',
    message: 'Cross partition query with ORDER BY cannot be directly served by the gateway.',
    additionalErrorInfo: '{}',
  },
}

function planOf({ condition, order, orderText }: Parsed): Answer {
  const itemsOfOrder = order.map(({ text }) => `{"item": ${text}}`).join(', ')
  const rewrittenQuery =
    `SELECT c._rid, [${itemsOfOrder}] AS orderByItems, c AS payload FROM c ` +
    `WHERE (${condition}) AND ({documentdb-formattableorderbyquery-filter}) ORDER BY ${orderText}`
  const queryInfo = {
    distinctType: 'None',
    orderBy: order.map(({ direction }) => (direction === 'ASC' ? 'Ascending' : 'Descending')),
    orderByExpressions: order.map(({ text }) => text),
    ...{ groupByExpressions: [], groupByAliases: [], aggregates: [], groupByAliasToAggregateType: {} },
    ...{ rewrittenQuery, hasSelectValue: false, hasNonStreamingOrderBy: false },
  }
  const queryRanges = [{ min: '', max: 'FF', isMinInclusive: true, isMaxInclusive: false }]
  return { status: 200, body: { partitionedQueryExecutionInfoVersion: 2, queryInfo, queryRanges } }
}

type Where = { readonly key: readonly string[] | undefined; readonly range: string | undefined }

function found(items: Items, { filter, order }: Parsed, { key, range }: Where): readonly Item[] {
  return (key ? items.inPartition(key) : items.inRange(range))
    .map(({ item }) => item)
    .filter((item) => filter(item) === true)
    .sort((a, b) => compared(a, b, order))
}

function compared(a: Item, b: Item, order: readonly OrderStep[]): number {
  for (const { path, direction } of order) {
    const [left, right] = [placeOf(valueAt(a, path)), placeOf(valueAt(b, path))]
    const difference =
      left.kind - right.kind || (left.value < right.value ? -1 : left.value > right.value ? 1 : 0)
    if (difference !== 0) return direction === 'ASC' ? difference : -difference
  }
  return 0
}

/** Undefined, null, false and true come before numbers, and these before texts. */
function placeOf(value: unknown): { readonly kind: number; readonly value: string | number } {
  if (typeof value === 'string') return { kind: 3, value }
  if (typeof value === 'number') return { kind: 2, value }
  return { kind: value === undefined ? 0 : 1, value: Number(value ?? 0) }
}

const wrapped = (item: Item, order: readonly OrderStep[]) => ({
  _rid: item['_rid'],
  orderByItems: order.map(({ path }) => ({ item: valueAt(item, path) })),
  payload: item,
})
