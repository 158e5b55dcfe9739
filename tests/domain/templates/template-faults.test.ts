import assert from 'node:assert/strict'
import { test } from 'node:test'
import { templateFaults } from '../../../shared/domain/templates/template-faults.ts'
import type { TemplateField, TemplateVersion } from '../../../shared/domain/templates/template.ts'

const aField = (pointer: string): TemplateField => ({
  pointer,
  label: { da: 'Felt', en: 'Field' },
  provenance: 'provided',
  category: 'dpv-pd:Name',
})

const closed = (properties: Readonly<Record<string, unknown>>) => ({
  type: 'object',
  additionalProperties: false,
  properties,
})

const aTemplate = (changes: Partial<TemplateVersion> = {}): TemplateVersion => ({
  templateId: 'own',
  version: 1,
  title: { da: 'Vores', en: 'Ours' },
  schema: closed({
    'a/b': { type: 'string' },
    rows: {
      type: 'array',
      items: closed({ c: { type: 'number' }, tags: { type: 'array', items: { type: 'string' } } }),
    },
  }),
  fields: [aField('/a~1b'), aField('/rows/*/c'), aField('/rows/*/tags/*')],
  csv: [
    { name: 'all', rows: '', columns: [{ header: 'ab', pointer: '/a~1b' }] },
    { name: 'rows', rows: '/rows', columns: [{ header: 'c', pointer: '/c' }] },
  ],
  ...changes,
})

const faults = (changes: Partial<TemplateVersion>): readonly string[] =>
  templateFaults(aTemplate(changes)).map(({ code, pointer }) => `${pointer} ${code}`)

test('finds nothing wrong with a template that holds together', () => {
  assert.deepEqual(faults({}), [])
})

test('wants an object whose members are all described', () => {
  assert.deepEqual(faults({ schema: { type: 'array' } }), [' schemaNotObject'])
  assert.deepEqual(faults({ schema: {} }), [' schemaNotObject'])
  assert.deepEqual(
    faults({
      schema: { type: 'object', properties: { x: { type: 'object', properties: {} } } },
      fields: [],
      csv: [],
    }),
    [' objectNotClosed', '/x objectNotClosed'],
  )
})

test('wants no keyword by which a member could hide from the form', () => {
  for (const keyword of [
    '$ref',
    'allOf',
    'anyOf',
    'oneOf',
    'not',
    'if',
    'patternProperties',
    'prefixItems',
    '$dynamicRef',
    'unevaluatedProperties',
    'dependentSchemas',
    'contains',
    '$async',
    'madeUp',
  ]) {
    const schema = closed({ x: { type: 'string', [keyword]: {} } })

    assert.deepEqual(faults({ schema, fields: [aField('/x')], csv: [] }), ['/x keywordNotSupported'])
  }
})

test('wants of every list what is in it, and of every value that it is one', () => {
  const leaf = (schema: unknown) => ({ schema: closed({ x: schema }), fields: [aField('/x')], csv: [] })

  assert.deepEqual(faults({ ...leaf({ type: 'array' }), fields: [] }), ['/x listWithoutItems'])
  assert.deepEqual(faults({ ...leaf({ type: 'array', items: true }), fields: [] }), ['/x listWithoutItems'])
  for (const type of [undefined, ['string', 'object'], 'null', ['object']])
    assert.deepEqual(faults(leaf({ type })), ['/x leafNotScalar'])
  assert.deepEqual(faults({ schema: closed({ '*': { type: 'string' } }), fields: [aField('/*')], csv: [] }), [
    ' nameReserved',
  ])
})

test('wants one field for each value and one value for each field', () => {
  const fields = [aField('/a~1b'), aField('/a~1b'), aField('/rows/*/c'), aField('/elsewhere')]

  assert.deepEqual(faults({ fields }), [
    '/rows/*/tags/* leafWithoutField',
    '/a~1b fieldTwice',
    '/elsewhere fieldWithoutLeaf',
  ])
})

test('wants words in every language for each code of a closed list, and none for codes that do not exist', () => {
  const schema = closed({
    state: { type: 'string', enum: ['open', 'closed'] },
    kind: { type: 'string', const: 'own' },
  })
  const open = { da: 'Åben', en: 'Open' }
  const shut = { da: 'Afsluttet', en: 'Closed' }
  const own = { ...aField('/kind'), values: { own: { da: 'Egen', en: 'Own' } } }
  const found = (values: TemplateField['values']) =>
    faults({ schema, csv: [], fields: [{ ...aField('/state'), ...(values && { values }) }, own] })

  assert.deepEqual(found({ open, closed: shut }), [])
  assert.deepEqual(found(undefined), ['/state valueWithoutLabel'])
  assert.deepEqual(found({ open }), ['/state valueWithoutLabel'])
  assert.deepEqual(found({ open, closed: { da: ' ', en: 'Closed' } }), ['/state valueWithoutLabel'])
  assert.deepEqual(found({ open, closed: shut, gone: open }), ['/state labelWithoutValue'])
  assert.deepEqual(faults({ schema, csv: [], fields: [aField('/state'), aField('/kind')] }), [
    '/state valueWithoutLabel',
    '/kind valueWithoutLabel',
  ])
})

test('wants every CSV pointer to lead to a value, and no two tables of one name', () => {
  const csv = [
    { name: 'rows', rows: '/rows', columns: [{ header: 'c', pointer: '/c' }] },
    { name: 'ROWS', rows: '/nowhere', columns: [{ header: 'c', pointer: '/c' }] },
    { name: 'all', rows: '', columns: [{ header: 'rows', pointer: '/rows' }] },
  ]

  assert.deepEqual(faults({ csv }), [
    '/nowhere csvTableTwice',
    '/nowhere csvPointerUnknown',
    '/nowhere/*/c csvPointerUnknown',
    '/rows csvPointerUnknown',
  ])
})

test('reads hostile schemas without falling over, and takes none that lets in anything', () => {
  for (const properties of [null, 1, []])
    assert.deepEqual(faults({ schema: closed(properties as never), fields: [], csv: [] }), [])
  for (const x of [null, 1, [], true])
    assert.deepEqual(faults({ schema: closed({ x }), fields: [aField('/x')], csv: [] }), ['/x leafNotScalar'])
  const schema = closed({ x: { type: 'string', enum: 7 } })
  assert.deepEqual(faults({ schema, fields: [aField('/x')], csv: [] }), [])
})
