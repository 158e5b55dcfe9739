import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { surfaceOf } from '../../tools/surface/surface.ts'

const folder = fileURLToPath(new URL('surface-fixture/', import.meta.url))
const { operations, schemas } = surfaceOf(`${folder}operations.ts`, folder)

const word = { type: 'string' }

test('reads from the type of a handler what it answers and refuses', () => {
  assert.deepEqual(operations['readPerson'], {
    answers: { 200: { $ref: '#/components/schemas/Person' } },
    codes: ['forbidden', 'notFound'],
  })
  assert.deepEqual(operations['putOne'], { answers: {}, codes: ['forbidden', 'notFound'] })
  assert.deepEqual(operations['removeOne'], operations['putOne'])
})

test('reads a code also where the handler writes it down itself', () => {
  assert.deepEqual(operations['listPeople']!.codes, ['parameterInvalid'])
})

test('names an answer that has no name of its own after its operation', () => {
  assert.deepEqual(schemas['ListPeopleAnswer'], {
    type: 'object',
    required: ['value'],
    properties: { nextLink: word, value: { type: 'array', items: { $ref: '#/components/schemas/Person' } } },
  })
})

test('writes a type as what JSON makes of it', () => {
  assert.deepEqual(schemas['Person'], {
    type: 'object',
    description: 'Who it is, and since when.',
    required: ['id', 'age', 'since', 'states', 'level', 'kind', 'labels'],
    properties: {
      id: word,
      age: { type: 'integer', format: 'int64', description: 'In years.' },
      since: { type: 'string', format: 'date-time' },
      states: { type: 'array', items: { type: 'string', enum: ['closed', 'open'] } },
      level: { type: 'integer', enum: [1, 2] },
      kind: { type: 'string', const: 'person' },
      ok: { type: 'boolean' },
      note: word,
      labels: { type: 'object', additionalProperties: word },
      parent: { $ref: '#/components/schemas/Person' },
    },
  })
})

test('keeps alternatives apart that a member tells apart', () => {
  const { shape, anything } = schemas['ReadShapeAnswer']!['properties'] as Record<string, unknown>

  assert.deepEqual(shape, { $ref: '#/components/schemas/Shape' })
  assert.deepEqual(anything, {})
  assert.deepEqual(Object.keys(schemas['Shape']!), ['anyOf'])
})
