import type { TimerFunctionOptions } from '@azure/functions'
import type { App } from '../../shared/composition/app.ts'

/** How many documents a pass reads at a time; one that dies in between resumes at the next tick. */
const pageLength = 100

async function run(sweep: App['relayOutbox']): Promise<void> {
  await sweep(pageLength)
}

/** Destroying is not undone: a clock that jumped stops it. */
async function whenTimeIsBelieved(app: App, sweep: App['purgeContent']): Promise<void> {
  if ((await app.clockGuard()) === 'believed') await run(sweep)
}

export function timerFunctions(app: App): Record<string, TimerFunctionOptions> {
  return {
    relayOutbox: { schedule: '0 * * * * *', handler: () => run(app.relayOutbox) },
    retryWebhooks: { schedule: '5,35 * * * * *', handler: () => run(app.retryWebhooks) },
    retryMails: { schedule: '45 * * * * *', handler: () => run(app.retryMails) },
    sweepUnverified: { schedule: '15 */5 * * * *', handler: () => run(app.sweepUnverified) },
    checkHosts: { schedule: '25 */10 * * * *', handler: () => run(app.checkHosts) },
    goOnSearching: { schedule: '10,25,40,55 * * * * *', handler: () => run(app.goOnSearching) },
    reconcile: { schedule: '30 */10 * * * *', handler: () => run(app.reconcile) },
    wakeConsents: { schedule: '35 * * * * *', handler: () => run(app.wakeConsents) },
    sweepTakeBacks: { schedule: '20 */10 * * * *', handler: () => run(app.sweepTakeBacks) },
    remindOfDeliveries: { schedule: '0 15 * * * *', handler: () => run(app.remindOfDeliveries) },
    remindOfBreaches: { schedule: '0 35 * * * *', handler: () => run(app.remindOfBreaches) },
    sweepUploads: { schedule: '0 45 * * * *', handler: () => run(app.sweepUploads) },
    purgeDeliveries: { schedule: '0 5 * * * *', handler: () => whenTimeIsBelieved(app, app.purgeContent) },
    importConsents: { schedule: '40 * * * * *', handler: () => run(app.importConsents) },
    buildExports: { schedule: '50 * * * * *', handler: () => run(app.buildExports) },
    closeCompanies: { schedule: '0 50 * * * *', handler: () => whenTimeIsBelieved(app, app.closeForGood) },
    sweepShares: { schedule: '0 35 3 * * *', handler: () => whenTimeIsBelieved(app, app.sweepShares) },
    replayPurges: { schedule: '0 55 * * * *', handler: () => whenTimeIsBelieved(app, app.replayPurges) },
    purgeConsents: { schedule: '0 10 4 * * *', handler: () => whenTimeIsBelieved(app, app.purgeConsents) },
    purgeOutcomes: { schedule: '0 40 4 * * *', handler: () => whenTimeIsBelieved(app, app.purgeOutcomes) },
    purgeLogs: { schedule: '0 25 * * * *', handler: () => whenTimeIsBelieved(app, app.purgeProof) },
  }
}
