import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'

import { chainFault } from '../../../shared/domain/consent/chain.ts'
import type { ConsentEvent, ConsentFact } from '../../../shared/domain/consent/event.ts'
import {
  consentProofMonthsOf,
  keptUntil,
  mayGo,
  statesWithout,
} from '../../../shared/domain/consent/keeping.ts'
import { currentState, foldEvents, stateOf } from '../../../shared/domain/consent/state.ts'
import { aFact, aHistory, sha256Hex } from '../../support/consent.ts'

type Decision = ConsentFact['purposes'][number]

const about = (decision: Decision['decision'], purposeId = 'newsletter', validUntil?: string): Decision => ({
  ...{ purposeId, decision, explicit: false },
  ...(validUntil !== undefined && { validUntil }),
})
const day = (n: number) => `2026-03-${String(n).padStart(2, '0')}T12:00:00.000Z`
const historyOf = (...facts: Partial<ConsentFact>[]) => aHistory(facts.map(aFact)).events
const untilOf = (events: ReturnType<typeof historyOf>, consentId = 'consent1') =>
  keptUntil(events, () => 12)
    .get(consentId)
    ?.toISOString()

test('what still holds is kept, however long', () => {
  assert.equal(untilOf(historyOf({})), undefined)
  assert.equal(untilOf(historyOf({ purposes: [about('given'), about('refused', 'profiling')] })), undefined)
})

test('what was withdrawn, refused, or ran out is kept for the stated months from then on', () => {
  const withdrawn = { type: 'withdrawn', at: day(5), purposes: [about('withdrawn')] } as const
  assert.equal(untilOf(historyOf({}, withdrawn)), '2027-03-05T12:00:00.000Z')
  assert.equal(
    untilOf(historyOf({ type: 'refused', purposes: [about('refused')] })),
    '2027-03-01T12:00:00.000Z',
  )
  assert.equal(
    untilOf(historyOf({ purposes: [about('given', 'newsletter', day(9))] })),
    '2027-03-09T12:00:00.000Z',
  )
})

test('what another decision took the place of ended with that decision', () => {
  const events = historyOf({}, { consentId: 'consent2', at: day(7) })
  assert.equal(untilOf(events), '2027-03-07T12:00:00.000Z')
  assert.equal(untilOf(events, 'consent2'), undefined)
})

test('what was only asked for goes when nobody can confirm it any more', () => {
  const events = historyOf({ type: 'requested', at: day(1) })
  assert.equal(untilOf(events), '2026-03-31T12:00:00.000Z')
})

test('of several purposes the last to end decides', () => {
  const events = historyOf(
    { purposes: [about('given'), about('given', 'profiling')] },
    { type: 'withdrawn', at: day(5), purposes: [about('withdrawn')] },
    { type: 'withdrawn', at: day(3), purposes: [about('withdrawn', 'profiling')] },
  )
  assert.equal(untilOf(events), '2027-03-05T12:00:00.000Z')
})

test('a withdrawal does not go before the yes that it took back: nothing comes back when proof goes', () => {
  const events = historyOf(
    { purposes: [about('given'), about('given', 'profiling')] },
    { consentId: 'consent2', at: day(2) },
    { consentId: 'consent2', type: 'withdrawn', at: day(3), purposes: [about('withdrawn')] },
  )
  const days = keptUntil(events, () => 12)
  assert.deepEqual([...days.keys()], ['consent2'])
  assert.deepEqual(mayGo(events, days, new Date('2030-01-01T00:00:00.000Z')), [])
})

test('the usual time is five years, and a company may state another', () => {
  assert.deepEqual(
    [consentProofMonthsOf(undefined), consentProofMonthsOf({ consentProofMonths: 24 })],
    [60, 24],
  )
})

const someFact = fc
  .record({
    consentId: fc.constantFrom('consent1', 'consent2', 'consent3'),
    type: fc.constantFrom('requested', 'given', 'refused', 'withdrawn', 'expired' as const),
    purposes: fc.uniqueArray(fc.constantFrom('newsletter', 'profiling'), { minLength: 1 }),
  })
  .map(({ purposes, type, consentId }) => ({
    ...{ consentId, type },
    purposes: purposes.map((purposeId) => about(type === 'requested' ? 'given' : type, purposeId)),
  }))

test('whatever was said, what goes leaves no yes that there was not, and a chain that still holds', () => {
  fc.assert(
    fc.property(fc.array(someFact, { maxLength: 12 }), fc.nat(400), (facts, later) => {
      const { events, head } = aHistory(facts.map((fact, n) => aFact({ ...fact, at: day(n + 1) })))
      const now = new Date(Date.UTC(2026, 2, 1 + later * 3))
      const gone = mayGo(
        events,
        keptUntil(events, () => 12),
        now,
      )
      const before = foldEvents(events)
      for (const [purposeId, state] of Object.entries(statesWithout(events, gone)))
        assert.deepEqual(currentState(state, now), currentState(stateOf(before, purposeId), now))
      const isGone = ({ consentId }: ConsentEvent) => gone.includes(consentId)
      const left = events.filter((event) => !isGone(event))
      const hashes = events.filter(isGone).map(({ seq, prevHash, hash }) => ({ seq, prevHash, hash }))
      assert.equal(chainFault(sha256Hex, left, head, hashes), undefined)
      if (hashes.length > 0) assert.ok(chainFault(sha256Hex, left, head), 'nobody else can leave one out')
    }),
  )
})
