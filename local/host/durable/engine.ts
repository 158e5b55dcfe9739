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

/** After a defect of the engine itself, the instance is left alone for so long. */
const restMs = 30_000

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
        console.error(`durable: ${id} rests after a defect:`, error)
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
    for (const id of store.inbox.dueInstances(clock.now())) occupy(id, () => runEpisode(deps, id))
    for (const id of store.entities.withMessages()) {
      if (entityHasWork(store, id)) occupy(id, () => runEntity(deps, id))
    }
    activities.fill()
    alarm.setFor(store.inbox.nextDue(clock.now()))
  }
  const alarm = alarmOf(clock, poke)
  const activities = activityRunner({
    ...{ store, clock, functions: deps.functions },
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
