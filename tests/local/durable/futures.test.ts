import assert from 'node:assert/strict'
import test from 'node:test'

import {
  openFuture,
  runScript,
  settledFuture,
  whenAll,
  whenAny,
} from '../../../local/host/durable/futures.ts'

test('a script goes on in the very call that settles what it waits for', () => {
  const future = openFuture()
  const seen: unknown[] = []
  const done = runScript(
    (function* () {
      seen.push(yield future)
      return 'end'
    })(),
  )

  assert.deepEqual(seen, [])
  future.settle({ ok: true, value: 1 })

  assert.deepEqual(seen, [1])
  assert.deepEqual(done.outcome(), { ok: true, value: 'end' })
})

test('a future settles once', () => {
  const future = openFuture()

  assert.equal(future.settle({ ok: true, value: 1 }), true)
  assert.equal(future.settle({ ok: false, error: 2 }), false)
  assert.deepEqual(future.outcome(), { ok: true, value: 1 })
})

test('what fails is thrown into the script, and out of it when nobody catches', () => {
  const future = openFuture()
  const done = runScript(
    (function* () {
      yield future
    })(),
  )

  future.settle({ ok: false, error: 'why' })

  assert.deepEqual(done.outcome(), { ok: false, error: 'why' })
})

test('a hundred thousand settled futures in a row need no stack', () => {
  const done = runScript(
    (function* () {
      let sum = 0
      for (let n = 0; n < 100_000; n += 1) sum += Number(yield settledFuture(1))
      return sum
    })(),
  )

  assert.deepEqual(done.outcome(), { ok: true, value: 100_000 })
})

test('all settles with the last, failed if any failed; any with the first, however it ended', () => {
  const [a, b] = [openFuture(), openFuture()]
  const all = whenAll([a, b])
  const any = whenAny([a, b])

  a.settle({ ok: false, error: 'why' })
  assert.deepEqual(any.outcome(), { ok: true, value: undefined })
  assert.equal(all.outcome(), undefined)
  b.settle({ ok: true, value: 2 })

  assert.deepEqual(all.outcome(), { ok: false, error: 'why' })
})
