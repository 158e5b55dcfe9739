import assert from 'node:assert/strict'
import test from 'node:test'

import { checkDeterminism, checkRecordedHistory, recordHistories } from '../../support/recorded-history.ts'
import { runOrchestration } from '../../support/run-orchestration.ts'
import { day, retryOptions, second, type Context, type Steps } from './support/durable-app.ts'

const start = new Date('2026-03-02T09:00:00Z')
const after = (ms: number): Date => new Date(start.getTime() + ms)
const retry = retryOptions({ firstRetryIntervalInMilliseconds: 5 * second, maxNumberOfAttempts: 3 })

const approvalThat = (reminds: string) =>
  function* (context: Context): Steps {
    const approved = context.df.waitForExternalEvent('approved')
    for (let lap = 1; lap <= 6; lap += 1) {
      const timer = context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + 5 * day))
      const first = yield context.df.Task.any([approved, timer])
      if (first === approved) {
        timer.cancel()
        return yield context.df.callActivityWithRetry('release', retry, { lap })
      }
      yield context.df.Task.all([context.df.callActivity(reminds, lap), context.df.callActivity('log', lap)])
    }
    return 'too late'
  }

const approval = approvalThat('remind')

/** The second try works. */
const circumstances = () => {
  let tries = 0
  return {
    input: { requestId: 'r1' },
    startAt: start,
    activities: {
      remind: () => null,
      log: () => null,
      release: ({ lap }: { lap: number }) => {
        if ((tries += 1) === 1) throw new Error('not yet')
        return `released in lap ${lap}`
      },
    },
    events: { approved: { at: after(12 * day), data: { by: 'e1' } } },
  }
}

test('a recorded history, cut at every episode, makes the SDK ask for exactly what was recorded', async () => {
  const history = (await recordHistories(approval, circumstances())).flat()

  const episodes = await checkRecordedHistory(approval, history)

  assert.ok(episodes >= 7, `${episodes} episodes`)
})

test('a long timer replays as well, segment by segment', async () => {
  const wait = function* (context: Context): Steps {
    yield context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + 20 * day))
    return 'waited'
  }

  assert.ok((await checkDeterminism(wait, { input: {}, startAt: start })) >= 7)
})

test('an orchestrator that was changed under way is found: another activity, a step more', async () => {
  const history = (await recordHistories(approval, circumstances())).flat()
  const renamed = approvalThat('warn')
  const longer = function* (context: Context): Steps {
    yield context.df.callActivity('greet')
    return yield* approval(context)
  }

  await assert.rejects(checkRecordedHistory(renamed, history), /asks for other work than was recorded/)
  await assert.rejects(checkRecordedHistory(longer, history), /asks for other work than was recorded/)
})

test('every execution of one that continues as new is recorded and replayed', async () => {
  const laps = function* (context: Context): Steps {
    const { lap } = context.df.getInput<{ lap: number }>()
    yield context.df.callActivity('log', lap)
    if (lap === 3) return 'three laps'
    const timer = context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + day))
    yield timer
    return context.df.continueAsNew({ lap: lap + 1 })
  }
  const options = { ...circumstances(), input: { lap: 1 }, events: {} }

  const histories = await recordHistories(laps, options)

  assert.equal(histories.length, 3)
  assert.equal(await checkDeterminism(laps, options), 3 + 3 + 2)
})

test('an orchestrator that is not deterministic is found', async () => {
  let n = 0
  const moody = function* (context: Context): Steps {
    return yield context.df.callActivity((n += 1) % 2 ? 'remind' : 'log')
  }

  await assert.rejects(checkDeterminism(moody, circumstances()), /differs when it is asked twice/)
})

test('the quick runner and the durable host come to the same end, with the same calls at the same instants', async () => {
  const run = await runOrchestration(approval, circumstances())
  const history = (await recordHistories(approval, circumstances())).flat()

  const ends = history.flatMap((event) => (event.EventType === 1 ? [[event.Result, event.Timestamp]] : []))
  const called = history.flatMap((event) => (event.EventType === 4 ? [[event.Name, event.Timestamp]] : []))
  assert.deepEqual(ends, [[JSON.stringify(run.output), run.finishedAt.toISOString()]])
  assert.deepEqual(
    called,
    run.calls.map(({ name, at }) => [name, at.toISOString()]),
  )
})
