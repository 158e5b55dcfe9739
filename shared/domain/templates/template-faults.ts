// Whether a template holds together: asked before a company's own template is stored, and of ours by a test.
import type { CsvTable, TemplateField, TemplateVersion, Text } from './template.ts'

export type TemplateFault = {
  readonly code:
    | 'schemaNotObject'
    | 'objectNotClosed'
    | 'keywordNotSupported'
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

/** Ways to describe members that no field could be shown for. */
const notSupported = [
  '$ref',
  '$dynamicRef',
  'allOf',
  'anyOf',
  'oneOf',
  'not',
  'if',
  'patternProperties',
  'prefixItems',
]

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
    ...inside.flatMap(([part, at]) => (isSchema(part) ? nodesOf(part, at) : [])),
  ]
}

const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1')

const schemaFaults = (nodes: readonly Node[]): readonly TemplateFault[] =>
  nodes.flatMap(({ pointer, schema }) => [
    ...(schema['type'] === 'object' && schema['additionalProperties'] !== false
      ? [{ code: 'objectNotClosed', pointer } as const]
      : []),
    ...(notSupported.some((keyword) => keyword in schema)
      ? [{ code: 'keywordNotSupported', pointer } as const]
      : []),
  ])

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
