import { randomUUID } from 'node:crypto'

import {
  eventType,
  historyEvent,
  type ExecutionStarted,
  type HistoryEvent,
  type ParentInstance,
} from './history.ts'
import type { Instance } from './instance-store.ts'
import type { Store } from './store.ts'

export type NewInstance = {
  readonly instanceId: string
  readonly executionId: string
  readonly name: string
  readonly version: string | null
  /** A JSON text. */
  readonly input: string | null
  readonly parent: ParentInstance | null
}

/** Makes an instance, over an ended one of the same id if need be, and posts its start. */
export function startInstance(store: Store, of: NewInstance, now: number): void {
  const { instanceId, executionId, name, version, input, parent } = of
  store.forget(instanceId)
  store.instances.put({
    ...{ instanceId, executionId, name, version, input, parent },
    output: null,
    customStatus: null,
    status: 'Pending',
    createdAt: now,
    updatedAt: now,
  })
  store.inbox.post({ instanceId, executionId }, now, startedEvent(of, now))
}

/**
 * `continueAsNew`: the same instance under a new execution id, its history empty. The events that came in the same
 * episode go first, before any that arrived meanwhile.
 */
export function continueInstance(
  store: Store,
  instance: Instance,
  next: { readonly input: string; readonly carried: readonly HistoryEvent[] },
  now: number,
): void {
  const continued = { ...instance, executionId: randomUUID(), input: next.input }
  const { instanceId, executionId } = continued
  store.history.remove(instanceId)
  store.instances.put({ ...continued, status: 'Running', output: null, updatedAt: now })
  store.inbox.post({ instanceId, executionId }, 0, startedEvent(continued, now))
  for (const event of next.carried) store.inbox.post({ instanceId, executionId: null }, 0, event)
}

const startedEvent = (of: NewInstance, now: number): ExecutionStarted =>
  historyEvent<ExecutionStarted>(eventType.executionStarted, now, {
    Name: of.name,
    Version: of.version,
    Input: of.input,
    OrchestrationInstance: { InstanceId: of.instanceId, ExecutionId: of.executionId },
    ParentInstance: of.parent,
    Tags: null,
  })
