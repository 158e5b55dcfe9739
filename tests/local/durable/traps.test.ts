import assert from 'node:assert/strict'
import test from 'node:test'

import { DurableClient } from 'durable-functions/lib/src/durableClient/DurableClient.js'

import {
  day,
  second,
  serveDurable,
  type Context,
  type DurableApp,
  type Steps,
} from './support/durable-app.ts'

/** The traps of section 6 of the local host's reference, and one more: what goes wrong on Azure goes wrong here too. */

const clientOf = (app: DurableApp): DurableClient => new DurableClient(JSON.parse(app.durable.clientInput()))
const inDays = (context: Context, days: number): Date =>
  new Date(context.df.currentUtcDateTime.getTime() + days * day)

test('trap 1: a timer over six days, cancelled after its first three-day segment, fails the instance', async (t) => {
  const app = await serveDurable(t, {
    orchestrators: {
      *approval(context: Context): Steps {
        const approved = context.df.waitForExternalEvent('approved')
        const timeout = context.df.createTimer(inDays(context, 30))
        if ((yield context.df.Task.any([approved, timeout])) !== approved) return 'too late'
        timeout.cancel()
        return 'approved'
      },
    },
  })
  const id = await app.start('approval')

  await app.clock.advance(10 * day)
  await app.raise(id, 'approved', {})

  const status = await app.status(id)
  assert.equal(status.runtimeStatus, 'Failed')
  assert.match(String(status.output), /^Non-Deterministic workflow detected/)
})

test('trap 1, the way out: laps of five days let an approval on day ten through', async (t) => {
  const app = await serveDurable(t, {
    orchestrators: {
      *approval(context: Context): Steps {
        const approved = context.df.waitForExternalEvent('approved')
        for (let left = 30; left > 0; left -= 5) {
          const lap = context.df.createTimer(inDays(context, Math.min(left, 5)))
          if ((yield context.df.Task.any([approved, lap])) === lap) continue
          lap.cancel()
          return 'approved'
        }
        return 'too late'
      },
    },
  })
  const approved = await app.start('approval')
  const forgotten = await app.start('approval')

  await app.clock.advance(10 * day + second)
  await app.raise(approved, 'approved', {})
  await app.clock.advance(20 * day)

  assert.equal((await app.status(approved)).output, 'approved')
  assert.equal((await app.status(forgotten)).output, 'too late')
})

test('trap 2: tasks yielded again in a second composite run again, and results move', async (t) => {
  const calls: string[] = []
  const app = await serveDurable(t, {
    orchestrators: {
      *twice(context: Context): Steps {
        const tasks = ['A', 'B'].map((name) => context.df.callActivity('work', name))
        yield context.df.Task.any(tasks)
        yield context.df.Task.all(tasks)
        return yield context.df.callActivity('work', 'C')
      },
    },
    activities: { work: (name: string) => (calls.push(name), name) },
    settings: { maxConcurrentActivities: 1 },
  })

  const status = await app.status(await app.start('twice'))

  assert.equal(calls.length, 5)
  assert.equal(status.output, 'A')
})

test('trap 3: a losing timer that is not cancelled keeps the instance Running until it fires', async (t) => {
  const app = await serveDurable(t, {
    orchestrators: {
      *approval(context: Context): Steps {
        const approved = context.df.waitForExternalEvent('approved')
        yield context.df.Task.any([approved, context.df.createTimer(inDays(context, 5))])
        return 'approved'
      },
    },
  })
  const id = await app.start('approval')

  await app.raise(id, 'approved', {})
  assert.equal((await app.status(id)).runtimeStatus, 'Running')
  await app.clock.advance(5 * day)

  assert.equal((await app.status(id)).output, 'approved')
})

test('trap 4: startNew without input gives the orchestrator an empty text, not undefined', async (t) => {
  const app = await serveDurable(t, {
    orchestrators: {
      *told(context: Context): Steps {
        yield* []
        return [typeof context.df.getInput(), context.df.getInput()]
      },
    },
  })

  const id = await clientOf(app).startNew('told')
  await app.clock.idle()

  assert.deepEqual((await app.status(id)).output, ['string', ''])
})

test('trap 5: continueAsNew with a text gives the next execution a text in quotes', async (t) => {
  const app = await serveDurable(t, {
    orchestrators: {
      *told(context: Context): Steps {
        yield context.df.callActivity('idle')
        if (context.df.getInput() !== 'first') return context.df.getInput()
        return context.df.continueAsNew('second')
      },
    },
  })

  assert.equal((await app.status(await app.start('told', 'first'))).output, '"second"')
})

