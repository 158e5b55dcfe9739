// A template with one field more, changed or gone: schema, fields and tables stay of one piece.
import type { TemplateContent } from '../../../shared/application/companies/edit-templates.ts'
import {
  amount,
  country,
  currency,
  day,
  email,
  instant,
  line,
  prose,
  yesNo,
} from '../../../shared/domain/templates/leaves.ts'
import type { LeafSchema } from '../../../shared/domain/templates/leaves.ts'
import { stepsOf } from '../../../shared/domain/package/pointer.ts'
import type { CsvTable, TemplateField, Text } from '../../../shared/domain/templates/template.ts'

type Schema = Readonly<Record<string, unknown>>

/** What can be chosen for a field; a list has its codes beside it. */
export const fieldKinds = {
  line,
  prose,
  number: amount,
  yesNo,
  date: day,
  'date-time': instant,
  email,
  country,
  currency,
} as const satisfies Readonly<Record<string, LeafSchema>>

export type FieldKind = keyof typeof fieldKinds | 'list'

export type NewSection = { readonly kind: 'group' | 'rows'; readonly name: string; readonly title: Text }

export type FieldDraft = Omit<TemplateField, 'pointer'> & {
  readonly name: string
  readonly schema: Schema
  readonly required: boolean
}

/** `root` is the form itself. */
export type Section = { readonly kind: 'root' | 'group' | 'rows'; readonly name: string }

export const sectionOf = (pointer: string): Section => {
  const [first = '', second, ...rest] = stepsOf(pointer)
  if (second === undefined) return { kind: 'root', name: '' }
  return { kind: second === '*' && rest.length > 0 ? 'rows' : 'group', name: first }
}

/** Where the fields of a section stand. */
const placeOf = ({ kind, name }: Section): string =>
  kind === 'root' ? '' : kind === 'group' ? `/${name}` : `/${name}/*`

export function withSection(content: TemplateContent, { kind, name, title }: NewSection): TemplateContent {
  const object = { type: 'object', additionalProperties: false, properties: {} }
  const added = {
    title: title.en,
    ...(kind === 'group' ? object : { type: 'array', maxItems: 1000, items: object }),
  }
  return {
    ...content,
    schema: { ...content.schema, properties: { ...propertiesOf(content.schema), [name]: added } },
    titles: [...(content.titles ?? []), { pointer: `/${name}`, label: title }],
  }
}

export function withField(content: TemplateContent, section: Section, draft: FieldDraft): TemplateContent {
  const { name, schema, required, ...field } = draft
  const pointer = `${placeOf(section)}/${name}`
  const changed = inSection(content, section, (object) => ({
    ...object,
    properties: { ...propertiesOf(object), [name]: schema },
    ...requiring(object, name, required),
  }))
  const at = content.fields.findIndex((one) => one.pointer === pointer)
  const fields =
    at < 0 ? [...content.fields, { ...field, pointer }] : content.fields.with(at, { ...field, pointer })
  return { ...changed, fields, csv: at < 0 ? withColumn(content.csv, section, name) : content.csv }
}

export function withoutField(content: TemplateContent, pointer: string): TemplateContent {
  const section = sectionOf(pointer)
  const name = nameOf(pointer)
  const fields = content.fields.filter((one) => one.pointer !== pointer)
  const isEmpty =
    section.kind !== 'root' && !fields.some((one) => sectionOf(one.pointer).name === section.name)
  const left = isEmpty
    ? withoutMember(content.schema, section.name)
    : inSection(content, section, (object) => withoutMember(object, name)).schema
  const csv = content.csv
    .map((table) => ({
      ...table,
      columns: table.columns.filter((column) => pointerOf(table, column) !== pointer),
    }))
    .filter(({ columns }) => columns.length > 0)
  const titles = (content.titles ?? []).filter((one) => !isEmpty || one.pointer !== `/${section.name}`)
  return { ...content, schema: left, fields, csv, titles }
}

const pointerOf = ({ rows }: CsvTable, column: CsvTable['columns'][number]): string =>
  rows === '' ? column.pointer : `${rows}/*${column.pointer}`

function inSection(
  content: TemplateContent,
  section: Section,
  change: (object: Schema) => Schema,
): TemplateContent {
  const { schema } = content
  const { kind, name } = section
  const object = change(objectOf(schema, section))
  if (kind === 'root') return { ...content, schema: object }
  const changed = kind === 'group' ? object : { ...inside(schema, 'properties', name), items: object }
  return { ...content, schema: { ...schema, properties: { ...propertiesOf(schema), [name]: changed } } }
}

const inside = (schema: Schema, ...names: readonly string[]): Schema =>
  names.reduce((at, name) => (at[name] ?? {}) as Schema, schema)

const propertiesOf = (schema: Schema): Schema => inside(schema, 'properties')

/** What holds the fields of a section: of a list, each of its rows. */
function objectOf(schema: Schema, { kind, name }: Section): Schema {
  if (kind === 'root') return schema
  return kind === 'group' ? inside(schema, 'properties', name) : inside(schema, 'properties', name, 'items')
}

const nameOf = (pointer: string): string => stepsOf(pointer).at(-1) ?? ''

/** The schema of a field, as it stands. */
export const leafSchema = ({ schema }: Pick<TemplateContent, 'schema'>, pointer: string): Schema =>
  inside(objectOf(schema, sectionOf(pointer)), 'properties', nameOf(pointer))

export const isRequired = ({ schema }: Pick<TemplateContent, 'schema'>, pointer: string): boolean =>
  requiredIn(objectOf(schema, sectionOf(pointer))).includes(nameOf(pointer))

const requiredIn = (object: Schema): readonly string[] => (object['required'] ?? []) as readonly string[]

function requiring(object: Schema, name: string, required: boolean): Schema {
  const others = requiredIn(object).filter((one) => one !== name)
  return { required: required ? [...others, name] : others }
}

const withoutMember = (object: Schema, name: string): Schema => ({
  ...object,
  properties: Object.fromEntries(Object.entries(propertiesOf(object)).filter(([one]) => one !== name)),
  ...requiring(object, name, false),
})

/** A group is a table of one row, a list one of many; fields of the form itself stand in the JSON file alone. */
function withColumn(tables: readonly CsvTable[], { kind, name }: Section, leaf: string): readonly CsvTable[] {
  if (kind === 'root') return tables
  const rows = kind === 'rows' ? `/${name}` : ''
  const column = { header: leaf, pointer: kind === 'rows' ? `/${leaf}` : `/${name}/${leaf}` }
  const at = tables.findIndex((table) => (kind === 'rows' ? table.rows === rows : table.name === name))
  const known = tables[at]
  return known
    ? tables.with(at, { ...known, columns: [...known.columns, column] })
    : [...tables, { name, rows, columns: [column] }]
}
