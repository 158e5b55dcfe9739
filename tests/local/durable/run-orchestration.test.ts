import assert from 'node:assert/strict'
import test from 'node:test'

import { runOrchestration } from '../../support/run-orchestration.ts'
import { day, retryOptions, second, type Context, type Steps } from './support/durable-app.ts'

const start = new Date('2026-03-02T09:00:00Z')
const after = (ms: number): Date => new Date(start.getTime() + ms)
const inDays = (context: Context, days: number): Date =>
  new Date(context.df.currentUtcDateTime.getTime() + days * day)

function* coolingOff(context: Context): Steps {
  const { requestId } = context.df.getInput<{ requestId: string }>()
  const withdrawn = context.df.waitForExternalEvent('withdrawn')
  const timer = context.df.createTimer(inDays(context, 5))
  const first = yield context.df.Task.any([withdrawn, timer])
  if (first === withdrawn) {
    timer.cancel()
    return { kind: 'withdrawn' }
  }
  const erased = yield context.df.callActivity('erase', { requestId, at: context.df.currentUtcDateTime })
  return { kind: 'erased', erased }
}

const options = { input: { requestId: 'r1' }, startAt: start, activities: { erase: () => 3 } }

test('nothing is touched when the person withdraws in time', async () => {
  const run = await runOrchestration(coolingOff, {
    ...options,
    events: { withdrawn: { at: after(3 * day) } },
  })

  assert.deepEqual(run.output, { kind: 'withdrawn' })
  assert.deepEqual(run.calls, [])
  assert.deepEqual(run.finishedAt, after(3 * day))
})

test('time jumps to what is due, and inputs are JSON: a date becomes a text', async () => {
  const run = await runOrchestration(coolingOff, options)

  assert.deepEqual(run.output, { kind: 'erased', erased: 3 })
  assert.deepEqual(run.calls, [
    { name: 'erase', input: { requestId: 'r1', at: after(5 * day).toISOString() }, at: after(5 * day) },
  ])
  assert.deepEqual(run.finishedAt, after(5 * day))
})

test('a script that waits for what never comes is reported as waiting', async () => {
  const run = await runOrchestration(function* (context: Context): Steps {
    return yield context.df.waitForExternalEvent('never')
  }, options)

  assert.equal(run.status, 'waiting')
  assert.equal(run.output, undefined)
})

test('retries wait on the clock, and the last failure reaches the script', async () => {
  const retry = retryOptions({
    firstRetryIntervalInMilliseconds: 5 * second,
    maxNumberOfAttempts: 3,
    backoffCoefficient: 2,
  })
  const run = await runOrchestration(
    function* (context: Context): Steps {
      try {
        return yield context.df.callActivityWithRetry('work', retry)
      } catch (error) {
        return (error as Error).message
      }
    },
    {
      ...options,
      activities: {
        work: async () => {
          throw new Error('no luck')
        },
      },
    },
  )

  assert.equal(run.output, 'no luck')
  assert.deepEqual(
    run.calls.map(({ at }) => at),
    [start, after(5 * second), after(15 * second)],
  )
})

test('continueAsNew begins again with its input; events that were never asked for are gone', async () => {
  const run = await runOrchestration(
    function* (context: Context): Steps {
      const { lap } = context.df.getInput<{ lap: number }>()
      context.df.setCustomStatus({ lap })
      if (lap === 3) return yield context.df.Task.any([context.df.waitForExternalEvent('early')])
      yield context.df.createTimer(inDays(context, 1))
      return context.df.continueAsNew({ lap: lap + 1 })
    },
    { ...options, input: { lap: 1 }, events: { early: [{ at: after(day / 2), data: 'lost' }] } },
  )

  assert.equal(run.status, 'waiting')
  assert.deepEqual(run.continuedWith, [{ lap: 2 }, { lap: 3 }])
  assert.deepEqual(run.customStatuses, [{ lap: 1 }, { lap: 2 }, { lap: 3 }])
})

test('all collects in order, children are answered, and an early failure is thrown', async () => {
  const script = function* (context: Context): Steps {
    const tasks = [context.df.callSubOrchestrator('child', 1), context.df.callActivity('work', 2)]
    try {
      return yield context.df.Task.all(tasks)
    } catch (error) {
      return (error as Error).message
    }
  }
  const children = { child: (n: number) => n * 10 }
  const broken = () => {
    throw new Error('broken')
  }

  const good = await runOrchestration(script, {
    ...options,
    subOrchestrators: children,
    activities: { work: (n: number) => n },
  })
  const bad = await runOrchestration(script, {
    ...options,
    subOrchestrators: children,
    activities: { work: broken },
  })

  assert.deepEqual(good.output, [10, 2])
  assert.equal(bad.output, 'broken')
})

test('a timer that is not cancelled puts off the end, as it does on Azure', async () => {
  const run = await runOrchestration(function* (context: Context): Steps {
    yield context.df.Task.any([context.df.createTimer(inDays(context, 5)), context.df.callActivity('erase')])
    return 'done'
  }, options)

  assert.deepEqual(run.finishedAt, after(5 * day))
})

test('what breaks on Azure is refused: two composites, a long timer cancelled late', async () => {
  const twice = function* (context: Context): Steps {
    const timers = [context.df.createTimer(inDays(context, 1)), context.df.createTimer(inDays(context, 2))]
    yield context.df.Task.any(timers)
    return yield context.df.Task.all(timers)
  }
  const late = function* (context: Context): Steps {
    const go = context.df.waitForExternalEvent('go')
    const timer = context.df.createTimer(inDays(context, 30))
    yield context.df.Task.any([go, timer])
    return timer.cancel()
  }

  await assert.rejects(runOrchestration(twice, options), /second composite/)
  await assert.rejects(
    runOrchestration(late, { ...options, events: { go: { at: after(4 * day) } } }),
    /over six days/,
  )
  assert.equal(
    (await runOrchestration(late, { ...options, events: { go: { at: after(2 * day) } } })).status,
    'completed',
  )
})

test('an activity without a fake is named', async () => {
  await assert.rejects(runOrchestration(coolingOff, { ...options, activities: {} }), /no fake for 'erase'/)
})

/** A wait for an event or a day, which continues as new at the event; an activity may come before or after it. */
const laps = (where: 'before' | 'after' | 'nowhere') =>
  function* (context: Context): Steps {
    const seen = context.df.getInput<unknown[]>()
    if (where === 'before') yield context.df.callActivity('erase')
    const event = context.df.waitForExternalEvent('changed')
    const timer = context.df.createTimer(inDays(context, 1))
    if ((yield context.df.Task.any([event, timer])) === timer) return seen
    timer.cancel()
    if (where === 'after') yield context.df.callActivity('erase')
    return context.df.continueAsNew([...seen, event.result])
  }

test('an event that cancelled a timer comes once more after continueAsNew, as on the host', async () => {
  const told = { ...options, input: [], events: { changed: { at: after(second), data: 'once' } } }

  const before = await runOrchestration(laps('before'), told)
  const afterwards = await runOrchestration(laps('after'), told)

  assert.deepEqual(before.output, ['once', 'once'])
  assert.deepEqual(afterwards.output, ['once'])
  await assert.rejects(runOrchestration(laps('nowhere'), told), /continues as new for ever/)
})
