import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { canonicalBytes, canonicalJson } from '../../../shared/domain/evidence/canonical.ts'

test('the example of RFC 8785 section 3.2.3 comes out as printed there', () => {
  const input = {
    numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
    string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
    literals: [null, true, false],
  }

  assert.equal(
    canonicalJson(input),
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  )
})

test('members stand in the order of their UTF-16 code units, as in the sorting example of RFC 8785', () => {
  const input = {
    '\u20ac': 'Euro Sign',
    '\r': 'Carriage Return',
    '\ufb33': 'Hebrew Letter Dalet With Dagesh',
    '1': 'One',
    '\ud83d\ude00': 'Emoji: Grinning Face',
    '\u0080': 'Control',
    '\u00f6': 'Latin Small Letter O With Diaeresis',
  }

  assert.deepEqual(
    Object.values(JSON.parse(canonicalJson(input)) as Record<string, string>).filter(
      (name) => name !== 'One',
    ),
    [
      'Carriage Return',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ],
  )
  assert.equal(canonicalJson({ b: 1, a: { d: 2, c: [] } }), '{"a":{"c":[],"d":2},"b":1}')
})

test('numbers are written as RFC 8785 appendix B lists them', () => {
  const cases: readonly (readonly [number, string])[] = [
    [0, '0'],
    [-0, '0'],
    [5e-324, '5e-324'],
    [1.7976931348623157e308, '1.7976931348623157e+308'],
    [9007199254740992, '9007199254740992'],
    [295147905179352830000, '295147905179352830000'],
    [9.999999999999997e22, '9.999999999999997e+22'],
    [1e21, '1e+21'],
    [0.000001, '0.000001'],
    [1e-7, '1e-7'],
  ]
  for (const [number, text] of cases) assert.equal(canonicalJson(number), text)
})

test('what is not JSON is refused rather than written as something else', () => {
  const hostile: readonly unknown[] = [
    undefined,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    10n,
    Symbol('s'),
    () => 1,
    new Date(0),
    new Map(),
    [undefined],
    { a: new Date(0) },
    '\ud800',
    { '\udc00': 1 },
  ]
  for (const value of hostile) assert.throws(() => canonicalJson(value), TypeError)
})

test('an absent member is not written, and an object without a prototype is one like any other', () => {
  assert.equal(canonicalJson({ a: undefined, b: 1 }), '{"b":1}')
  assert.equal(canonicalJson(Object.assign(Object.create(null), { a: 1 })), '{"a":1}')
})

test('the same value always gives the same bytes, in whatever order its members were set', () => {
  const shuffled = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(shuffled)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, member]) => [key, shuffled(member)]),
    )
  }
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      const text = canonicalJson(value)

      assert.equal(canonicalJson(shuffled(value)), text)
      assert.equal(canonicalJson(JSON.parse(text)), text)
      assert.equal(new TextDecoder().decode(canonicalBytes(value)), text)
    }),
  )
})
