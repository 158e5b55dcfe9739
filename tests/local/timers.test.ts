import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import test from 'node:test'

import { app, type Timer, type TimerFunctionOptions } from '@azure/functions'

import { manualClock, type HostClock } from '../../local/host/clock.ts'
import { loadFunctions } from '../../local/host/core-api.ts'
import { startTimers } from '../../local/host/timers.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const start = Date.parse('2026-01-01T00:00:30Z')

type Firing = { readonly at: string; readonly timer: Timer }

/** One timer function under a clock, with its firings. */
async function run(
  options: Omit<TimerFunctionOptions, 'handler'>,
  {
    clock = manualClock(start),
    db = new DatabaseSync(':memory:'),
    setting = {} as Record<string, string>,
  } = {},
) {
  const firings: Firing[] = []
  const host = await loadFunctions(
    async () =>
      app.timer('tick', {
        ...options,
        handler: (timer) => void firings.push({ at: new Date(clock.now()).toISOString(), timer }),
      }),
    { log: () => undefined },
  )
  const timers = startTimers({ db, clock, host, setting: (name) => setting[name], log: () => undefined })
  return { clock, db, firings, timers, times: () => firings.map(({ at }) => at.slice(11, 19)) }
}

test('a timer fires at each instant of its schedule', async () => {
  const { clock, times } = await run({ schedule: '0 0 */6 * * *' })

  await clock.advance(day)

  assert.deepEqual(times(), ['06:00:00', '12:00:00', '18:00:00', '00:00:00'])
})

test('a timer tells its handler when it fired last and is due next', async () => {
  const { clock, firings } = await run({ schedule: '0 0 * * * *' })

  await clock.advance(2 * hour)

  assert.deepEqual(firings[0]?.timer, {
    schedule: { adjustForDST: true },
    scheduleStatus: {
      last: '0001-01-01T00:00:00.000Z',
      next: '2026-01-01T01:00:00.000Z',
      lastUpdated: '2026-01-01T00:00:30.000Z',
    },
    isPastDue: false,
  })
  assert.equal(firings[1]?.timer.scheduleStatus.last, '2026-01-01T01:00:00.000Z')
})

test('a schedule may stand in a setting, and a missing setting stops the start', async () => {
  const { clock, times } = await run({ schedule: '%TICK%' }, { setting: { TICK: '0 0 2 * * *' } })

  await clock.advance(3 * hour)

  assert.deepEqual(times(), ['02:00:00'])
  await assert.rejects(run({ schedule: '%TICK%' }), /"TICK"/)
})

test('what fell due while the host was down fires once at the next start, as past due', async () => {
  const first = await run({ schedule: '0 0 * * * *' })
  await first.clock.advance(hour)
  await first.timers.stop()

  const second = await run(
    { schedule: '0 0 * * * *' },
    { db: first.db, clock: manualClock(start + 5 * hour) },
  )
  await second.clock.idle()

  assert.equal(second.firings.length, 1)
  assert.equal(second.firings[0]?.timer.isPastDue, true)
})

test('a firing that a kill cut short is made again at the next start', async () => {
  const db = new DatabaseSync(':memory:')
  const clock = manualClock(start)
  const cutShort = await loadFunctions(
    async () => app.timer('tick', { schedule: '0 0 * * * *', handler: () => new Promise(() => undefined) }),
    { log: () => undefined },
  )
  startTimers({ db, clock, host: cutShort, setting: () => undefined, log: () => undefined })
  void clock.advance(hour)
  while (clock.now() < start + 59.5 * minute) await new Promise((resolve) => setImmediate(resolve))

  const { clock: later, firings } = await run(
    { schedule: '0 0 * * * *' },
    { db, clock: manualClock(start + hour) },
  )
  await later.idle()

  assert.equal(firings[0]?.timer.isPastDue, true)
})

