import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createFormValidator } from '../../../shared/adapters/forms/ajv-forms.ts'
import type { TemplateVersion } from '../../../shared/domain/templates/template.ts'

const aTemplate = (schema: Readonly<Record<string, unknown>>, templateId = 'own'): TemplateVersion => ({
  templateId,
  version: 1,
  title: { da: 'Vores', en: 'Ours' },
  schema: { type: 'object', additionalProperties: false, ...schema },
  fields: [],
  csv: [],
})

const properties = {
  name: { type: 'string', maxLength: 5 },
  email: { type: 'string', format: 'email' },
  code: { type: 'string', pattern: '^[A-Z]{2}$' },
  other: { type: 'string', pattern: '^[0-9]{2}$' },
  kind: { enum: ['a', 'b'] },
  rows: {
    type: 'array',
    maxItems: 2,
    items: {
      type: 'object',
      additionalProperties: false,
      required: ['a/b'],
      properties: { 'a/b': { type: 'number' } },
    },
  },
}

const validate = (schema: Readonly<Record<string, unknown>>, data: unknown) =>
  createFormValidator().validate(aTemplate(schema), data)

const codesOf = async (schema: Readonly<Record<string, unknown>>, data: unknown) =>
  (await validate(schema, data)).map(({ pointer, code }) => `${pointer} ${code}`)

test('accepts data that keep the rules of the template', async () => {
  const data = { name: 'Anna', email: 'a@b.dk', code: 'DK', other: '45', kind: 'a', rows: [{ 'a/b': 1.5 }] }

  assert.deepEqual(await validate({ properties }, data), [])
  assert.deepEqual(await validate({ properties }, {}), [])
})

test('tells every broken rule at once, with its place', async () => {
  const data = {
    name: 'Annabella',
    email: 'x',
    code: 'dk',
    other: 'DK',
    kind: 'c',
    rows: [{}, { 'a/b': '1' }, { 'a/b': 1 }],
    surprise: 1,
  }

  const codes = await codesOf({ properties }, data)

  assert.deepEqual(codes.sort(), [
    '/code pattern',
    '/email format',
    '/kind enum',
    '/name maxLength',
    '/other pattern',
    '/rows maxItems',
    '/rows/0/a~1b required',
    '/rows/1/a~1b type',
    '/surprise unknownMember',
  ])
})

test('never repeats what was sent', async () => {
  const data = {
    name: '0101701234',
    code: '0101701234',
    '0101701234': 1,
    kind: '0101701234',
    rows: '0101701234',
  }

  const told = JSON.stringify(await validate({ properties }, data))

  assert.equal(told.includes('0101701234'), false)
})

test('refuses data that are no object', async () => {
  for (const data of [null, 0, '', 'text', true, [], [{}]]) {
    assert.deepEqual(await validate({ properties }, data), [
      { pointer: '', code: 'type', detail: 'must be of type object' },
    ])
  }
})

test('two companies whose templates have the same name are not mixed up', async () => {
  const validator = createFormValidator()
  const ours = aTemplate({ $id: 'https://schemas.example/same', properties: { a: { type: 'string' } } })
  const theirs = aTemplate({ $id: 'https://schemas.example/same', properties: { b: { type: 'string' } } })

  assert.deepEqual(await validator.validate(ours, { a: 'x' }), [])
  assert.deepEqual(
    (await validator.validate(theirs, { a: 'x' })).map(({ code }) => code),
    ['unknownMember'],
  )
  assert.deepEqual(await validator.validate(ours, { a: 'x' }), [])
})

test('one template cannot reach into another by reference', async () => {
  const validator = createFormValidator()
  await validator.validate(
    aTemplate({
      $id: 'https://schemas.example/theirs',
      properties: { a: { $id: 'https://schemas.example/part', type: 'string' } },
    }),
    {},
  )

  const reached = await validator.validate(
    aTemplate({ properties: { a: { $ref: 'https://schemas.example/part' } } }, 'reaching'),
    {},
  )

  assert.deepEqual(
    reached.map(({ code }) => code),
    ['schemaUnusable'],
  )
})

test('a schema that cannot be used is refused with whatever data', async () => {
  const unusable = [
    { type: 'strnig' },
    { properties: { a: { minLength: '5' } } },
    { properties: { a: { $ref: 'https://elsewhere.example/schema' } } },
    { properties: { a: { type: 'string', pattern: '^(a+)+$' } } },
    { patternProperties: { '^(a+)+$': {} } },
    { properties: { a: { type: 'string', pattern: '(' } } },
    { $async: true },
    { $schema: 'http://json-schema.org/draft-07/schema#' },
  ]
  for (const schema of unusable) {
    assert.deepEqual(
      await validate(schema, {}),
      [{ pointer: '', code: 'schemaUnusable', detail: 'the schema of the template cannot be used' }],
      JSON.stringify(schema),
    )
  }
})

test('says at most a hundred things about one form', async () => {
  const rows = Array.from({ length: 5_000 }, () => ({}))

  assert.equal(
    (
      await validate(
        { properties: { ...properties, rows: { ...properties.rows, maxItems: 9_000 } } },
        { rows },
      )
    ).length,
    100,
  )
})

test('forgets the oldest schemas and reads them again when they are asked for', async () => {
  const validator = createFormValidator()
  const numbered = (maxLength: number) => aTemplate({ properties: { a: { type: 'string', maxLength } } })

  for (let maxLength = 1; maxLength <= 201; maxLength++) await validator.validate(numbered(maxLength), {})

  assert.deepEqual(
    (await validator.validate(numbered(1), { a: 'xx' })).map(({ code }) => code),
    ['maxLength'],
  )
})
