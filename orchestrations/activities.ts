import type { App } from '../shared/composition/app.ts'
import type { Activities } from './steps.ts'

/** Each activity is one use case call, and safe to repeat: Durable runs them at least once. */
export function createActivities(app: Pick<App, 'deadline' | 'approval' | 'delivery'>): Activities {
  return {
    deadlineLap: (input) => app.deadline.lap(input),
    reachMilestone: (input) => app.deadline.reach(input),
    approvalLap: (input) => app.approval.lap(input),
    remindApprovers: (input) => app.approval.remind(input),
    prepareDelivery: (input) => app.delivery.prepare(input),
    buildPackage: (input) => app.delivery.build(input),
    releaseDelivery: (input) => app.delivery.release(input),
  }
}
