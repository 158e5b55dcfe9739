import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { ConsentEvent, ConsentFact, PurposeDecision } from '../../../shared/domain/consent/event.ts'
import {
  checkedState,
  currentState,
  foldEvents,
  stateOf,
  withEvent,
} from '../../../shared/domain/consent/state.ts'
import { aFact, aHistory } from '../../support/consent.ts'

const on = (day: number): string => new Date(Date.UTC(2026, 2, day)).toISOString()
const at = (day: number): Date => new Date(on(day))

type Said = Partial<ConsentFact> & { readonly validUntil?: string; readonly purposeId?: string }

/** A fact about one purpose; a wish is one to give. */
function said(
  decision: PurposeDecision['decision'] | 'requested',
  day: number,
  more: Said = {},
): ConsentFact {
  const { validUntil, purposeId = 'newsletter', ...fact } = more
  const purpose = {
    purposeId,
    decision: decision === 'requested' ? ('given' as const) : decision,
    explicit: false,
    ...(validUntil !== undefined && { validUntil }),
  }
  return aFact({ type: decision, at: on(day), purposes: [purpose], ...fact })
}

const checked = (facts: readonly ConsentFact[], day: number, purposeId = 'newsletter') =>
  checkedState(stateOf(foldEvents(aHistory(facts).events), purposeId), at(day))

test('silence is not consent', () => {
  assert.equal(checked([], 1), 'unknown')
  assert.equal(checked([said('given', 1)], 2, 'profiling'), 'unknown')
  assert.equal(checked([said('given', 1)], 2, 'constructor'), 'unknown')
})

test('asking is not an answer: what was only requested is not given until it is confirmed', () => {
  assert.equal(checked([said('requested', 1)], 2), 'requested')
  assert.equal(checked([said('requested', 1), said('given', 2)], 3), 'given')
})

test('a wish that nobody confirmed takes away nothing that the person decided', () => {
  const stranger = said('requested', 2, { consentId: 'stranger' })

  assert.equal(checked([said('given', 1), stranger], 3), 'given')
  assert.equal(checked([said('refused', 1), stranger], 3), 'refused')
  assert.equal(checked([said('withdrawn', 1), stranger], 3), 'withdrawn')
})

test('what has run out, or was ended by another, may be asked for again', () => {
  assert.equal(checked([said('given', 1, { validUntil: on(2) }), said('requested', 2)], 3), 'requested')
  assert.equal(checked([said('given', 1), said('revoked', 2), said('requested', 3)], 4), 'requested')
})

test('a wish to refuse says nothing until it is confirmed', () => {
  const refusing = aFact({
    type: 'requested',
    purposes: [{ purposeId: 'newsletter', decision: 'refused', explicit: false }],
  })

  assert.equal(checked([refusing], 2), 'unknown')
})

test('each purpose is for itself: refusing one refuses no other', () => {
  const both = aFact({
    purposes: [
      { purposeId: 'newsletter', decision: 'given', explicit: false },
      { purposeId: 'profiling', decision: 'refused', explicit: true },
    ],
  })

  assert.equal(checked([both], 2), 'given')
  assert.equal(checked([both], 2, 'profiling'), 'refused')
  assert.equal(checked([both, said('withdrawn', 2)], 3, 'profiling'), 'refused')
})

test('a withdrawal is of the purpose, whichever consent it was said about', () => {
  const history = [said('given', 1), said('given', 2, { consentId: 'consent2' }), said('withdrawn', 3)]

  assert.equal(checked(history, 4), 'withdrawn')
})

test('what runs out or is ended by another is that consent alone', () => {
  const again = [said('given', 1), said('given', 2, { consentId: 'consent2' })]

  assert.equal(checked([...again, said('expired', 3)], 4), 'given')
  assert.equal(checked([...again, said('expired', 3, { consentId: 'consent2' })], 4), 'expired')
  assert.equal(checked([...again, said('revoked', 3)], 4), 'given')
  assert.equal(checked([said('expired', 3)], 4), 'unknown')
})

test('what another ended is withdrawn to an application, and what never was a consent is unknown', () => {
  assert.equal(checked([said('given', 1), said('revoked', 2)], 3), 'withdrawn')
  assert.equal(checked([said('given', 1), said('invalidated', 2)], 3), 'unknown')
})

test('a consent given for a time expires by itself, and holds longer when it is renewed', () => {
  const given = said('given', 1, { validUntil: on(10) })
  const renewed = said('given', 5, { type: 'renewed', validUntil: on(20) })

  assert.equal(checked([given], 9), 'given')
  assert.equal(checked([given], 10), 'expired')
  assert.equal(checked([given, renewed], 19), 'given')
  assert.equal(checked([given, said('withdrawn', 2)], 11), 'withdrawn')
  assert.equal(currentState(stateOf(foldEvents(aHistory([given]).events), 'newsletter'), at(10)), 'expired')
})

test('the state says to which text it was said, and under which consent', () => {
  const { events } = aHistory([said('given', 1, { formVersion: 3, consentId: 'c9', validUntil: on(9) })])

  assert.deepEqual(foldEvents(events), {
    newsletter: {
      state: 'given',
      at: on(1),
      formId: 'form1',
      version: 3,
      consentId: 'c9',
      explicit: false,
      validUntil: on(9),
    },
  })
})

const kinds = ['requested', 'given', 'refused', 'withdrawn', 'expired', 'revoked', 'invalidated'] as const
const facts = fc.array(
  fc
    .record({
      kind: fc.constantFrom(...kinds),
      purposeId: fc.constantFrom('newsletter', 'profiling'),
      consentId: fc.constantFrom('consent1', 'consent2'),
      day: fc.integer({ min: 1, max: 28 }),
      until: fc.option(fc.integer({ min: 1, max: 28 }), { nil: undefined }),
    })
    .map(({ kind, day, until, ...more }) =>
      said(kind, day, { ...more, ...(until !== undefined && { validUntil: on(until) }) }),
    ),
  { maxLength: 12 },
)

test('whatever the order in which events arrive, and however often, the state is that of the history', () => {
  fc.assert(
    fc.property(facts, fc.infiniteStream(fc.nat()), (some, numbers) => {
      const { events } = aHistory(some)
      const oneByOne = events.reduce(withEvent, {})
      const retried = events.filter(() => Number(numbers.next().value) % 2 === 0)
      const shuffled = [...events, ...retried]
        .map((event): readonly [number, ConsentEvent] => [Number(numbers.next().value), event])
        .sort(([one], [other]) => one - other)
        .map(([, event]) => event)
      assert.deepEqual(foldEvents(shuffled), oneByOne)
    }),
  )
})

test('of two decisions the one that the server numbered later wins, whatever the clocks said', () => {
  const decisions = ['given', 'refused', 'withdrawn'] as const
  const day = fc.integer({ min: 1, max: 28 })
  fc.assert(
    fc.property(facts, fc.constantFrom(...decisions), day, (before, last, when) => {
      const { events } = aHistory([...before, said(last, when)])
      assert.equal(foldEvents(events)['newsletter']?.state, last)
    }),
  )
})
