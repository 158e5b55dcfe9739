import assert from 'node:assert/strict'
import { test } from 'node:test'

import { makeCallCounter } from '../../../shared/application/identity/call-counter.ts'
import type { SessionDocument } from '../../../shared/application/identity/session-document.ts'

const now = new Date('2026-03-02T08:00:00Z')
const session = (sessionId: string) => ({ sessionId }) as SessionDocument

test('what was counted in an hour is forgotten with it, and what stands in the store is not counted twice', () => {
  const counter = makeCallCounter()
  counter.take(session('a'), now)
  counter.take(session('a'), now)
  assert.deepEqual(counter.counted(session('a'), now), { hour: 492344, count: 2 })
  counter.stored('a')
  counter.stored('nobody')
  assert.equal(counter.counted(session('a'), now).count, 0)

  const later = new Date('2026-03-02T09:00:00Z')
  counter.take(session('a'), now)
  assert.equal(counter.counted(session('a'), later).count, 0)
  assert.equal(counter.left('nobody'), undefined)
})

test('ten thousand sessions are remembered, and no more', () => {
  const counter = makeCallCounter()
  for (let i = 0; i < 10_000; i++) counter.take(session(`s${i}`), now)
  assert.ok(counter.left('s0'))
  counter.take(session('one more'), now)
  assert.equal(counter.left('s0'), undefined)
})
