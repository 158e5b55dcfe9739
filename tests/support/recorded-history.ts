import assert from 'node:assert/strict'

import { InvocationContext } from '@azure/functions'
import type { OrchestrationHandler } from 'durable-functions'

import { manualClock, type HostClock } from '../../local/host/clock.ts'
import type { Invocation } from '../../local/host/core-api.ts'
import { stateOfError, type Action, type OrchestratorState } from '../../local/host/durable/actions.ts'
import { orchestrationTrigger } from '../../local/host/durable/episode.ts'
import { eventType, type ExecutionStarted, type HistoryEvent } from '../../local/host/durable/history.ts'
import type { ReplaySettings } from '../../local/host/durable/replay-context.ts'
import { isScheduled, type PendingAction } from '../../local/host/durable/replay-log.ts'
import { replay } from '../../local/host/durable/replayer.ts'
import { lazyOrchestrator } from '../../orchestrations/lazy-durable.ts'
import { startDurableApp } from '../local/durable/support/durable-app.ts'
import type { RunOptions } from './run-orchestration.ts'

const day = 24 * 60 * 60 * 1000

/** The settings of Azure Storage, under which recordings are made. */
const settings: ReplaySettings = {
  maximumShortTimerMs: 6 * day,
  longTimerIntervalMs: 3 * day,
  defaultHttpPollMs: 30_000,
  hasFunction: () => true,
}

/**
 * Replays a stored history with the real SDK, cut at each episode's boundary, as the host would after a restart at that
 * moment. An orchestrator that asks for anything else than was recorded breaks instances that are under way: then keep
 * it, and register the changed one beside it. Also finds orchestrators that are not deterministic, by asking twice.
 * Returns how many episodes there were.
 */
export async function checkRecordedHistory(
  orchestrator: OrchestrationHandler,
  history: readonly HistoryEvent[],
): Promise<number> {
  const started = history.find((event) => event.EventType === eventType.executionStarted)
  assert.ok(started, 'a recording begins with the start of an execution')
  let before: readonly Action[] = []
  const cuts = episodesOf(history)
  for (const [index, { events, scheduled, complete }] of cuts.entries()) {
    const where = `episode ${index + 1} of ${cuts.length}`
    const state = await ask(orchestrator, started, events)
    assert.deepEqual(
      await ask(orchestrator, started, events),
      state,
      `${where} differs when it is asked twice`,
    )
    const actions = state.actions?.[0] ?? []
    assert.deepEqual(
      settledPart(actions, before.length),
      settledPart(before),
      `${where} changed earlier actions`,
    )
    before = actions
    // The last episode of an execution that was continued as new recorded no work: it was dropped with the rest.
    if (!complete) continue
    const { actions: asked } = replay(executionOf(started), settings, events, state)
    assert.deepEqual(
      asked.map(outline),
      scheduled.map(outlineOf),
      `${where} asks for other work than was recorded`,
    )
  }
  return cuts.length
}

/**
 * Runs an orchestrator on the durable host under these circumstances, and answers its histories: one for each
 * execution, because `continueAsNew` begins a new one.
 */
export async function recordHistories(
  orchestrator: OrchestrationHandler,
  options: RunOptions & { readonly until?: Date },
): Promise<readonly (readonly HistoryEvent[])[]> {
  const clock = manualClock(options.startAt.getTime())
  const executions = new Map<string, readonly HistoryEvent[]>()
  const app = await startDurableApp({
    clock,
    ...fakesOf(orchestrator, options, clock),
    watch: keep(executions),
  })
  const id = await app.start('recorded', options.input, options.instanceId ?? 'instance')
  for (const event of inOrder(options.events ?? {})) {
    await clock.advance(event.at.getTime() - clock.now())
    await app.raise(id, event.name, event.data ?? null)
  }
  await clock.advance((options.until?.getTime() ?? clock.now() + 400 * day) - clock.now())
  const last = app.durable.history(id) ?? []
  await app.close()
  return [...[...executions.values()].slice(0, -1), last]
}

/** Records the orchestrator under these circumstances and replays the records: same actions at every cut. */
export async function checkDeterminism(
  orchestrator: OrchestrationHandler,
  options: RunOptions,
): Promise<number> {
  let episodes = 0
  for (const history of await recordHistories(orchestrator, options))
    episodes += await checkRecordedHistory(orchestrator, history)
  return episodes
}

