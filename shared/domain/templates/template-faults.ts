// Whether a template holds together: asked before a company's own template is stored, and of ours by a test.
import type { CsvTable, TemplateField, TemplateVersion, Text } from './template.ts'

export type TemplateFault = {
  readonly code:
    | 'schemaNotObject'
    | 'objectNotClosed'
    | 'keywordNotSupported'
    | 'listWithoutItems'
    | 'leafNotScalar'
    | 'nameReserved'
    | 'leafWithoutField'
    | 'fieldTwice'
    | 'fieldWithoutLeaf'
    | 'valueWithoutLabel'
    | 'labelWithoutValue'
    | 'csvTableTwice'
    | 'csvPointerUnknown'
  /** Into the data; `*` stands for each row. */
  readonly pointer: string
}

type Schema = Readonly<Record<string, unknown>>

/** All that a form can show and check; any other keyword could let in members that no field is shown for. */
const supported: ReadonlySet<string> = new Set(
  (
    '$schema $id $comment title description type properties required additionalProperties items enum const ' +
    'minLength maxLength pattern format minimum maximum exclusiveMinimum exclusiveMaximum multipleOf ' +
    'minItems maxItems uniqueItems minProperties maxProperties examples default deprecated readOnly writeOnly x-personal-data'
  ).split(' '),
)

const scalars: readonly unknown[] = ['string', 'number', 'integer', 'boolean']

export function templateFaults({ schema, fields, csv }: TemplateVersion): readonly TemplateFault[] {
  if (schema['type'] !== 'object') return [{ code: 'schemaNotObject', pointer: '' }]
  const nodes = nodesOf(schema, '')
  const leaves = nodes.filter(({ isLeaf }) => isLeaf).map(({ pointer }) => pointer)
  return [
    ...schemaFaults(nodes),
    ...fieldFaults(leaves, fields),
    ...valueFaults(nodes, fields),
    ...csvFaults(leaves, nodes, csv),
  ]
}

type Node = { readonly pointer: string; readonly schema: Schema; readonly isLeaf: boolean }

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function nodesOf(schema: Schema, pointer: string): readonly Node[] {
  const properties = schema['properties']
  const items = schema['items']
  const inside = [
    ...(isSchema(properties)
      ? Object.entries(properties).map(([name, part]) => [part, `${pointer}/${escaped(name)}`] as const)
      : []),
    ...(isSchema(items) ? [[items, `${pointer}/*`] as const] : []),
  ]
  const isLeaf = schema['type'] !== 'object' && schema['type'] !== 'array'
  return [
    { pointer, schema, isLeaf },
    // `true` is a schema too, of anything at all.
    ...inside.flatMap(([part, at]) => nodesOf(isSchema(part) ? part : {}, at)),
  ]
}

const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1')

const schemaFaults = (nodes: readonly Node[]): readonly TemplateFault[] =>
  nodes.flatMap((node) => {
    const { pointer, schema, isLeaf } = node
    const isOpen = schema['type'] === 'object' && schema['additionalProperties'] !== false
    const isBare = schema['type'] === 'array' && !isSchema(schema['items'])
    const flaws = [
      isOpen && 'objectNotClosed',
      isBare && 'listWithoutItems',
      Object.keys(schema).some((keyword) => !supported.has(keyword)) && 'keywordNotSupported',
      isLeaf && !scalars.includes(schema['type']) && 'leafNotScalar',
      hasReservedName(schema) && 'nameReserved',
    ] as const
    return flaws.flatMap((code) => (code === false ? [] : [{ code, pointer }]))
  })

/** A star in a pointer stands for each row. */
const hasReservedName = ({ properties }: Schema): boolean =>
  isSchema(properties) && Object.hasOwn(properties, '*')

function fieldFaults(leaves: readonly string[], fields: readonly TemplateField[]): readonly TemplateFault[] {
  const shown = fields.map(({ pointer }) => pointer)
  return [
    ...leaves
      .filter((leaf) => !shown.includes(leaf))
      .map((pointer) => ({ code: 'leafWithoutField', pointer }) as const),
    ...shown
      .filter((pointer, at) => shown.indexOf(pointer) !== at)
      .map((pointer) => ({ code: 'fieldTwice', pointer }) as const),
    ...shown
      .filter((pointer) => !leaves.includes(pointer))
      .map((pointer) => ({ code: 'fieldWithoutLeaf', pointer }) as const),
  ]
}

/** Nobody should have to guess what a code means (Art. 12(1): in clear and plain language). */
const valueFaults = (nodes: readonly Node[], fields: readonly TemplateField[]): readonly TemplateFault[] =>
  fields.flatMap(({ pointer, values = {} }) => {
    const codes = codesOf(nodes.find((node) => node.pointer === pointer)?.schema)
    const isNamed = (code: string): boolean =>
      Object.hasOwn(values, code) && Object.values(values[code] as Text).every((text) => text.trim() !== '')
    return [
      ...(codes.every(isNamed) ? [] : [{ code: 'valueWithoutLabel', pointer } as const]),
      ...(Object.keys(values).every((code) => codes.includes(code))
        ? []
        : [{ code: 'labelWithoutValue', pointer } as const]),
    ]
  })

const codesOf = (schema: Schema = {}): readonly string[] => {
  const listed = schema['enum'] ?? ('const' in schema ? [schema['const']] : [])
  return Array.isArray(listed) ? listed.filter((code) => typeof code === 'string') : []
}

function csvFaults(
  leaves: readonly string[],
  nodes: readonly Node[],
  tables: readonly CsvTable[],
): readonly TemplateFault[] {
  const lists = nodes.filter(({ schema }) => schema['type'] === 'array').map(({ pointer }) => pointer)
  const names = tables.map(({ name }) => name.toLowerCase())
  return tables.flatMap(({ rows, columns, name }, at) => [
    ...(names.indexOf(name.toLowerCase()) === at ? [] : [{ code: 'csvTableTwice', pointer: rows } as const]),
    ...(rows === '' || lists.includes(rows) ? [] : [{ code: 'csvPointerUnknown', pointer: rows } as const]),
    ...columns
      .map(({ pointer }) => (rows === '' ? pointer : `${rows}/*${pointer}`))
      .filter((pointer) => !leaves.includes(pointer))
      .map((pointer) => ({ code: 'csvPointerUnknown', pointer }) as const),
  ])
}
