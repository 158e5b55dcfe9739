import assert from 'node:assert/strict'
import { test } from 'node:test'

import { disclosed } from '../../../shared/domain/reports/disclosure.ts'

const told = (counts: Readonly<Record<string, number>>) => disclosed(new Map(Object.entries(counts)), 5)

test('numbers of five people and more are told, the largest first', () => {
  assert.deepEqual(told({ web: 7, letter: 9 }), {
    values: [
      { key: 'letter', count: 9 },
      { key: 'web', count: 7 },
    ],
    others: 0,
  })
})

test('a number of fewer than five is not told, and cannot be had as the total less the rest', () => {
  const { values, others } = told({ web: 20, letter: 7, phone: 2 })

  assert.deepEqual(values, [{ key: 'web', count: 20 }])
  assert.equal(others, 9)
})

test('what is left out is at least five people, of at least two values', () => {
  assert.equal(told({ web: 20, letter: 1, phone: 1 }).others, 22)
  assert.deepEqual(told({ web: 20, letter: 4, phone: 4 }), { values: [{ key: 'web', count: 20 }], others: 8 })
})

test('where there are too few in all, only their number is told', () => {
  assert.deepEqual(told({ web: 2, letter: 1 }), { values: [], others: 3 })
  assert.deepEqual(told({}), { values: [], others: 0 })
})

test('a value that nobody has is left out like one that few have', () => {
  assert.deepEqual(told({ web: 0, letter: 6 }), { values: [{ key: 'letter', count: 6 }], others: 0 })
})

test('whatever the counts are, nothing small can be recovered from what is told', () => {
  for (let seed = 1; seed < 500; seed++) {
    const counts = new Map(
      Array.from({ length: 1 + (seed % 6) }, (_, i) => [`v${i}`, (seed * (i + 3) * 7) % 13] as const),
    )
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
    const { values, others } = disclosed(counts, 5)

    assert.equal(values.reduce((sum, { count }) => sum + count, 0) + others, total)
    assert.ok(values.every(({ count }) => count >= 5))
    const named = new Set(values.map(({ key }) => key))
    const left = [...counts].filter(([key, count]) => count > 0 && !named.has(key))
    assert.ok(left.length !== 1 || named.size === 0, 'a single value is not left out alone')
    assert.ok(
      others === 0 || others >= 5 || named.size === 0,
      'those left out are enough to hide one among them',
    )
  }
})
