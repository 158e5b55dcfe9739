import assert from 'node:assert/strict'
import { test } from 'node:test'

import { durationMs } from '../../../local/mailbox/duration.ts'

const after = (text: string, from: string): string => {
  const moved = durationMs(text, Date.parse(from))
  return moved.ok ? new Date(Date.parse(from) + moved.value).toISOString() : moved.error.errors[0].code
}

test('a month and a year are those of the calendar, from the day on which the clock stands', () => {
  assert.equal(after('P1M', '2026-01-31T10:00:00.000Z'), '2026-02-28T10:00:00.000Z')
  assert.equal(after('P1M', '2026-03-02T23:59:00.000Z'), '2026-04-02T23:59:00.000Z')
  assert.equal(after('P1Y', '2028-02-29T00:00:00.000Z'), '2029-02-28T00:00:00.000Z')
  assert.equal(after('P1Y2M3DT4H5M6S', '2026-01-01T00:00:00.000Z'), '2027-03-04T04:05:06.000Z')
})

test('ten years are the most of one move, and what is no duration is refused', () => {
  assert.equal(after('P10Y', '2026-01-01T00:00:00.000Z'), '2036-01-01T00:00:00.000Z')
  assert.equal(after('P121M', '2026-01-01T00:00:00.000Z'), 'durationTooLong')
  assert.equal(after('P999999999999Y', '2026-01-01T00:00:00.000Z'), 'durationTooLong')
  assert.equal(after('P1W1M', '2026-01-01T00:00:00.000Z'), 'duration')
})
