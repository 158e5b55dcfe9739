import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { easterSunday, orthodoxEasterSunday } from '../../../shared/domain/holidays/easter.ts'
import { holidayNames } from '../../../shared/domain/holidays/holiday-names.ts'
import {
  holidayCountries,
  holidayOn,
  holidayTables,
  isHoliday,
  isWorkingDay,
  rollForward,
} from '../../../shared/domain/holidays/holidays.ts'
import type { LocalDate } from '../../../shared/domain/time.ts'
import { addLocalDays, daysBetween, isoLocalDate, weekdayOf } from '../../../shared/domain/time.ts'
import { knownDays } from './known-days.ts'

const day = (iso: string): LocalDate => {
  const [year = 0, month = 0, dayOfMonth = 0] = iso.split('-').map(Number)
  return { year, month, day: dayOfMonth }
}

const holidaysOf = (country: (typeof holidayCountries)[number], year: number): readonly string[] =>
  Array.from({ length: 366 }, (_, index) => addLocalDays({ year, month: 1, day: 1 }, index))
    .filter((date) => date.year === year && isHoliday(date, country))
    .map(isoLocalDate)

test('Easter falls where the church tables put it', () => {
  const known = [
    '1818-03-22',
    '1943-04-25',
    '2000-04-23',
    '2008-03-23',
    '2018-04-01',
    '2019-04-21',
    '2020-04-12',
    '2024-03-31',
    '2025-04-20',
    '2026-04-05',
    '2027-03-28',
    '2028-04-16',
    '2038-04-25',
    '2049-04-18',
    '2285-03-22',
  ]
  for (const date of known) assert.equal(isoLocalDate(easterSunday(day(date).year)), date)
})

test('Easter is always a Sunday between 22 March and 25 April', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1583, max: 4099 }), (year) => {
      const easter = easterSunday(year)

      assert.equal(weekdayOf(easter), 7)
      assert.ok(daysBetween({ year, month: 3, day: 22 }, easter) >= 0)
      assert.ok(daysBetween(easter, { year, month: 4, day: 25 }) >= 0)
    }),
  )
})

test('Denmark keeps these days in 2026', () => {
  assert.deepEqual(holidaysOf('DK', 2026), [
    '2026-01-01',
    '2026-04-02',
    '2026-04-03',
    '2026-04-05',
    '2026-04-06',
    '2026-05-14',
    '2026-05-24',
    '2026-05-25',
    '2026-12-25',
    '2026-12-26',
  ])
})

test('Great Prayer Day was a Danish holiday until 2023', () => {
  assert.equal(holidayOn(day('2023-05-05'), 'DK')?.name, 'greatPrayerDay')
  assert.equal(isHoliday(day('2024-04-26'), 'DK'), false)
})

test('Germany keeps nine days in the whole country', () => {
  assert.deepEqual(holidaysOf('DE', 2026), [
    '2026-01-01',
    '2026-04-03',
    '2026-04-06',
    '2026-05-01',
    '2026-05-14',
    '2026-05-25',
    '2026-10-03',
    '2026-12-25',
    '2026-12-26',
  ])
})

test('Ireland keeps its Mondays, and Saint Brigid’s Day since 2023', () => {
  assert.deepEqual(holidaysOf('IE', 2026), [
    '2026-01-01',
    '2026-02-02',
    '2026-03-17',
    '2026-04-06',
    '2026-05-04',
    '2026-06-01',
    '2026-08-03',
    '2026-10-26',
    '2026-12-25',
    '2026-12-26',
  ])
  assert.equal(isHoliday(day('2022-02-07'), 'IE'), false)
  assert.equal(isHoliday(day('2022-03-18'), 'IE'), true)
  assert.equal(isHoliday(day('2023-03-18'), 'IE'), false)
})

test('Saint Brigid’s Day is 1 February itself where that is a Friday', () => {
  assert.equal(isHoliday(day('2030-02-01'), 'IE'), true)
  assert.equal(isHoliday(day('2030-02-04'), 'IE'), false)
  assert.equal(isHoliday(day('2023-02-06'), 'IE'), true)
})

test('the Netherlands keep King’s Day on the 26th where the 27th is a Sunday', () => {
  assert.deepEqual(holidaysOf('NL', 2026), [
    '2026-01-01',
    '2026-04-05',
    '2026-04-06',
    '2026-04-27',
    '2026-05-14',
    '2026-05-24',
    '2026-05-25',
    '2026-12-25',
    '2026-12-26',
  ])
  assert.equal(isHoliday(day('2025-04-26'), 'NL'), true)
  assert.equal(isHoliday(day('2025-04-27'), 'NL'), false)
})

