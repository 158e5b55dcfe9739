// What each page does: who may ask for it, and the work behind it.
import type { HttpHandler } from '@azure/functions'
import type { App } from '../../shared/composition/app.ts'
import { pageHandler } from './call.ts'
import type { Work } from './call.ts'
import type { PageName } from './page-table.ts'
import { asProven } from './proven.ts'
import { consentWorks } from './consents/works.ts'
import { leavingWorks } from './leaving/works.ts'
import { settingsWorks } from './settings/works.ts'
import { systemWorks } from './systems/works.ts'
import { showProblem, showProblems } from './docs/problem-pages.ts'
import { showReference } from './docs/reference-page.ts'
import { showDocsAsset, showTryPage } from './docs/try-page.ts'
import { confirmConsent, readConsentReceipt, showConsent, withdrawConsent } from './person/consent.ts'
import { sendForm, showForm, showSent } from './person/give-consent.ts'
import { renewConsent } from './person/consent-renewal.ts'
import { showEndedLink } from './person/ended-link.ts'
import { openLink, mailNewCode, showLink } from './person/link.ts'
import { asEnrolling, asPerson, asStaff, inCompany, posted } from './guards.ts'
import { operatorWorks } from './operator/works.ts'
import { mailLinks, mailSignIn, showLinks, showSignIn } from './person/links.ts'
import { sendRequest, showReceived, showRequestForm } from './person/request-form.ts'
import { showPublicStatus } from './person/public-status.ts'
import { showStart } from './person/start.ts'
import { ownCopy } from './person/own-copy.ts'
import { instruct, showTransfer, takeTransferBack } from './person/transfer.ts'
import { setOwnRequests } from './person/own-requests.ts'
import { orClosed } from './leaving/closed.ts'
import { showCookies } from './cookies.ts'
import { download, sendMessage, showStatus, withdraw } from './person/status.ts'
import { showAsset, showConsentEmbed, showSecurityText } from './service.ts'
import { endOtherSessions, endSession, showSessions } from './sessions.ts'
import { signOut } from './sign-out.ts'
import { acting } from './staff/acting.ts'
import { actions, decideItem, decideSeal } from './staff/actions.ts'
import { readAuditFile, showAuditSummary } from './staff/audit-summary.ts'
import { showApprovals } from './staff/approvals.ts'
import { showBreaches } from './staff/breaches.ts'
import { decideChange } from './staff/company-changes.ts'
import { invite, removeEmployee, resetFactors, saveRoles, showPeople } from './staff/employees-page.ts'
import { alive, removeData, sendData, showData } from './staff/data-page.ts'
import { beginTotp, confirmTotp, makeRecoveryCodes, removeFactor, showFactors } from './staff/factors-page.ts'
import { beginPhone, confirmPhone } from './staff/phone-page.ts'
import { askLinkPasskey, askPasskeyProof, beginPasskey, confirmPasskey } from './staff/passkeys.ts'
import {
  addReceiver,
  challengeReceiver,
  proveReceiver,
  removeReceiver,
  showReceivers,
} from './staff/receivers.ts'
import {
  makeWebhook,
  removeWebhook,
  resendDelivery,
  rotateWebhook,
  showWebhook,
  showWebhooks,
  testWebhook,
} from './staff/webhooks.ts'
import { makeKey, rotateKey, showKeys, stopKey } from './staff/keys.ts'
import {
  beginLink,
  beginProof,
  beginProviderSignIn,
  beginShow,
  comeBack,
  showOwnProvider,
  unlinkProvider,
} from './staff/provider.ts'
import { endOwnerRecovery, showOwnerRecovery } from './staff/owner-recovery.ts'
import { sendTable } from './staff/paste-table.ts'
import { decideMerged, showMerged } from './staff/merged-page.ts'
import { showQueue } from './staff/queue.ts'
import { exportQueue } from './staff/queue-export.ts'
import { sendBulk, showBulk, undoBulk } from './staff/bulk.ts'
import { sendRegistration, showRegistered, showRegistration } from './staff/register.ts'
import { readFile, readPackage, readSealedFile, removeFile } from './staff/reading.ts'
import { reveal } from './staff/reveal.ts'
import { showRequest } from './staff/request-page.ts'
import { showGroup } from './staff/group.ts'
import { readReportFile, showReports } from './staff/reports.ts'
import { endSupport, inviteSupport, showSupport } from './staff/support.ts'
import { discardStuck, retryStuck, showStuck } from './staff/stuck.ts'
import { beginUpload, cancelUpload, commitUpload, putBlock, sendFile } from './staff/uploads.ts'
import { sendFilesAsTheyAre, sendWithheld, showWithheld, takeBack } from './staff/withheld-page.ts'

