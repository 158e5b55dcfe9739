import { runScript, type Future, type Steps } from './futures.ts'
import type { CreateTimer } from './actions.ts'
import type { ReplayContext } from './replay-context.ts'

/**
 * Timers with the limits of the Azure Storage provider: one that is further away than six days is made of segments of
 * three days (extension `DurableOrchestrationContext.CreateTimer`).
 *
 * The cancellation is applied as soon as the timer has been created, because the SDK's answer says only that a timer
 * is cancelled by now, not when. So the replay of a long timer that was cancelled after its first segment creates one
 * segment only, and the segments in history match nothing: the instance fails. Use laps of at most five days.
 */
export function timersOf(context: ReplayContext) {
  // One flag for all timers of an orchestration, and a cancelled long timer leaves it set, as in the extension.
  let long = false
  const { maximumShortTimerMs, longTimerIntervalMs } = context.settings

  return function createTimer(action: CreateTimer): Future {
    const fireAt = Date.parse(action.fireAt)
    let cancelled = false
    let cancelCurrent: () => void = () => undefined
    let segmentEnd = fireAt
    if (fireAt - context.now() > maximumShortTimerMs) {
      long = true
      segmentEnd = context.now() + longTimerIntervalMs
    }
    const segment = (until: number): Future => {
      const timer = context.createTimer(until)
      cancelCurrent = timer.cancel
      return timer.future
    }
    function* segments(): Steps {
      while (context.now() < fireAt && !cancelled) {
        yield segment(segmentEnd)
        segmentEnd = context.now() + Math.min(fireAt - context.now(), longTimerIntervalMs)
      }
    }
    function* whole(): Steps {
      if (long) yield* segments()
      else yield segment(fireAt)
      long = false
    }

    const done = runScript(whole())
    if (action.isCanceled) {
      cancelled = true
      cancelCurrent()
    }
    return done
  }
}
