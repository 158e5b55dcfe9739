import type { HostClock } from '../clock.ts'
import { stateOfError, type OrchestratorState } from './actions.ts'
import { commitEpisode } from './commit.ts'
import type { FunctionCalls } from './function-calls.ts'
import { eventType, historyEvent, type ExecutionStarted, type HistoryEvent } from './history.ts'
import { hasEnded, type Instance } from './instance-store.ts'
import type { ReplaySettings } from './replay-context.ts'
import { replay } from './replayer.ts'
import type { Store } from './store.ts'
import type { Message } from './inbox-store.ts'

export type EpisodeDeps = {
  readonly store: Store
  readonly clock: HostClock
  readonly functions: FunctionCalls
  readonly settings: ReplaySettings
}

/**
 * One episode of an instance: the events that are due now, one call of the orchestrator with its whole history, one
 * transaction. Whether the instance continued as new.
 */
export async function runEpisode(deps: EpisodeDeps, instanceId: string): Promise<boolean> {
  const { store, clock } = deps
  const due = store.inbox.due(instanceId, clock.now())
  if (due.length === 0) return false
  const instance = store.instances.get(instanceId)
  const past = instance && !hasEnded(instance.status) ? store.history.of(instanceId) : []
  const accepted = instance ? acceptable(due, instance, past) : []
  if (!instance || accepted.length === 0) {
    store.transaction(() => store.inbox.take(due))
    return false
  }
  const fresh = [startOfEpisode(past, clock.now()), ...startFirst(accepted)]
  const started = startedEventOf([...past, ...fresh])
  const state = await callOrchestrator(deps, started, [...past, ...fresh])
  const result = replay(executionOf(started), deps.settings, [...past, ...fresh], state)
  const episode = { instance, past, due, fresh, state, result }
  store.transaction(() => commitEpisode(store, episode, clock.now()))
  return result.completion?.status === 'ContinuedAsNew'
}

/** An instance that has ended hears nothing more; results of an earlier execution and a second start are dropped. */
function acceptable(
  due: readonly Message[],
  instance: Instance,
  past: readonly HistoryEvent[],
): readonly HistoryEvent[] {
  if (hasEnded(instance.status)) return []
  return due
    .filter(({ executionId }) => executionId === null || executionId === instance.executionId)
    .map(({ event }) => event)
    .filter((event) => event.EventType !== eventType.executionStarted || past.length === 0)
}

/** Time as orchestrators see it never goes back, even if the machine's does. */
function startOfEpisode(past: readonly HistoryEvent[], now: number): HistoryEvent {
  const last = past.findLast((event) => event.EventType === eventType.orchestratorStarted)
  return historyEvent(
    eventType.orchestratorStarted,
    Math.max(now, Date.parse(last?.Timestamp ?? '') || 0),
    {},
  )
}

function startFirst(events: readonly HistoryEvent[]): readonly HistoryEvent[] {
  const isStart = (event: HistoryEvent): boolean => event.EventType === eventType.executionStarted
  return [...events.filter(isStart), ...events.filter((event) => !isStart(event))]
}

function startedEventOf(history: readonly HistoryEvent[]): ExecutionStarted {
  const started = history.find((event) => event.EventType === eventType.executionStarted)
  if (!started) throw new Error('a history without a start')
  return started
}

const executionOf = ({ Name, OrchestrationInstance, ParentInstance }: ExecutionStarted) => ({
  instanceId: OrchestrationInstance.InstanceId,
  executionId: OrchestrationInstance.ExecutionId,
  name: Name,
  parentInstanceId: ParentInstance?.OrchestrationInstance.InstanceId ?? null,
})

async function callOrchestrator(
  { functions, settings }: EpisodeDeps,
  started: ExecutionStarted,
  history: readonly HistoryEvent[],
): Promise<OrchestratorState> {
  const trigger = orchestrationTrigger(started, history, settings)
  try {
    const answer = await functions.call('orchestrator', started.Name, { string: JSON.stringify(trigger) })
    return JSON.parse(answer ?? '') as OrchestratorState
  } catch (error) {
    return stateOfError(error)
  }
}

/**
 * The trigger's data (extension `OrchestrationTriggerAttributeBindingProvider`). The newest schema that the SDK knows
 * is V4 = 3; the older field may say no more than V2 = 1.
 */
export function orchestrationTrigger(
  started: ExecutionStarted,
  history: readonly HistoryEvent[],
  settings: Pick<ReplaySettings, 'maximumShortTimerMs' | 'longTimerIntervalMs' | 'defaultHttpPollMs'>,
) {
  return {
    history,
    input: parsed(started.Input),
    instanceId: started.OrchestrationInstance.InstanceId,
    isReplaying: history.some((event) => event.IsPlayed),
    parentInstanceId: started.ParentInstance?.OrchestrationInstance.InstanceId ?? null,
    upperSchemaVersion: 1,
    upperSchemaVersionNew: 3,
    longRunningTimerIntervalDuration: timeSpan(settings.longTimerIntervalMs),
    maximumShortTimerDuration: timeSpan(settings.maximumShortTimerMs),
    defaultHttpAsyncRequestSleepTimeMillseconds: settings.defaultHttpPollMs,
  }
}

const parsed = (json: string | null): unknown => (json === null ? null : JSON.parse(json))

/** A .NET time span, `days.hh:mm:ss`. */
function timeSpan(ms: number): string {
  const seconds = Math.floor(ms / 1000)
  const clock = [seconds / 3600, seconds / 60, seconds].map((part, at) =>
    String(Math.floor(part) % (at === 0 ? 24 : 60)).padStart(2, '0'),
  )
  return `${Math.floor(seconds / 86_400)}.${clock.join(':')}`
}
