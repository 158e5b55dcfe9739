import assert from 'node:assert/strict'
import { test } from 'node:test'
import { breachDueAt, breachRemindAt, isAwareness } from '../../../shared/domain/retention/breach.ts'

test('the authority is told within 72 hours of awareness, also over a weekend and the change of the clocks', () => {
  assert.equal(breachDueAt(new Date('2026-03-27T16:00:00Z')).toISOString(), '2026-03-30T16:00:00.000Z')
})

test('the reminder comes a day before the authority must be told', () => {
  const dueAt = new Date('2026-03-30T16:00:00Z')
  const next = (now: string) => breachRemindAt(dueAt, new Date(now)).toISOString()
  assert.equal(next('2026-03-27T16:00:00Z'), '2026-03-29T16:00:00.000Z')
  assert.equal(next('2026-03-29T16:00:00Z'), '2026-03-30T16:00:00.000Z')
  assert.equal(next('2026-03-30T16:00:00Z'), '2026-03-31T16:00:00.000Z')
  assert.equal(next('2026-04-02T17:00:00Z'), '2026-04-03T16:00:00.000Z')
})

test('nobody becomes aware of a breach before it happened, or in the future', () => {
  const between = { leftAt: new Date('2026-03-02T08:00:00Z'), now: new Date('2026-03-05T08:00:00Z') }
  for (const [at, possible] of [
    ['2026-03-02T07:59:59Z', false],
    ['2026-03-02T08:00:00Z', true],
    ['2026-03-05T08:00:00Z', true],
    ['2026-03-05T08:00:01Z', false],
  ] as const)
    assert.equal(isAwareness(new Date(at), between), possible, at)
})
