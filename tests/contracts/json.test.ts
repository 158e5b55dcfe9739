import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseJson } from '../../shared/contracts/json.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const parsed = (text: string) => parseJson(bytes(text), { limitBytes: 10_000 })
const codeOf = (text: string): string => {
  const result = parsed(text)
  return result.ok ? 'accepted' : result.error.code
}
const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)

test('reads what JSON.parse reads', () => {
  const values = fc.jsonValue({ maxDepth: 5 })

  fc.assert(
    fc.property(values, (value) => {
      const text = JSON.stringify(value)
      fc.pre(!/"(__proto__|constructor|prototype)"|\\ud/i.test(text))

      assert.deepEqual(parseJson(bytes(text), { limitBytes: 1_000_000 }), {
        ok: true,
        value: JSON.parse(text),
      })
    }),
  )
})

test('refuses a body above its limit before reading it, and reads one that just fits', () => {
  assert.equal(parseJson(bytes('"1234"'), { limitBytes: 6 }).ok, true)
  assert.deepEqual(parseJson(bytes('"12345"'), { limitBytes: 6 }), {
    ok: false,
    error: { code: 'bodyTooLarge', rule: 'largestBodyBytes: 6 at most' },
  })
})

test('refuses broken JSON', () => {
  const broken = [
    '',
    ' ',
    '{',
    '{"a":1',
    '{"a":1,}',
    "{'a':1}",
    '[1,]',
    'NaN',
    '01',
    '"a',
    '"\\',
    '{"a" 1}',
    '1 2',
  ]
  for (const text of [...broken, '\uFEFF{}', '// {}\n{}', '"\t"', '{"a":1}}']) {
    assert.equal(codeOf(text), 'jsonMalformed', JSON.stringify(text))
  }
})

test('refuses bytes that are not UTF-8', () => {
  for (const invalid of [
    [0x22, 0xff, 0x22],
    [0x22, 0xc0, 0x80, 0x22],
    [0x22, 0xed, 0xa0, 0x80, 0x22],
    [0x22, 0xe6],
  ]) {
    const result = parseJson(Uint8Array.from(invalid), { limitBytes: 100 })

    assert.deepEqual(result, { ok: false, error: { code: 'jsonMalformed' } })
  }
})

test('refuses half of a surrogate pair, in a value and in a name', () => {
  assert.equal(codeOf('{"a":["\\ud800"]}'), 'jsonMalformed')
  assert.equal(codeOf('{"\\udc00":1}'), 'jsonMalformed')
  assert.equal(codeOf('"\\ud83d\\ude00"'), 'accepted')
})

test('refuses a member that is given twice, however it is spelled and wherever it stands', () => {
  const twice = [
    '{"a":1,"a":1}',
    '{"x":[{"b":{"a":1,"c":2,"a":3}}]}',
    '{"a":1,"\\u0061":2}',
    '{"\\"":1,"\\"":2}',
  ]
  for (const text of twice) assert.equal(codeOf(text), 'jsonDuplicateMember', text)
})

test('is not led astray by colons, quotes and brackets inside strings', () => {
  for (const text of ['{"a:b":"c:d"}', '{"a\\"":":"}', '{"a\\\\":":[{"}', '["\\\\\\":{", "]"]', '{"":""}']) {
    assert.equal(codeOf(text), 'accepted', text)
  }
})

test('refuses the names through which a prototype is reached, also when they are written with escapes', () => {
  for (const name of ['__proto__', 'constructor', 'prototype', '\\u005f_proto__', 'cons\\u0074ructor']) {
    assert.equal(codeOf(`{"a":[{"${name}":{"admin":true}}]}`), 'jsonForbiddenMember', name)
  }
  assert.equal(codeOf('{"a":"constructor"}'), 'accepted')
  assert.equal(({} as Record<string, unknown>)['admin'], undefined)
})

test('refuses more than 32 levels, without following them', () => {
  assert.equal(codeOf(nested(32)), 'accepted')
  assert.equal(codeOf(nested(33)), 'jsonTooDeep')
  assert.deepEqual(parseJson(bytes('['.repeat(500_000)), { limitBytes: 1_000_000 }), {
    ok: false,
    error: { code: 'jsonTooDeep' },
  })
})
