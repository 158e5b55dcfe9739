import { test } from 'node:test'
import assert from 'node:assert/strict'
import { property, assert as holds, jsonValue } from 'fast-check'

import { leafPointers, mergePatch, valueAt } from '../../../shared/application/collecting/form-data.ts'

test('every value of a form has a pointer that finds it again, whatever its name (RFC 6901)', () => {
  const data = { 'a/b': { 'c~d': [1, { '~1': null }] }, '': [], e: {} }

  assert.deepEqual(leafPointers(data), ['/a~1b/c~0d/0', '/a~1b/c~0d/1/~01', '/', '/e'])
  assert.deepEqual(
    leafPointers(data).map((pointer) => valueAt(data, pointer)),
    [1, null, [], {}],
  )
  assert.equal(valueAt(data, '/nowhere/at/all'), undefined)
})

test('a patch with everything makes anything of anything, but for what it cannot say (RFC 7396)', () => {
  holds(
    property(jsonValue(), jsonValue(), (target, patch) => {
      if (JSON.stringify(patch).includes('null') || JSON.stringify([target, patch]).includes('__proto__'))
        return
      for (const pointer of leafPointers(patch)) {
        const wanted = valueAt(patch, pointer)
        if (typeof wanted === 'object') continue
        assert.deepEqual(valueAt(mergePatch(target, patch), pointer), wanted)
      }
    }),
  )
})

test('the examples of RFC 7396 come out as it says', () => {
  const cases: readonly (readonly [unknown, unknown, unknown])[] = [
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [1, 2] }, { a: { b: 'c' } }, { a: { b: 'c' } }],
    [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ],
    [{ a: 'foo' }, null, null],
    ['foo', { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ]

  for (const [target, patch, expected] of cases) assert.deepEqual(mergePatch(target, patch), expected)
})
