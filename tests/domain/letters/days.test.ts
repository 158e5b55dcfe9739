import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayInWords } from '../../../shared/domain/letters/days.ts'

test('a day is written out, so that nobody mistakes the month for the day', () => {
  assert.equal(dayInWords('2026-03-05', 'da'), '5. marts 2026')
  assert.equal(dayInWords('2026-03-05', 'en'), '5 March 2026')
})

test('what is no day is not written at all', () => {
  for (const day of [
    '',
    '2026-02-30',
    '2026-13-01',
    '05-03-2026',
    '2026-3-5',
    'soon',
    '2026-03-05T10:00:00Z',
  ])
    assert.equal(dayInWords(day, 'da'), '', day)
})
