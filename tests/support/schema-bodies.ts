// Bodies made from the JSON Schemas of the contract: what a schema allows, member by member.
import assert from 'node:assert/strict'

import { formats } from '../../shared/contracts/formats.ts'

export type Schema = {
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly format?: string
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly uniqueItems?: boolean
  readonly items?: Schema
  readonly required?: readonly string[]
  readonly minProperties?: number
  readonly properties?: Readonly<Record<string, Schema | boolean>>
  readonly propertyNames?: Schema
  readonly additionalProperties?: Schema | boolean
  readonly oneOf?: readonly Schema[]
}

/** Something for every kind of text that there is a rule for, plain and odd. */
const words: readonly string[] = [
  ...['insurance', 'a', 'webShop', 'Own-form_1', 'somebody@mail.example', '+4512345678', '12345678'],
  ...['2026-03-05T09:00:00+01:00', '2099-01-01T00:00:00Z', 'P31D', 'DK', 'Europe/Copenhagen', 'text/plain'],
  ...['https://hooks.example.com/x', 'https://shop.example', '0'.repeat(64), '/kind', '', 'dpv-pd:Purchase'],
  ...[
    '+45',
    'rule',
    'demo',
    'da',
    'en',
    'Two words',
    'x'.repeat(44),
    '<img src=x onerror=alert(1)>',
    '=HYPERLINK("http://x.example")',
  ],
  ...[
    "' OR 1=1 --",
    '{{7*7}} ${7*7}',
    '../../etc/passwd',
    'Ærø 🙂 e\u0301',
    '\u202eexe.fdp',
    'line\nbreak',
    '\ttab',
  ],
]

/** The words, and the shortest and the longest text, that a schema of texts allows. */
export function textsOf(schema: Schema): readonly string[] {
  const { minLength = 0, maxLength = 300 } = schema
  const edges = ['x'.repeat(Math.max(minLength, 1)), 'x'.repeat(maxLength), '0'.repeat(maxLength)]
  const allowed = [...words, ...edges].filter((text) => allows(schema, text))
  assert.ok(allowed.length > 0, `no word for ${JSON.stringify(schema)}`)
  return allowed
}

export function allows(
  { minLength = 0, maxLength = Infinity, pattern, format }: Schema,
  text: string,
): boolean {
  if (text.length < minLength || text.length > maxLength) return false
  if (pattern !== undefined && !new RegExp(pattern, 'u').test(text)) return false
  return format === undefined || formats[format as keyof typeof formats](text)
}

/** The branches of which exactly one may be; what only another one demands is not among the members of a branch. */
export function branchesOf(schema: Schema): readonly Schema[] {
  const { oneOf, ...rest } = schema
  if (!oneOf) return [schema]
  if (!rest.properties) return oneOf.flatMap(branchesOf)
  return oneOf.map(({ required = [] }) => {
    const ofOthers = oneOf.flatMap((other) => other.required ?? []).filter((name) => !required.includes(name))
    const members = Object.entries(rest.properties ?? {}).filter(([name]) => !ofOthers.includes(name))
    return {
      ...rest,
      required: [...(rest.required ?? []), ...required],
      properties: Object.fromEntries(members),
    }
  })
}

export const membersOf = ({ properties = {} }: Schema): readonly (readonly [string, Schema])[] =>
  Object.entries(properties).flatMap(([name, member]) =>
    typeof member === 'boolean' ? [] : ([[name, member]] as const),
  )

/** A place of a text in a body that its schema allows, with a way to say something else there. */
export type TextPlace = {
  readonly pointer: string
  readonly schema: Schema
  readonly with: (text: string) => unknown
}

/** Every text that a body may have, each in a body that has all the members beside it. */
export function textPlacesOf(schema: Schema, pointer = ''): readonly TextPlace[] {
  return branchesOf(schema).flatMap((branch) => {
    if (branch.type === 'object') return textsOfObject(branch, pointer)
    if (branch.type === 'array' && branch.items)
      return textPlacesOf(branch.items, `${pointer}/0`).map((place) => ({
        ...place,
        with: (text: string) => [place.with(text)],
      }))
    const isFree = branch.type === 'string' && !branch.enum && branch.const === undefined
    return isFree ? [{ pointer, schema: branch, with: (text: string) => text }] : []
  })
}

function textsOfObject(schema: Schema, pointer: string): readonly TextPlace[] {
  const members = membersOf(schema).map(([name, member]) => [name, member, fullBody(member)] as const)
  const whole = Object.fromEntries(members.map(([name, , value]) => [name, value]))
  const inMembers = members.flatMap(([name, member]) =>
    textPlacesOf(member, `${pointer}/${name}`).map((place) => ({
      ...place,
      with: (text: string) => ({ ...whole, [name]: place.with(text) }),
    })),
  )
  const other = schema.additionalProperties
  if (typeof other !== 'object') return inMembers
  const further = textPlacesOf(other, `${pointer}/*`)
  return [
    ...inMembers,
    ...further.map((place) => ({ ...place, with: (text: string) => ({ rule: place.with(text) }) })),
  ]
}

/** With every member that it may have, each as plain as can be. */
function fullBody(schema: Schema): unknown {
  const [first = schema] = branchesOf(schema)
  if (first.const !== undefined) return first.const
  if (first.enum) return first.enum[0]
  if (first.type === 'array') return first.items ? [fullBody(first.items)] : []
  if (first.type === 'object')
    return Object.fromEntries(membersOf(first).map(([name, member]) => [name, fullBody(member)]))
  if (first.type === 'integer' || first.type === 'number') return first.minimum ?? 1
  if (first.type === 'boolean') return true
  return first.type === 'string' ? textsOf(first)[0] : {}
}
