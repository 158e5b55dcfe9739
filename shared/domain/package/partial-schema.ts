import { isMembered } from './pointer.ts'

/** Keywords that ask for something to be there, or decide by what is there: what Art. 20 does not cover, or was withheld, would fail them. */
const demands = new Set([
  'required',
  'dependentRequired',
  'minProperties',
  'minItems',
  'contains',
  'minContains',
  'not',
  'if',
  'then',
  'else',
])

/** Keywords whose members are schemas by a name that the template's author chose. */
const named = new Set(['properties', 'patternProperties', '$defs', 'dependentSchemas'])

/** Keywords whose value is data, not a schema. */
const data = new Set(['const', 'enum', 'default', 'examples'])

/** A schema that a part of the data still fulfils: the same members and types, none of them demanded. */
export function partialSchema(schema: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const keywords = Object.entries(schema).filter(([keyword]) => !demands.has(keyword))
  return Object.fromEntries(keywords.map(relaxedKeyword))
}

function relaxed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(relaxed)
  return isMembered(schema) ? partialSchema(schema) : schema
}

/** Alternatives that exclude each other may no longer do so with less in them. */
function relaxedKeyword([keyword, value]: readonly [string, unknown]): readonly [string, unknown] {
  if (data.has(keyword)) return [keyword, value]
  if (named.has(keyword) && isMembered(value))
    return [
      keyword,
      Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, relaxed(schema)])),
    ]
  return [keyword === 'oneOf' ? 'anyOf' : keyword, relaxed(value)]
}
