import assert from 'node:assert/strict'
import test from 'node:test'

import fc from 'fast-check'

import { manualClock, realClock } from '../../local/host/clock.ts'

const day = 24 * 60 * 60 * 1000
const start = Date.UTC(2026, 0, 1)

test('a clock in a test stands still until it is moved', async () => {
  const clock = manualClock(start)

  await clock.idle()

  assert.equal(clock.now(), start)
})

test('timers fire in the order of their instants, each at its own instant', async () => {
  const clock = manualClock(start)
  const fired: [string, number][] = []
  clock.setTimer(start + 3 * day, () => fired.push(['third', clock.now()]))
  clock.setTimer(start + day, () => fired.push(['first', clock.now()]))
  clock.setTimer(start + day, () => fired.push(['second', clock.now()]))

  await clock.advance(10 * day)

  assert.deepEqual(fired, [
    ['first', start + day],
    ['second', start + day],
    ['third', start + 3 * day],
  ])
  assert.equal(clock.now(), start + 10 * day)
})

test('a timer set by another timer fires within the same advance', async () => {
  const clock = manualClock(start)
  const fired: number[] = []
  const everyDay = (): void => {
    fired.push(clock.now())
    clock.setTimer(clock.now() + day, everyDay)
  }
  clock.setTimer(start + day, everyDay)

  await clock.advance(30 * day)

  assert.equal(fired.length, 30)
})

test('a cleared timer never fires', async () => {
  const clock = manualClock(start)
  const timer = clock.setTimer(start + day, () => assert.fail('the timer was cleared'))

  clock.clear(timer)

  await clock.advance(2 * day)
})

test('work in flight is finished before time goes on', async () => {
  const clock = manualClock(start)
  const seen: string[] = []
  clock.setTimer(start + day, () => {
    void clock.track(
      new Promise<void>((resolve) => setTimeout(resolve, 5)).then(() => {
        seen.push(`finished on day ${(clock.now() - start) / day}`)
      }),
    )
  })
  clock.setTimer(start + 2 * day, () => seen.push('second day'))

  await clock.advance(2 * day)

  assert.deepEqual(seen, ['finished on day 1', 'second day'])
})

test('failed work does not stop the clock', async () => {
  const clock = manualClock(start)
  const failed = clock.track(Promise.reject(new Error('as planned')))

  await assert.rejects(failed)
  await clock.advance(day)

  assert.equal(clock.now(), start + day)
})

test('what is due now fires without anybody moving the clock', async () => {
  const clock = manualClock(start)
  const fired: string[] = []
  clock.setTimer(start, () => fired.push('now'))

  await clock.idle()

  assert.deepEqual(fired, ['now'])
})

test('two advances at once are made one after the other', async () => {
  const clock = manualClock(start)

  await Promise.all([clock.advance(day), clock.advance(day)])

  assert.equal(clock.now(), start + 2 * day)
})

test('a timer more than 24.8 days away on the real clock waits its time', async () => {
  const clock = realClock({ offset: 0, saveOffset: () => undefined })
  const timer = clock.setTimer(clock.now() + 30 * day, () => assert.fail('thirty days have not passed'))

  await new Promise((resolve) => setTimeout(resolve, 20))

  clock.clear(timer)
})

test('a moved real clock has saved its offset before anything fires at the new instant', async () => {
  let saved = 0
  const clock = realClock({ offset: 0, saveOffset: (ms) => (saved = ms) })
  let savedWhenFired = 0
  clock.setTimer(clock.now() + 31 * day, () => (savedWhenFired = saved))

  await clock.advance(31 * day)

  assert.ok(savedWhenFired > 31 * day - 10_000, 'the offset at the time of firing was not the new one')
  assert.ok(clock.now() >= Date.now() + 31 * day - 10_000)
})

test('a real clock that starts with an offset goes on from there', () => {
  const clock = realClock({ offset: 5 * day, saveOffset: () => undefined })

  assert.ok(Math.abs(clock.now() - (Date.now() + 5 * day)) < 1000)
})

test('the real clock fires a near timer by itself', async () => {
  const clock = realClock({ offset: 0, saveOffset: () => undefined })
  const keepAlive = setInterval(() => undefined, 1000)

  await new Promise<void>((resolve) => clock.setTimer(clock.now() + 10, resolve))

  clearInterval(keepAlive)
})

test('whatever the timers, they fire in order and none is lost', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 30 }), async (instants) => {
      const clock = manualClock(0)
      const fired: number[] = []
      for (const at of instants) clock.setTimer(at, () => fired.push(at))

      await clock.advance(1000)

      assert.deepEqual(
        fired,
        instants.toSorted((a, b) => a - b),
      )
    }),
    { numRuns: 30 },
  )
})
