// Makes a template from sections that say each thing once: schema, fields and CSV tables cannot drift apart.
import { annotated } from './annotate.ts'
import type { DpvCategory, DpvTerm } from './dpv-categories.ts'
import type { Choice, LeafSchema } from './leaves.ts'
import type { CsvTable, Provenance, TemplateField, TemplateVersion, Text } from './template.ts'

/** name, kind of value, Danish, English, where it comes from, DPV-PD term; `key` marks what every row must have. */
export type Leaf = readonly [
  name: string,
  kind: LeafSchema | Choice,
  da: string,
  en: string,
  provenance: Provenance,
  term: DpvTerm,
  key?: 'key',
]

/** One object (`group`), or a list of them (`rows`); sections are one level deep, so that each fits one CSV table. */
export type Section = {
  readonly kind: 'group' | 'rows'
  readonly name: string
  readonly title: Text
  readonly leaves: readonly Leaf[]
}

export type TemplateDefinition = {
  readonly templateId: string
  readonly version: number
  readonly title: Text
  readonly sections: readonly Section[]
  /** Valid data, as a pattern for whoever fills the form by program; `GET /schemas` shows it. */
  readonly example: Readonly<Record<string, unknown>>
}

const mostRows = 1000

export function defineTemplate(definition: TemplateDefinition): TemplateVersion {
  const { templateId, version, title, sections, example } = definition
  const fields = sections.flatMap(sectionFields)
  return {
    templateId,
    version,
    title,
    schema: annotated(
      {
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        $id: `urn:indsigt:template:${templateId}:${version}`,
        title: title.en,
        type: 'object',
        additionalProperties: false,
        properties: Object.fromEntries(sections.map((section) => [section.name, sectionSchema(section)])),
        examples: [example],
      },
      fields,
    ),
    fields,
    titles: sections.map(({ name, title: label }) => ({ pointer: `/${name}`, label })),
    csv: sections.map(sectionTable),
  }
}

function sectionSchema({ kind, title, leaves }: Section): Readonly<Record<string, unknown>> {
  const required = leaves.filter((leaf) => leaf[6] === 'key').map(([name]) => name)
  const row = {
    type: 'object',
    additionalProperties: false,
    ...(required.length > 0 && { required }),
    properties: Object.fromEntries(
      leaves.map(([name, kind, , en]) => [name, { title: en, ...schemaOf(kind) }]),
    ),
  }
  return kind === 'group'
    ? { title: title.en, ...row }
    : { title: title.en, type: 'array', maxItems: mostRows, items: row }
}

const isChoice = (kind: LeafSchema | Choice): kind is Choice => 'values' in kind

const schemaOf = (kind: LeafSchema | Choice): LeafSchema =>
  isChoice(kind) ? { type: 'string', enum: Object.keys(kind.values) } : kind

const pathOf = ({ kind, name }: Section): string => (kind === 'group' ? `/${name}` : `/${name}/*`)

const sectionFields = (section: Section): readonly TemplateField[] =>
  section.leaves.map(([name, kind, da, en, provenance, term]) => ({
    pointer: `${pathOf(section)}/${name}`,
    label: { da, en },
    provenance,
    category: `dpv-pd:${term}` satisfies DpvCategory,
    ...(isChoice(kind) ? { values: kind.values } : {}),
  }))

/** A group is one row of the whole form; its columns point from the root. */
const sectionTable = ({ kind, name, leaves }: Section): CsvTable => ({
  name,
  rows: kind === 'group' ? '' : `/${name}`,
  columns: leaves.map(([leaf]) => ({
    header: leaf,
    pointer: kind === 'group' ? `/${name}/${leaf}` : `/${leaf}`,
  })),
})
