import type { TimerFunctionOptions } from '@azure/functions'
import type { App } from '../../shared/composition/app.ts'

/** How many documents one pass takes before it asks again; a pass ends when it found fewer. */
const batch = 100

/** Bounded batches until nothing is left: a pass that dies in between resumes at the next tick. */
async function untilDone(pass: (batch: number) => Promise<number>): Promise<void> {
  while ((await pass(batch)) >= batch);
}

/** Destroying is not undone: a clock that jumped stops it. */
async function whenTimeIsBelieved(app: App, pass: (batch: number) => Promise<number>): Promise<void> {
  if ((await app.clockGuard()) === 'believed') await untilDone(pass)
}

export function timerFunctions(app: App): Record<string, TimerFunctionOptions> {
  return {
    relayOutbox: { schedule: '0 * * * * *', handler: () => untilDone(app.relayOutbox) },
    retryMails: { schedule: '45 * * * * *', handler: () => untilDone(app.retryMails) },
    sweepUnverified: { schedule: '15 */5 * * * *', handler: () => untilDone(app.sweepUnverified) },
    reconcile: { schedule: '30 */10 * * * *', handler: () => untilDone(app.reconcile) },
    purgeDeliveries: { schedule: '0 5 * * * *', handler: () => whenTimeIsBelieved(app, app.purgeContent) },
    purgeLogs: { schedule: '0 25 * * * *', handler: () => whenTimeIsBelieved(app, app.purgeProof) },
  }
}
