import { instantOf } from '../shared/domain/time.ts'
import { step } from './steps.ts'
import type { Durable, RequestInput, Script } from './steps.ts'

const consentLap = step('consentLap')
const reachConsentTime = step('reachConsentTime')

/** A generation ends with its timer, and in any case after this many looks: its history stays short. */
const looksInGeneration = 20

/**
 * The last time of what one person consented to for a time: asks for renewal, writes down that it ran out, and ends when
 * nothing of theirs is near its end, as when they withdrew or renewed. `requestId` is the place of their consents, a
 * pseudonym. It sleeps as `requestLifecycle` does, and for the same reasons.
 */
export function* consentLife(context: Durable): Script<'over'> {
  const { df } = context
  const { companyId, requestId } = df.getInput<RequestInput>()
  const subject = { companyId, requestId }

  for (let look = 0; look < looksInGeneration; look++) {
    const lap = yield* consentLap(context, { ...subject, instanceId: df.instanceId })
    if (lap.kind === 'over') return 'over'

    df.setCustomStatus({ next: lap.next, at: lap.at })
    if (lap.kind === 'act') {
      yield* reachConsentTime(context, subject)
      continue
    }
    const changed = df.waitForExternalEvent('changed')
    const timer = df.createTimer(instantOf(lap.until))
    if ((yield df.Task.any([changed, timer])) === timer) break
    timer.cancel()
  }
  df.continueAsNew(subject)
  return 'over'
}
