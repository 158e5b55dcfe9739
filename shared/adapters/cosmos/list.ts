import type { Container } from '@azure/cosmos'

import { continuationOf, type Position } from '../../application/ports/continuation.ts'
import type { Condition, Document, Found, Page, Query } from '../../application/ports/documents.ts'
import { orderOf, variantsOf, type Indices } from '../../application/ports/list-order.ts'
import type { Item } from './batch.ts'
import { bodyProperty, keyProperties, type Path } from './containers.ts'
import { isFullKey, positionPaths, queryText } from './query-text.ts'

type Fetch = { readonly container: Container; readonly abortSignal: AbortSignal; readonly indices: Indices }

/**
 * A page of a list. One item more than the limit is fetched: it tells whether there is a next page. How Cosmos DB cuts its
 * own pages, and its continuations, stay inside: they differ with the number of partitions.
 */
export async function list<D extends Document>(query: Query, fetch: Fetch): Promise<Page<D>> {
  const variants = await Promise.all(
    variantsOf(query, fetch.indices).map((where) => itemsOf(query, where, fetch)),
  )
  const paths = positionPaths(query)
  const all = variants.length === 1 ? variants.flat() : merged(query, variants.flat(), paths)
  const page = all.slice(0, query.limit)
  const items = page.map((item) => foundOf<D>(query, item))
  const last = page.at(-1)
  if (all.length <= query.limit || !last) return { items }
  return { items, continuation: continuationOf(query, positionIn(last, paths)) }
}

async function itemsOf(
  query: Query,
  where: readonly Condition[],
  { container, abortSignal, indices }: Fetch,
): Promise<readonly Item[]> {
  const wanted = query.limit + 1
  const iterator = container.items.query<Item>(queryText(query, where, indices), {
    abortSignal,
    maxItemCount: wanted,
    ...(isFullKey(query) && { partitionKey: [...(query.key ?? [])] }),
  })
  const items: Item[] = []
  // A page of Cosmos DB's may hold less than was asked for, or nothing, and others follow: in turn, each from where the last ended.
  while (items.length < wanted && iterator.hasMoreResults()) {
    const { resources } = await iterator.fetchNext()
    items.push(...(resources ?? []))
  }
  return items
}

function merged(query: Query, items: readonly Item[], paths: readonly Path[]): readonly Item[] {
  const sign = orderOf(query).direction === 'descending' ? -1 : 1
  const placed = items.map((item) => ({ item, position: positionIn(item, paths) }))
  return placed.sort((a, b) => sign * compared(a.position, b.position)).map(({ item }) => item)
}

function compared(a: Position, b: Position): number {
  for (const [index, value] of a.entries()) {
    const other = b[index] ?? ''
    // Numbers come before texts.
    if (typeof value !== typeof other) return typeof value === 'number' ? -1 : 1
    if (value !== other) return value < other ? -1 : 1
  }
  return 0
}

const positionIn = (item: Item, paths: readonly Path[]): Position => paths.map((path) => placeIn(item, path))

function placeIn(item: Item, [first = '', second]: Path): string | number {
  const outer = item[first]
  const value = second === undefined ? outer : (outer as Readonly<Record<string, unknown>>)[second]
  if (typeof value !== 'string' && typeof value !== 'number')
    throw new Error('an item came without its place')
  return value
}

/** Whose item it is, is looked at once more: nothing of another partition passes, whatever was asked. */
function foundOf<D extends Document>({ container, key: wanted = [] }: Query, item: Item): Found<D> {
  const key = keyProperties[container].map((property) => String(item[property]))
  if (wanted.some((part, index) => part !== key[index])) throw new Error('an item of another partition came')
  return { value: bodyOf<D>(item), etag: item._etag, partition: { container, key } }
}

/** The application reads what the application wrote, so its type is the caller's word. */
export const bodyOf = <D extends Document>(item: Item): D => item[bodyProperty] as D
