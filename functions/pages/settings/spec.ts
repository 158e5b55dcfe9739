// Fields of a form as data: each is named by its place in a body of the API, so that it is shown, read and told wrong by the same line.
import type { RuleError } from '../../../shared/contracts/rule-errors.ts'
import { choices, input, select, textarea } from '../fields.ts'
import type { FieldError, InputKind, Option } from '../fields.ts'
import { lineOf, textOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'

type Kind =
  | { readonly kind: 'line'; readonly look?: InputKind }
  | { readonly kind: 'number' }
  | { readonly kind: 'text'; readonly rows?: number }
  /** One a line. */
  | { readonly kind: 'lines' }
  | { readonly kind: 'select' | 'boxes'; readonly options: readonly Option[] }
  /** Ticked or not. */
  | { readonly kind: 'box'; readonly box: string }

/** `at`: members joined by dots, from the thing that the form is about: `contact.email`. */
export type Spec = Kind & { readonly at: string; readonly label: string; readonly hint?: string }

export type Filled = {
  /** What holds, as the API says it. */
  readonly value: object
  /** What was sent and not taken, instead of it. */
  readonly form?: FormValues | undefined
  readonly errors: readonly FieldError[]
}

export const idOf = (at: string): string => at.replaceAll('.', '-')

export const fields = (specs: readonly Spec[], filled: Filled): Html =>
  html`${specs.map((spec) => field(spec, filled))}`

function field(spec: Spec, { value, form, errors }: Filled): Html {
  const { at, label, hint } = spec
  const held = valueAt(value, at)
  const texts = form ? form.getAll(at) : textsOf(held)
  const common = { id: idOf(at), name: at, label, hint, errors }
  const plain = { ...common, value: texts.join('\n') }
  switch (spec.kind) {
    case 'line':
      return input(plain, { maxlength: 300, ...spec.look })
    case 'number':
      return input(plain, { inputmode: 'numeric', width: 'short' })
    case 'text':
    case 'lines':
      return textarea(plain, { rows: (spec.kind === 'text' && spec.rows) || 3 })
    case 'select':
      return select(plain, spec.options)
    case 'boxes':
      return choices({ ...boxed(common), options: spec.options, chosen: texts })
    case 'box':
      return choices({ ...boxed(common), options: [{ value: 'true', label: spec.box }], chosen: texts })
  }
}

const boxed = ({
  hint,
  ...common
}: {
  id: string
  name: string
  label: string
  hint: string | undefined
  errors: readonly FieldError[]
}) => ({
  ...common,
  ...(hint === undefined ? {} : { hint }),
  kind: 'checkbox' as const,
})

const textsOf = (held: unknown): readonly string[] =>
  held === undefined || held === null ? [] : Array.isArray(held) ? held.map(String) : [String(held)]

const valueAt = (value: unknown, at: string): unknown =>
  at
    .split('.')
    .reduce((inside: unknown, name) => (inside as Record<string, unknown> | undefined)?.[name], value)

/** The members that were filled in; what was left empty is left out. */
export function bodyOf(specs: readonly Spec[], form: FormValues): object {
  const body = {}
  for (const spec of specs) {
    const value = readOne(spec, form)
    if (value !== undefined) put(body, spec.at.split('.'), value)
  }
  return body
}

function readOne(spec: Spec, form: FormValues): unknown {
  const { at } = spec
  if (spec.kind === 'box') return form.get(at) === 'true'
  if (spec.kind === 'boxes') return form.getAll(at)
  const text = spec.kind === 'text' || spec.kind === 'lines' ? textOf(form, at) : lineOf(form, at)
  if (spec.kind === 'lines')
    return text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
  if (text === '') return undefined
  return spec.kind === 'number' && /^\d{1,12}$/.test(text) ? Number(text) : text
}

function put(body: object, [name = '', ...rest]: readonly string[], value: unknown): void {
  const members = body as Record<string, object>
  if (rest.length === 0) members[name] = value as object
  else put((members[name] ??= {}), rest, value)
}

/** Each broken rule at the field that it is nearest to; what is at none of them stands at the first. */
export function errorsOf({
  specs,
  errors,
  prefix,
  words,
  placeOf = (at) => at,
}: Told): readonly FieldError[] {
  const found = errors.map(({ pointer, code }) => {
    const at = placeOf(pointer.slice(prefix.length + 1).replaceAll('/', '.'))
    const near = specs.filter((spec) => isWithin(at, spec.at) || isWithin(spec.at, at))
    const spec = near.toSorted((one, other) => other.at.length - one.at.length).at(0) ?? specs[0]
    return {
      id: idOf(spec?.at ?? 'main'),
      text: words[code] ?? words.other,
      ...(spec && { where: spec.label }),
    }
  })
  return [...new Map(found.map((error) => [`${error.id} ${error.text}`, error])).values()]
}

type Told = {
  readonly specs: readonly Spec[]
  readonly errors: readonly RuleError[]
  /** Of the thing that the form is about, in the body. */
  readonly prefix: string
  readonly words: ErrorWords
  readonly placeOf?: (at: string) => string
}

export type ErrorWords = Readonly<Record<string, string>> & { readonly other: string }

const isWithin = (at: string, place: string): boolean => at === place || at.startsWith(`${place}.`)