test('trap 6: the SDK shows no history, because the server calls it historyEvents', async (t) => {
  const app = await serveDurable(t, {
    orchestrators: {
      *call(context: Context): Steps {
        return yield context.df.callActivity('idle')
      },
    },
  })
  const id = await app.start('call')

  const bySdk = await clientOf(app).getStatus(id, { showHistory: true, showHistoryOutput: true })
  const byHttp = await app.status(id)

  assert.equal(bySdk.history, undefined)
  assert.deepEqual(
    byHttp.historyEvents?.map((event) => [event['EventType'], event['FunctionName']]),
    [
      ['ExecutionStarted', 'call'],
      ['TaskCompleted', 'idle'],
      ['ExecutionCompleted', undefined],
    ],
  )
})

test('trap 7: of several waiters for one name, the last gets the first event', async (t) => {
  const app = await serveDurable(t, {
    orchestrators: {
      *wait(context: Context): Steps {
        return yield context.df.Task.all([1, 2].map(() => context.df.waitForExternalEvent('go')))
      },
    },
  })
  const id = await app.start('wait')

  await app.raise(id, 'go', 'first')
  await app.raise(id, 'go', 'second')

  assert.deepEqual((await app.status(id)).output, ['second', 'first'])
})

test('trap 8: an instance id has at most 100 characters, none of / \\ # ?, and no @ in front', async (t) => {
  const app = await serveDurable(t, {
    orchestrators: {
      *short(): Steps {
        yield* []
        return 'over'
      },
    },
  })

  for (const id of ['@entity', 'a/b', 'a\\b', 'a#b', 'a?b', 'a\u0000b', 'x'.repeat(101)])
    assert.equal(
      (await app.call('POST', `orchestrators/short/${encodeURIComponent(id)}`, {})).status,
      400,
      id,
    )
  for (const id of ['a', 'x'.repeat(100), 'a b@c', 'æøå'])
    assert.equal(
      (await app.call('POST', `orchestrators/short/${encodeURIComponent(id)}`, {})).status,
      202,
      id,
    )
})

test('trap 9: an activity whose result was not stored before a stop runs again', async (t) => {
  let calls = 0
  const parts = {
    orchestrators: {
      *job(context: Context): Steps {
        return yield context.df.callActivity('slow')
      },
    },
    activities: { slow: () => ((calls += 1) === 1 ? new Promise<never>(() => undefined) : `call ${calls}`) },
  }
  const app = await serveDurable(t, parts)
  const { rpcBaseUrl } = JSON.parse(app.durable.clientInput()) as { rpcBaseUrl: string }
  await fetch(`${rpcBaseUrl}orchestrators/job/it`, { method: 'POST', body: '{}' })
  while (calls === 0) await new Promise(setImmediate)
  await app.durable.stop()

  const again = await serveDurable(t, { ...parts, db: app.db })

  assert.equal((await again.status('it')).output, 'call 2')
})

/** Waits for an event or a minute; the event ends the execution. `before` and `after` the wait it may do more. */
const laps = (before: readonly string[], then: readonly string[]) =>
  function* (context: Context): Steps {
    const seen = context.df.getInput<unknown[]>()
    for (const name of before) yield context.df.callActivity(name)
    const timer = context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + 60 * second))
    const event = context.df.waitForExternalEvent('changed')
    if ((yield context.df.Task.any([event, timer])) === timer) return seen
    timer.cancel()
    for (const name of then) yield context.df.callActivity(name)
    return context.df.continueAsNew([...seen, event.result])
  }

test('trap 10 (extension issue 2606): wait, cancel the timer, continue as new: the event comes back for ever', async (t) => {
  const told = t.mock.method(console, 'error', () => undefined)
  const app = await serveDurable(t, { orchestrators: { laps: laps([], []) } })
  const id = await app.start('laps', [])

  await app.raise(id, 'changed', 'once')

  const status = await app.status(id)
  assert.equal(status.runtimeStatus, 'Running')
  assert.ok((status.input as unknown[]).length >= 500)
  assert.match(String(told.mock.calls[0]?.arguments[1]), /does an event come back each time/)
})

test('trap 10, half a way out: after an activity the next execution takes the event for its own, once', async (t) => {
  const app = await serveDurable(t, { orchestrators: { laps: laps(['idle'], []) } })
  const id = await app.start('laps', [])

  await app.raise(id, 'changed', 'once')
  await app.clock.advance(60 * second)

  assert.deepEqual((await app.status(id)).output, ['once', 'once'])
})

test('trap 10, the way out: an activity between the event and continueAsNew, and the event comes once', async (t) => {
  const app = await serveDurable(t, { orchestrators: { laps: laps([], ['idle']) } })
  const id = await app.start('laps', [])

  await app.raise(id, 'changed', 'once')
  await app.clock.advance(60 * second)

  assert.deepEqual((await app.status(id)).output, ['once'])
})
