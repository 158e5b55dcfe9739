// How a value stays a value, by the position in which it stands: no identity of a person is ever part of the question.
import type { SearchLanguage } from './connector.ts'

export type Position = 'path' | 'query' | 'header' | 'json' | 'host' | SearchLanguage

/** Undefined where the value cannot stand there without becoming something else. */
export function encoded(position: Position, value: string): string | undefined {
  const fits = shapes[position]
  return fits && !fits.test(value) ? undefined : writers[position](value.toWellFormed())
}

/** RFC 3986: everything but unreserved characters is percent-encoded; the platform's function leaves five more. */
export const percentEncoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)

const asIs = (text: string): string => text

const writers: Readonly<Record<Position, (text: string) => string>> = {
  path: percentEncoded,
  query: asIs,
  header: asIs,
  json: asIs,
  host: (text) => text.toLowerCase(),
  // Within '…': the backslash escapes (SOQL and SOSL reference, "Quoted String Escape Sequences").
  soql: (text) => text.replace(/[\\']/g, '\\$&'),
  // Within '…': a quote is doubled (OData 4.01, URL Conventions, 5.1.1.6.1; the same in SQL).
  odata: (text) => text.replaceAll("'", "''"),
  // Within "…": the backslash escapes, as in JSON (RFC 7644, 3.4.2.2).
  quoted: (text) => text.replace(/[\\"]/g, '\\$&'),
  // Its own percent-encoding, below that of the query (draft-nottingham-atompub-fiql-00, 3.2).
  fiql: percentEncoded,
  term: asIs,
}

/** Segments of dots would leave the path (RFC 3986, 5.2.4), and no header holds a line break (RFC 9110, 5.5). */
const shapes: Readonly<Partial<Record<Position, RegExp>>> = {
  path: /^(?!\.{1,2}$)[^\p{Cc}]+$/u,
  header: /^[\x20-\x7e]*$/,
  host: /^[a-z0-9](?:[a-z0-9.-]{0,252}[a-z0-9])?$/i,
  soql: /^\P{Cc}*$/u,
  odata: /^\P{Cc}*$/u,
  quoted: /^\P{Cc}*$/u,
  // What no search without quotes takes for an operator of its own.
  term: /^[\p{L}\p{N}][\p{L}\p{N}._%+@-]*$/u,
}
