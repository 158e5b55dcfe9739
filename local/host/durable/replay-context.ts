import { createHash } from 'node:crypto'

import { isoTime, type EventRaised, type FailureDetails, type HistoryEvent } from './history.ts'
import { openFuture, type Future, type Settleable } from './futures.ts'
import { pendingActions } from './replay-log.ts'

export type ReplaySettings = {
  readonly maximumShortTimerMs: number
  readonly longTimerIntervalMs: number
  readonly defaultHttpPollMs: number
  readonly hasFunction: (kind: 'orchestrator' | 'activity' | 'entity', name: string) => boolean
}

export type ReplayOf = {
  readonly instanceId: string
  readonly executionId: string
  readonly name: string
  readonly parentInstanceId: string | null
}

/** How an activity or a child failed, as the retry rules need to know it. */
export type TaskFailure = { readonly reason: string | null; readonly failureDetails?: FailureDetails }

/** The part of DurableTask that an orchestration talks to while it replays: numbers, open tasks, external events. */
export type ReplayContext = ReturnType<typeof replayContext>

export function replayContext(of: ReplayOf, settings: ReplaySettings) {
  const actions = pendingActions()
  const tasks = openTasks()
  const events = externalEvents()
  let now = 0
  let guids = 0
  let next: { readonly input: string; readonly carried: HistoryEvent[] } | undefined

  return {
    ...of,
    settings,
    actions,
    tasks,
    ...scheduling(of, actions, tasks),
    now: () => now,
    setNow: (instant: number) => {
      now = instant
    },
    newGuid: () => deterministicGuid(`${of.instanceId}_${isoTime(now)}_${guids++}`),
    waitForEvent: events.wait,
    /** Events that arrive after `continueAsNew` belong to the next execution; a buffer from before it is dropped. */
    raiseEvent: (event: EventRaised): void => {
      if (next) next.carried.push(event)
      else events.raise(event.Name, event.Input)
    },
    continueAsNew: (input: unknown): void => {
      next = { input: JSON.stringify(input ?? null), carried: next?.carried ?? [] }
    },
    nextExecution: () => next,
  }
}

/** Each of these takes the next sequence number, exactly when the SDK does. */
function scheduling(
  { executionId }: ReplayOf,
  actions: ReturnType<typeof pendingActions>,
  tasks: ReturnType<typeof openTasks>,
) {
  return {
    scheduleActivity: (name: string, input: unknown): Future => {
      const id = actions.takeNumber()
      actions.add({ kind: 'activity', id, name, input: JSON.stringify([input ?? null]) })
      return tasks.open(id)
    },
    createSubOrchestration: (child: {
      readonly name: string
      readonly version?: string | undefined
      readonly instanceId?: string | undefined
      readonly input: unknown
    }): Future => {
      const id = actions.takeNumber()
      const instanceId = child.instanceId?.trim() ? child.instanceId : `${executionId}:${id}`
      const input = JSON.stringify(child.input ?? null)
      const version = child.version ?? null
      actions.add({ kind: 'subOrchestration', id, name: child.name, version, instanceId, input })
      return tasks.open(id)
    },
    createTimer: (fireAt: number): CancellableTimer => {
      const id = actions.takeNumber()
      actions.add({ kind: 'timer', id, fireAt })
      const future = tasks.open(id)
      return { future, cancel: () => tasks.cancel(id) }
    },
    sendMessage: (instanceId: string, name: string, content: unknown): void => {
      const id = actions.takeNumber()
      actions.add({ kind: 'message', id, instanceId, name, input: JSON.stringify(content) })
    },
  }
}

export type CancellableTimer = { readonly future: Future; readonly cancel: () => void }

/** Scheduled work without a result yet. While any is open, the instance cannot finish. */
function openTasks() {
  const open = new Map<number, Settleable>()
  return {
    open: (id: number): Future => {
      const future = openFuture()
      open.set(id, future)
      return future
    },
    /** A result for work that is not open (a cancelled timer, a duplicate) is ignored. */
    succeed: (id: number, value: unknown): void => {
      const future = open.get(id)
      open.delete(id)
      future?.settle({ ok: true, value })
    },
    fail: (id: number, failure: TaskFailure): void => {
      const future = open.get(id)
      open.delete(id)
      future?.settle({ ok: false, error: failure })
    },
    cancel: (id: number): void => {
      const future = open.get(id)
      open.delete(id)
      future?.settle({ ok: false, error: { reason: 'cancelled' } satisfies TaskFailure })
    },
    none: (): boolean => open.size === 0,
  }
}

/** Waiters of one name form a stack, events without a waiter a queue. Unlike the SDK's, these names ignore case. */
function externalEvents() {
  const waiting = new Map<string, Settleable[]>()
  const buffered = new Map<string, (string | null)[]>()
  const raise = (name: string, input: string | null): void => {
    const key = name.toLowerCase()
    const waiter = waiting.get(key)?.pop()
    if (waiter) waiter.settle({ ok: true, value: input })
    else buffered.set(key, [...(buffered.get(key) ?? []), input])
  }

  return {
    raise,
    wait: (name: string): Future => {
      const key = name.toLowerCase()
      const future = openFuture()
      waiting.set(key, [...(waiting.get(key) ?? []), future])
      const early = buffered.get(key)
      if (early && early.length > 0) {
        const input = early.shift()
        raise(name, input ?? null)
      }
      return future
    },
  }
}

/** Request ids must be the same in every replay; the SDK reads them from history, so any stable form will do. */
function deterministicGuid(name: string): string {
  const hex = createHash('sha1').update(name).digest('hex')
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}
