import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Ledger, Pause } from '../../../shared/domain/requests/deadline.ts'
import { dueDates } from '../../../shared/domain/requests/deadline.ts'
import type { PauseWish } from '../../../shared/domain/requests/pause.ts'
import { longestPauseDays, mayPause, pauseReasons } from '../../../shared/domain/requests/pause.ts'
import { addDays } from '../../../shared/domain/time.ts'

const receivedAt = new Date('2026-03-05T11:00:00Z')
const now = addDays(receivedAt, 5)

const aLedger = (more: Partial<Ledger> = {}): Ledger => ({
  receivedAt,
  calendar: { timeZone: 'Europe/Copenhagen', country: 'DK' },
  pauses: [],
  ...more,
})

const aWish = (more: Partial<PauseWish> = {}): PauseWish => ({
  reason: 'identityInformation',
  until: addDays(now, 14),
  waiting: ['access', 'erasure'],
  ...more,
})

const aPause = (more: Partial<Pause> = {}): Pause => ({
  startedAt: receivedAt,
  until: addDays(receivedAt, 10),
  reason: 'identityInformation',
  ...more,
})

const codeOf = (result: ReturnType<typeof mayPause>): string => (result.ok ? 'allowed' : result.error.code)

test('the clock waits for two reasons only', () => {
  assert.deepEqual(pauseReasons, ['identityInformation', 'specification'])
})

test('the clock may wait for identity information, for the request or for one right', () => {
  assert.equal(codeOf(mayPause(aLedger(), aWish(), now)), 'allowed')
  assert.equal(codeOf(mayPause(aLedger(), aWish({ right: 'erasure' }), now)), 'allowed')
})

test('specification is asked for where access to much is wanted, and for nothing else', () => {
  const specification = (more: Partial<PauseWish>) =>
    codeOf(mayPause(aLedger(), aWish({ reason: 'specification', ...more }), now))

  assert.equal(specification({ right: 'access' }), 'allowed')
  assert.equal(specification({ waiting: ['access'] }), 'allowed')
  assert.equal(specification({ right: 'erasure' }), 'pauseNotForRight')
  assert.equal(specification({}), 'pauseNotForRight')
})

test('withdrawing consent never waits, and a right that no longer waits cannot pause', () => {
  assert.equal(
    codeOf(mayPause(aLedger(), aWish({ right: 'consentWithdrawal', waiting: ['consentWithdrawal'] }), now)),
    'pauseNotForRight',
  )
  assert.equal(codeOf(mayPause(aLedger(), aWish({ right: 'rectification' }), now)), 'pauseNotForRight')
})

test('a pause ends by itself, in the future and within thirty days', () => {
  const until = (end: Date) => codeOf(mayPause(aLedger(), aWish({ until: end }), now))

  assert.equal(until(now), 'pauseEndInvalid')
  assert.equal(until(addDays(now, longestPauseDays)), 'allowed')
  assert.equal(until(new Date(addDays(now, longestPauseDays).getTime() + 1)), 'pauseEndInvalid')
})

test('what is paused already is not paused again, but another right may be', () => {
  const paused = aLedger({ pauses: [aPause({ right: 'access' })] })

  assert.equal(codeOf(mayPause(paused, aWish({ right: 'access' }), now)), 'alreadyPaused')
  assert.equal(codeOf(mayPause(paused, aWish(), now)), 'alreadyPaused')
  assert.equal(codeOf(mayPause(paused, aWish({ right: 'erasure' }), now)), 'allowed')
})

test('a question that met silence does not stop the clock twice; one that was answered may lead to another', () => {
  const silent = aLedger({ pauses: [aPause({ until: addDays(receivedAt, 3) })] })
  const answeredOnce = aLedger({ pauses: [aPause({ answeredAt: addDays(receivedAt, 2) })] })

  assert.equal(codeOf(mayPause(silent, aWish(), now)), 'pauseReasonUsed')
  assert.equal(codeOf(mayPause(silent, aWish({ right: 'access' }), now)), 'pauseReasonUsed')
  assert.equal(codeOf(mayPause(silent, aWish({ right: 'access', reason: 'specification' }), now)), 'allowed')
  assert.equal(codeOf(mayPause(answeredOnce, aWish(), now)), 'allowed')
})

test('a question asked after the internal target was not asked without undue delay, unless an extension moved it', () => {
  const late = new Date(dueDates(aLedger(), now).internalDue.getTime() + 1)
  const extended = aLedger({ extension: { months: 1, sentAt: now } })
  const wish = aWish({ until: addDays(late, 7) })

  assert.equal(codeOf(mayPause(aLedger(), wish, new Date(late.getTime() - 1))), 'allowed')
  assert.equal(codeOf(mayPause(aLedger(), wish, late)), 'pauseTooLate')
  assert.equal(codeOf(mayPause(extended, wish, late)), 'allowed')
})
