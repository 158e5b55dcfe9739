import type { Core } from '../application/core.ts'
import type { SequenceAudit } from '../application/evidence/sequence-audit.ts'
import type { SendMail } from '../application/letters/send-mail.ts'
import type { Ports } from '../application/ports/ports.ts'
import type { AuditSummary } from '../application/reports/audit-summary.ts'
import type { Report } from '../application/reports/read-report.ts'
import { allAtFirstCall, atFirstCall } from './at-first-call.ts'
import { forCollecting } from './collecting.ts'
import { forCompanies } from './companies.ts'
import { forConsents } from './consents.ts'
import { forConnectors } from './connectors.ts'
import { coreOf } from './core-of.ts'
import { forIdentity } from './identity.ts'
import { forOperators } from './operator.ts'
import { forReceipts } from './receipts.ts'
import { forTimers } from './timers.ts'
import { forWebhooks } from './webhooks.ts'

export type App = ReturnType<typeof createApp>

/** The one wiring: ports in, use cases out. Synchronous and without I/O; adapters connect at first use. */
export function createApp(ports: Ports) {
  const core = coreOf(ports)
  const sendMail = atFirstCall(async () => {
    const { makeSendMail } = await import('../application/letters/send-mail.ts')
    return makeSendMail(core)
  })
  const sequence: SequenceAudit = atFirstCall(async () => {
    const { makeSequenceAudit } = await import('../application/evidence/sequence-audit.ts')
    return makeSequenceAudit(core)
  })
  const { settings, log, clock, tokens } = ports

  return {
    ...{ settings, log, clock, tokens, sessions: core.sessions },
    ...forCompanies(core),
    ...forIdentity(core),
    ...forOperators(core),
    ...forRequests(core, sendMail),
    ...forCollecting(core),
    ...forConnectors(core),
    ...forApprovals(core),
    ...forTimers(core, { sendMail, sequence }),
    ...forConsents(core, sequence),
    ...forReports(core),
    ...forReceipts(core),
    audit: allAtFirstCall(['entries', 'head', 'proof', 'consistency'], async () => {
      const { makeReadAudit } = await import('../application/evidence/read-audit.ts')
      return makeReadAudit({ ...core, sequence })
    }),
    sequenceAudit: sequence,
    ...forMessages(core),
    ...forWebhooks(core),
    sendMail,
    takeMailEvents: atFirstCall(async () => {
      const { makeTakeMailEvents } = await import('../application/letters/take-mail-events.ts')
      return makeTakeMailEvents(core)
    }),
  }
}

const forMessages = (core: Core) => ({
  ...allAtFirstCall(['bury', 'putOff'], async () => {
    const { makeBury } = await import('../application/messages/bury.ts')
    const { makePutOff } = await import('../application/messages/put-off.ts')
    const bury = makeBury(core)
    return { bury, putOff: makePutOff({ ...core, bury }) }
  }),
  deadLetters: allAtFirstCall(['list', 'retry', 'discard'], async () => {
    const { makeDeadLetters } = await import('../application/messages/dead-letters.ts')
    return makeDeadLetters(core)
  }),
})

const forRequests = (core: Core, sendMail: SendMail) => ({
  createRequest: atFirstCall(async () => {
    const { makeCreateRequest } = await import('../application/intake/create-request.ts')
    return makeCreateRequest(core)
  }),
  registerRequest: atFirstCall(async () => {
    const { makeRegisterRequest } = await import('../application/intake/register-request.ts')
    return makeRegisterRequest(core)
  }),
  viewRequest: atFirstCall(async () => {
    const { makeViewRequest } = await import('../application/requests/view-request.ts')
    return makeViewRequest(core)
  }),
  listQueue: atFirstCall(async () => {
    const { makeListQueue } = await import('../application/queue/list-queue.ts')
    return makeListQueue(core)
  }),
  exportQueue: atFirstCall(async () => {
    const { makeExportQueue } = await import('../application/queue/export-queue.ts')
    return makeExportQueue(core)
  }),
  bulkAssign: atFirstCall(async () => {
    const { makeBulkAssign } = await import('../application/queue/bulk-assign.ts')
    return makeBulkAssign(core)
  }),
  ...allAtFirstCall(['assignRequest', 'unassignRequest'], async () => {
    const { makeAssignRequest, makeUnassignRequest } = await import('../application/requests/assign.ts')
    return { assignRequest: makeAssignRequest(core), unassignRequest: makeUnassignRequest(core) }
  }),
  revealPerson: atFirstCall(async () => {
    const { makeRevealPerson } = await import('../application/requests/reveal-person.ts')
    return makeRevealPerson(core)
  }),
  ...allAtFirstCall(['putFile', 'readFile', 'removeFile'], async () => {
    const { makePutFile, makeReadFile, makeRemoveFile } = await import('../application/files/files.ts')
    return { putFile: makePutFile(core), readFile: makeReadFile(core), removeFile: makeRemoveFile(core) }
  }),
  uploads: allAtFirstCall(['begin', 'putBlock', 'cancel', 'status', 'commit'], async () => {
    const { makeUploads } = await import('../application/files/uploads.ts')
    return makeUploads(core)
  }),
  quarantine: allAtFirstCall(['release', 'rescan'], async () => {
    const { makeQuarantine } = await import('../application/files/quarantine.ts')
    return makeQuarantine(core)
  }),
  establishIdentity: atFirstCall(async () => {
    const { makeEstablishIdentity } = await import('../application/requests/establish-identity.ts')
    return makeEstablishIdentity(core)
  }),
  extendRequest: atFirstCall(async () => {
    const { makeExtendRequest } = await import('../application/timing/extend.ts')
    return makeExtendRequest({ ...core, sendMail })
  }),
  ...allAtFirstCall(['pauseRequest', 'resumeRequest'], async () => {
    const { makePauseRequest, makeResumeRequest } = await import('../application/timing/pause.ts')
    const deps = { ...core, sendMail }
    return { pauseRequest: makePauseRequest(deps), resumeRequest: makeResumeRequest(deps) }
  }),
  publicStatus: allAtFirstCall(['code', 'view'], async () => {
    const { makePublicStatuses } = await import('../application/requests/public-status.ts')
    return makePublicStatuses(core)
  }),
  ownRequests: allAtFirstCall(['read', 'set'], async () => {
    const { makeOwnRequests } = await import('../application/requests/own-requests.ts')
    return makeOwnRequests(core)
  }),
  withdrawRequest: atFirstCall(async () => {
    const { makeWithdrawRequest } = await import('../application/requests/withdraw.ts')
    return makeWithdrawRequest(core)
  }),
  ...allAtFirstCall(['readStops', 'confirmStop'], async () => {
    const { makeReadStops, makeConfirmStop } = await import('../application/requests/stops.ts')
    return { readStops: makeReadStops(core), confirmStop: makeConfirmStop(core) }
  }),
  messages: allAtFirstCall(['list', 'post'], async () => {
    const { makeMessages } = await import('../application/requests/messages.ts')
    return makeMessages(core)
  }),
  readLetters: atFirstCall(async () => {
    const { makeReadLetters } = await import('../application/letters/read-letters.ts')
    return makeReadLetters(core)
  }),
  ownCopy: atFirstCall(async () => {
    const [{ makeReadOwnCopy }, { makeViewRequest }, { makeReadLetters }, { makeMessages }] =
      await Promise.all([
        import('../application/requests/own-copy.ts'),
        import('../application/requests/view-request.ts'),
        import('../application/letters/read-letters.ts'),
        import('../application/requests/messages.ts'),
      ])
    const parts = { viewRequest: makeViewRequest(core), readLetters: makeReadLetters(core) }
    return makeReadOwnCopy({ ...core, ...parts, messages: makeMessages(core) })
  }),
})

