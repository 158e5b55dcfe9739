import type { Core } from '../application/core.ts'
import type { SequenceAudit } from '../application/evidence/sequence-audit.ts'
import { makeRetryMails } from '../application/letters/retry-mails.ts'
import type { SendMail } from '../application/letters/send-mail.ts'
import { makeClockGuard } from '../application/retention/clock-guard.ts'
import { makeRelayOutbox } from '../application/timing/relay-outbox.ts'
import { allAtFirstCall, atFirstCall } from './at-first-call.ts'

/** What falls due by itself: deadlines, reminders, the relay, the purges. */
export const forTimers = (
  core: Core,
  { sendMail, sequence }: { readonly sendMail: SendMail; readonly sequence: SequenceAudit },
) => ({
  deadline: allAtFirstCall(['lap', 'reach'], async () => {
    const { makeDeadlineSteps } = await import('../application/timing/deadline-steps.ts')
    return makeDeadlineSteps(core)
  }),
  approval: allAtFirstCall(['lap', 'remind'], async () => {
    const { makeApprovalSteps } = await import('../application/timing/approval-steps.ts')
    return makeApprovalSteps(core)
  }),
  delivery: allAtFirstCall(['prepare', 'build', 'release'], async () => {
    const { makeDeliverySteps } = await import('../application/delivery/deliver.ts')
    return makeDeliverySteps(core)
  }),
  sweepUnverified: atFirstCall(async () => {
    const { makeSweepUnverified } = await import('../application/timing/sweep-unverified.ts')
    return makeSweepUnverified(core)
  }),
  relayOutbox: makeRelayOutbox(core),
  retryMails: makeRetryMails({ ...core, sendMail }),
  reconcile: atFirstCall(async () => {
    const { makeReconcile } = await import('../application/timing/reconcile.ts')
    return makeReconcile(core)
  }),
  sweepTakeBacks: atFirstCall(async () => {
    const { makeSweepTakeBacks } = await import('../application/companies/take-back.ts')
    return makeSweepTakeBacks(core)
  }),
  sweepShares: atFirstCall(async () => {
    const { makeSweepShares } = await import('../application/retention/sweep-shares.ts')
    return makeSweepShares(core)
  }),
  remindOfDeliveries: atFirstCall(async () => {
    const { makeRemindOfDeliveries } = await import('../application/timing/remind-of-deliveries.ts')
    return makeRemindOfDeliveries(core)
  }),
  remindOfBreaches: atFirstCall(async () => {
    const { makeRemindOfBreaches } = await import('../application/timing/remind-of-breaches.ts')
    return makeRemindOfBreaches(core)
  }),
  sweepUploads: atFirstCall(async () => {
    const { makeSweepUploads } = await import('../application/timing/sweep-uploads.ts')
    return makeSweepUploads(core)
  }),
  buildExports: atFirstCall(async () => {
    const { makeBuildExports } = await import('../application/export/build-exports.ts')
    return makeBuildExports(core)
  }),
  closeForGood: atFirstCall(async () => {
    const { makeCloseForGood } = await import('../application/closing/close-for-good.ts')
    return makeCloseForGood(core)
  }),
  checkHosts: atFirstCall(async () => {
    const { makeCheckHosts } = await import('../application/hosts/check-hosts.ts')
    return makeCheckHosts(core)
  }),
  clockGuard: makeClockGuard(core),
  purgeAgain: atFirstCall(async () => {
    const { makePurgeAgain } = await import('../application/retention/purge-again.ts')
    return makePurgeAgain(core)
  }),
  purgeContent: atFirstCall(async () => {
    const { makePurgeContent } = await import('../application/retention/purge-content.ts')
    return makePurgeContent({ ...core, sendMail })
  }),
  replayPurges: atFirstCall(async () => {
    const { makeReplayPurges } = await import('../application/retention/replay-purges.ts')
    return makeReplayPurges(core)
  }),
  purgeConsents: atFirstCall(async () => {
    const { makePurgeConsents } = await import('../application/consent/purge-consents.ts')
    return makePurgeConsents(core)
  }),
  purgeOutcomes: atFirstCall(async () => {
    const { makePurgeOutcomes } = await import('../application/retention/purge-outcomes.ts')
    return makePurgeOutcomes(core)
  }),
  purgeProof: atFirstCall(async () => {
    const { makePurgeProof } = await import('../application/retention/purge-proof.ts')
    return makePurgeProof({ ...core, sequence })
  }),
})
