import { OutsideClosedList } from './wire.ts'

export type Scalar = string | number | boolean

/** A condition over one item. Undefined is neither true nor false, as in Cosmos DB. */
export type Filter = (item: unknown) => boolean | undefined

export type OrderStep = {
  readonly path: readonly string[]
  readonly text: string
  readonly direction: 'ASC' | 'DESC'
}

export type Parsed = {
  readonly filter: Filter
  readonly order: readonly OrderStep[]
  /** The text of the condition, for the plan of a query over several partitions. */
  readonly condition: string
  readonly orderText: string
  /** Every path that the query looks at. */
  readonly paths: ReadonlySet<string>
}

const token =
  /\s*(?:(@p\d+)|(IS_DEFINED|IS_STRING|IS_NUMBER|STARTSWITH|AND|OR|IN|true|false)\b|(c(?:\.[a-zA-Z_]+)?(?:\["[a-zA-Z0-9]+"\])?)|(<=|>=|[=<>(),]))/y

/**
 * The part of Cosmos DB's language in which the product asks: `SELECT * FROM c WHERE … ORDER BY …`, and the same as its plan
 * rewrites it. Values in the text are refused: they travel as parameters.
 */
export function parseQuery(query: string, parameters: ReadonlyMap<string, Scalar>): Parsed {
  const shape =
    /^SELECT (?:\*|c\._rid, \[.*?\] AS orderByItems, c AS payload) FROM c(?: WHERE (.*))? ORDER BY (.*)$/s
  const [, condition = 'true', orderText = ''] = shape.exec(query) ?? []
  if (orderText === '') throw new OutsideClosedList('this form of query')
  const paths = new Set<string>()
  const order = orderText.split(', ').map((text) => orderStep(text, paths))
  const reader = readerOf(condition, { parameters, paths })
  const filter = alternatives(reader)
  reader.end()
  return { filter, order, condition, orderText, paths }
}

function orderStep(step: string, paths: Set<string>): OrderStep {
  const [, text = '', direction] = /^(c\.[a-zA-Z]+(?:\["[a-zA-Z0-9]+"\])?) (ASC|DESC)$/.exec(step) ?? []
  if (direction !== 'ASC' && direction !== 'DESC') throw new OutsideClosedList('this order')
  paths.add(pathIn(text).join('/'))
  return { path: pathIn(text), text, direction }
}

const pathIn = (text: string): readonly string[] =>
  text.split(/[.[\]"]+/).filter((part, index) => index > 0 && part !== '')

type Reader = {
  readonly take: (text: string) => boolean
  readonly expect: (text: string) => void
  readonly value: () => Scalar
  readonly path: () => readonly string[] | undefined
  readonly word: () => string
  readonly end: () => void
}

function readerOf(
  text: string,
  { parameters, paths }: { readonly parameters: ReadonlyMap<string, Scalar>; readonly paths: Set<string> },
): Reader {
  const words = wordsOf(text)
  let at = 0
  const word = (): string => words[at++] ?? ''
  const take = (wanted: string): boolean => words[at] === wanted && ++at > 0
  return {
    take,
    word,
    expect: (wanted) => {
      if (!take(wanted)) throw new OutsideClosedList(`a condition without ${wanted}`)
    },
    value: () => {
      const value = parameters.get(word())
      if (value === undefined) throw new OutsideClosedList('a value that is no parameter')
      return value
    },
    path: () => {
      if (!words[at]?.startsWith('c.')) return undefined
      const path = pathIn(word())
      paths.add(path.join('/'))
      return path
    },
    end: () => {
      if (at < words.length) throw new OutsideClosedList('more than a condition')
    },
  }
}

function wordsOf(text: string): string[] {
  const words: string[] = []
  token.lastIndex = 0
  while (token.lastIndex < text.trimEnd().length) {
    const found = token.exec(text)
    if (!found) throw new OutsideClosedList('a word of this condition')
    words.push(found[0].trim())
  }
  return words
}

function alternatives(reader: Reader): Filter {
  const any = [conjunction(reader)]
  while (reader.take('OR')) any.push(conjunction(reader))
  return (item) => {
    const found = any.map((filter) => filter(item))
    return found.includes(true) ? true : found.includes(undefined) ? undefined : false
  }
}

function conjunction(reader: Reader): Filter {
  const all = [condition(reader)]
  while (reader.take('AND')) all.push(condition(reader))
  return (item) => {
    const found = all.map((filter) => filter(item))
    return found.includes(false) ? false : found.includes(undefined) ? undefined : true
  }
}

function condition(reader: Reader): Filter {
  if (reader.take('(')) {
    const inner = alternatives(reader)
    reader.expect(')')
    return inner
  }
  const path = reader.path()
  if (path) return comparison(reader, path)
  const word = reader.word()
  if (word === 'true' || word === 'false') return () => word === 'true'
  return called(reader, word)
}

function called(reader: Reader, name: string): Filter {
  reader.expect('(')
  const path = reader.path()
  if (!path) throw new OutsideClosedList('a function of something else than a path')
  const test = name === 'STARTSWITH' ? startsWith(reader) : tests[name]
  if (!test) throw new OutsideClosedList(`the function ${name}`)
  reader.expect(')')
  return (item) => test(valueAt(item, path))
}

const tests: Readonly<Record<string, (value: unknown) => boolean | undefined>> = {
  IS_DEFINED: (value) => value !== undefined,
  IS_STRING: (value) => typeof value === 'string',
  IS_NUMBER: (value) => typeof value === 'number',
}

function startsWith(reader: Reader): (value: unknown) => boolean | undefined {
  reader.expect(',')
  const prefix = String(reader.value())
  return (value) => (typeof value === 'string' ? value.startsWith(prefix) : undefined)
}

function comparison(reader: Reader, path: readonly string[]): Filter {
  const sign = reader.word()
  if (sign === 'IN') {
    const values = listed(reader)
    return (item) => {
      const found = values.map((value) => compare(valueAt(item, path), '=', value))
      return found.includes(true) ? true : found.includes(false) ? false : undefined
    }
  }
  const value = reader.value()
  return (item) => compare(valueAt(item, path), sign, value)
}

function listed(reader: Reader): readonly Scalar[] {
  reader.expect('(')
  const values = [reader.value()]
  while (reader.take(',')) values.push(reader.value())
  reader.expect(')')
  return values
}

/** Values of two kinds do not compare (learn.microsoft.com, "Equality and comparison operators"). */
function compare(value: unknown, sign: string, other: Scalar): boolean | undefined {
  if (value === undefined || typeof value !== typeof other) return undefined
  const order = (value as Scalar) < other ? -1 : value === other ? 0 : 1
  switch (sign) {
    case '=':
      return order === 0
    case '<':
      return order < 0
    case '<=':
      return order <= 0
    case '>':
      return order > 0
    case '>=':
      return order >= 0
    default:
      throw new OutsideClosedList(`the sign ${sign}`)
  }
}

export function valueAt(item: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, name) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, name)
        ? (value as Readonly<Record<string, unknown>>)[name]
        : undefined,
    item,
  )
}
