/**
 * Files leave byte for byte, so nothing can be taken out of them. Whether one says what is withheld can only be looked for
 * (Art. 15(4), 20(4)): the very words, however they are spaced, and as tables, JSON and XML write them.
 */
import { isMembered } from './pointer.ts'
import { sayings, shortest } from './revealing-text.ts'

export type ValueSearch = {
  /** Whether a piece of text has one of them. What stands at its very ends counts with the next piece. */
  readonly holds: (folded: string) => boolean
  /** How much of a piece belongs in front of the next. */
  readonly overlap: number
  /** All that is looked for reads alike in every encoding. */
  readonly isAscii: boolean
}

/** Letters of one size and form, blanks of one kind: pieces of text are folded alike before they are searched. */
export const folded = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, ' ')

/** Undefined where nothing is left to look for: one letter or figure stands in every text. */
export function searchFor(values: readonly unknown[]): ValueSearch | undefined {
  const texts = [...new Set(values.flatMap(telling).flatMap(writings).map(folded))].filter(isSearched)
  if (texts.length === 0) return undefined
  const byStart = Map.groupBy(texts, (text) => startAt(text, 0))
  const isAt = (window: string, at: number) =>
    byStart.get(startAt(window, at))?.some((text) => stands(text, window, at)) === true

  return {
    holds: (window) => {
      for (let at = 1; at < window.length; at += 1) if (isAt(window, at)) return true
      return false
    },
    overlap: Math.max(...texts.map(({ length }) => length)) + 1,
    isAscii: texts.every((text) => /^[ -~]*$/u.test(text)),
  }
}

/** Of a group or a row only what tells of itself: a currency or a small number of it stands in every table. */
const telling = (value: unknown): readonly string[] =>
  isMembered(value) ? sayings(value).filter(({ length }) => length >= shortest) : sayings(value)

const isSearched = (text: string): boolean => text.trim().length > 1

const startAt = (text: string, at: number): number => text.charCodeAt(at) * 65_536 + text.charCodeAt(at + 1)

const stands = (text: string, window: string, at: number): boolean =>
  window.startsWith(text, at) && (isName(text) || isAlone(window, at, text.length))

/** Words may have endings. A figure, and what is short, stands inside others by chance. */
const isName = (text: string): boolean => text.length >= shortest && /\p{L}/u.test(text)

const isAlone = (window: string, at: number, length: number): boolean =>
  [window[at - 1], window[at + length]].every((sign) => sign !== undefined && !/[\p{L}\p{N}]/u.test(sign))

function writings(text: string): readonly string[] {
  const json = JSON.stringify(text).slice(1, -1)
  const xml = text.replaceAll(/[&<>"]/gu, (sign) => entities[sign] as string)
  return [
    text,
    text.replaceAll('"', '""'),
    json,
    json.replaceAll(beyondAscii, unicodeEscape),
    xml,
    xml.replaceAll(beyondAscii, (sign) => `&#${sign.codePointAt(0)};`),
  ]
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const beyondAscii = /[\u{80}-\u{10ffff}]/gu

const unicodeEscape = (sign: string): string =>
  sign
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')
