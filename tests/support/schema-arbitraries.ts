// Bodies by the thousand from the JSON Schemas of the contract: such as they allow, nearly such, and hostile ones.
import fc from 'fast-check'
import type { Arbitrary } from 'fast-check'

import { branchesOf, membersOf, textsOf, type Schema } from './schema-bodies.ts'

/** Stands in all that is hostile, so that it is known again. */
export const marker = 'zq9x'

export const hostileTexts: readonly string[] = [
  ...[
    `<script>${marker}</script>`,
    `"><img src=x onerror=${marker}()>`,
    `javascript:${marker}`,
    `'-${marker}-'`,
  ],
  ...[
    `${marker}' OR 1=1 --`,
    `"; DROP TABLE ${marker}; --`,
    `$\{${marker}}`,
    `{{${marker}}}`,
    `=${marker}!A1`,
  ],
  ...[
    `../../../${marker}`,
    `..%2f..%2f${marker}`,
    `C:\\${marker}`,
    `file:///${marker}`,
    `\\\\${marker}\\share`,
  ],
  ...[
    `${marker}\r\nSet-Cookie: a=b`,
    `${marker}%0d%0aBcc: a@b.example`,
    `${marker}\u0000`,
    `${marker}\u2028x`,
  ],
  ...[
    `\u202e${marker}`,
    `\ud800${marker}`,
    `${marker}\ufffe`,
    `ﷺ${marker}`.repeat(20),
    `Z͑ͫ̓${marker}`.repeat(20),
  ],
  ...[`${marker}${'a'.repeat(5_000)}!`, `${'@'.repeat(3_000)}${marker}`, `${'a.'.repeat(2_000)}@${marker}`],
  ...[
    `${'0'.repeat(400)}${marker}`,
    `+${'1'.repeat(900)}`,
    `${' '.repeat(3_000)}${marker}`,
    `;${marker}=`.repeat(800),
  ],
  ...[
    `__proto__`,
    'constructor',
    'toString',
    `\${jndi:ldap://${marker}.example}`,
    `http://169.254.169.254/${marker}`,
  ],
  ...[
    `https://${marker}@localhost:1/`,
    `https://[::1]/${marker}`,
    '9'.repeat(400),
    '-0',
    'NaN',
    'null',
    'true',
    '',
  ],
]

const hostileValues: readonly unknown[] = [
  ...hostileTexts,
  ...[null, true, 0, -1, 1.5, 1e308, -(2 ** 53) - 1, 2 ** 31, [], {}, [[]], [null], { a: 1 }],
  ...[{ [marker]: marker }, { toString: marker }, { length: 1e9 }, Array(300).fill(marker), nested(30)],
]

function nested(levels: number): unknown {
  return levels === 0 ? marker : { [marker]: nested(levels - 1) }
}

/** What the schema allows. */
export function allowed(schema: Schema): Arbitrary<unknown> {
  const branches = branchesOf(schema)
  if (branches.length > 1) return fc.oneof(...branches.map(allowed))
  const [only = schema] = branches
  if (only.const !== undefined) return fc.constant(only.const)
  if (only.enum) return fc.constantFrom(...only.enum)
  if (only.type === 'object') return allowedObject(only)
  if (only.type === 'array') return allowedList(only)
  if (only.type === 'boolean') return fc.boolean()
  if (only.type === 'string') return fc.constantFrom(...textsOf(only))
  if (only.type === 'integer' || only.type === 'number') return allowedNumber(only)
  return fc.jsonValue({ maxDepth: 3 })
}

const allowedNumber = ({ minimum = 0, maximum = 2 ** 40 }: Schema): Arbitrary<number> =>
  fc.oneof(fc.constantFrom(minimum, maximum), fc.integer({ min: minimum, max: maximum }))

function allowedList({ items = {}, minItems = 0, maxItems = 3, uniqueItems }: Schema): Arbitrary<unknown> {
  const lengths = { minLength: minItems, maxLength: Math.min(maxItems, Math.max(minItems, 3)) }
  return uniqueItems
    ? fc.uniqueArray(allowed(items), { ...lengths, selector: (item) => JSON.stringify(item) })
    : fc.array(allowed(items), lengths)
}

function allowedObject(schema: Schema): Arbitrary<unknown> {
  const members = Object.fromEntries(membersOf(schema).map(([name, member]) => [name, allowed(member)]))
  const known = fc.record(members, {
    requiredKeys: [...(schema.required ?? [])].filter((name) => name in members),
  })
  const { additionalProperties: further, propertyNames = { type: 'string' }, minProperties = 0 } = schema
  if (typeof further !== 'object') return known
  const named = fc.dictionary(fc.constantFrom(...textsOf(propertyNames)), allowed(further), {
    ...{ minKeys: minProperties, maxKeys: 3 },
  })
  return fc.tuple(known, named).map(([one, other]) => ({ ...one, ...other }))
}

/** What the schema allows, but at one place of it. */
export const nearlyAllowed = (schema: Schema): Arbitrary<unknown> => allowed(schema).chain(nearlyThis)

/** This, but at one place of it. */
export const nearlyThis = (value: unknown): Arbitrary<unknown> =>
  fc
    .tuple(
      fc.constantFrom(...placesIn(value)),
      fc.constantFrom(...hostileValues),
      fc.constantFrom('set', 'add', 'drop', 'twice'),
    )
    .map(([place, hostile, how]) => changed(value, place, { hostile, how }))

type Place = readonly (string | number)[]

function placesIn(value: unknown): readonly Place[] {
  const inner =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([name, one]) => placesIn(one).map((place) => [name, ...place]))
      : []
  return [[], ...inner]
}

type Change = { readonly hostile: unknown; readonly how: 'set' | 'add' | 'drop' | 'twice' }

function changed(value: unknown, [first, ...rest]: Place, change: Change): unknown {
  if (typeof value !== 'object' || value === null || first === undefined) return changedHere(value, change)
  if (Array.isArray(value))
    return value.flatMap((item: unknown, n) => (n === Number(first) ? [changed(item, rest, change)] : [item]))
  const { [first]: member, ...others } = value as Record<string, unknown>
  return rest.length === 0 && change.how === 'drop'
    ? others
    : { ...others, [first]: changed(member, rest, change) }
}

function changedHere(value: unknown, { hostile, how }: Change): unknown {
  if (how === 'twice') return [value, value]
  if (how === 'add' && typeof value === 'object' && value !== null && !Array.isArray(value))
    return { ...value, [typeof hostile === 'string' && hostile !== '' ? hostile : marker]: hostile }
  return hostile
}

/** What no schema allows, and much that is no JSON at all. */
export const hostileBytes: Arbitrary<string | Uint8Array> = fc.oneof(
  fc.json({ maxDepth: 4 }),
  fc.uint8Array({ maxLength: 200 }),
  fc.constantFrom(...hostileTexts),
  fc.constantFrom(...hostileValues).map((value) => JSON.stringify(value)),
  fc.constantFrom(
    ...[
      '{',
      '[',
      '"',
      '{}{}',
      '{"a":1,"a":2}',
      '{"__proto__":{"isAdmin":true}}',
      '// {}',
      '{"a":01}',
      '[1,]',
    ],
    ...[
      '{"constructor":{"prototype":{"a":1}}}',
      '\ufeff{}',
      '{"a":"\\ud800"}',
      `${'['.repeat(5_000)}`,
      'NaN',
      '1e999',
    ],
    ...[
      '{"a":1e999}',
      `{"${marker}":"<script>"}`,
      ' '.repeat(10_000),
      `${'{"a":'.repeat(40)}1${'}'.repeat(40)}`,
    ],
  ),
)