test('a doubtful day is a working day, which only makes us earlier', () => {
  for (const date of ['2026-06-05', '2026-12-24', '2026-12-31', '2026-05-01'])
    assert.ok(isWorkingDay(day(date), 'DK'))
  assert.ok(isWorkingDay(day('2026-04-03'), 'IE'))
  assert.ok(isWorkingDay(day('2026-04-03'), 'NL'))
  assert.ok(isWorkingDay(day('2026-05-05'), 'NL'))
  assert.ok(isWorkingDay(day('2025-10-31'), 'DE'))
})

test('a last day that is no working day moves to the next one, and a working day stays', () => {
  assert.equal(isoLocalDate(rollForward(day('2027-03-25'), 'DK')), '2027-03-30')
  assert.equal(isoLocalDate(rollForward(day('2026-12-25'), 'DK')), '2026-12-28')
  assert.equal(isoLocalDate(rollForward(day('2026-12-28'), 'DK')), '2026-12-28')
})

test('no holiday moves a last day by more than five days, in any country and year', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 36_500 }),
      fc.constantFrom(...holidayCountries),
      (days, country) => {
        const last = addLocalDays({ year: 2018, month: 5, day: 25 }, days)
        const rolled = rollForward(last, country)

        assert.ok(isWorkingDay(rolled, country))
        assert.ok(daysBetween(last, rolled) >= 0 && daysBetween(last, rolled) <= 5)
      },
    ),
  )
})

for (const [country, years] of Object.entries(knownDays))
  test(`the calendar of ${country} has these public holidays in 2026 and 2027`, () => {
    for (const [year, days] of Object.entries(years))
      assert.deepEqual(
        holidaysOf(country as keyof typeof knownDays, Number(year)).map((date) => date.slice(5)),
        days.split(' '),
      )
  })

test('every country of the European Economic Area is known', () => {
  const states =
    'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(' ')

  assert.deepEqual(holidayCountries, states)
})

test('the Orthodox Easter falls where the church tables put it, into another century too', () => {
  const known = ['2018-04-08', '2021-05-02', '2024-05-05', '2025-04-20', '2026-04-12', '2027-05-02']

  for (const date of [...known, '1899-04-30', '2100-05-02'])
    assert.equal(isoLocalDate(orthodoxEasterSunday(day(date).year)), date)
})

test('in Greece the first of May is no holiday where it falls in the Holy Week', () => {
  for (const date of ['2021-05-01', '2024-05-01', '2027-05-01']) assert.ok(!isHoliday(day(date), 'GR'), date)
  for (const date of ['2025-05-01', '2026-05-01', '2016-05-01', '2005-05-01'])
    assert.ok(isHoliday(day(date), 'GR'), date)
})

test('a holiday holds in the years of its law, and not before or after', () => {
  const kept = (country: 'HR' | 'SK' | 'PL' | 'IT' | 'LU', monthAndDay: string, years: readonly number[]) =>
    years.map((year) => isHoliday(day(`${year}-${monthAndDay}`), country))

  assert.deepEqual(kept('HR', '06-25', [2019, 2020]), [true, false])
  assert.deepEqual(kept('HR', '05-30', [2019, 2020]), [false, true])
  assert.deepEqual(kept('SK', '05-08', [2025, 2026, 2027]), [true, false, true])
  assert.deepEqual(kept('SK', '11-17', [2024, 2025]), [true, false])
  assert.deepEqual(kept('PL', '12-24', [2024, 2025]), [false, true])
  assert.deepEqual(kept('IT', '10-04', [2025, 2026]), [false, true])
  assert.deepEqual(kept('LU', '05-09', [2018, 2019]), [false, true])
})

test('every holiday is called something in both languages, and no name is there that no country keeps', () => {
  const named = new Set(
    [2018, 2022, 2027].flatMap((year) =>
      holidayCountries.flatMap((country) =>
        holidaysOf(country, year).map((date) => holidayOn(day(date), country)?.name),
      ),
    ),
  )

  assert.deepEqual([...named].sort(), Object.keys(holidayNames).sort())
  for (const { da, en } of Object.values(holidayNames)) assert.ok(da && en)
})

test('every table says which version it is, so that it can be told what a date was counted by', () => {
  for (const country of holidayCountries) {
    const { version, rules } = holidayTables[country]
    assert.match(version, /^\d{4}\.\d+$/, country)
    assert.ok(rules.length > 7, country)
  }
})
