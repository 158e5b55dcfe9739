import type { HostClock } from '../host/clock.ts'

const tickMs = 1_000
/** So many seconds in which nothing at all came: what is still missing was a duplicate, or its service is not there. */
const quietTicks = 4

/** What has left this process and is to come back to it: the clock does not move on meanwhile. */
export function createUnderWay(clock: Pick<HostClock, 'track'>) {
  const missing = new Map<string, () => void>()
  let quiet = 0
  let handled = 0
  let ticking: NodeJS.Timeout | undefined

  const end = (key: string): void => {
    quiet = 0
    missing.get(key)?.()
    missing.delete(key)
    if (missing.size > 0) return
    clearInterval(ticking)
    ticking = undefined
  }
  /** Ticks, not a span: a process that had no time to listen has heard no silence. */
  const tick = (): void => {
    quiet = handled > 0 ? 0 : quiet + 1
    if (quiet >= quietTicks) for (const key of [...missing.keys()]) end(key)
  }

  return {
    begin: (key: string): void => {
      quiet = 0
      if (missing.has(key)) return
      const { promise, resolve } = Promise.withResolvers<void>()
      missing.set(key, resolve)
      void clock.track(promise)
      ticking ??= setInterval(tick, tickMs).unref()
    },
    end,
    /** It came: it is there once its work is done. What fails comes again. */
    arrive: async (key: string, work: () => Promise<unknown>): Promise<void> => {
      handled += 1
      try {
        await work()
        end(key)
      } finally {
        handled -= 1
        quiet = 0
      }
    },
  }
}
