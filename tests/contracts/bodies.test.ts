import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Bodies } from '../../shared/contracts/bodies.ts'
import { schemas } from '../../shared/contracts/schemas/all.ts'

type BodySchemas = typeof schemas

type Members<Properties, Required> = {
  readonly [Name in keyof Properties as Name extends Required ? Name : never]: Valid<Properties[Name]>
} & {
  readonly [Name in keyof Properties as Name extends Required ? never : Name]?: Valid<Properties[Name]>
}

/** What a value is that the schema accepts, for the keywords that we use. */
type Valid<Schema> = Schema extends { readonly const: infer Value }
  ? Value
  : Schema extends { readonly enum: readonly (infer Value)[] }
    ? Value
    : Schema extends { readonly type: 'string' }
      ? string
      : Schema extends { readonly type: 'integer' | 'number' }
        ? number
        : Schema extends { readonly type: 'boolean' }
          ? boolean
          : Schema extends { readonly type: 'array'; readonly items: infer Items }
            ? readonly Valid<Items>[]
            : ValidObject<Schema>

type ValidObject<Schema> = Schema extends {
  readonly properties: infer Properties
  readonly required: readonly (infer Required)[]
}
  ? Members<Properties, Required>
  : Schema extends { readonly type: 'object'; readonly additionalProperties: infer Values }
    ? Readonly<Record<string, Valid<Values>>>
    : Schema extends { readonly type: 'object' }
      ? Readonly<Record<string, unknown>>
      : Schema extends { readonly oneOf: readonly (infer Alternative)[] }
        ? Alternative extends unknown
          ? Valid<Alternative>
          : never
        : never

type Plain<Value> = Value extends object ? { [Name in keyof Value]: Plain<Value[Name]> } : Value
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

type Differing = {
  [Name in keyof BodySchemas | keyof Bodies]: Name extends keyof BodySchemas & keyof Bodies
    ? Same<Plain<Valid<BodySchemas[Name]>>, Plain<Bodies[Name]>> extends true
      ? never
      : Name
    : Name
}[keyof BodySchemas | keyof Bodies]

test('the type of every body is what its schema accepts (held by the compiler)', () => {
  const none: [Differing] extends [never] ? true : Differing = true

  assert.equal(none, true)
})

type Schema = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Schema => typeof value === 'object' && value !== null

function* subschemas(schema: Schema): Generator<Schema> {
  yield schema
  for (const part of Object.values((schema['properties'] ?? {}) as Record<string, Schema>))
    yield* subschemas(part)
  for (const part of [schema['items'], schema['additionalProperties'], schema['propertyNames']]) {
    if (isObject(part)) yield* subschemas(part)
  }
  const alternatives = (schema['oneOf'] ?? []) as readonly Schema[]
  for (const part of alternatives) if ('type' in part) yield* subschemas(part)
}

const everywhere = Object.entries(schemas).flatMap(([name, schema]) =>
  [...subschemas(schema)].map((part) => ({ name, part })),
)

test('no object accepts a member that its schema does not describe', () => {
  for (const { name, part } of everywhere) {
    if (part['properties'] !== undefined) assert.equal(part['additionalProperties'], false, name)
  }
})

test('every text has a longest length and every list a largest size', () => {
  for (const { name, part } of everywhere) {
    const isBounded =
      'maxLength' in part || 'enum' in part || 'const' in part || /^\^.*\$$/.test(String(part['pattern']))
    if (part['type'] === 'string') assert.ok(isBounded, `${name}: ${JSON.stringify(part)}`)
    if (part['type'] === 'array') assert.equal(typeof part['maxItems'], 'number', name)
    if (part['type'] === 'integer' && !('enum' in part)) assert.equal(typeof part['maximum'], 'number', name)
  }
})