const forReports = (core: Core) => ({
  readReport: atFirstCall(async () => {
    const { makeReadReport } = await import('../application/reports/read-report.ts')
    return makeReadReport(core)
  }),
  readGroupView: atFirstCall(async () => {
    const { makeReadGroupView } = await import('../application/reports/group-view.ts')
    return makeReadGroupView(core)
  }),
  readAuditSummary: atFirstCall(async () => {
    const { makeReadAuditSummary } = await import('../application/reports/audit-summary.ts')
    return makeReadAuditSummary(core)
  }),
  auditSummaryCsv: atFirstCall(async () => {
    const { auditSummaryCsv } = await import('../application/reports/audit-summary-csv.ts')
    return async (summary: AuditSummary) => auditSummaryCsv(summary)
  }),
  reportCsv: atFirstCall(async () => {
    const { reportCsv } = await import('../application/reports/report-csv.ts')
    return async (report: Report) => reportCsv(report)
  }),
})

const forApprovals = (core: Core) => ({
  sealRequest: atFirstCall(async () => {
    const { makeSealRequest } = await import('../application/seals/seal-request.ts')
    return makeSealRequest(core)
  }),
  seals: allAtFirstCall(['list', 'content', 'file'], async () => {
    const { makeSealReader } = await import('../application/seals/read-seal.ts')
    return makeSealReader(core)
  }),
  decideSeal: atFirstCall(async () => {
    const { makeDecideSeal } = await import('../application/approvals/decide-seal.ts')
    return makeDecideSeal(core)
  }),
  listApprovals: atFirstCall(async () => {
    const { makeListApprovals } = await import('../application/approvals/list-approvals.ts')
    return makeListApprovals(core)
  }),
  companyItems: allAtFirstCall(['waitingFor', 'read', 'decide'], async () => {
    const { makeCompanyItems } = await import('../application/approvals/company-items.ts')
    return makeCompanyItems(core)
  }),
  proposeRefusal: atFirstCall(async () => {
    const { makeProposeRefusal } = await import('../application/approvals/refusal.ts')
    return makeProposeRefusal(core)
  }),
  decideItem: atFirstCall(async () => {
    const { makeDecideItem } = await import('../application/approvals/refusal.ts')
    return makeDecideItem(core)
  }),
  readItem: atFirstCall(async () => {
    const { makeReadItem } = await import('../application/approvals/read-item.ts')
    return makeReadItem(core)
  }),
  findItem: atFirstCall(async () => {
    const { makeFindItem } = await import('../application/approvals/find-item.ts')
    return makeFindItem(core)
  }),
  openDelivery: atFirstCall(async () => {
    const { makeOpenDelivery } = await import('../application/delivery/open-delivery.ts')
    return makeOpenDelivery(core)
  }),
  handOver: atFirstCall(async () => {
    const { makeHandOver } = await import('../application/delivery/hand-over.ts')
    return makeHandOver(core)
  }),
  recallDelivery: atFirstCall(async () => {
    const { makeRecallDelivery } = await import('../application/delivery/recall-delivery.ts')
    return makeRecallDelivery(core)
  }),
  listBreaches: atFirstCall(async () => {
    const { makeListBreaches } = await import('../application/breaches/list-breaches.ts')
    return makeListBreaches(core)
  }),
  openBreach: atFirstCall(async () => {
    const { makeOpenBreach } = await import('../application/breaches/open-breach.ts')
    return makeOpenBreach(core)
  }),
  closeBreach: atFirstCall(async () => {
    const { makeCloseBreach } = await import('../application/breaches/close-breach.ts')
    return makeCloseBreach(core)
  }),
})
