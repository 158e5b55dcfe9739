import { instantOf } from '../shared/domain/time.ts'
import { step } from './steps.ts'
import type { Durable, RequestInput, Script } from './steps.ts'

const deadlineLap = step('deadlineLap')
const reachMilestone = step('reachMilestone')

/**
 * The deadline of one request (Art. 12(3)): sleeps to the next milestone, acts on it, and looks again. A lap is at most five
 * days; an event is only a hint to look sooner, and losing one costs a lap.
 */
export function* requestLifecycle(context: Durable): Script<'over'> {
  const { df } = context
  const { companyId, requestId } = df.getInput<RequestInput>()
  const request = { companyId, requestId }

  const lap = yield* deadlineLap(context, { ...request, instanceId: df.instanceId })
  if (lap.kind === 'over') return 'over'

  df.setCustomStatus({ status: lap.status, due: lap.due, next: lap.milestone })
  if (lap.kind === 'act') {
    yield* reachMilestone(context, { ...request, milestone: lap.milestone })
    df.continueAsNew(request)
    return 'over'
  }

  const changed = df.waitForExternalEvent('changed')
  const timer = df.createTimer(instantOf(lap.until))
  yield df.Task.any([changed, timer])
  if (!timer.isCompleted) timer.cancel()
  df.continueAsNew(request)
  return 'over'
}
