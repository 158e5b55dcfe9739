import assert from 'node:assert/strict'
import { test } from 'node:test'

import { intervalsOf, type Step } from '../../../shared/domain/reports/intervals.ts'
import { isoLocalDate } from '../../../shared/domain/time.ts'

const period = { from: { year: 2026, month: 1, day: 30 }, to: { year: 2026, month: 3, day: 2 } }

const within = (step: Step) =>
  intervalsOf(period, step).map(({ from, to }) => `${isoLocalDate(from)}/${isoLocalDate(to)}`)

test('a period falls into days, each on its own', () => {
  assert.equal(within('day').length, 32)
  assert.deepEqual(within('day').slice(0, 3), [
    '2026-01-30/2026-01-30',
    '2026-01-31/2026-01-31',
    '2026-02-01/2026-02-01',
  ])
})

test('weeks begin on Monday, and the first and the last are what of them is in the period', () => {
  assert.deepEqual(within('week'), [
    '2026-01-30/2026-02-01',
    '2026-02-02/2026-02-08',
    '2026-02-09/2026-02-15',
    '2026-02-16/2026-02-22',
    '2026-02-23/2026-03-01',
    '2026-03-02/2026-03-02',
  ])
})

test('months begin on their first day, however late the period began in one', () => {
  assert.deepEqual(within('month'), [
    '2026-01-30/2026-01-31',
    '2026-02-01/2026-02-28',
    '2026-03-01/2026-03-02',
  ])
})
