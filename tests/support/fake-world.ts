import type { Leaf } from './fake-tasks.ts'
import type { Call, RunOptions } from './run-orchestration.ts'

export type World = ReturnType<typeof openWorld>

export const day = 24 * 60 * 60 * 1000
/** More executions than this at one instant are no work, but a loop. */
const mostAtOnce = 1000

/** What Durable does to every input, output and event. */
export const json = (value: unknown): unknown =>
  value === undefined ? null : JSON.parse(JSON.stringify(value))

/** Time, what is due, and what was seen; it outlasts executions. */
export function openWorld({ startAt, events = {} }: RunOptions) {
  let now = startAt.getTime()
  let due: { readonly at: number; readonly fire: () => Promise<void> | void }[] = []
  const waiters = new Map<string, Leaf[]>()
  const buffered = new Map<string, unknown[]>()
  const timers = new Map<Leaf, number>()
  let atOnce = 0
  let returned: Leaf['raised']
  const lastOpenTimer = (): number =>
    Math.max(now, ...[...timers].filter(([task]) => !task.outcome()).map(([, at]) => at))
  const later = (at: number, fire: () => Promise<void> | void): void => {
    due = [...due, { at, fire }].sort((a, b) => a.at - b.at)
  }
  const buffer = (name: string, data: unknown): void => {
    buffered.set(name, [...(buffered.get(name) ?? []), data])
  }
  for (const [name, raised] of Object.entries(events))
    for (const { at, data } of [raised].flat())
      later(at.getTime(), () => {
        const waiter = waiters.get(name)?.pop()
        if (!waiter) return buffer(name, json(data))
        waiter.raised = { name, data: json(data) }
        waiter.settle({ ok: true, value: json(data) })
      })

  return {
    ...{ later, timers, calls: [] as Call[], customStatuses: [] as unknown[], continued: [] as unknown[] },
    now: () => now,
    wait: (name: string, task: Leaf): void => {
      if (returned?.name === name) task.raised = returned
      const early = buffered.get(name)?.shift()
      if (early !== undefined) task.settle({ ok: true, value: early })
      else waiters.set(name, [...(waiters.get(name) ?? []), task])
    },
    /** An event that came back counts as new until the script has waited for something. */
    hasWaited: (): void => {
      returned = undefined
    },
    /** Goes to the next thing that is due; false when there is none. */
    jump: async (): Promise<boolean> => {
      const [next, ...rest] = due
      if (!next) return false
      due = rest
      now = Math.max(now, next.at)
      await next.fire()
      return true
    },
    lastOpenTimer,
    /** Durable drops what waited for the old execution, also events that nobody had asked for; one may come back. */
    endExecution: (again: Leaf['raised']): void => {
      returned = again
      const before = now
      waiters.clear()
      buffered.clear()
      if (again) buffer(again.name, again.data)
      now = lastOpenTimer()
      timers.clear()
      atOnce = now === before ? atOnce + 1 : 0
      if (atOnce > mostAtOnce)
        throw new Error('it continues as new for ever: does an event come back each time?')
    },
  }
}
