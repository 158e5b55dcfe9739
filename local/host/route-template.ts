import { constraintFor, type Constraint } from './route-constraints.ts'

/** An ASP.NET route template, as the Functions host reads the `route` of an HTTP trigger. */
export type Template = readonly Segment[]

/** Text and parameters between two slashes; more than one part as in `{name}.{extension}`. */
export type Segment = readonly Part[]

export type Part = { readonly kind: 'text'; readonly text: string } | Parameter

export type Parameter = {
  readonly kind: 'parameter'
  readonly name: string
  readonly takes: 'one' | 'rest'
  readonly presence: 'required' | 'optional'
  readonly byDefault?: string
  readonly constraints: readonly Constraint[]
}

/** Throws where ASP.NET would refuse the template: a route that cannot work stops the start. */
export function parseTemplate(route: string): Template {
  const trimmed = route.replace(/^~?\//, '').replace(/\/$/, '')
  if (trimmed === '') return []
  const template = splitSegments(trimmed).map((segment) => parseSegment(segment, route))
  const parameters = template.flat().filter((part) => part.kind === 'parameter')
  const names = parameters.map(({ name }) => name.toLowerCase())
  if (new Set(names).size < names.length) throw malformed(route, 'a parameter occurs twice')
  const rest = parameters.findIndex(({ takes }) => takes === 'rest')
  if (rest >= 0 && template.at(-1)?.at(-1) !== parameters[rest])
    throw malformed(route, 'a catch-all parameter must come last')
  return template
}

/** The values of the parameters, or undefined when the path does not fit. Names keep the template's case. */
export function matchTemplate(
  template: Template,
  path: readonly string[],
): Readonly<Record<string, string>> | undefined {
  const values: Record<string, string> = {}
  for (const [index, segment] of template.entries()) {
    const only = segment.length === 1 ? segment[0] : undefined
    const given =
      only?.kind === 'parameter' && only.takes === 'rest'
        ? path.slice(index).join('/') || undefined
        : path[index]
    if (!matchSegment(segment, given, values)) return undefined
  }
  if (path.length > template.length && !takesRest(template)) return undefined
  return satisfies(template, values) ? values : undefined
}

const takesRest = (template: Template): boolean =>
  template.at(-1)?.some((part) => part.kind === 'parameter' && part.takes === 'rest') ?? false

/** Cuts at slashes outside braces: a regular expression in a constraint may hold one. */
function splitSegments(route: string): string[] {
  const segments = ['']
  let inParameter = false
  for (let index = 0; index < route.length; index += 1) {
    const char = route.charAt(index)
    const doubled = (char === '{' || char === '}') && route[index + 1] === char
    if (char === '/' && !inParameter) segments.push('')
    else segments[segments.length - 1] += doubled ? char + char : char
    if (doubled) index += 1
    else if (char === '{') inParameter = true
    else if (char === '}') inParameter = false
  }
  return segments
}

const partShape = /\{((?:[^{}]|\{\{|\}\})+)\}(?!\})|((?:[^{}]|\{\{|\}\})+)/gy

function parseSegment(segment: string, route: string): Segment {
  const parts: Part[] = []
  let read = 0
  for (const found of segment.matchAll(partShape)) {
    read += found[0].length
    parts.push(
      found[1] === undefined
        ? { kind: 'text', text: unescapeBraces(found[0]) }
        : parseParameter(found[1], route),
    )
  }
  if (read < segment.length || parts.length === 0) throw malformed(route, `"${segment}" is not a segment`)
  return parts
}

const unescapeBraces = (text: string): string => text.replaceAll('{{', '{').replaceAll('}}', '}')

function parseParameter(text: string, route: string): Parameter {
  const shape = /^(\*{0,2})([^*:=?/{}]+)(.*?)(\?)?$/s.exec(text)
  if (!shape) throw malformed(route, `"{${text}}" is not a parameter`)
  const [, stars = '', name = '', tail = '', optional] = shape
  const { constraints, byDefault } = parseTail(unescapeBraces(tail), route)
  return {
    kind: 'parameter',
    name,
    takes: stars === '' ? 'one' : 'rest',
    presence: optional ? 'optional' : 'required',
    constraints,
    ...(byDefault === undefined ? {} : { byDefault }),
  }
}

/** `:int:min(1)=5`. An argument ends at a parenthesis that is followed by the next constraint, the default or nothing. */
function parseTail(tail: string, route: string): Pick<Parameter, 'constraints' | 'byDefault'> {
  const constraints: Constraint[] = []
  let rest = tail
  while (rest.startsWith(':')) {
    const found = /^:([a-z]+)(?:\((.*?)\)(?=[:=]|$))?/is.exec(rest)
    if (!found) throw malformed(route, `"${rest}" is not a constraint`)
    constraints.push(constraintFor(found[1] ?? '', found[2], route))
    rest = rest.slice(found[0].length)
  }
  if (rest !== '' && !rest.startsWith('=')) throw malformed(route, `"${rest}" is not a constraint`)
  return rest === '' ? { constraints } : { constraints, byDefault: rest.slice(1) }
}

function matchSegment(segment: Segment, given: string | undefined, values: Record<string, string>): boolean {
  const [only] = segment
  if (segment.length > 1) return matchMixed(segment, given, values)
  if (only?.kind === 'text') return given?.toLowerCase() === only.text.toLowerCase()
  if (!only) return false
  const value = given === undefined || given === '' ? only.byDefault : given
  if (value !== undefined) values[only.name] = value
  // An empty segment between two slashes is not a missing one.
  const missing = given === undefined && (only.presence === 'optional' || only.takes === 'rest')
  return missing || (value !== undefined && given !== '')
}

/** As ASP.NET from the right: text between parameters is found at its last place. */
function matchMixed(segment: Segment, given: string | undefined, values: Record<string, string>): boolean {
  const found =
    given === undefined ? null : (mixedPattern(segment).exec(given) ?? mixedWithoutLast(segment, given))
  if (!found) return false
  const parameters = segment.filter((part) => part.kind === 'parameter')
  for (const [index, { name }] of parameters.entries()) {
    const value = found[index + 1]
    if (value !== undefined) values[name] = value
  }
  return true
}

function mixedPattern(parts: readonly Part[]): RegExp {
  const source = parts.map((part) => (part.kind === 'text' ? escapeForPattern(part.text) : '(.+)')).join('')
  return new RegExp(`^${source}$`, 'is')
}

const escapeForPattern = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

/** `{name}.{extension?}` also fits without the dot. */
function mixedWithoutLast(segment: Segment, given: string): RegExpExecArray | null {
  const last = segment.at(-1)
  const dot = segment.at(-2)
  const droppable =
    last?.kind === 'parameter' && last.presence === 'optional' && dot?.kind === 'text' && dot.text === '.'
  return droppable ? mixedPattern(segment.slice(0, -2)).exec(given) : null
}

/** A missing optional parameter satisfies every constraint. */
function satisfies(template: Template, values: Readonly<Record<string, string>>): boolean {
  return template.flat().every((part) => {
    if (part.kind === 'text') return true
    const value = values[part.name]
    return value === undefined || part.constraints.every((constraint) => constraint(value))
  })
}

function malformed(route: string, why: string): Error {
  return new Error(`route "${route}": ${why}`)
}
