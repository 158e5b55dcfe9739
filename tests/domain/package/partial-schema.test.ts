import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { partialSchema } from '../../../shared/domain/package/partial-schema.ts'
import { portableSource } from '../../../shared/domain/package/portability.ts'
import { policies } from './package-samples.ts'

test('the portable data of a source fulfil the schema that travels with them', () => {
  const { template, data } = portableSource(policies) ?? {}
  const validate = new Ajv2020({ strict: true }).compile(template?.schema ?? {})

  assert.ok(validate(data), JSON.stringify(validate.errors))
  assert.ok(!validate({ ...policies, surplus: 1 }))
})

test('nothing is demanded any more, at any depth', () => {
  const schema = {
    type: 'object',
    required: ['a'],
    minProperties: 1,
    properties: { a: { type: 'array', minItems: 1, items: { required: ['x'] } }, b: true },
    $defs: { c: { oneOf: [{ required: ['y'], type: 'object' }, { const: { required: 1 } }] } },
    if: { required: ['a'] },
    then: false,
    not: { required: ['z'] },
  }

  assert.deepEqual(partialSchema(schema), {
    type: 'object',
    properties: { a: { type: 'array', items: {} }, b: true },
    $defs: { c: { anyOf: [{ type: 'object' }, { const: { required: 1 } }] } },
  })
})

test('a member that is called like a keyword stays a member', () => {
  const schema = {
    properties: { required: { type: 'string' }, not: { enum: ['a'] } },
    patternProperties: 'broken',
  }

  assert.deepEqual(partialSchema(schema), schema)
})
