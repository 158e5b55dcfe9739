import { positionOf, type Position } from '../../application/ports/continuation.ts'
import { containers, type Condition, type Query } from '../../application/ports/documents.ts'
import type { FieldIndex } from '../../application/ports/indexed-fields.ts'
import { orderOf, type Indices } from '../../application/ports/list-order.ts'
import { bodyProperty, byKey, keyProperties, orderPaths, type Path } from './containers.ts'

type Value = string | number | boolean

/** A query with its values apart: none is ever read as a query. */
export type QueryText = {
  readonly query: string
  readonly parameters: { readonly name: string; readonly value: Value }[]
}

/** The paths whose values place an item in the list: what it is ordered by, and what tells it from all others. */
export function positionPaths(query: Query): readonly Path[] {
  const { field } = orderOf(query)
  const free = keyProperties[query.container].slice(query.key?.length ?? 0).map((property) => [property])
  const unique = free.some(([property]) => property === 'id') ? free : [...free, ['id']]
  if (field === undefined) return unique
  return field === 'id'
    ? [['id'], ...free.filter(([property]) => property !== 'id')]
    : [pathOf(field), ...unique]
}

const pathOf = (field: string): Path => (field === 'id' ? ['id'] : [bodyProperty, field])

/** In brackets, a name is a name also where it is a word of the language. */
const textOf = ([first = '', ...rest]: Path): string =>
  `c.${first}${rest.map((property) => `["${property}"]`).join('')}`

/**
 * The text of one list under these conditions (`where` is a variant of the query's own). A full key goes with the call;
 * the beginning of one must stand in the text to be routed by (learn.microsoft.com, "Hierarchical partition keys").
 */
export function queryText(query: Query, where: readonly Condition[], indices: Indices): QueryText {
  const parameters: { name: string; value: Value }[] = []
  const parameter = (value: Value): string => {
    const name = `@p${parameters.length}`
    parameters.push({ name, value })
    return name
  }
  const terms = [
    ...scope(query, parameter),
    ...where.map((condition) => conditionText(condition, parameter)),
    ...orderGuard(query, where),
    ...startAfter(query, parameter),
  ]
  const direction = orderOf(query).direction === 'descending' ? 'DESC' : 'ASC'
  const order = orderedPaths(query, where, indices).map((path) => `${textOf(path)} ${direction}`)
  const filter = terms.length === 0 ? '' : ` WHERE ${terms.map((term) => `(${term})`).join(' AND ')}`
  return { query: ['SELECT * FROM c', filter, ' ORDER BY ', order.join(', ')].join(''), parameters }
}

type Parameter = (value: Value) => string

export const isFullKey = ({ container, key = [] }: Query): boolean =>
  key.length === containers[container].keyParts

function scope(query: Query, parameter: Parameter): string[] {
  const { container, key = [], idPrefix = '' } = query
  const keys = isFullKey(query)
    ? []
    : key.map((part, index) => `${textOf([keyProperties[container][index] ?? ''])} = ${parameter(part)}`)
  return idPrefix === '' ? keys : [...keys, `STARTSWITH(c.id, ${parameter(idPrefix)})`]
}

function conditionText(condition: Condition, parameter: Parameter): string {
  const path = textOf(pathOf(condition.field))
  if (condition.is === 'defined') return `IS_DEFINED(${path})`
  if (condition.is !== 'in') return `${path} ${condition.is} ${parameter(condition.value)}`
  if (condition.values.length === 0) return 'false'
  return `${path} IN (${[...new Set(condition.values)].map(parameter).join(', ')})`
}

/** Only strings and numbers have a place in an order; a comparison with one of them says so already. */
function orderGuard(query: Query, where: readonly Condition[]): string[] {
  const { field } = orderOf(query)
  if (field === undefined || field === 'id' || where.some((condition) => isPlaced(condition, field)))
    return []
  const path = textOf(pathOf(field))
  return [`IS_NUMBER(${path}) OR IS_STRING(${path})`]
}

const isPlaced = (condition: Condition, field: string): boolean =>
  condition.field === field &&
  condition.is !== 'defined' &&
  (condition.is === 'in' || typeof condition.value !== 'boolean')

/** Behind the last item of the page before: further in the order, or as far and further in what comes next in it. */
function startAfter(query: Query, parameter: Parameter): string[] {
  const paths = positionPaths(query)
  const position = positionOf(query, paths.length)
  if (!position) return []
  const isDown = orderOf(query).direction === 'descending'
  const names = position.map(parameter)
  const steps = paths.map((path, step) => {
    const same = paths.slice(0, step).map((before, index) => `${textOf(before)} = ${names[index]}`)
    return [...same, further(path, { position, names, step, isDown })].join(' AND ')
  })
  return [steps.map((step) => `(${step})`).join(' OR ')]
}

type Place = {
  readonly position: Position
  readonly names: readonly string[]
  readonly step: number
  readonly isDown: boolean
}

/** Values of two kinds do not compare, and numbers come before texts: the kind that follows is named beside the value. */
function further(path: Path, { position, names, step, isDown }: Place): string {
  const isNumber = typeof position[step] === 'number'
  const beyond = `${textOf(path)} ${isDown ? '<' : '>'} ${names[step]}`
  if (isNumber === isDown || path[0] !== bodyProperty) return beyond
  return `(${beyond} OR ${isNumber ? 'IS_STRING' : 'IS_NUMBER'}(${textOf(path)}))`
}

/** The paths of the index that answers the list in its order; where there is none, Cosmos DB will refuse it. */
function orderedPaths(query: Query, where: readonly Condition[], indices: Indices): readonly Path[] {
  const { container, key = [] } = query
  const { field } = orderOf(query)
  if (field === undefined || field === 'id') {
    if (isFullKey(query)) return [['id']]
    return orderPaths(container, field === undefined ? byKey : { within: 'all', fields: [field] })
  }
  const fits = ({ within, fields }: FieldIndex): boolean =>
    fields.at(-1) === field &&
    (within === 'all' || key.length > 0) &&
    fields
      .slice(0, -1)
      .every((before) => where.some((condition) => condition.field === before && condition.is === '='))
  const [best] = indices[container].filter(fits).toSorted((a, b) => b.fields.length - a.fields.length)
  return orderPaths(container, best ?? { within: 'all', fields: [field] })
}
