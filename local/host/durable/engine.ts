import type { HostClock, TimerHandle } from '../clock.ts'
import { activityRunner } from './activities.ts'
import { entityHasWork, runEntity } from './entities.ts'
import { runEpisode, type EpisodeDeps } from './episode.ts'

export type Engine = {
  /** Looks at what is due, and does it. Called after every change of the database. */
  readonly poke: () => void
  readonly start: () => void
  readonly stop: () => Promise<void>
}

/** After a defect, or when it runs hot, an instance is left alone for so long. */
const restMs = 30_000
/** So many executions within ten seconds are an orchestration that wakes itself (extension issue 2606). */
const hotExecutions = 500
const hotMs = 10_000

/**
 * What is to be done stands in the database; the engine only looks there. One piece of work per instance and per
 * entity at a time, each started as soon as its messages are due.
 */
export function makeEngine(deps: EpisodeDeps & { readonly maxConcurrentActivities: number }): Engine {
  const { store, clock } = deps
  const busy = new Map<string, Promise<void>>()
  let running = false

  const occupy = (id: string, work: () => Promise<unknown>): void => {
    if (busy.has(id)) return
    const done = work().then(
      () => leave(id),
      (error: unknown) => {
        console.error(`durable: ${id} rests for ${restMs / 1000} s:`, error)
        clock.setTimer(clock.now() + restMs, () => leave(id))
      },
    )
    busy.set(id, done)
    void clock.track(done)
  }
  const leave = (id: string): void => {
    busy.delete(id)
    poke()
  }
  const poke = (): void => {
    if (!running) return
    for (const id of store.inbox.dueInstances(clock.now()))
      occupy(id, async () => thermometer.mark(id, await runEpisode(deps, id)))
    for (const id of store.entities.withMessages()) {
      if (entityHasWork(store, id)) occupy(id, () => runEntity(deps, id))
    }
    activities.fill()
    alarm.setFor(store.inbox.nextDue(clock.now()))
  }
  const thermometer = thermometerOf(clock)
  const alarm = alarmOf(clock, poke)
  const activities = activityRunner({
    ...{ store, clock, restMs, functions: deps.functions },
    limit: deps.maxConcurrentActivities,
    onResult: poke,
  })

  return {
    poke,
    start: () => {
      running = true
      poke()
    },
    stop: async () => {
      running = false
      alarm.setFor(undefined)
      activities.stop()
      await Promise.allSettled(busy.values())
    },
  }
}

/** Throws when an instance continues as new again and again while hardly any time passes. */
function thermometerOf(clock: HostClock) {
  const counted = new Map<string, { readonly since: number; readonly executions: number }>()
  return {
    mark: (id: string, continued: boolean): void => {
      if (!continued) return
      const now = clock.now()
      const last = counted.get(id)
      const executions = last && now - last.since < hotMs ? last.executions + 1 : 1
      counted.set(id, { since: executions === 1 || !last ? now : last.since, executions })
      if (executions < hotExecutions) return
      counted.delete(id)
      throw new Error(
        `continued as new ${hotExecutions} times within ten seconds: does an event come back each time?`,
      )
    },
  }
}

/** One timer of the clock, for the next event that is due later. */
function alarmOf(clock: HostClock, ring: () => void) {
  let set: { readonly at: number; readonly timer: TimerHandle } | undefined
  return {
    setFor: (at: number | undefined): void => {
      if (set?.at === at) return
      if (set) clock.clear(set.timer)
      set = at === undefined ? undefined : { at, timer: clock.setTimer(at, () => wake()) }
    },
  }
  function wake(): void {
    set = undefined
    ring()
  }
}
