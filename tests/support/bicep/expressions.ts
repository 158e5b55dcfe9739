// What an expression of Bicep comes to. What only a deployment knows stands as its own words in ‹ ›.
import type { Node } from 'web-tree-sitter'

export type Value = string | number | boolean | null | readonly Value[] | Members
export type Members = { readonly [name: string]: Value }

/** What a name means where the expression stands; undefined where it means nothing. */
export type Scope = (name: string) => Value | undefined

export const unknown = (text: string): string => `‹${text.replaceAll(/[‹›]/g, '')}›`
const isUnknown = (value: Value): value is string => typeof value === 'string' && value.startsWith('‹')
export const isMembers = (value: Value): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export function valueOf(node: Node, scope: Scope): Value {
  const read = readers[node.type]
  if (!read) throw new Error(`nobody reads ${node.type}: ${node.text.slice(0, 60)}`)
  return read(node, scope)
}

const part = (node: Node, name: string): Node => {
  const found = node.childForFieldName(name)
  if (!found) throw new Error(`${node.type} without ${name}: ${node.text.slice(0, 60)}`)
  return found
}

export const parts = (node: Node): readonly Node[] =>
  node.namedChildren.filter((child) => !child.type.includes('comment'))

const only = (node: Node): Node => {
  const [first] = parts(node)
  if (!first) throw new Error(`${node.type} is empty`)
  return first
}

const readers: Readonly<Record<string, (node: Node, scope: Scope) => Value>> = {
  string: (node, scope) => text(node, scope),
  number: (node) => Number(node.text),
  boolean: (node) => node.text === 'true',
  null: () => null,
  array: (node, scope) => parts(node).map((item) => valueOf(item, scope)),
  object: (node, scope) => members(node, scope),
  identifier: (node, scope) => scope(node.text) ?? unknown(node.text),
  parenthesized_expression: (node, scope) => valueOf(only(node), scope),
  interpolation: (node, scope) => valueOf(only(node), scope),
  for_statement: (node, scope) => eachOf(node, scope).map((inner) => valueOf(part(node, 'body'), inner)),
  member_expression: (node, scope) =>
    memberOf(valueOf(part(node, 'object'), scope), part(node, 'property').text),
  subscript_expression: (node, scope) => {
    const [object, index] = [valueOf(part(node, 'object'), scope), valueOf(part(node, 'index'), scope)]
    return Array.isArray(object)
      ? (object[Number(index)] ?? unknown(node.text))
      : memberOf(object, String(index))
  },
  unary_expression: (node, scope) => {
    const value = valueOf(part(node, 'argument'), scope)
    if (isUnknown(value)) return unknown(node.text)
    return part(node, 'operator').type === '!' ? value !== true : -Number(value)
  },
  binary_expression: (node, scope) => {
    const [left, right] = [valueOf(part(node, 'left'), scope), valueOf(part(node, 'right'), scope)]
    const operator = part(node, 'operator').type
    if (operator === '==') return left === right
    if (operator === '!=') return left !== right
    throw new Error(`nobody reads ${operator}`)
  },
  ternary_expression: (node, scope) =>
    valueOf(
      part(node, valueOf(part(node, 'condition'), scope) === true ? 'consequence' : 'alternative'),
      scope,
    ),
  call_expression: (node, scope) => {
    const name = part(node, 'function').text
    const given = parts(part(node, 'arguments')).map((argument) => valueOf(argument, scope))
    return functions[name]?.(given, scope) ?? unknown(node.text)
  },
}

/** The scopes of a loop's laps. */
export function eachOf(loop: Node, scope: Scope): readonly Scope[] {
  const [names, over] = parts(loop)
  if (!names || !over) throw new Error('a loop over nothing')
  const items = valueOf(over, scope)
  if (!Array.isArray(items)) throw new Error(`a loop over what nobody knows: ${over.text}`)
  const [item = names.text, index] =
    names.type === 'for_loop_parameters' ? parts(names).map((n) => n.text) : []
  return items.map(
    (value: Value, at) => (name) => (name === item ? value : name === index ? at : scope(name)),
  )
}

function text(node: Node, scope: Scope): string {
  let [said, at] = ['', node.startIndex + 1]
  const plain = (until: number): string =>
    unescaped(node.text.slice(at - node.startIndex, until - node.startIndex))
  for (const hole of node.namedChildren.filter((child) => child.type === 'interpolation')) {
    said += `${plain(hole.startIndex)}${String(valueOf(hole, scope))}`
    at = hole.endIndex
  }
  return said + plain(node.endIndex - 1)
}

const unescaped = (words: string): string =>
  words.replaceAll(/\\(.)/g, (_, sign: string) => (sign === 'n' ? '\n' : sign))

function members(node: Node, scope: Scope): Members {
  const pairs = parts(node).map((property) => {
    const [name, value] = parts(property)
    if (!name || !value) throw new Error(`a property without a value: ${property.text}`)
    return [name.type === 'string' ? text(name, scope) : name.text, valueOf(value, scope)] as const
  })
  return Object.fromEntries(pairs)
}

const memberOf = (object: Value, name: string): Value =>
  isMembers(object)
    ? (object[name] ?? (object['‹›'] ? unknown(`${String(object['‹›'])}.${name}`) : null))
    : unknown(`${String(object)}.${name}`)

const isEmpty = (value: Value = null): boolean =>
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (isMembers(value) && Object.keys(value).length === 0)

const asList = (value: Value | undefined): readonly Value[] =>
  Array.isArray(value) ? (value as Value[]) : []

const functions: Readonly<Record<string, (given: readonly Value[], scope: Scope) => Value>> = {
  empty: ([value]) => isEmpty(value),
  concat: (lists) => lists.flatMap(asList),
  union: (all) => Object.assign({}, ...all) as Members,
  join: ([list, between]) => asList(list).join(String(between)),
  items: ([object = null]) =>
    isMembers(object) ? Object.entries(object).map(([key, value]) => ({ key, value })) : [],
  replace: ([words, from, to]) => String(words).replaceAll(String(from), String(to)),
  uniqueString: () => 'abcdefghijklm',
  guid: (from) => unknown(`guid of ${from.join(' ')}`),
  subscription: () => ({ '‹›': 'subscription', id: '/subscriptions/one' }),
  resourceGroup: () => ({ '‹›': 'resourceGroup', id: '/subscriptions/one/resourceGroups/one' }),
  environment: () => ({ suffixes: { storage: 'core.windows.net' } }),
  subscriptionResourceId: ([type, id]) => `/subscriptions/one/providers/${String(type)}/${String(id)}`,
  resourceId: ([type, id]) => `/subscriptions/one/resourceGroups/one/providers/${String(type)}/${String(id)}`,
  loadJsonContent: ([path], scope) => scope(`file ${String(path)}`) ?? null,
}
