import assert from 'node:assert/strict'
import { test } from 'node:test'
import { guardedPattern } from '../../../shared/adapters/forms/pattern-guard.ts'

test('runs the patterns that forms need', () => {
  const wanted: readonly (readonly [pattern: string, good: string, bad: string])[] = [
    ['^[A-Z]{3}$', 'DKK', 'dkk'],
    ['^\\*{2,16}[0-9]{2,4}$', '****1234', '4571123412341234'],
    ['^[^@\\s]+@[^@\\s]+$', 'a@b', 'a b'],
    ['^(?:\\+45)?[0-9 ]{8,11}$', '+4512345678', 'x'],
    ['^[A-Z]{2}[0-9]{2}(?: [0-9]{4}){3,7}$', 'DK50 0040 0440 1162', 'DK50'],
    ['^(?<kind>P|S)-[0-9]+$', 'P-1', 'X-1'],
    ['æ|ø', 'blåbærgrød', 'abc'],
    ['[\\]*+?|(){}]', '*', 'a'],
  ]
  for (const [pattern, good, bad] of wanted) {
    assert.equal(guardedPattern(pattern, 'u').test(good), true, pattern)
    assert.equal(guardedPattern(pattern, 'u').test(bad), false, pattern)
  }
})

test('refuses patterns that a chosen text could keep busy for minutes', () => {
  const costly = [
    ...[
      '^(a+)+$',
      '^(a|a)*$',
      '^(a|aa)+$',
      '^([a-z]+)*$',
      '(x+x+)+y',
      '^(?:a?){40}a{40}$',
      '^((ab)*)*$',
      '^(a{1,5}){2,}$',
    ],
    ...[
      `^${'a?'.repeat(40)}${'a'.repeat(40)}$`,
      `^${'a{0,9}'.repeat(20)}$`,
      '^.*.*.*$',
      '.*a.*b',
      '(.)\\1',
      '(?<a>.)\\k<a>',
    ],
    ...['^(?=a)b', '(?<!a)b', `^${'a'.repeat(300)}$`, '^(a*)*$', '^(.*)(.*)(.*)$'],
  ]
  for (const pattern of costly)
    assert.throws(() => guardedPattern(pattern, 'u'), { message: 'pattern refused' }, pattern)
})

test('throws for what is no pattern at all', () => {
  for (const pattern of ['(', '[', 'a{2,1}', '*', '\\p{Nothing}']) {
    assert.throws(() => guardedPattern(pattern, 'u'), /SyntaxError|Invalid/, pattern)
  }
})

test('a linear pattern reads texts of any length, another only as far as it can be sure', () => {
  assert.equal(guardedPattern('^[^\\p{Cc}]*$', 'u').test('a'.repeat(50_000)), true)
  assert.equal(guardedPattern('a+$', 'u').test('a'.repeat(1_000)), true)
  assert.equal(guardedPattern('a+$', 'u').test('a'.repeat(1_001)), false)
})

test('is done in a moment with the worst that it lets through', () => {
  const worst = [
    guardedPattern('a*b', 'u'),
    guardedPattern('^a*a*b', 'u'),
    guardedPattern('^a*a*a?a?a?$', 'u'),
  ]
  const before = performance.now()

  for (const pattern of worst) assert.equal(pattern.test('a'.repeat(999) + 'c'), false)
  assert.ok(performance.now() - before < 2_000)
})

test('two patterns never print alike, since their printed form tells them apart', () => {
  assert.notEqual(String(guardedPattern('^a$', 'u')), String(guardedPattern('^b$', 'u')))
})
