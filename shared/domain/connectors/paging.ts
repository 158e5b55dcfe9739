import type { Beside } from './compose-call.ts'
import type { Paging } from './connector.ts'
import { textAt, valuesAt } from './paths.ts'
import type { Json } from './paths.ts'

/** The next page: an address as the system gave it, or a member to put into the same call. */
export type NextPage =
  | { readonly kind: 'address'; readonly url: string }
  | { readonly kind: 'member'; readonly value: string | number }

export type PageSeen = {
  readonly answer: Json
  readonly link: string | undefined
  /** The records of this page, before any is dropped. */
  readonly records: readonly Json[]
  /** Pages before this one. */
  readonly before: number
}

/** Undefined where this was the last. */
export function nextPage(paging: Paging | undefined, seen: PageSeen): NextPage | undefined {
  switch (paging?.type) {
    case undefined:
      return undefined
    case 'link':
      return address(paging.at === 'header' ? linkedNext(seen.link) : textAt(seen.answer, paging.path))
    case 'token':
      return member(textAt(seen.answer, paging.path))
    case 'cursor':
      return valuesAt(seen.answer, paging.more)[0] === true
        ? member(textAt(seen.records.at(-1), paging.path))
        : undefined
    case 'offset':
      return isFull(seen, paging.size) ? member((seen.before + 1) * paging.size) : undefined
    case 'page':
      return isFull(seen, paging.size) ? member(paging.first + seen.before + 1) : undefined
  }
}

const isFull = ({ records }: PageSeen, size: number): boolean => records.length >= size

const address = (url: string | undefined): NextPage | undefined =>
  url === undefined ? undefined : { kind: 'address', url }

const member = (value: string | number | undefined): NextPage | undefined =>
  value === undefined ? undefined : { kind: 'member', value }

/** The address of `rel="next"` (RFC 8288, 3). */
export const linkedNext = (link = ''): string | undefined =>
  link
    .split(/,(?=\s*<)/)
    .find((one) => /;\s*rel="?next"?\s*(?:;|$)/i.test(one.trim()))
    ?.match(/<([^>]*)>/)?.[1]

/** Where a member goes: beside the query, or into the body. */
export function besideOf(paging: Paging, value: string | number): Beside {
  if (paging.type === 'link') return {}
  return 'query' in paging.into
    ? { query: [{ name: paging.into.query, value }] }
    : { json: { name: paging.into.json, value } }
}
