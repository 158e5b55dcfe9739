import assert from 'node:assert/strict'
import test from 'node:test'

import fc from 'fast-check'

import { parseSchedule, parseTimeSpan } from '../../local/host/schedule.ts'

const next = (schedule: string, after: string): string =>
  new Date(parseSchedule(schedule).next(Date.parse(after))).toISOString().replace('.000Z', 'Z')

const examples: readonly (readonly [string, string, string])[] = [
  ['0 */5 * * * *', '2026-03-01T10:02:03Z', '2026-03-01T10:05:00Z'],
  ['0 */5 * * * *', '2026-03-01T10:05:00Z', '2026-03-01T10:10:00Z'],
  ['*/10 * * * * *', '2026-03-01T10:05:00.500Z', '2026-03-01T10:05:10Z'],
  ['0 0 3 * * *', '2026-12-31T03:00:00Z', '2027-01-01T03:00:00Z'],
  ['0 30 9 * * 1-5', '2026-03-06T09:30:00Z', '2026-03-09T09:30:00Z'],
  ['0 30 9 * * Mon-Fri', '2026-03-06T09:30:00Z', '2026-03-09T09:30:00Z'],
  ['0 0 0 1 JAN,jul *', '2026-01-01T00:00:00Z', '2026-07-01T00:00:00Z'],
  ['0 0 0 29 2 *', '2026-01-01T00:00:00Z', '2028-02-29T00:00:00Z'],
  ['0 0 0 29 2 1', '2026-01-01T00:00:00Z', '2044-02-29T00:00:00Z'],
  ['5/20 * * * * *', '2026-03-01T10:00:00Z', '2026-03-01T10:00:05Z'],
  ['5/20 * * * * *', '2026-03-01T10:00:45Z', '2026-03-01T10:01:05Z'],
  ['0 10-30/10 * * * *', '2026-03-01T10:20:00Z', '2026-03-01T10:30:00Z'],
  ['0,30 0 12 * * *', '2026-03-01T12:00:00Z', '2026-03-01T12:00:30Z'],
]

test('a schedule of six fields comes true where they all agree', () => {
  for (const [schedule, after, expected] of examples) assert.equal(next(schedule, after), expected, schedule)
})

test('a schedule of five fields means second 0', () => {
  assert.equal(next('*/15 * * * *', '2026-03-01T10:00:30Z'), '2026-03-01T10:15:00Z')
})

test('day of the month and weekday must both agree', () => {
  assert.equal(next('0 0 0 13 * 5', '2026-01-01T00:00:00Z'), '2026-02-13T00:00:00Z')
})

test('a TimeSpan is an interval, and hours beyond 23 are days', () => {
  assert.equal(next('01:30:00', '2026-03-01T10:00:00Z'), '2026-03-01T11:30:00Z')
  assert.equal(next('1.00:00:00', '2026-03-01T10:00:00Z'), '2026-03-02T10:00:00Z')
  assert.equal(parseTimeSpan('24:00:00'), 24 * 24 * 3600 * 1000)
  assert.equal(parseTimeSpan('00:05'), 300_000)
  for (const none of ['0 * * * *', '', '25:61:00', '1:99:00', '1.25:00:00'])
    assert.equal(parseTimeSpan(none), undefined)
})

test('a schedule that cannot be read, or never comes true, stops the start', () => {
  const refused = [
    '',
    '* * * *',
    '* * * * * * *',
    '60 * * * * *',
    '* * 24 * * *',
    '0 0 0 0 * *',
    '0 0 0 * 13 *',
    '0 0 0 * * 7',
    '0 0 0 30 2 *',
    '*/0 * * * * *',
    '5-1 * * * * *',
    '0 0 0 * Foo *',
    '1/2/3 * * * * *',
    '00:00:00',
    'a * * * * *',
    '-1 * * * * *',
  ]
  for (const schedule of refused) assert.throws(() => parseSchedule(schedule), /schedule/, schedule)
})

const field = (low: number, high: number) =>
  fc.oneof(
    fc.constant('*'),
    fc.integer({ min: low, max: high }).map(String),
    fc.integer({ min: 1, max: high }).map((step) => `*/${step}`),
    fc
      .tuple(fc.integer({ min: low, max: high }), fc.integer({ min: low, max: high }))
      .map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`),
  )

/** An independent reading of one field. */
function fits(text: string, value: number, low: number): boolean {
  const [range = '', step] = text.split('/')
  const [first, last] = range.split('-').map(Number)
  if (range === '*') return (value - low) % Number(step ?? 1) === 0
  return value >= (first ?? 0) && value <= (last ?? first ?? 0)
}

test('whatever the schedule, the next instant fits it and none before does', () => {
  const fields = fc.tuple(
    field(0, 59),
    field(0, 59),
    field(0, 23),
    fc.constantFrom('*', '1-31', '*/2'),
    field(0, 6),
  )
  const instants = fc.integer({ min: 0, max: 4e9 }).map((second) => second * 1000)
  fc.assert(
    fc.property(fields, instants, ([seconds, minutes, hours, days, weekdays], after) => {
      const found = parseSchedule(`${seconds} ${minutes} ${hours} ${days} * ${weekdays}`).next(after)
      const isDue = (at: number): boolean => {
        const date = new Date(at)
        return (
          fits(seconds, date.getUTCSeconds(), 0) &&
          fits(minutes, date.getUTCMinutes(), 0) &&
          fits(hours, date.getUTCHours(), 0) &&
          fits(days, date.getUTCDate(), 1) &&
          fits(weekdays, date.getUTCDay(), 0)
        )
      }

      assert.ok(found > after && isDue(found))
      for (let at = after + 1000; at < Math.min(found, after + 20_000_000); at += 1000) assert.ok(!isDue(at))
    }),
    { numRuns: 50 },
  )
})
