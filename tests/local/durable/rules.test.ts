import assert from 'node:assert/strict'
import test from 'node:test'

import type { Action } from '../../../local/host/durable/actions.ts'
import { eventType } from '../../../local/host/durable/history.ts'
import { day, second, serveDurable, startAt, type Context, type Steps } from './support/durable-app.ts'
import { scriptedHost } from './support/scripted-host.ts'

/** The rules of section 5.4 of the local host's reference, as far as no other file here holds them. */

const call = (functionName: string): Action => ({ actionType: 0, functionName })
const timer = (ms: number, isCanceled = false): Action => ({
  ...{ actionType: 5, isCanceled },
  fireAt: new Date(startAt + ms).toISOString(),
})

test('rule 1: an episode calls the function once, with the whole history, past events marked as played', async () => {
  const run = await scriptedHost((episode) => ({
    actions: [[call('work'), timer(second)]],
    isDone: episode === 3,
  }))
  await run.clock.advance(second)

  assert.equal(run.triggers.length, 3)
  const { history, ...rest } = run.triggers[1] ?? { history: [] }
  assert.deepEqual(rest, {
    input: { a: 1 },
    instanceId: 'it',
    isReplaying: true,
    parentInstanceId: null,
    upperSchemaVersion: 1,
    upperSchemaVersionNew: 3,
    longRunningTimerIntervalDuration: '3.00:00:00',
    maximumShortTimerDuration: '6.00:00:00',
    defaultHttpAsyncRequestSleepTimeMillseconds: 30_000,
  })
  assert.deepEqual(
    history.map((event) => [event.EventType, event.IsPlayed]),
    [
      [eventType.orchestratorStarted, true],
      [eventType.executionStarted, true],
      [eventType.taskScheduled, true],
      [eventType.orchestratorCompleted, true],
      [eventType.orchestratorStarted, false],
      [eventType.taskCompleted, false],
    ],
  )
  assert.equal(run.status(), 'Completed')
})

test('rule 2: all of a composite is asked for at once, the next action only when the one before has settled', async () => {
  const run = await scriptedHost(() => ({
    actions: [[{ actionType: 11, compoundActions: [timer(second), timer(2 * second)] }, call('work')]],
  }))

  const scheduled = () => (run.durable.history('it') ?? []).filter(({ EventId }) => EventId >= 0)
  assert.deepEqual(
    scheduled().map(({ EventType }) => EventType),
    [eventType.timerCreated, eventType.timerCreated],
  )
  await run.clock.advance(second)

  assert.deepEqual(
    scheduled().map(({ EventType, EventId }) => [EventType, EventId]),
    [
      [eventType.timerCreated, 0],
      [eventType.timerCreated, 1],
      [eventType.taskScheduled, 2],
    ],
  )
})

test('rule 2: the host waits for all of an "all" even when one has failed, which the SDK does not', async (t) => {
  const app = await serveDurable(t, {
    orchestrators: {
      *both(context: Context): Steps {
        const slow = context.df.createTimer(new Date(startAt + 60 * second))
        try {
          return yield context.df.Task.all([context.df.callActivity('break'), slow])
        } catch {
          return yield context.df.callActivity('repair')
        }
      },
    },
    activities: {
      break: () => {
        throw new Error('broken')
      },
      repair: () => 'mended',
    },
  })
  const id = await app.start('both')

  assert.equal((await app.status(id)).runtimeStatus, 'Running')
  await app.clock.advance(60 * second)

  assert.equal((await app.status(id)).output, 'mended')
})

const nonDeterministic: readonly (readonly [string, readonly Action[], readonly Action[], RegExp])[] = [
  ['another activity', [call('work')], [call('other')], /'work'.*asked for 'other'/],
  ['another kind of action', [call('work')], [timer(day)], /asked for a timer/],
  ['nothing at all', [timer(second)], [], /asked for nothing/],
  ['a timer instead of an activity', [timer(second)], [call('work')], /asked for a activity/],
]
for (const [what, first, then, message] of nonDeterministic)
  test(`rule 3: an orchestrator that asks for ${what} under a number of history fails`, async () => {
    const run = await scriptedHost((episode) => ({ actions: [episode === 1 ? first : then] }))
    await run.clock.advance(second)

    assert.equal(run.status(), 'Failed')
    assert.match(run.store.instances.get('it')?.output ?? '', message)
  })

test('rule 3: an action that appears at the end is new, whatever was there before stays', async () => {
  const run = await scriptedHost((episode) => ({
    actions: [episode === 1 ? [call('work')] : [call('work'), call('other')]],
    isDone: episode === 3,
    output: 'both',
  }))
  await run.clock.idle()

  assert.equal(run.status(), 'Completed')
  const names = run.durable
    .history('it')
    ?.flatMap((event) => (event.EventType === eventType.taskScheduled ? [event.Name] : []))
  assert.deepEqual(names, ['work', 'other'])
})

test('rule 4: the end waits for scheduled work, not for events', async () => {
  const run = await scriptedHost(() => ({
    isDone: true,
    actions: [
      [
        {
          actionType: 11,
          compoundActions: [timer(0), timer(day), { actionType: 6, externalEventName: 'never' }],
        },
      ],
    ],
  }))

  assert.equal(run.status(), 'Running')
  await run.clock.advance(day)

  assert.equal(run.status(), 'Completed')
})

test('rule 8: an episode that cannot be stored as a whole leaves nothing, and is tried again', async (t) => {
  t.mock.method(console, 'error', () => undefined)
  const app = await serveDurable(t, {
    orchestrators: {
      *work(context: Context): Steps {
        return yield context.df.callActivity('idle')
      },
    },
  })
  app.db.exec(
    "CREATE TRIGGER disk_full BEFORE INSERT ON durable_activities BEGIN SELECT RAISE(ABORT, 'disk full'); END",
  )
  const id = await app.start('work')

  assert.deepEqual(app.durable.history(id), [])
  assert.equal((await app.status(id)).runtimeStatus, 'Pending')
  app.db.exec('DROP TRIGGER disk_full')
  await app.clock.advance(60 * second)

  assert.equal((await app.status(id)).runtimeStatus, 'Completed')
})

test('time as the orchestrator sees it never goes back, even if the clock of the machine does', async () => {
  let skew = 0
  const run = await scriptedHost(
    (episode) => {
      skew = -60 * second
      return { actions: [[call('work')]], isDone: episode === 2 }
    },
    () => skew,
  )

  const instants = run.triggers.map(({ history }) =>
    history.findLast((event) => event.EventType === eventType.orchestratorStarted),
  )
  assert.deepEqual(
    instants.map((event) => event?.Timestamp),
    [new Date(startAt).toISOString(), new Date(startAt).toISOString()],
  )
})
