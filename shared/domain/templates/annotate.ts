// Says in the schema itself what of a person each field holds, so that whoever reads the schema alone can know it.
import type { PersonalData } from '../retention/personal-data.ts'
import type { TemplateField } from './template.ts'

type Schema = Readonly<Record<string, unknown>>

export const annotation = 'x-personal-data'

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Each value is annotated from its field, whatever the schema said of it: the fields are what people see and change. */
export const annotated = (schema: Schema, fields: readonly TemplateField[]): Schema =>
  annotatedAt(schema, '', new Map(fields.map(({ pointer, category }) => [pointer, category])))

function annotatedAt(schema: Schema, pointer: string, categories: ReadonlyMap<string, string>): Schema {
  const { [annotation]: _said, ...rest } = schema
  const { properties, items } = rest
  const category = categories.get(pointer)
  const personal: PersonalData | undefined =
    category === undefined ? undefined : { category, retention: 'content' }
  const inside = (part: unknown, at: string): unknown =>
    isSchema(part) ? annotatedAt(part, at, categories) : part
  return {
    ...rest,
    ...(isSchema(properties) && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, part]) => [name, inside(part, `${pointer}/${escaped(name)}`)]),
      ),
    }),
    ...(items !== undefined && { items: inside(items, `${pointer}/*`) }),
    ...(personal && { [annotation]: personal }),
  }
}

const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1')
