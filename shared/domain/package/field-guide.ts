/** Data that explain themselves to nobody must be explained: table by table, as the files have them (R32). */
import { categoryLabel } from '../templates/dpv-categories.ts'
import { sectionTitle } from '../templates/section-title.ts'
import type { CsvTable, Language, TemplateField, TemplateVersion } from '../templates/template.ts'
import type { Markup } from '../letters/markup.ts'
import type { SourceFiles } from './data-files.ts'
import type { PackageFacts } from './package-facts.ts'
import { packageTexts } from './package-texts.ts'
import { paragraphs, section, table } from './page.ts'
import { isMembered, stepsOf, valuesAt } from './pointer.ts'

export function fieldSection(facts: PackageFacts, data: readonly SourceFiles[]): readonly Markup[] {
  const { headings, fieldsLead } = packageTexts[facts.language]
  const tables = data.flatMap((one) => sourceTables(facts, one))
  return tables.length === 0 ? [] : [section(headings.fields, [...paragraphs([fieldsLead]), ...tables])]
}

type Group = { readonly title: string; readonly fields: readonly TemplateField[]; readonly isHeld: boolean }

function sourceTables(
  facts: PackageFacts,
  { source: { template, label, data } }: SourceFiles,
): readonly Markup[] {
  if (!template) return []
  const { language } = facts
  const groups = groupsOf(template, data, language)
  const empty = groups.filter(({ isHeld }) => !isHeld).map(({ title }) => title)
  return [
    ...groups
      .filter(({ isHeld }) => isHeld)
      .map(({ title, fields }) => fieldTable(`${label}: ${title}`, fields, { template, language })),
    ...(empty.length === 0 ? [] : paragraphs([emptyText(facts, label, empty)])),
  ]
}

/** "We hold nothing" is said only where it is so: what was left out, or is not portable, may be held. */
function emptyText({ right, withheld, language }: PackageFacts, label: string, titles: readonly string[]) {
  const { emptyTables } = packageTexts[language]
  const how = right === 'access' && withheld.length === 0 ? 'notHeld' : 'notHere'
  return emptyTables[how](label, titles.join(', '))
}

/** Fields of one group or list belong together; those of the form itself go first under its title. */
function groupsOf(template: TemplateVersion, data: unknown, language: Language): readonly Group[] {
  const names = [...new Set(template.fields.map(groupName))]
  return names.map((name) => {
    const fields = template.fields.filter((field) => groupName(field) === name)
    return {
      title: titleOf(template, name, language),
      fields,
      isHeld: fields.some(({ pointer }) => valuesAt(data, stepsOf(pointer)).length > 0),
    }
  })
}

function groupName({ pointer }: Pick<TemplateField, 'pointer'>): string {
  const [first, inside] = stepsOf(pointer)
  return inside === undefined ? '' : (first as string)
}

const titleOf = (template: TemplateVersion, name: string, language: Language): string =>
  name === '' ? template.title[language] : sectionTitle(template, name, language)

/** What a CSV file holds, in the words of the guide. */
export function tableTitle(template: TemplateVersion, { rows, columns }: CsvTable, language: Language) {
  const names = new Set(columns.map(({ pointer }) => groupName({ pointer: `${rows}${pointer}` })))
  return titleOf(template, names.size === 1 ? [...names].join('') : '', language)
}

type Around = { readonly template: TemplateVersion; readonly language: Language }

function fieldTable(caption: string, fields: readonly TemplateField[], around: Around): Markup {
  const { columns, origins } = packageTexts[around.language]
  return table(
    [columns.field, columns.name, columns.meaning, columns.origin],
    fields.map((field) => [
      field.label[around.language],
      stepsOf(field.pointer).findLast((step) => step !== '*') as string,
      meaningOf(field, around),
      origins[field.provenance],
    ]),
    caption,
  )
}

/** The company's own explanation, or the kind of data that it is, and how it is written where that is not plain text. */
function meaningOf(field: TemplateField, { template, language }: Around): string {
  const { hint, label, category } = field
  const kind = (hint ?? categoryLabel(category))?.[language]
  const form = formOf(field, schemaAt(template.schema, stepsOf(field.pointer)), language)
  if (kind === undefined || kind === label[language]) return form
  return form === packageTexts[language].forms.text ? `${kind}.` : `${kind}. ${form}`
}

type Schema = Readonly<Record<string, unknown>>

function schemaAt(schema: unknown, steps: readonly string[]): Schema {
  const found = steps.reduce<unknown>((at, step) => {
    const inside = isMembered(at) ? (step === '*' ? { '*': at['items'] } : at['properties']) : undefined
    return isMembered(inside) && Object.hasOwn(inside, step) ? inside[step] : undefined
  }, schema)
  return isMembered(found) ? found : {}
}

function formOf({ values = {} }: TemplateField, schema: Schema, language: Language): string {
  const { forms } = packageTexts[language]
  const { type, format, enum: codes } = schema
  const words = Object.entries(values).map(([code, text]) => `${code} = ${text[language]}`)
  if (words.length > 0) return forms.codes(words.join('; '))
  if (Array.isArray(codes)) return forms.codes(codes.map(String).join('; '))
  if (type === 'boolean') return forms.yesNo
  if (type === 'number' || type === 'integer') return forms.number
  if (format === 'date') return forms.day
  return format === 'date-time' ? forms.time : forms.text
}
