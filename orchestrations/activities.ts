import type { App } from '../shared/composition/app.ts'

/** What the scripts may call, with its input and its answer: ids in, states and dates out. */
export type Activities = ReturnType<typeof createActivities>

/** Each activity is one use case call, and safe to repeat: Durable runs them at least once. */
export function createActivities({
  deadline,
  approval,
  delivery,
  consentTime,
}: Pick<App, 'deadline' | 'approval' | 'delivery' | 'consentTime'>) {
  return {
    deadlineLap: deadline.lap,
    reachMilestone: deadline.reach,
    approvalLap: approval.lap,
    remindApprovers: approval.remind,
    prepareDelivery: delivery.prepare,
    buildPackage: delivery.build,
    releaseDelivery: delivery.release,
    consentLap: consentTime.lap,
    reachConsentTime: consentTime.reach,
  }
}
