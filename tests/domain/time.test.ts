import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { LocalDate } from '../../shared/domain/time.ts'
import {
  addDays,
  addHours,
  addLocalDays,
  addMinutes,
  addMonths,
  compareLocalDates,
  daysBetween,
  earlierDate,
  earlierOf,
  instantOf,
  endOfLocalDay,
  formatLocalDate,
  isoLocalDate,
  laterDate,
  localDateOf,
  parseLocalDate,
  startOfLocalDay,
  weekdayName,
  weekdayOf,
} from '../../shared/domain/time.ts'

const copenhagen = 'Europe/Copenhagen'
const zones = [
  copenhagen,
  'UTC',
  'America/Sao_Paulo',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Pacific/Kiritimati',
  'Africa/Cairo',
]

const day = (iso: string): LocalDate => {
  const [year = 0, month = 0, dayOfMonth = 0] = iso.split('-').map(Number)
  return { year, month, day: dayOfMonth }
}

const instants = fc.date({ min: new Date('2015-01-01'), max: new Date('2060-01-01'), noInvalidDate: true })
const dates = instants.map((instant) => localDateOf(instant, 'UTC'))

test('hours and days of a schedule are absolute, whatever the clocks on the wall do', () => {
  const beforeSpring = new Date('2026-03-28T12:00:00Z')

  assert.equal(addDays(beforeSpring, 1).toISOString(), '2026-03-29T12:00:00.000Z')
  assert.equal(addHours(beforeSpring, -2).toISOString(), '2026-03-28T10:00:00.000Z')
  assert.equal(addMinutes(beforeSpring, 90).toISOString(), '2026-03-28T13:30:00.000Z')
})

test('the day of receipt is the day that the company’s calendar shows', () => {
  assert.deepEqual(localDateOf(new Date('2026-01-31T22:59:59Z'), copenhagen), day('2026-01-31'))
  assert.deepEqual(localDateOf(new Date('2026-01-31T23:00:00Z'), copenhagen), day('2026-02-01'))
  assert.deepEqual(localDateOf(new Date('2026-12-31T10:00:00Z'), 'Pacific/Kiritimati'), day('2027-01-01'))
})

test('a day in Copenhagen lasts 23 hours in spring, 25 in autumn and else 24', () => {
  const hours = (iso: string) =>
    (endOfLocalDay(day(iso), copenhagen).getTime() + 1 - startOfLocalDay(day(iso), copenhagen).getTime()) /
    3_600_000

  assert.equal(hours('2026-03-29'), 23)
  assert.equal(hours('2026-10-25'), 25)
  assert.equal(hours('2026-10-26'), 24)
  assert.equal(endOfLocalDay(day('2026-03-29'), copenhagen).toISOString(), '2026-03-29T21:59:59.999Z')
})

test('a day begins at one o’clock where the clocks are put forward at midnight', () => {
  assert.equal(
    startOfLocalDay(day('2018-11-04'), 'America/Sao_Paulo').toISOString(),
    '2018-11-04T03:00:00.000Z',
  )
  assert.equal(startOfLocalDay(day('2026-04-24'), 'Africa/Cairo').toISOString(), '2026-04-23T22:00:00.000Z')
})

test('every instant lies inside the local day that it is dated to, in every zone', () => {
  fc.assert(
    fc.property(instants, fc.constantFrom(...zones), (instant, zone) => {
      const date = localDateOf(instant, zone)

      assert.ok(startOfLocalDay(date, zone) <= instant && instant <= endOfLocalDay(date, zone))
    }),
  )
})

test('one local day ends where the next begins, without a gap and without an overlap', () => {
  fc.assert(
    fc.property(dates, fc.constantFrom(...zones), (date, zone) => {
      const end = endOfLocalDay(date, zone)
      const next = startOfLocalDay(addLocalDays(date, 1), zone)

      assert.equal(next.getTime() - end.getTime(), 1)
      assert.deepEqual(localDateOf(end, zone), date)
      assert.deepEqual(localDateOf(next, zone), addLocalDays(date, 1))
    }),
  )
})

test('a month ends on the same-numbered day, or on the last day of a shorter month', () => {
  const cases = [
    ['2026-03-05', 1, '2026-04-05'],
    ['2026-08-31', 1, '2026-09-30'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2026-10-31', 3, '2027-01-31'],
    ['2026-12-31', 2, '2027-02-28'],
    ['2026-02-28', 1, '2026-03-28'],
    ['2026-03-31', -1, '2026-02-28'],
  ] as const
  for (const [from, months, to] of cases) assert.equal(isoLocalDate(addMonths(day(from), months)), to, from)
})

test('one month after receipt is always 28 to 31 days away, whatever the day of arrival', () => {
  fc.assert(
    fc.property(dates, (date) => {
      const days = daysBetween(date, addMonths(date, 1))

      assert.ok(days >= 28 && days <= 31)
    }),
  )
})

test('counting days forward and back comes out where it began', () => {
  fc.assert(
    fc.property(dates, fc.integer({ min: -4000, max: 4000 }), (date, days) => {
      const moved = addLocalDays(date, days)

      assert.equal(daysBetween(date, moved), days)
      assert.deepEqual(addLocalDays(moved, -days), date)
      assert.equal(compareLocalDates(date, moved) < 0, days > 0)
    }),
  )
})

test('of two dates or instants the earlier and the later are found in either order', () => {
  const [early, late] = [new Date('2026-01-01'), new Date('2026-01-02')]

  assert.deepEqual([earlierOf(early, late), earlierOf(late, early)], [early, early])
  const [first, second] = [day('2026-01-31'), day('2026-02-01')]
  assert.deepEqual([earlierDate(first, second), earlierDate(second, first)], [first, first])
  assert.deepEqual([laterDate(first, second), laterDate(second, first)], [second, second])
})

test('a date is written in words, since 04-05 and 05-04 are read differently', () => {
  assert.equal(formatLocalDate(day('2026-04-05'), 'en'), '5 April 2026')
  assert.equal(formatLocalDate(day('2026-04-05'), 'da'), '5. april 2026')
  assert.equal(formatLocalDate(day('2026-12-31'), 'da'), '31. december 2026')
  assert.equal(isoLocalDate(day('2026-04-05')), '2026-04-05')
})

test('weekdays count from Monday and have names in both languages', () => {
  assert.deepEqual([weekdayOf(day('2026-04-06')), weekdayOf(day('2026-04-12'))], [1, 7])
  assert.equal(weekdayName(day('2026-04-12'), 'da'), 'søndag')
  assert.equal(weekdayName(day('2026-04-08'), 'en'), 'Wednesday')
})

test('an instant is read as it was written, and what is none is a defect', () => {
  assert.equal(instantOf('2026-03-05T09:00:00.000Z').getTime(), Date.UTC(2026, 2, 5, 9))
  assert.throws(() => instantOf('soon'), RangeError)
})

test('a day is read as it is written, and one that the calendar lacks is none', () => {
  assert.deepEqual(parseLocalDate('2026-02-28'), day('2026-02-28'))
  for (const wrong of ['2026-02-29', '2026-2-28', '', '2026-02-28T00:00:00Z'])
    assert.equal(parseLocalDate(wrong), undefined)
})
