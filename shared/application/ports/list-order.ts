import type { Condition, ContainerName, Query } from './documents.ts'
import { indexedFields, type FieldIndex } from './indexed-fields.ts'

/** `field` is absent where a list comes by key and id alone. */
export type Order = { readonly field?: string; readonly direction: 'ascending' | 'descending' }

const comparisons: ReadonlySet<string> = new Set(['<', '<=', '>', '>='])

/** Without a wish, what is compared by size is listed by size: that is the order in which an index finds it. */
export function orderOf({ orderBy, where = [] }: Query): Order {
  const field = orderBy?.field ?? where.find(comparesSize)?.field
  const direction = orderBy?.direction ?? 'ascending'
  return field === undefined ? { direction } : { field, direction }
}

const comparesSize = (condition: Condition): boolean =>
  comparisons.has(condition.is) && 'value' in condition && typeof condition.value !== 'boolean'

export type Indices = Readonly<Record<ContainerName, readonly FieldIndex[]>>

/**
 * The conditions of the lists that together are this one. An `in` over an indexed field is asked value by value, each in
 * order and within the limit, and merged: otherwise all that any of the values finds would be sorted to show a page.
 */
export function variantsOf(
  { container, where = [], orderBy }: Query,
  indices: Indices = indexedFields,
): readonly (readonly Condition[])[] {
  const chosen = where.find(
    (condition) =>
      condition.is === 'in' &&
      indices[container].some(
        ({ fields }) =>
          fields.includes(condition.field) && fields.at(-1) === (orderBy?.field ?? condition.field),
      ),
  )
  if (chosen?.is !== 'in' || chosen.values.length === 0) return [where]
  const rest = where.filter((condition) => condition !== chosen)
  return [...new Set(chosen.values)].map((value) => [{ field: chosen.field, is: '=', value }, ...rest])
}