test('without a monitor nothing is remembered, and nothing is past due', async () => {
  const options = { schedule: '0 0 * * * *', useMonitor: false }
  const first = await run(options)
  await first.timers.stop()

  const second = await run(options, { db: first.db, clock: manualClock(start + 5 * hour) })
  await second.clock.idle()
  assert.equal(second.firings.length, 0)

  await second.clock.advance(hour)
  assert.equal(second.firings[0]?.timer.scheduleStatus, null)
})

test('a timer that fires more often than every minute is not remembered', async () => {
  const first = await run({ schedule: '*/10 * * * * *' })
  await first.timers.stop()

  const second = await run(
    { schedule: '*/10 * * * * *' },
    { db: first.db, clock: manualClock(start + 5 * hour) },
  )
  await second.clock.idle()

  assert.deepEqual(second.firings, [])
})

test('a changed schedule counts from when the old one was last seen', async () => {
  const first = await run({ schedule: '0 0 12 * * *' })
  await first.timers.stop()

  const second = await run(
    { schedule: '0 0 * * * *' },
    { db: first.db, clock: manualClock(start + 2 * hour) },
  )
  await second.clock.idle()

  assert.equal(second.firings[0]?.timer.isPastDue, true)
})

test('a timer may ask to run whenever the host starts', async () => {
  const { clock, times, firings } = await run({ schedule: '0 0 * * * *', runOnStartup: true })

  await clock.advance(hour)

  assert.deepEqual(times(), ['00:00:30', '01:00:00'])
  assert.equal(firings[0]?.timer.isPastDue, false)
})

test('a handler that fails is called again at the next instant', async () => {
  let calls = 0
  const clock = manualClock(start)
  const host = await loadFunctions(
    async () =>
      app.timer('tick', {
        schedule: '0 0 * * * *',
        handler: () => {
          calls += 1
          throw new Error('as planned')
        },
      }),
    { log: () => undefined },
  )
  startTimers({
    db: new DatabaseSync(':memory:'),
    clock,
    host,
    setting: () => undefined,
    log: () => undefined,
  })

  await clock.advance(3 * hour)

  assert.equal(calls, 3)
})

test('a timer that cannot be written down, on a full disk, goes on all the same', async () => {
  const { clock, db, times } = await run({ schedule: '0 0 * * * *' })
  db.exec(`CREATE TRIGGER full_disk BEFORE INSERT ON host_timers
    BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END`)

  await clock.advance(2 * hour)
  db.exec('DROP TRIGGER full_disk')
  await clock.advance(hour)

  assert.deepEqual(times(), ['01:00:00', '02:00:00', '03:00:00'])
})

test('a stopped timer does not fire', async () => {
  const { clock, timers, firings } = await run({ schedule: '0 0 * * * *' })

  await timers.stop()
  await clock.advance(day)

  assert.deepEqual(firings, [])
})

test('while the clock is moved, an every-minute timer takes strides of an hour and is not behind at the end', async () => {
  const { clock, firings } = await run({ schedule: '0 * * * * *' })

  await clock.advance(33 * day)

  assert.ok(firings.length >= 33 * 24 && firings.length <= 33 * 24 + 3, String(firings.length))
  assert.ok(Date.parse(firings.at(-1)?.at ?? '') >= lastMinuteBefore(clock))
})

test('after the clock was moved, a timer goes on at its own pace', async () => {
  const { clock, times } = await run({ schedule: '0 * * * * *' })
  await clock.advance(10 * hour)
  const before = times().length

  await clock.advance(minute)
  await clock.advance(minute)

  assert.deepEqual(times().slice(before), ['10:01:00', '10:02:00'])
})

test('a timer of an hour or more misses no instant while the clock is moved', async () => {
  const { clock, firings } = await run({ schedule: '0 0 3 * * *' })

  await clock.advance(33 * day)

  assert.equal(firings.length, 33)
})

const lastMinuteBefore = (clock: HostClock): number => Math.floor(clock.now() / minute) * minute