/** Keeps the newest history of each execution; a later one of the same execution replaces it. */
const keep =
  (executions: Map<string, readonly HistoryEvent[]>) =>
  ({ functionName, inputs }: Invocation): void => {
    if (functionName !== 'recorded') return
    const { history } = JSON.parse(inputs[0]?.data.string ?? '') as { history: readonly HistoryEvent[] }
    const started = history.find((event) => event.EventType === eventType.executionStarted)
    executions.set(started?.OrchestrationInstance.ExecutionId ?? '', history)
  }

function fakesOf(orchestrator: OrchestrationHandler, options: RunOptions, clock: HostClock) {
  const activities = Object.entries(options.activities ?? {}).map(
    ([name, fake]) => [name, (input: never) => fake(input, new Date(clock.now()))] as const,
  )
  const children = Object.entries(options.subOrchestrators ?? {}).map(
    ([name, fake]) => [name, childOf(fake)] as const,
  )
  return {
    activities: Object.fromEntries(activities),
    orchestrators: { ...Object.fromEntries(children), recorded: orchestrator },
  }
}

const inOrder = (events: NonNullable<RunOptions['events']>) =>
  Object.entries(events)
    .flatMap(([name, raised]) => [raised].flat().map((event) => ({ name, ...event })))
    .sort((a, b) => a.at.getTime() - b.at.getTime())

const childOf = (fake: (input: never, at: Date) => unknown): OrchestrationHandler =>
  function* (context) {
    yield* []
    return fake(context.df.getInput<never>(), context.df.currentUtcDateTime)
  }

/** What the orchestrator was told in each episode, and the work that was recorded at its end. */
function episodesOf(history: readonly HistoryEvent[]) {
  const starts = history.flatMap((event, at) =>
    event.EventType === eventType.orchestratorStarted ? [at] : [],
  )
  return starts.map((start, index) => {
    const own = history.slice(start, starts[index + 1] ?? history.length)
    const told = own.filter((event) => !isScheduled(event) && !closes(event))
    const past = history.slice(0, start).map((event) => ({ ...event, IsPlayed: true }))
    return {
      events: [...past, ...told.map((event) => ({ ...event, IsPlayed: false }))],
      scheduled: own.filter(isScheduled),
      complete: own.some((event) => event.EventType === eventType.orchestratorCompleted),
    }
  })
}

const closes = (event: HistoryEvent): boolean =>
  event.EventType === eventType.orchestratorCompleted || event.EventType === eventType.executionCompleted

async function ask(
  orchestrator: OrchestrationHandler,
  started: ExecutionStarted,
  history: readonly HistoryEvent[],
): Promise<OrchestratorState> {
  const context = new InvocationContext({ functionName: started.Name, invocationId: 'replay' })
  const trigger: unknown = JSON.parse(JSON.stringify(orchestrationTrigger(started, history, settings)))
  try {
    const state = await lazyOrchestrator(orchestrator)(trigger, context)
    return JSON.parse(JSON.stringify(state)) as OrchestratorState
  } catch (error) {
    return stateOfError(error)
  }
}

const executionOf = ({ Name, OrchestrationInstance, ParentInstance }: ExecutionStarted) => ({
  instanceId: OrchestrationInstance.InstanceId,
  executionId: OrchestrationInstance.ExecutionId,
  name: Name,
  parentInstanceId: ParentInstance?.OrchestrationInstance.InstanceId ?? null,
})

/** Timers may have been cancelled since: that is the one thing that changes in an action. */
const settledPart = (actions: readonly Action[], count = actions.length): unknown =>
  JSON.parse(
    JSON.stringify(actions.slice(0, count), (key, value: unknown) =>
      key === 'isCanceled' ? undefined : value,
    ),
  )

const outline = (action: PendingAction) =>
  [
    action.kind,
    action.id,
    action.kind === 'timer' ? new Date(action.fireAt).toISOString() : action.name,
  ].join(' ')

function outlineOf(event: HistoryEvent): string {
  switch (event.EventType) {
    case eventType.taskScheduled:
      return `activity ${event.EventId} ${event.Name}`
    case eventType.timerCreated:
      return `timer ${event.EventId} ${event.FireAt}`
    case eventType.subOrchestrationCreated:
      return `subOrchestration ${event.EventId} ${event.Name}`
    case eventType.eventSent:
      return `message ${event.EventId} ${event.Name}`
    default:
      return ''
  }
}
