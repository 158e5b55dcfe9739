import { instantOf } from '../shared/domain/time.ts'
import { step } from './steps.ts'
import type { Durable, RequestInput, Script } from './steps.ts'

const deadlineLap = step('deadlineLap')
const reachMilestone = step('reachMilestone')

/** A generation ends with its timer, and in any case after this many looks: its history stays short. */
const looksInGeneration = 20

/**
 * The deadline of one request (Art. 12(3)): sleeps to the next milestone, acts on it, and looks again. A lap is at most five
 * days; an event is only a hint to look sooner, and losing one costs a lap.
 *
 * After an event the same generation looks again: an execution that ends right behind an event would get it once more
 * (docs/local-host-durable.md, trap 10).
 */
export function* requestLifecycle(context: Durable): Script<'over'> {
  const { df } = context
  const { companyId, requestId } = df.getInput<RequestInput>()
  const request = { companyId, requestId }

  for (let look = 0; look < looksInGeneration; look++) {
    const lap = yield* deadlineLap(context, { ...request, instanceId: df.instanceId })
    if (lap.kind === 'over') return 'over'

    df.setCustomStatus({ status: lap.status, due: lap.due, next: lap.milestone })
    if (lap.kind === 'act') {
      yield* reachMilestone(context, { ...request, milestone: lap.milestone })
      continue
    }
    const changed = df.waitForExternalEvent('changed')
    const timer = df.createTimer(instantOf(lap.until))
    if ((yield df.Task.any([changed, timer])) === timer) break
    timer.cancel()
  }
  df.continueAsNew(request)
  return 'over'
}
