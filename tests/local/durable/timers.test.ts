import assert from 'node:assert/strict'
import test from 'node:test'

import type { TimerTask } from 'durable-functions'

import { eventType } from '../../../local/host/durable/history.ts'
import {
  day,
  second,
  startAt,
  serveDurable,
  type Context,
  type DurableApp,
  type Steps,
} from './support/durable-app.ts'

const after = (context: Context, ms: number): Date => new Date(context.df.currentUtcDateTime.getTime() + ms)

test('a timer fires at its instant, and the orchestrator sees that instant as now', async (t) => {
  const app = await serveDurable(t, {
    orchestrators: {
      *wait(context: Context): Steps {
        yield context.df.createTimer(after(context, 90 * second))
        return context.df.currentUtcDateTime
      },
    },
  })

  const id = await app.start('wait')
  await app.clock.advance(89 * second)
  assert.equal((await app.status(id)).runtimeStatus, 'Running')
  await app.clock.advance(second)

  assert.equal((await app.status(id)).output, new Date(startAt + 90 * second).toISOString())
})

test('a timer of six days is one timer', async (t) => {
  const app = await serveDurable(t, {
    orchestrators: {
      *wait(context: Context): Steps {
        yield context.df.createTimer(after(context, 6 * day))
        return context.df.currentUtcDateTime
      },
    },
  })

  const id = await app.start('wait')
  await app.clock.advance(6 * day)

  assert.equal((await app.status(id)).output, new Date(startAt + 6 * day).toISOString())
  assert.deepEqual(firings(app, id), [6])
})

/** Days after the start on which timers of an instance fired. */
const firings = (app: DurableApp, id: string): readonly number[] =>
  (app.durable.history(id) ?? []).flatMap((event) =>
    event.EventType === eventType.timerFired ? [(Date.parse(event.FireAt) - startAt) / day] : [],
  )

test('a timer further away than six days is made of three-day segments', async (t) => {
  const app = await serveDurable(t, {
    orchestrators: {
      *wait(context: Context): Steps {
        yield context.df.createTimer(after(context, 10 * day))
        return context.df.currentUtcDateTime
      },
    },
  })

  const id = await app.start('wait')
  await app.clock.advance(10 * day)

  assert.equal((await app.status(id)).output, new Date(startAt + 10 * day).toISOString())
  assert.deepEqual(firings(app, id), [3, 6, 9, 10])
})

test('a timeout of 30 days passes in milliseconds of real time', async (t) => {
  const app = await serveDurable(t, {
    orchestrators: {
      *approval(context: Context): Steps {
        const approved = context.df.waitForExternalEvent('approved')
        const timeout = context.df.createTimer(after(context, 30 * day))
        const first = yield context.df.Task.any([approved, timeout])
        return first === approved ? 'approved' : 'too late'
      },
    },
  })

  const id = await app.start('approval')
  const startedReal = performance.now()
  await app.clock.advance(30 * day)

  assert.ok(performance.now() - startedReal < 5000)
  assert.equal((await app.status(id)).output, 'too late')
  assert.deepEqual(firings(app, id), [3, 6, 9, 12, 15, 18, 21, 24, 27, 30])
})

test('with unlimited timers a long wait is one timer, and may be cancelled at any time', async (t) => {
  const app = await serveDurable(t, {
    orchestrators: { approval: approvalWithin(30 * day) },
    settings: { maximumShortTimerDays: 10_000 },
  })

  const id = await app.start('approval')
  await app.clock.advance(10 * day)
  await app.raise(id, 'approved', {})

  assert.equal((await app.status(id)).output, 'approved')
})

function approvalWithin(ms: number) {
  return function* (context: Context): Steps {
    const approved = context.df.waitForExternalEvent('approved')
    const timeout: TimerTask = context.df.createTimer(after(context, ms))
    const first = yield context.df.Task.any([approved, timeout])
    if (first !== approved) return 'too late'
    timeout.cancel()
    return 'approved'
  }
}

test('a cancelled short timer does not keep the instance, and its firing later changes nothing', async (t) => {
  const app = await serveDurable(t, { orchestrators: { approval: approvalWithin(5 * day) } })

  const id = await app.start('approval')
  await app.clock.advance(2 * day)
  await app.raise(id, 'approved', {})
  assert.equal((await app.status(id)).output, 'approved')
  const events = app.durable.history(id)?.length
  await app.clock.advance(5 * day)

  assert.equal(app.durable.history(id)?.length, events)
  assert.equal((await app.status(id)).runtimeStatus, 'Completed')
})

test('a long timer that is cancelled within its first segment does no harm', async (t) => {
  const app = await serveDurable(t, { orchestrators: { approval: approvalWithin(30 * day) } })

  const id = await app.start('approval')
  await app.clock.advance(2 * day)
  await app.raise(id, 'approved', {})

  assert.equal((await app.status(id)).output, 'approved')
})

test('after a cancelled long timer, a timer for a moment that has passed never fires', async (t) => {
  const app = await serveDurable(t, {
    orchestrators: {
      *hasty(context: Context): Steps {
        yield* approvalWithin(30 * day)(context)
        yield context.df.createTimer(context.df.currentUtcDateTime)
        return 'done'
      },
    },
  })

  const id = await app.start('hasty')
  await app.raise(id, 'approved', {})
  await app.clock.advance(second)

  assert.equal((await app.status(id)).runtimeStatus, 'Running')
})
