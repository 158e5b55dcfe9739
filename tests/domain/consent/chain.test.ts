import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { chained, chainFault, chainStart } from '../../../shared/domain/consent/chain.ts'
import type { ConsentEvent } from '../../../shared/domain/consent/event.ts'
import { aFact, aHistory, aSubject, sha256Hex } from '../../support/consent.ts'

const { events, head } = aHistory([
  aFact({ type: 'requested', saidAt: '2026-02-01T12:00:00.000Z', origin: 'https://shop.example' }),
  aFact({ eventId: 'event2', agentRef: 'key1', receiptId: 'receipt1' }),
  aFact({
    eventId: 'event3',
    type: 'withdrawn',
    purposes: [{ purposeId: 'newsletter', decision: 'withdrawn', explicit: false }],
  }),
])
const code = (changed: readonly ConsentEvent[], to = head) => chainFault(sha256Hex, changed, to)?.code

/** Every value that stands somewhere in an event, and the same event with another one there. */
function tampered(value: unknown): readonly unknown[] {
  if (typeof value === 'string') return [`${value}x`]
  if (typeof value === 'number') return [value + 1]
  if (typeof value === 'boolean') return [!value]
  if (Array.isArray(value))
    return [[], ...value.flatMap((_, i) => tampered(value[i]).map((v) => value.with(i, v)))]
  return Object.entries(value as object).flatMap(([name, inside]) => [
    ...tampered(inside).map((other) => ({ ...(value as object), [name]: other })),
    Object.fromEntries(Object.entries(value as object).filter(([other]) => other !== name)),
  ])
}

test('a history that nobody touched holds, in whatever order it is given', () => {
  assert.equal(code(events), undefined)
  assert.equal(code(events.toReversed()), undefined)
  assert.equal(code([], { ...aSubject, ...chainStart }), undefined)
})

test('tampering with any field of any event is found', () => {
  for (const [i, event] of events.entries())
    for (const other of tampered(event))
      assert.notEqual(code(events.with(i, other as ConsentEvent)), undefined, JSON.stringify(other))
})

test('an event that is taken out is missed, the last one too', () => {
  assert.equal(code(events.slice(1)), 'eventMissing')
  assert.equal(code(events.toSpliced(1, 1)), 'eventMissing')
  assert.equal(code(events.slice(0, 2)), 'headDiffers')
})

test('an event written anew with a hash that fits it is found by the next one, and the last by the head', () => {
  const forged = (i: number) => {
    const before = events[i - 1] ?? { ...aSubject, seq: 0, hash: chainStart.headHash }
    const after = { ...aSubject, seq: before.seq, headHash: before.hash }
    return chained(sha256Hex, after, aFact({ language: 'da' }))
  }

  assert.equal(code(events.with(0, forged(0))), 'linkBroken')
  assert.equal(code(events.with(1, forged(1))), 'linkBroken')
  assert.equal(code(events.with(2, forged(2))), 'headDiffers')
})

test("another subject's history is not this one's, however whole it is", () => {
  assert.equal(code(events, { ...head, subjectRef: 'another' }), 'wrongSubject')
  assert.equal(code(events, { ...head, companyId: 'another' }), 'wrongSubject')
})

test('whatever was said, the chain over it holds, and with one word changed it does not', () => {
  const facts = fc.array(fc.record({ eventId: fc.string(), language: fc.string() }), { minLength: 1 })
  fc.assert(
    fc.property(facts, fc.nat(), (some, which) => {
      const said = aHistory(some.map(({ eventId, language }) => aFact({ eventId, language })))
      assert.equal(code(said.events, said.head), undefined)
      const i = which % said.events.length
      const changed = { ...said.events[i], formSha256: 'cd'.repeat(32) } as ConsentEvent
      assert.equal(code(said.events.with(i, changed), said.head), 'eventChanged')
    }),
  )
})
