/** Art. 20: what of the data a person may take elsewhere (R43, R44; WP242 rev.01, chapter III). */
import type { LegalBasis } from '../templates/information-type.ts'
import type { CsvTable, Provenance, TemplateField, TemplateVersion } from '../templates/template.ts'
import type { PackageSource } from './package-facts.ts'
import { isMembered, stepsOf } from './pointer.ts'
import { partialSchema } from './partial-schema.ts'

/** Art. 20(1)(a): only what rests on consent or on a contract. */
export const isPortableBasis = (basis: LegalBasis): boolean => basis === 'consent' || basis === 'contract'

/** Given by the person, or observed when they used the service; not what was concluded about them or told by others. */
const isPortableProvenance = (provenance: Provenance): boolean =>
  provenance === 'provided' || provenance === 'observed'

/**
 * The data without what Art. 20 does not cover; undefined when nothing is left. The field whose pointer comes closest
 * decides over a value; what no field covers does not leave, and where two decide differently it does not leave either.
 */
export function portableData(template: Pick<TemplateVersion, 'fields'>, data: unknown): unknown {
  return kept(data, beginning(template.fields))
}

/** A source as the portability package has it; undefined when nothing of it belongs there. */
export function portableSource(source: PackageSource): PackageSource | undefined {
  const { template, data } = source
  if (!isPortableBasis(source.legalBasis) || !template) return undefined

  const portable = portableData(template, data)
  return portable === undefined
    ? undefined
    : { ...source, template: portableTemplate(template), data: portable }
}

function portableTemplate(template: TemplateVersion): TemplateVersion {
  const { fields, csv, schema } = template
  return {
    ...template,
    fields: fields.filter(({ provenance }) => isPortableProvenance(provenance)),
    csv: csv.map((table) => portableTable(table, fields)).filter(({ columns }) => columns.length > 0),
    schema: partialSchema(schema),
  }
}

const portableTable = (table: CsvTable, fields: readonly TemplateField[]): CsvTable => ({
  ...table,
  columns: table.columns.filter(({ pointer }) => {
    const row = table.rows === '' ? [] : [...stepsOf(table.rows), '*']
    const { leaves, rules } = [...row, ...stepsOf(pointer)].reduce(within, beginning(fields))
    return leaves || rules.some((rule) => rule.leaves)
  }),
})

type Rule = { readonly steps: readonly string[]; readonly leaves: boolean }

/** Where in the data we are: whether a value leaves from here, and the rules for what lies deeper. */
type Scope = { readonly leaves: boolean; readonly rules: readonly Rule[] }

const beginning = (fields: readonly TemplateField[]): Scope =>
  scope(
    fields.map(({ pointer, provenance }) => ({
      steps: stepsOf(pointer),
      leaves: isPortableProvenance(provenance),
    })),
    false,
  )

function scope(reached: readonly Rule[], inherited: boolean): Scope {
  const here = reached.filter(({ steps }) => steps.length === 0)
  return {
    leaves: here.length === 0 ? inherited : here.every(({ leaves }) => leaves),
    rules: reached.filter(({ steps }) => steps.length > 0),
  }
}

const within = ({ leaves, rules }: Scope, step: string): Scope => scope(rulesFor(rules, [step]), leaves)

const rulesFor = (rules: readonly Rule[], names: readonly string[]): readonly Rule[] =>
  rules
    .filter(({ steps }) => names.some((name) => name === steps[0]))
    .map(({ steps, leaves }) => ({ steps: steps.slice(1), leaves }))

function kept(value: unknown, { leaves, rules }: Scope): unknown {
  if (rules.length === 0 || !isMembered(value)) return leaves ? value : undefined

  const members = Object.entries(value)
    .map(([name, member]) => {
      const names = Array.isArray(value) ? [name, '*'] : [name]
      return [name, kept(member, scope(rulesFor(rules, names), leaves))] as const
    })
    .filter(([, member]) => member !== undefined)
  if (members.length === 0 && !leaves) return undefined

  return Array.isArray(value) ? members.map(([, member]) => member) : Object.fromEntries(members)
}
