import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { dueDates, firstMonthEnds } from '../../../shared/domain/requests/deadline.ts'
import { nextUnverifiedStep } from '../../../shared/domain/requests/unverified.ts'
import { addDays } from '../../../shared/domain/time.ts'

const receivedAt = new Date('2026-03-05T11:00:00Z')
const calendar = { timeZone: 'Europe/Copenhagen', country: 'DK' } as const
const due = dueDates({ receivedAt, calendar, pauses: [] }, receivedAt)
const next = (done: readonly string[], now: Date) =>
  nextUnverifiedStep({ receivedAt, done, dueDates: due }, now)

test('who has not used the link is reminded on day 3 and day 10, and gets a letter within the month', () => {
  assert.deepEqual(next([], receivedAt), { step: 'firstReminder', at: new Date('2026-03-08T11:00:00Z') })
  assert.deepEqual(next(['firstReminder'], addDays(receivedAt, 3)), {
    step: 'secondReminder',
    at: new Date('2026-03-15T11:00:00Z'),
  })
  assert.deepEqual(next(['firstReminder', 'secondReminder'], addDays(receivedAt, 10)), {
    step: 'expire',
    at: new Date('2026-04-02T21:59:59.999Z'),
  })
})

test('a request that still waits after its last day is to expire at once, even if that was tried before', () => {
  const expiry = { step: 'expire', at: new Date('2026-04-02T21:59:59.999Z') }

  assert.deepEqual(next(['firstReminder', 'secondReminder', 'expire'], addDays(receivedAt, 40)), expiry)
  assert.deepEqual(next(['expire'], addDays(receivedAt, 40)), expiry)
})

test('a missed reminder is not sent together with the next', () => {
  assert.equal(next([], addDays(receivedAt, 4)).step, 'firstReminder')
  assert.equal(next([], addDays(receivedAt, 11)).step, 'secondReminder')
  assert.equal(next(['secondReminder'], addDays(receivedAt, 11)).step, 'expire')
  assert.equal(next([], addDays(receivedAt, 40)).step, 'expire')
})

test('the letter of Art. 12(4) always falls inside the month, after both reminders', () => {
  const receipts = fc.date({ min: new Date('2018-05-25'), max: new Date('2118-05-25'), noInvalidDate: true })
  fc.assert(
    fc.property(receipts, (receipt) => {
      const ledger = { receivedAt: receipt, calendar, pauses: [] }
      const step = nextUnverifiedStep(
        {
          receivedAt: receipt,
          done: ['firstReminder', 'secondReminder'],
          dueDates: dueDates(ledger, receipt),
        },
        receipt,
      )

      assert.equal(step.step, 'expire')
      assert.ok(step.at > addDays(receipt, 10) && step.at < firstMonthEnds(ledger))
    }),
  )
})
