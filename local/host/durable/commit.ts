import { randomUUID } from 'node:crypto'

import type { OrchestratorState } from './actions.ts'
import {
  eventType,
  historyEvent,
  isoTime,
  type EventSent,
  type ExecutionCompleted,
  type HistoryEvent,
  type ParentInstance,
  type SubOrchestrationCompleted,
  type SubOrchestrationCreated,
  type SubOrchestrationFailed,
  type TaskScheduled,
  type TimerCreated,
  type TimerFired,
} from './history.ts'
import { hasEnded, type Instance } from './instance-store.ts'
import type { Completion, ReplayResult } from './replayer.ts'
import type { PendingAction } from './replay-log.ts'
import { continueInstance, startInstance } from './start.ts'
import type { Store } from './store.ts'
import type { Message } from './inbox-store.ts'

export type Episode = {
  readonly instance: Instance
  readonly past: readonly HistoryEvent[]
  readonly due: readonly Message[]
  /** What this episode played for the first time. */
  readonly fresh: readonly HistoryEvent[]
  readonly state: OrchestratorState
  readonly result: ReplayResult
}

/** All that one episode changes. The caller makes it one transaction. */
export function commitEpisode(store: Store, episode: Episode, now: number): void {
  const { instance, result } = episode
  store.inbox.take(episode.due)
  const scheduled = result.actions.map((action) => schedule(store, instance, action, now))
  const customStatus = customStatusAfter(episode)
  const { completion } = result

  if (completion?.status === 'ContinuedAsNew') {
    continueInstance(store, { ...instance, customStatus }, completion, now)
    return
  }
  const end = completion ? [completedEvent(completion, nextNumber(episode), now)] : []
  const closing = historyEvent(eventType.orchestratorCompleted, now, {})
  store.history.append(instance.instanceId, [...episode.fresh, ...scheduled, ...end, closing])
  store.instances.put({
    ...instance,
    status: completion?.status ?? (result.suspended ? 'Suspended' : 'Running'),
    output: completion ? outputOf(completion) : null,
    customStatus,
    updatedAt: now,
  })
  if (completion && instance.parent) tellParent(store, instance.parent, completion, now)
}

/**
 * The SDK answers the custom status of this replay, and nothing for a falsy one. A new execution keeps the one of
 * the execution before it for its first episode.
 */
function customStatusAfter({ state, past, instance }: Episode): string | null {
  if (state.customStatus !== undefined && state.customStatus !== null)
    return JSON.stringify(state.customStatus)
  return past.length === 0 ? instance.customStatus : null
}

function schedule(store: Store, instance: Instance, action: PendingAction, now: number): HistoryEvent {
  const { instanceId, executionId } = instance
  switch (action.kind) {
    case 'activity':
      store.activities.add({
        instanceId,
        executionId,
        taskId: action.id,
        name: action.name,
        input: action.input,
      })
      return historyEvent<TaskScheduled>(
        eventType.taskScheduled,
        now,
        { Name: action.name, Version: '', Input: action.input },
        action.id,
      )
    case 'timer': {
      const FireAt = isoTime(action.fireAt)
      const fired = historyEvent<TimerFired>(eventType.timerFired, action.fireAt, {
        TimerId: action.id,
        FireAt,
      })
      store.inbox.post({ instanceId, executionId }, action.fireAt, fired)
      return historyEvent<TimerCreated>(eventType.timerCreated, now, { FireAt }, action.id)
    }
    case 'subOrchestration':
      startChild(store, instance, action, now)
      return historyEvent<SubOrchestrationCreated>(
        eventType.subOrchestrationCreated,
        now,
        { InstanceId: action.instanceId, Name: action.name, Version: action.version, Input: action.input },
        action.id,
      )
    case 'message':
      store.entities.post(action.instanceId, action.name, action.input)
      return historyEvent<EventSent>(
        eventType.eventSent,
        now,
        { InstanceId: action.instanceId, Name: action.name, Input: action.input },
        action.id,
      )
  }
}

/** A start for an instance that is under way is dropped, as a duplicate; then the parent waits for ever. */
function startChild(
  store: Store,
  { instanceId, executionId, name }: Instance,
  action: Extract<PendingAction, { kind: 'subOrchestration' }>,
  now: number,
): void {
  const existing = store.instances.get(action.instanceId)
  if (existing && !hasEnded(existing.status)) return
  const parent: ParentInstance = {
    OrchestrationInstance: { InstanceId: instanceId, ExecutionId: executionId },
    Name: name,
    TaskScheduleId: action.id,
  }
  startInstance(store, { ...action, executionId: randomUUID(), parent }, now)
}

type End = Exclude<Completion, { status: 'ContinuedAsNew' }>

const statusNumber = { Completed: 1, Failed: 3, Terminated: 5 } as const

const textOf = (completion: End): string | null =>
  completion.status === 'Completed' ? outputOf(completion) : completion.reason

const outputOf = (completion: End): string | null =>
  JSON.stringify((completion.status === 'Completed' ? completion.output : completion.reason) ?? null)

const detailsOf = (completion: End) =>
  completion.status === 'Failed' && completion.failureDetails
    ? { FailureDetails: completion.failureDetails }
    : {}

const completedEvent = (completion: End, id: number, now: number): ExecutionCompleted =>
  historyEvent<ExecutionCompleted>(
    eventType.executionCompleted,
    now,
    {
      OrchestrationStatus: statusNumber[completion.status],
      Result: textOf(completion),
      ...detailsOf(completion),
    },
    id,
  )

function nextNumber({ past, fresh, result }: Episode): number {
  const numbers = [...past, ...fresh].map((event) => event.EventId)
  return Math.max(-1, ...numbers, ...result.actions.map(({ id }) => id)) + 1
}

function tellParent(store: Store, parent: ParentInstance, completion: End, now: number): void {
  const { InstanceId: instanceId, ExecutionId: executionId } = parent.OrchestrationInstance
  const TaskScheduledId = parent.TaskScheduleId
  const event =
    completion.status === 'Completed'
      ? historyEvent<SubOrchestrationCompleted>(eventType.subOrchestrationCompleted, now, {
          TaskScheduledId,
          Result: textOf(completion),
        })
      : historyEvent<SubOrchestrationFailed>(eventType.subOrchestrationFailed, now, {
          TaskScheduledId,
          Reason: textOf(completion),
          // A terminated child has no details, and the SDK cannot read a failure without any.
          Details: completion.status === 'Failed' ? completion.reason : null,
          ...detailsOf(completion),
        })
  store.inbox.post({ instanceId, executionId }, now, event)
}
