// A call as it is sent, made of a template and the values of its names, each encoded for where it stands.
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { CallTemplate, JsonTemplate, SearchLanguage, Text } from './connector.ts'
import { encoded, percentEncoded } from './encoding.ts'
import type { Position } from './encoding.ts'
import { partsOf } from './placeholders.ts'

/** What a name stands for; undefined where it stands for nothing. */
export type Values = (name: string) => string | undefined

/** `name` is the placeholder's, never its value. */
export type Unfit = { readonly code: 'valueMissing' | 'valueUnfit'; readonly name: string }

export type Member = { readonly name: string; readonly value: string | number }

export type ComposedCall = {
  readonly method: 'GET' | 'POST'
  /** Host and path as they stand in the file: what a log may say. */
  readonly host: string
  readonly template: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/** What credentials and paging put beside what the template says. */
export type Beside = {
  readonly headers?: Readonly<Record<string, string>>
  readonly query?: readonly Member[]
  readonly json?: Member
}

/** Filling collects what does not fit, so that a template is read in one go. */
type Filling = { readonly values: Values; readonly unfit: Unfit[] }

/** Text with its names filled in for this position. */
export const filled = (template: string, position: Position, values: Values): Result<string, Unfit> =>
  whole(values, (filling) => fill(template, position, filling))

export const composeCall = (
  call: CallTemplate & { readonly host: string },
  values: Values,
  beside: Beside = {},
): Result<ComposedCall, Unfit> =>
  whole(values, (filling) => {
    const host = fill(call.host, 'host', filling)
    const query = [...pairsOf(call.query, filling), ...(beside.query ?? []).map(pairOf)].join('&')
    return {
      ...{ method: call.method ?? 'GET', host: call.host, template: call.path },
      url: `https://${host}${fill(call.path, 'path', filling)}${query === '' ? '' : `?${query}`}`,
      headers: {
        accept: 'application/json',
        ...headersOf(call.headers, filling),
        ...bodyType(call),
        ...beside.headers,
      },
      ...bodyOf(call, filling, beside.json),
    }
  })

function whole<Value>(values: Values, make: (filling: Filling) => Value): Result<Value, Unfit> {
  const unfit: Unfit[] = []
  const made = make({ values, unfit })
  return unfit[0] ? err(unfit[0]) : ok(made)
}

const fill = (template: string, position: Position, filling: Filling): string =>
  partsOf(template)
    .map(({ kind, text }) => (kind === 'words' ? text : valueOf(text, position, filling)))
    .join('')

function valueOf(name: string, position: Position, { values, unfit }: Filling): string {
  const value = values(name) ?? ''
  const fit = value === '' ? undefined : encoded(position, value)
  if (fit === undefined) unfit.push({ code: value === '' ? 'valueMissing' : 'valueUnfit', name })
  return fit ?? ''
}

const headersOf = (headers: CallTemplate['headers'] = {}, filling: Filling): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, text]) => [name.toLowerCase(), fill(text, 'header', filling)]),
  )

const pairsOf = (members: CallTemplate['query'] = {}, filling: Filling): readonly string[] =>
  Object.entries(members).map(([name, text]) => `${percentEncoded(name)}=${asParameter(text, filling)}`)

const pairOf = ({ name, value }: Member): string => `${percentEncoded(name)}=${percentEncoded(`${value}`)}`

/** FIQL's own marks stay as they are: its parser splits by them before it decodes what stands between. */
function asParameter(text: Text, filling: Filling): string {
  if (typeof text === 'string' || text.language !== 'fiql') return percentEncoded(textOf(text, filling))
  return partsOf(text.text)
    .map((part) => (part.kind === 'words' ? encodeURI(part.text) : valueOf(part.text, 'fiql', filling)))
    .join('')
}

const textOf = (text: Text, filling: Filling): string =>
  typeof text === 'string' ? fill(text, 'query', filling) : fill(text.text, text.language, filling)

const bodyType = ({ json, form }: CallTemplate): Record<string, string> => {
  if (json !== undefined) return { 'content-type': 'application/json' }
  return form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}
}

function bodyOf(
  { json, form }: CallTemplate,
  filling: Filling,
  member: Member | undefined,
): { readonly body?: string } {
  if (form) return { body: pairsOf(form, filling).join('&') }
  if (json === undefined) return {}
  const body = jsonOf(json, filling)
  return { body: JSON.stringify(member ? withMember(body, member.name.split('.'), member.value) : body) }
}

function withMember(body: unknown, [name, ...inner]: readonly string[], value: Member['value']): unknown {
  if (name === undefined) return value
  const members = (body ?? {}) as Readonly<Record<string, unknown>>
  return { ...members, [name]: withMember(members[name], inner, value) }
}

/** Values go into the structure, and the structure is written afterwards: no value reaches a quote or a brace of it. */
function jsonOf(template: JsonTemplate, filling: Filling): unknown {
  if (typeof template === 'string') return fill(template, 'json', filling)
  if (typeof template !== 'object' || template === null) return template
  if (Array.isArray(template)) return template.map((member: JsonTemplate) => jsonOf(member, filling))
  if (isInLanguage(template)) return textOf(template, filling)
  return Object.fromEntries(Object.entries(template).map(([name, member]) => [name, jsonOf(member, filling)]))
}

/** Exactly these two members mean a text in a language of search. */
export const isInLanguage = (
  template: object,
): template is { readonly language: SearchLanguage; readonly text: string } =>
  Object.keys(template).toSorted().join() === 'language,text'
