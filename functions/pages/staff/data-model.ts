// A template as a form: which fields stand in which part, and how each is written.
import { sectionTitle } from '../../../shared/domain/templates/section-title.ts'
import type { Language, TemplateField, TemplateVersion } from '../../../shared/domain/templates/template.ts'
import type { Option } from '../fields.ts'

type Schema = Readonly<Record<string, unknown>>

export type LeafKind = 'line' | 'prose' | 'number' | 'yesNo' | 'list' | 'date' | 'date-time' | 'email'

export type Leaf = {
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly kind: LeafKind
  readonly required: boolean
  readonly options: readonly Option[]
  readonly example?: string
}

/** `root` holds leaves of the form itself, `group` those of one object, `rows` those of each object in a list. */
export type Part = {
  readonly kind: 'root' | 'group' | 'rows'
  readonly name: string
  readonly title: string
  readonly leaves: readonly Leaf[]
}

/** Undefined where the template nests deeper than a page can show; the API takes it all the same. */
export function formModel(template: TemplateVersion, language: Language): readonly Part[] | undefined {
  const places = template.fields.map((field) => ({ field, ...placeOf(field.pointer) }))
  if (places.some(({ kind }) => kind === undefined)) return undefined

  const parts = new Map<string, Part>()
  for (const { field, kind = 'root', part, leaf } of places) {
    const known = parts.get(part) ?? {
      kind,
      name: part,
      title: sectionTitle(template, part, language),
      leaves: [],
    }
    const schema = objectSchema(template.schema, kind, part)
    parts.set(part, { ...known, leaves: [...known.leaves, leafOf(field, leaf, { schema, language })] })
  }
  return [...parts.values()]
}

type Place = { readonly kind: Part['kind'] | undefined; readonly part: string; readonly leaf: string }

function placeOf(pointer: string): Place {
  const [, first = '', second, third, ...rest] = pointer.split('/').map(unescaped)
  if (second === undefined) return { kind: 'root', part: '', leaf: first }
  if (third === undefined) return { kind: second === '*' ? undefined : 'group', part: first, leaf: second }
  return { kind: second === '*' && rest.length === 0 ? 'rows' : undefined, part: first, leaf: third }
}

const unescaped = (name: string): string => name.replaceAll('~1', '/').replaceAll('~0', '~')

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const member = (schema: Schema | undefined, ...names: readonly string[]): Schema | undefined =>
  names.reduce<Schema | undefined>((at, name) => {
    const next = at?.[name]
    return isSchema(next) ? next : undefined
  }, schema)

function objectSchema(schema: Schema, kind: Part['kind'], part: string): Schema | undefined {
  const at = kind === 'root' ? schema : member(schema, 'properties', part)
  return kind === 'rows' ? member(at, 'items') : at
}

type Around = { readonly schema: Schema | undefined; readonly language: Language }

function leafOf(field: TemplateField, name: string, { schema, language }: Around): Leaf {
  const own = member(schema, 'properties', name) ?? {}
  const required = schema?.['required']
  const examples = own['examples']
  const [example] = Array.isArray(examples) ? (examples as readonly unknown[]) : []
  return {
    name,
    label: field.label[language],
    kind: kindOf(own),
    required: Array.isArray(required) && required.includes(name),
    options: codesOf(own).map((value) => ({ value, label: field.values?.[value]?.[language] ?? value })),
    ...(field.hint === undefined ? {} : { hint: field.hint[language] }),
    ...(typeof example === 'string' ? { example } : {}),
  }
}

const codesOf = (schema: Schema): readonly string[] =>
  Array.isArray(schema['enum']) ? schema['enum'].filter((value) => typeof value === 'string') : []

const longLine = 500

function kindOf(schema: Schema): LeafKind {
  const { type, format, maxLength } = schema
  if (type === 'boolean') return 'yesNo'
  if (type === 'number' || type === 'integer') return 'number'
  if (Array.isArray(schema['enum'])) return 'list'
  if (format === 'date' || format === 'date-time' || format === 'email') return format
  return typeof maxLength === 'number' && maxLength > longLine ? 'prose' : 'line'
}
