import {
  eventType,
  historyEvent,
  type GenericEvent,
  type HistoryEvent,
  type SubOrchestrationCreated,
} from './history.ts'
import type { Instance } from './instance-store.ts'
import type { Store } from './store.ts'

/**
 * Rewinds a failed instance (extension `RewindAsync`): what failed, and the end, turn into generic events, which a
 * replay ignores. A failed activity is then scheduled anew under its old number; a failed child is rewound itself and
 * reports to its parent when it is done.
 */
export function rewindInstance(store: Store, instance: Instance, reason: string, now: number): void {
  const history = store.history.of(instance.instanceId)
  const failedTasks = new Set(
    history.flatMap((event) => (event.EventType === eventType.taskFailed ? [event.TaskScheduledId] : [])),
  )
  const failedChildren = new Set(
    history.flatMap((event) =>
      event.EventType === eventType.subOrchestrationFailed ? [event.TaskScheduledId] : [],
    ),
  )
  const undone = (event: HistoryEvent): boolean =>
    event.EventType === eventType.taskFailed ||
    event.EventType === eventType.subOrchestrationFailed ||
    event.EventType === eventType.executionCompleted ||
    (event.EventType === eventType.taskScheduled && failedTasks.has(event.EventId))

  store.history.remove(instance.instanceId)
  store.history.append(
    instance.instanceId,
    history.map((event) =>
      undone(event) ? generic(`Rewound: ${event.EventType}`, Date.parse(event.Timestamp)) : event,
    ),
  )
  store.instances.put({ ...instance, status: 'Running', output: null, updatedAt: now })
  const { instanceId, executionId } = instance
  store.inbox.post({ instanceId, executionId }, now, generic(reason, now))
  for (const child of childrenOf(history, failedChildren)) {
    const failed = store.instances.get(child.InstanceId)
    if (failed?.status === 'Failed') rewindInstance(store, failed, reason, now)
  }
}

const generic = (data: string, at: number): GenericEvent =>
  historyEvent<GenericEvent>(eventType.generic, at, { Data: data })

const childrenOf = (
  history: readonly HistoryEvent[],
  numbers: ReadonlySet<number>,
): readonly SubOrchestrationCreated[] =>
  history.flatMap((event) =>
    event.EventType === eventType.subOrchestrationCreated && numbers.has(event.EventId) ? [event] : [],
  )
