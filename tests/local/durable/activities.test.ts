import assert from 'node:assert/strict'
import test from 'node:test'

import { eventType } from '../../../local/host/durable/history.ts'
import {
  retryOptions,
  second,
  startAt,
  serveDurable,
  type Context,
  type Steps,
} from './support/durable-app.ts'

test('activities run one after another, and the orchestrator returns what they answered', async (t) => {
  const app = await serveDurable(t, {
    orchestrators: {
      *greet(context: Context): Steps {
        const first = yield context.df.callActivity('hello', 'Ada')
        const other = yield context.df.callActivity('hello', { name: 'Grace' })
        return [first, other, yield context.df.callActivity('hello')]
      },
    },
    activities: { hello: (input: unknown) => `hello ${JSON.stringify(input)}` },
  })

  const status = await app.status(await app.start('greet'))

  assert.equal(status.runtimeStatus, 'Completed')
  assert.deepEqual(status.output, ['hello "Ada"', 'hello {"name":"Grace"}', 'hello undefined'])
})

test('what an activity answered while the disk was full is not lost: it runs again when there is room', async (t) => {
  t.mock.method(console, 'error', () => undefined)
  const isFull = { now: true }
  const app = await serveDurable(t, {
    orchestrators: {
      *ask(context: Context): Steps {
        return yield context.df.callActivity('answer')
      },
    },
    activities: {
      answer: () => {
        if (isFull.now) app.db.exec(fullDisk)
        return 'room'
      },
    },
  })

  const id = await app.start('ask')
  assert.equal((await app.status(id)).runtimeStatus, 'Running')

  isFull.now = false
  app.db.exec('DROP TRIGGER full_disk')
  await app.clock.advance(30 * second)

  assert.equal((await app.status(id)).output, 'room')
})

/** As SQLite fails a write for which there is no room. */
const fullDisk = `CREATE TRIGGER full_disk BEFORE INSERT ON durable_inbox
  BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END`

test('every kind of value comes through an activity as JSON would bring it', async (t) => {
  const values = ['text', '"quoted"', '17', 17, 1.5, true, null, [1, 'a'], { deep: { er: [] } }, '']
  const app = await serveDurable(t, {
    orchestrators: {
      *mirrorAll(context: Context): Steps {
        const results: unknown[] = []
        for (const value of values) results.push(yield context.df.callActivity('mirror', value))
        return results
      },
    },
    activities: { mirror: (input: unknown) => input },
  })

  const status = await app.status(await app.start('mirrorAll'))

  assert.deepEqual(status.output, values)
})

test('200 activities run side by side, at most as many as the setting allows, and keep their order', async (t) => {
  let running = 0
  let most = 0
  const app = await serveDurable(t, {
    orchestrators: {
      *fan(context: Context): Steps {
        return yield context.df.Task.all(
          Array.from({ length: 200 }, (_, n) => context.df.callActivity('square', n)),
        )
      },
    },
    activities: {
      square: async (n: number) => {
        most = Math.max(most, (running += 1))
        await new Promise(setImmediate)
        running -= 1
        return n * n
      },
    },
    settings: { maxConcurrentActivities: 8 },
  })

  const status = await app.status(await app.start('fan'))

  assert.deepEqual(
    status.output,
    Array.from({ length: 200 }, (_, n) => n * n),
  )
  assert.equal(most, 8)
})

test('an activity that fails is an error in the orchestrator, with the reason in words', async (t) => {
  const app = await serveDurable(t, {
    orchestrators: {
      *careful(context: Context): Steps {
        try {
          return yield context.df.callActivity('break')
        } catch (error) {
          return (error as Error).message
        }
      },
    },
    activities: {
      break: () => {
        throw new Error('no paper')
      },
    },
  })

  const status = await app.status(await app.start('careful'))

  assert.equal(status.output, "Activity function 'break' failed: no paper \n Error: no paper")
})

test('an error that the orchestrator does not catch fails the instance', async (t) => {
  const app = await serveDurable(t, {
    orchestrators: {
      *careless(context: Context): Steps {
        context.df.setCustomStatus('on thin ice')
        return yield context.df.callActivity('break')
      },
    },
    activities: {
      break: () => {
        throw new Error('no paper')
      },
    },
  })

  const status = await app.status(await app.start('careless'))

  assert.equal(status.runtimeStatus, 'Failed')
  assert.match(
    String(status.output),
    /^Orchestrator function 'careless' failed: Activity function 'break' failed: no paper/,
  )
  assert.equal(status.customStatus, 'on thin ice')
})

/** Fails so often, then answers; remembers when it was tried. */
function flaky(failures: number, app: () => { clock: { now: () => number } }) {
  const tries: number[] = []
  return {
    tries,
    activity: () => {
      tries.push(app().clock.now() - startAt)
      if (tries.length <= failures) throw new Error(`try ${tries.length}`)
      return 'at last'
    },
  }
}

