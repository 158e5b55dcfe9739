import { instantOf } from '../shared/domain/time.ts'
import { step } from './steps.ts'
import type { Durable, RequestInput, Script } from './steps.ts'

const approvalLap = step('approvalLap')
const remindApprovers = step('remindApprovers')

type ApprovalInput = RequestInput & { readonly reminders?: number }

/** As in the deadline: a generation ends with its timer, or after this many looks. */
const looksInGeneration = 20

/** Waits for the approvals of one seal and reminds those who can give them; ends when the seal is decided, or is no more. */
export function* approval(context: Durable): Script<'decided'> {
  const { df } = context
  const { companyId, requestId, reminders = 0 } = df.getInput<ApprovalInput>()
  const request = { companyId, requestId }

  for (let look = 0; look < looksInGeneration; look++) {
    const lap = yield* approvalLap(context, { ...request, instanceId: df.instanceId, reminders })
    if (lap.kind === 'decided') return 'decided'

    df.setCustomStatus({ approvals: lap.approvals, approvalsNeeded: lap.approvalsNeeded, reminders })
    const changed = df.waitForExternalEvent('changed')
    const timer = df.createTimer(instantOf(lap.until))
    if ((yield df.Task.any([changed, timer])) === timer) {
      yield* remindApprovers(context, { ...request, reminder: reminders + 1 })
      df.continueAsNew({ ...request, reminders: reminders + 1 })
      return 'decided'
    }
    timer.cancel()
  }
  df.continueAsNew({ ...request, reminders })
  return 'decided'
}
