import assert from 'node:assert/strict'
import { test } from 'node:test'

import {
  consentRenewalDaysOf,
  dueSteps,
  firstLook,
  renewableFrom,
} from '../../../shared/domain/consent/expiry.ts'
import type { PurposeState } from '../../../shared/domain/consent/state.ts'

const now = new Date('2026-03-01T12:00:00.000Z')
const validUntil = '2026-05-01T12:00:00.000Z'

const given = (more: Partial<PurposeState> = {}): PurposeState => ({
  ...{ state: 'given', at: '2026-01-01T12:00:00.000Z', formId: 'form1', version: 1 },
  ...{ consentId: 'consent1', explicit: false, validUntil, ...more },
})

test('what holds without an end, or no longer holds, asks for nothing', () => {
  const { validUntil: _end, ...forGood } = given()
  const states = { forGood, over: given({ state: 'withdrawn' }) }
  assert.deepEqual(dueSteps(states, { days: 30, now }), [])
  assert.equal(firstLook(states), undefined)
})

test('it is asked about once for each end of its time, and then runs out', () => {
  const states = { newsletter: given() }
  const [asks] = dueSteps(states, { days: 30, now })
  assert.deepEqual([asks?.kind, asks?.at.toISOString()], ['renewal', '2026-04-01T12:00:00.000Z'])
  const [ends] = dueSteps(states, { asked: { newsletter: validUntil }, days: 30, now })
  assert.deepEqual([ends?.kind, ends?.at.toISOString()], ['expiry', validUntil])
  const [again] = dueSteps(states, { asked: { newsletter: '2024-05-01T12:00:00.000Z' }, days: 30, now })
  assert.equal(again?.kind, 'renewal')
})

test('what has run out is not asked about any more', () => {
  const [step] = dueSteps({ newsletter: given() }, { days: 30, now: new Date(validUntil) })
  assert.equal(step?.kind, 'expiry')
})

test('of several the earliest comes first, and the first look is before all of them', () => {
  const states = { late: given({ validUntil: '2026-08-01T12:00:00.000Z' }), soon: given() }
  assert.deepEqual(
    dueSteps(states, { days: 30, now }).map(({ purposeId }) => purposeId),
    ['soon', 'late'],
  )
  assert.equal(firstLook(states)?.toISOString(), '2026-03-02T12:00:00.000Z')
})

test('nobody is asked again before half of the time is over, counted from when they said it', () => {
  const state = { at: '2026-04-01T12:00:00.000Z', validUntil }
  assert.equal(renewableFrom(state, 90).toISOString(), '2026-04-16T12:00:00.000Z')
  const said = { ...state, saidAt: '2026-03-02T12:00:00.000Z' }
  assert.equal(renewableFrom(said, 90).toISOString(), '2026-04-01T12:00:00.000Z')
})

test('a company that says nothing asks thirty days before', () => {
  assert.deepEqual(
    [consentRenewalDaysOf(undefined), consentRenewalDaysOf({ consentRenewalDays: 7 })],
    [30, 7],
  )
})