const retry = {
  firstRetryIntervalInMilliseconds: 5 * second,
  maxNumberOfAttempts: 4,
  backoffCoefficient: 2,
  maxRetryIntervalInMilliseconds: 12 * second,
}

test('retries wait as the options say: first interval, backoff, longest interval', async (t) => {
  const work = flaky(3, () => app)
  const app = await serveDurable(t, {
    orchestrators: {
      *stubborn(context: Context): Steps {
        return yield context.df.callActivityWithRetry('work', retryOptions(retry), { a: 1 })
      },
    },
    activities: { work: work.activity },
  })

  const id = await app.start('stubborn')
  await app.clock.advance(60 * second)

  const status = await app.status(id)
  assert.equal(status.output, 'at last')
  assert.deepEqual(work.tries, [0, 5 * second, 15 * second, 27 * second])
})

test('after the last failed attempt a timer that fires at once is still created, and the numbers go on', async (t) => {
  const work = flaky(9, () => app)
  const app = await serveDurable(t, {
    orchestrators: {
      *stubborn(context: Context): Steps {
        try {
          return yield context.df.callActivityWithRetry(
            'work',
            retryOptions({ ...retry, maxNumberOfAttempts: 2 }),
          )
        } catch {
          return yield context.df.callActivity('idle')
        }
      },
    },
    activities: { work: work.activity },
  })

  const id = await app.start('stubborn')
  await app.clock.advance(5 * second)

  assert.equal((await app.status(id)).runtimeStatus, 'Completed')
  const scheduled = (app.durable.history(id) ?? []).filter((event) => event.EventId >= 0)
  assert.deepEqual(
    scheduled.map((event) => [event.EventType, event.EventId, Date.parse(event.Timestamp) - startAt]),
    [
      [eventType.taskScheduled, 0, 0],
      [eventType.timerCreated, 1, 0],
      [eventType.taskScheduled, 2, 5 * second],
      [eventType.timerCreated, 3, 5 * second],
      [eventType.taskScheduled, 4, 5 * second],
      [eventType.executionCompleted, 5, 5 * second],
    ],
  )
})

test('when the time for retries is over, the extension gives up but the SDK waits for ever', async (t) => {
  const work = flaky(9, () => app)
  const app = await serveDurable(t, {
    orchestrators: {
      *stubborn(context: Context): Steps {
        return yield context.df.callActivityWithRetry(
          'work',
          retryOptions({ ...retry, retryTimeoutInMilliseconds: 4 * second }),
        )
      },
    },
    activities: { work: work.activity },
  })

  const id = await app.start('stubborn')
  await app.clock.advance(600 * second)

  assert.equal(work.tries.length, 2)
  assert.equal((await app.status(id)).runtimeStatus, 'Running')
})

test('a function that the app does not have fails the instance, instead of leaving it Running', async (t) => {
  const app = await serveDurable(t, {
    orchestrators: {
      *lost(context: Context): Steps {
        return yield context.df.callActivity('nowhere')
      },
    },
  })

  const status = await app.status(await app.start('lost'))

  assert.equal(status.runtimeStatus, 'Failed')
  assert.equal(status.output, "Orchestrator function 'lost' failed: there is no activity function 'nowhere'.")
})

/** What the SDK makes of an error when the app has an exception-properties provider. */
const structured = (more: object): Error =>
  new Error(
    JSON.stringify({ errorType: 'CardError', errorMessage: 'declined', properties: { code: 51 }, ...more }),
  )

test('an error with properties keeps its type and properties', async (t) => {
  const app = await serveDurable(t, {
    orchestrators: {
      *pay(context: Context): Steps {
        try {
          return yield context.df.callActivity('charge')
        } catch (error) {
          const { failureDetails } = error as { failureDetails: { errorType: string; properties: unknown } }
          return [(error as Error).message, failureDetails.errorType, failureDetails.properties]
        }
      },
    },
    activities: {
      charge: () => {
        throw structured({ isNonRetriable: false })
      },
    },
  })

  const status = await app.status(await app.start('pay'))

  assert.deepEqual(status.output, ['CardError: declined', 'CardError', { code: 51 }])
})

test('an error that says so is not retried by the host, while the SDK goes on waiting', async (t) => {
  let tries = 0
  const app = await serveDurable(t, {
    orchestrators: {
      *pay(context: Context): Steps {
        return yield context.df.callActivityWithRetry('charge', retryOptions(retry))
      },
    },
    activities: {
      charge: () => {
        tries += 1
        throw structured({ isNonRetriable: true })
      },
    },
  })

  const id = await app.start('pay')
  await app.clock.advance(600 * second)

  assert.equal(tries, 1)
  assert.equal((await app.status(id)).runtimeStatus, 'Running')
})