const works: Readonly<Record<PageName, Work>> = {
  pageStart: showStart,
  pageAsset: showAsset,
  pageConsentEmbed: showConsentEmbed,
  pageProblem: showProblem,
  pageProblems: showProblems,
  pageDocs: showTryPage,
  pageDocsAsset: showDocsAsset,
  pageReference: showReference,
  pageCookies: showCookies,
  pageSecurityText: showSecurityText,
  pageRequestForm: orClosed(inCompany(showRequestForm)),
  pageSendRequest: inCompany(posted(sendRequest)),
  pageReceived: inCompany(showReceived),
  pagePublicStatus: inCompany(showPublicStatus),
  pageGiveConsent: inCompany(showForm),
  pageSendConsent: inCompany(posted(sendForm)),
  pageConsentSent: inCompany(showSent),
  pageConsent: inCompany(showConsent),
  pageConfirmConsent: inCompany(posted(confirmConsent)),
  pageRenewConsent: inCompany(posted(renewConsent)),
  pageWithdrawConsent: inCompany(posted(withdrawConsent)),
  pageConsentReceipt: inCompany(readConsentReceipt),
  pageLink: inCompany(showLink),
  pageOpenLink: inCompany(posted(openLink)),
  pageEndedLink: inCompany(showEndedLink),
  pageNewCode: inCompany(posted(mailNewCode)),
  pageAskLinkPasskey: inCompany(posted(askLinkPasskey)),
  pageLinks: inCompany(showLinks),
  pageMailLinks: inCompany(posted(mailLinks)),
  pageSignIn: inCompany(showSignIn),
  pageMailSignIn: inCompany(posted(mailSignIn)),
  pageProviderSignIn: inCompany(beginProviderSignIn),
  pageProviderCallback: inCompany(comeBack),
  pageSignOut: signOut,

  pageStatus: asPerson(showStatus),
  pageSendMessage: asPerson(posted(sendMessage)),
  pageWithdraw: asPerson(posted(withdraw)),
  pageDownload: asPerson(download),
  pageOwnCopy: asPerson(ownCopy),
  pageShowIdentity: asPerson(beginShow),
  pageTransfer: asPerson(showTransfer),
  pageInstruct: asPerson(posted(instruct)),
  pageTakeTransferBack: asPerson(posted(takeTransferBack)),
  pageOwnRequests: asPerson(posted(setOwnRequests)),
  pageOwnSessions: asPerson(showSessions),
  pageEndOwnSession: asPerson(posted(endSession)),
  pageEndOwnOthers: asPerson(posted(endOtherSessions)),

  pageQueue: asStaff(showQueue),
  pageQueueExport: asStaff(exportQueue),
  pageBulk: asStaff(showBulk),
  pageSendBulk: asStaff(posted(sendBulk)),
  pageUndoBulk: asStaff(posted(undoBulk)),
  pageAlive: asStaff(alive),
  pageRegister: asStaff(showRegistration),
  pageSendRegistration: asStaff(posted(sendRegistration)),
  pageRegistered: asStaff(showRegistered),
  pageApprovals: asStaff(showApprovals),
  pageDecideChange: asProven(decideChange),
  pagePeople: asStaff(showPeople),
  pageInvite: asStaff(posted(invite)),
  pageSaveRoles: asProven(saveRoles),
  pageResetFactors: asProven(resetFactors),
  pageRemoveEmployee: asProven(removeEmployee),
  pageSupport: asStaff(showSupport),
  pageInviteSupport: asProven(inviteSupport),
  pageEndSupport: asStaff(posted(endSupport)),
  pageOwnerRecovery: asStaff(showOwnerRecovery),
  pageEndOwnerRecovery: asStaff(posted(endOwnerRecovery)),
  pageBreaches: asStaff(showBreaches),
  pageSessions: asEnrolling(showSessions),
  pageEndSession: asEnrolling(posted(endSession)),
  pageEndOthers: asEnrolling(posted(endOtherSessions)),
  pageFactors: asEnrolling(showFactors),
  pageBeginTotp: asEnrolling(posted(beginTotp)),
  pageConfirmTotp: asEnrolling(posted(confirmTotp)),
  pageBeginPasskey: asEnrolling(posted(beginPasskey)),
  pageConfirmPasskey: asEnrolling(posted(confirmPasskey)),
  pageBeginPhone: asProven(beginPhone),
  pageConfirmPhone: asProven(confirmPhone),
  pageAskPasskeyProof: asEnrolling(posted(askPasskeyProof)),
  pageRemoveFactor: asProven(removeFactor),
  pageMakeRecoveryCodes: asProven(makeRecoveryCodes),
  pageOwnProvider: asEnrolling(showOwnProvider),
  pageLinkProvider: asEnrolling(beginLink),
  pageProveByProvider: asEnrolling(beginProof),
  pageUnlinkProvider: asProven(unlinkProvider),
  pageKeys: asStaff(showKeys),
  pageMakeKey: asProven(makeKey),
  pageRotateKey: asProven(rotateKey),
  pageStopKey: asProven(stopKey),
  pageWebhooks: asStaff(showWebhooks),
  pageMakeWebhook: asProven(makeWebhook),
  pageWebhook: asStaff(showWebhook),
  pageTestWebhook: asStaff(posted(testWebhook)),
  pageRotateWebhook: asProven(rotateWebhook),
  pageRemoveWebhook: asStaff(posted(removeWebhook)),
  pageReceivers: asStaff(showReceivers),
  pageAddReceiver: asProven(addReceiver),
  pageChallengeReceiver: asProven(challengeReceiver),
  pageProveReceiver: asProven(proveReceiver),
  pageRemoveReceiver: asProven(removeReceiver),
  pageResendDelivery: asStaff(posted(resendDelivery)),
  pageAuditSummary: asStaff(showAuditSummary),
  pageAuditFile: asStaff(readAuditFile),
  pageReports: asStaff(showReports),
  pageGroup: asStaff(showGroup),
  pageReportFile: asStaff(readReportFile),
  pageStuck: asStaff(showStuck),
  pageRetryStuck: asStaff(posted(retryStuck)),
  pageDiscardStuck: asStaff(posted(discardStuck)),
  pageRequest: asStaff(showRequest),
  pageAssign: asStaff(posted(acting(actions.assign))),
  pageUnassign: asStaff(posted(acting(actions.unassign))),
  pageIdentity: asStaff(posted(acting(actions.identity))),
  pageSource: asStaff(posted(acting(actions.source))),
  pageSeal: asStaff(posted(acting(actions.seal))),
  pageBypass: asStaff(posted(acting(actions.bypass))),
  pageReveal: asStaff(posted(acting(reveal))),
  pageExtend: asStaff(posted(acting(actions.extend))),
  pagePause: asStaff(posted(acting(actions.pause))),
  pageResume: asStaff(posted(acting(actions.resume))),
  pageRefuse: asStaff(posted(acting(actions.refuse))),
  pageStaffMessage: asStaff(posted(acting(actions.message))),
  pageStop: asStaff(posted(acting(actions.stop))),
  pageRecall: asStaff(posted(acting(actions.recall))),
  pageEnterBreach: asStaff(posted(acting(actions.enterBreach))),
  pageHandOver: asStaff(posted(acting(actions.handOver))),
  pageAssessBreach: asStaff(posted(acting(actions.assessBreach))),
  pageDecideSeal: asProven(decideSeal),
  pageDecideItem: asProven(decideItem),

  ...leavingWorks,
  ...settingsWorks,
  ...consentWorks,
  ...systemWorks,
  ...operatorWorks,

  pageData: asStaff(showData),
  pageSendData: asStaff(posted(sendData)),
  pageRemoveData: asStaff(posted(removeData)),
  pageTable: asStaff(posted(sendTable)),
  pageMerged: asStaff(showMerged),
  pageDecideMerged: asStaff(posted(decideMerged)),
  pageWithheld: asStaff(showWithheld),
  pageSendWithheld: asStaff(posted(sendWithheld)),
  pageFilesAsTheyAre: asStaff(posted(sendFilesAsTheyAre)),
  pageTakeBack: asStaff(posted(takeBack)),
  pageSendFile: asStaff(sendFile),
  pageReadFile: asStaff(readFile),
  pageRemoveFile: asStaff(posted(removeFile)),
  pageReleaseFile: asStaff(posted(acting(actions.releaseFile))),
  pageRescanFile: asStaff(posted(acting(actions.rescanFile))),
  pageBeginUpload: asStaff(posted(beginUpload)),
  pagePutBlock: asStaff(putBlock),
  pageCommitUpload: asStaff(posted(commitUpload)),
  pageCancelUpload: asStaff(posted(cancelUpload)),
  pageReadPackage: asStaff(readPackage),
  pageReadSealedFile: asStaff(readSealedFile),
}

export const pageHandlers = (app: App): Readonly<Record<PageName, HttpHandler>> =>
  Object.fromEntries(
    Object.entries(works).map(([name, work]) => [name, pageHandler(app, name, work)]),
  ) as Record<PageName, HttpHandler>
