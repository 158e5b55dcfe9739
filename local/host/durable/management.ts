import { randomUUID } from 'node:crypto'

import type { HostClock } from '../clock.ts'
import { err, ok, type Result } from '../../../shared/kernel/result.ts'
import type { EntityName } from './actions.ts'
import { entityIdOf, type EntityRequest } from './entity-messages.ts'
import type { FunctionCalls } from './function-calls.ts'
import {
  eventType,
  historyEvent,
  type EventRaised,
  type ExecutionResumed,
  type ExecutionSuspended,
  type ExecutionTerminated,
  type HistoryEvent,
} from './history.ts'
import { hasEnded, type InstanceFilter } from './instance-store.ts'
import { rewindInstance } from './rewind.ts'
import { startInstance } from './start.ts'
import type { Store } from './store.ts'

export type Refused<Code extends string> = { readonly code: Code }

type Deps = {
  readonly store: Store
  readonly clock: HostClock
  readonly functions: FunctionCalls
  /** Called after each change. */
  readonly onChange: () => void
}

export type Management = ReturnType<typeof managementOf>

/** What a client may do to instances and entities. Each change is stored before it is answered. */
export function managementOf(deps: Deps) {
  const workshop: Workshop = {
    ...deps,
    change: (work) => {
      const result = deps.store.transaction(work)
      deps.onChange()
      return result
    },
    underWay: (instanceId) => {
      const instance = deps.store.instances.get(instanceId)
      if (!instance) return err({ code: 'absent' })
      return hasEnded(instance.status) ? err({ code: 'ended' }) : ok(undefined)
    },
  }
  const { start } = starting(workshop)
  return {
    start,
    ...telling(workshop),
    ...repeating(workshop, start),
    ...purging(workshop),
    ...signalling(workshop),
  }
}

type Workshop = Deps & {
  readonly change: <T>(work: () => T) => T
  readonly underWay: (instanceId: string) => Result<void, Refused<'absent' | 'ended'>>
}

type Start = ReturnType<typeof starting>['start']

function starting({ store, clock, functions, change, underWay }: Workshop) {
  return {
    start: (of: {
      readonly name: string
      readonly instanceId: string
      readonly version: string | null
      readonly input: string | null
    }): Result<void, Refused<'unknownFunction' | 'instanceIdMalformed' | 'exists'>> => {
      if (!functions.has('orchestrator', of.name)) return err({ code: 'unknownFunction' })
      if (!isInstanceId(of.instanceId)) return err({ code: 'instanceIdMalformed' })
      if (underWay(of.instanceId).ok) return err({ code: 'exists' })
      change(() => startInstance(store, { ...of, executionId: randomUUID(), parent: null }, clock.now()))
      return ok(undefined)
    },
  }
}

/** Events for an instance that is under way, for whichever execution of it runs. */
function telling({ store, clock, change, underWay }: Workshop) {
  const tell = (instanceId: string, event: HistoryEvent): Result<void, Refused<'absent' | 'ended'>> => {
    const found = underWay(instanceId)
    if (found.ok) change(() => store.inbox.post({ instanceId, executionId: null }, clock.now(), event))
    return found
  }
  return {
    raiseEvent: (instanceId: string, name: string, input: string) => {
      const payload = { Name: name, Input: input }
      return tell(instanceId, historyEvent<EventRaised>(eventType.eventRaised, clock.now(), payload))
    },
    terminate: (instanceId: string, reason: string | null) => {
      const payload = { Input: reason }
      return tell(
        instanceId,
        historyEvent<ExecutionTerminated>(eventType.executionTerminated, clock.now(), payload),
      )
    },
    suspend: (instanceId: string, reason: string | null) => {
      const payload = { Reason: reason }
      return tell(
        instanceId,
        historyEvent<ExecutionSuspended>(eventType.executionSuspended, clock.now(), payload),
      )
    },
    resume: (instanceId: string, reason: string | null) => {
      const payload = { Reason: reason }
      return tell(
        instanceId,
        historyEvent<ExecutionResumed>(eventType.executionResumed, clock.now(), payload),
      )
    },
  }
}

function repeating({ store, clock, change }: Workshop, start: Start) {
  return {
    /** Undoes the failures of a failed instance and of its failed children, and tries again from there. */
    rewind: (instanceId: string, reason: string | null): Result<void, Refused<'absent' | 'notFailed'>> => {
      const instance = store.instances.get(instanceId)
      if (!instance) return err({ code: 'absent' })
      if (instance.status !== 'Failed') return err({ code: 'notFailed' })
      change(() => rewindInstance(store, instance, reason ?? '', clock.now()))
      return ok(undefined)
    },
    /** The same orchestrator with the same input once more; under the old id only when that one has ended. */
    restart: (
      instanceId: string,
      newId: string | undefined,
    ): Result<string, Refused<'absent' | 'exists'>> => {
      const instance = store.instances.get(instanceId)
      if (!instance) return err({ code: 'absent' })
      const { name, version, input } = instance
      const started = start({ name, version, input, instanceId: newId ?? instanceId })
      return started.ok ? ok(newId ?? instanceId) : err({ code: 'exists' })
    },
  }
}

/** Only instances that have ended are purged. */
function purging({ store, change, underWay }: Workshop) {
  return {
    purge: (instanceId: string): Result<void, Refused<'absent' | 'running'>> => {
      const found = underWay(instanceId)
      if (found.ok) return err({ code: 'running' })
      if (found.error.code === 'absent') return err({ code: 'absent' })
      change(() => store.forget(instanceId))
      return ok(undefined)
    },
    /** How many went. */
    purgeBy: (filter: InstanceFilter): number => {
      const ended = store.instances.list(filter).filter(({ status }) => hasEnded(status))
      change(() => {
        for (const { instanceId } of ended) store.forget(instanceId)
      })
      return ended.length
    },
  }
}

function signalling({ store, functions, change }: Workshop) {
  return {
    signalEntity: (
      entity: EntityName,
      operation: string,
      input: string | undefined,
    ): Result<void, Refused<'unknownFunction'>> => {
      if (!functions.has('entity', entity.name)) return err({ code: 'unknownFunction' })
      const request: EntityRequest = {
        ...{ id: randomUUID(), parent: null, parentExecution: null, signal: true, op: operation },
        ...(input === undefined ? {} : { input }),
      }
      change(() => store.entities.post(entityIdOf(entity), 'op', JSON.stringify(request)))
      return ok(undefined)
    },
  }
}

const longestInstanceId = 100

/** At most 100 characters, no `/ \ # ?`, no control characters, not an entity's id. */
function isInstanceId(text: string): boolean {
  return (
    text.length > 0 && text.length <= longestInstanceId && !/^@|[/\\#?\u0000-\u001f\u007f-\u009f]/.test(text)
  )
}
