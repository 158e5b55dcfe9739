import type { Query } from './documents.ts'

/** Thrown for a continuation that is not of the list it is used for: whoever sends one was given it, or made it up. */
export class ContinuationRefused extends RangeError {
  constructor() {
    super('the continuation is not of this list')
    this.name = 'ContinuationRefused'
  }
}

/** What places a row in its list: the value it is ordered by, where there is one, and what is its own. */
export type Position = readonly (string | number)[]

/**
 * A page begins after the position of the last row before it, never after a count and never where a server remembers: it
 * costs the same however far into the list it lies, writes between two pages neither repeat nor hide other rows, and any
 * instance can go on. The list that it belongs to is named in it, so that one of another list is refused, not misread.
 */
export const continuationOf = (query: Query, position: Position): string =>
  Buffer.from(JSON.stringify([shapeOf(query), ...position])).toString('base64url')

const shapeOf = ({ container, key, idPrefix, where = [], orderBy }: Query): string =>
  JSON.stringify([container, key, idPrefix, orderBy, where.map(({ field, is }) => [field, is])])

/** Where the wanted page begins; undefined for the first. Refuses one that is not of this list. */
export function positionOf(query: Query, length: number): Position | undefined {
  if (query.continuation === undefined) return undefined
  const [shape, ...values] = parseList(query.continuation)
  const position = values.filter((value) => typeof value === 'string' || typeof value === 'number')
  if (shape === shapeOf(query) && position.length === length && values.length === length) return position
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
