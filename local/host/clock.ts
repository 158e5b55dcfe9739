import { setImmediate as nextTurn } from 'node:timers/promises'

/** One clock for everything in the host, so that a test or a demonstration can move a month on in a second. */
export type TimerHandle = { readonly id: number }

export type HostClock = {
  /** Milliseconds since the epoch, virtual. */
  readonly now: () => number
  /** Calls back once, as soon as `now() >= at`; any distance, however far. */
  readonly setTimer: (at: number, callback: () => void) => TimerHandle
  readonly clear: (timer: TimerHandle) => void
  /**
   * Work in flight: `advance` waits until none is left before it goes to the next due timer.
   * Work that itself waits for a later instant of this clock must not be tracked: nobody would move the clock for it.
   */
  readonly track: <T>(work: Promise<T>) => Promise<T>
  /** Resolves when no tracked work is in flight and nothing is due now. */
  readonly idle: () => Promise<void>
  /** Moves time on by `ms`, stopping at each due timer in order and becoming idle between; calls queue up. */
  readonly advance: (ms: number) => Promise<void>
  /** Where a running `advance` is going, so that what repeats often can take longer strides meanwhile. */
  readonly movingTo: () => number | undefined
}

/** A clock that stands still until it is told to move: for tests. */
export function manualClock(startAt: number): HostClock {
  let instant = startAt
  return makeClock({
    now: () => instant,
    moveTo: (at) => {
      instant = Math.max(instant, at)
    },
    armReal: false,
  })
}

/**
 * The machine's clock plus an offset. The offset is saved before anything fires at the new instant, so that a kill
 * in the middle of an advance never lets time run backwards.
 */
export function realClock(options: {
  readonly offset: number
  readonly saveOffset: (ms: number) => void
}): HostClock {
  let offset = options.offset
  const now = (): number => Date.now() + offset
  const moveTo = (at: number): void => {
    const missing = at - now()
    if (missing <= 0) return
    offset += missing
    options.saveOffset(offset)
  }
  return makeClock({ now, moveTo, armReal: true })
}

type Timer = TimerHandle & { readonly at: number; readonly callback: () => void }

type TimeSource = {
  readonly now: () => number
  readonly moveTo: (at: number) => void
  /** Whether the machine's own time brings timers due without an `advance`. */
  readonly armReal: boolean
}

/** setTimeout overflows beyond 2^31-1 ms (24.8 days) and would fire at once. */
const longestWait = 2 ** 31 - 1

function makeClock(source: TimeSource): HostClock {
  const timers = timerQueue()
  const inFlight = workCounter()
  const alarm = makeAlarm(source, timers)

  const idle = async (): Promise<void> => {
    for (let quietTurns = 0; quietTurns < 2; quietTurns += 1) {
      await nextTurn()
      if (timers.fireDue(source.now()) || (await inFlight.settled())) quietTurns = -1
    }
  }
  let target: number | undefined
  const move = async (ms: number): Promise<void> => {
    target = source.now() + ms
    alarm.suspend()
    try {
      await idle()
      for (let at = timers.earliest(); at !== undefined && at <= target; at = timers.earliest()) {
        source.moveTo(at)
        await idle()
      }
      source.moveTo(target)
      await idle()
    } finally {
      target = undefined
      alarm.resume()
    }
  }
  const oneAtATime = makeTurns()

  return {
    now: source.now,
    setTimer: (at, callback) => {
      const timer = timers.add(at, callback)
      alarm.set()
      return timer
    },
    clear: (timer) => {
      timers.remove(timer)
      alarm.set()
    },
    track: inFlight.track,
    idle,
    advance: (ms) => oneAtATime(() => move(ms)),
    movingTo: () => target,
  }
}

/** Wakes the clock for its earliest timer; silent while the clock is being moved, when order is the mover's business. */
function makeAlarm(source: TimeSource, timers: ReturnType<typeof timerQueue>) {
  let wake: { readonly cancel: () => void } | undefined
  let suspended = false
  const set = (): void => {
    wake?.cancel()
    wake = undefined
    const at = timers.earliest()
    if (at === undefined || suspended) return
    const wait = at - source.now()
    if (wait > 0 && !source.armReal) return
    wake = wakeIn(wait, () => {
      try {
        timers.fireDue(source.now())
      } finally {
        set()
      }
    })
  }

  return {
    set,
    suspend: (): void => {
      suspended = true
      set()
    },
    resume: (): void => {
      suspended = false
      set()
    },
  }
}

function makeTurns() {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work)
    last = mine.catch(() => undefined)
    return mine
  }
}

function wakeIn(ms: number, callback: () => void): { readonly cancel: () => void } {
  if (ms <= 0) {
    const soon = setImmediate(callback)
    return { cancel: () => clearImmediate(soon) }
  }
  // A waiting timer is no reason to keep the process: the listening server is.
  const later = setTimeout(callback, Math.min(ms, longestWait)).unref()
  return { cancel: () => clearTimeout(later) }
}

/** Timers by instant, then by the order in which they were set. */
function timerQueue() {
  const sorted: Timer[] = []
  const live = new Set<number>()
  let lastId = 0
  const dropRemoved = (): void => {
    while (sorted[0] && !live.has(sorted[0].id)) sorted.shift()
  }

  return {
    add: (at: number, callback: () => void): Timer => {
      const timer = { id: (lastId += 1), at, callback }
      sorted.splice(placeFor(sorted, at), 0, timer)
      live.add(timer.id)
      return timer
    },
    remove: (timer: TimerHandle): void => {
      live.delete(timer.id)
      dropRemoved()
    },
    earliest: (): number | undefined => {
      dropRemoved()
      return sorted[0]?.at
    },
    /** Fires the earliest timer if it is due; says whether there was one. */
    fireDue: (now: number): boolean => {
      dropRemoved()
      if (!sorted[0] || sorted[0].at > now) return false
      const due = sorted.shift()
      if (due) live.delete(due.id)
      due?.callback()
      return true
    },
  }
}

/** The first place whose timer is later than `at`: timers of one instant keep their order. */
function placeFor(sorted: readonly Timer[], at: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle]?.at ?? Infinity) <= at) low = middle + 1
    else high = middle
  }
  return low
}

function workCounter() {
  let count = 0
  let waiting: (() => void)[] = []
  const done = (): void => {
    count -= 1
    if (count > 0) return
    const woken = waiting
    waiting = []
    for (const wakeUp of woken) wakeUp()
  }

  return {
    track: <T>(work: Promise<T>): Promise<T> => {
      count += 1
      work.then(done, done)
      return work
    },
    /** Waits until nothing is in flight; says whether it had to. */
    settled: async (): Promise<boolean> => {
      if (count === 0) return false
      await new Promise<void>((resolve) => waiting.push(resolve))
      return true
    },
  }
}
