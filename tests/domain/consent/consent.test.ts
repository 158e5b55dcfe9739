import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ConsentEvent } from '../../../shared/domain/consent/consent.ts'
import { consentState, isConsentGiven } from '../../../shared/domain/consent/consent.ts'

const at = (day: number): Date => new Date(Date.UTC(2026, 2, day))
const said = (state: ConsentEvent['state'], day: number, more: Partial<ConsentEvent> = {}): ConsentEvent => ({
  purposeId: 'newsletter',
  state,
  at: at(day),
  ...more,
})

test('silence is not consent', () => {
  assert.equal(consentState([], 'newsletter', at(1)), 'unknown')
  assert.equal(isConsentGiven([], 'newsletter', at(1)), false)
  assert.equal(isConsentGiven([said('given', 1, { purposeId: 'profiling' })], 'newsletter', at(2)), false)
})

test('asking is not an answer: what was only requested is not given', () => {
  assert.equal(isConsentGiven([said('requested', 1)], 'newsletter', at(2)), false)
})

test('withdrawal holds from its moment on, and what was done before stays lawful', () => {
  const history = [said('given', 1), said('withdrawn', 5)]

  assert.equal(isConsentGiven(history, 'newsletter', at(4)), true)
  assert.equal(isConsentGiven(history, 'newsletter', at(5)), false)
})

test('the latest event decides in whatever order they arrive; at the same moment the one recorded last', () => {
  assert.equal(consentState([said('withdrawn', 5), said('given', 1)], 'newsletter', at(6)), 'withdrawn')
  assert.equal(consentState([said('given', 5), said('refused', 5)], 'newsletter', at(6)), 'refused')
})

test('a consent given for a time expires by itself', () => {
  const history = [said('given', 1, { validUntil: at(10) })]

  assert.equal(consentState(history, 'newsletter', at(9)), 'given')
  assert.equal(consentState(history, 'newsletter', at(10)), 'expired')
})
