// The table of pages: name → method and route. What answers them loads with the first page that somebody asks for.
import type { HttpFunctionOptions, HttpHandler } from '@azure/functions'
import type { App } from '../../shared/composition/app.ts'

type Page = { readonly method: 'GET' | 'POST' | 'PUT'; readonly route: string }

const get = (route: string): Page => ({ method: 'GET', route })
const post = (route: string): Page => ({ method: 'POST', route })
const put = (route: string): Page => ({ method: 'PUT', route })

const own = '{company}/requests/{requestId}'
const staff = '{company}/staff'
const work = `${staff}/requests/{requestId}`

const publicPages = {
  pageStart: get('/'),
  pageAsset: get('assets/{name}'),
  pageProblem: get('problems/{code}'),
  pageProblems: get('problems'),
  pageDocs: get('docs'),
  pageDocsAsset: get('docs/assets/{name}'),
  pageReference: get('docs/reference'),
  pageSecurityText: get('.well-known/security.txt'),
  pageRequestForm: get('{company}'),
  pageSendRequest: post('{company}'),
  pageReceived: get('{company}/received'),
  pageLink: get('{company}/link'),
  pageOpenLink: post('{company}/link'),
  pageEndedLink: get('{company}/link/{how}'),
  pageNewCode: post('{company}/link/code'),
  pageAskLinkPasskey: post('{company}/link/passkey'),
  pageLinks: get('{company}/links'),
  pageMailLinks: post('{company}/links'),
  pagePublicStatus: get('{company}/status/{requestId}/{code}'),
  pageSignIn: get(`${staff}/sign-in`),
  pageMailSignIn: post(`${staff}/sign-in`),
  pageProviderSignIn: get(`${staff}/sign-in/provider`),
  pageProviderCallback: get(`${staff}/sign-in/callback`),
  pageSignOut: post('{company}/sign-out'),
}

const personPages = {
  pageStatus: get(own),
  pageSendMessage: post(`${own}/messages`),
  pageWithdraw: post(`${own}/withdrawal`),
  pageDownload: get(`${own}/deliveries/{deliveryId}`),
  pageOwnSessions: get(`${own}/sessions`),
  pageEndOwnSession: post(`${own}/sessions/{sessionId}/end`),
  pageEndOwnOthers: post(`${own}/sessions/end-others`),
}

const staffPages = {
  pageQueue: get(staff),
  pageQueueExport: get(`${staff}/export`),
  pageBulk: get(`${staff}/bulk`),
  pageSendBulk: post(`${staff}/bulk`),
  pageUndoBulk: post(`${staff}/bulk/undo`),
  pageAlive: get(`${staff}/alive`),
  pageRegister: get(`${staff}/register`),
  pageSendRegistration: post(`${staff}/register`),
  pageRegistered: get(`${staff}/registered`),
  pageApprovals: get(`${staff}/approvals`),
  pageDecideChange: post(`${staff}/approvals/{itemId}`),
  pagePeople: get(`${staff}/people`),
  pageInvite: post(`${staff}/people`),
  pageSaveRoles: post(`${staff}/people/{employeeId}`),
  pageResetFactors: post(`${staff}/people/{employeeId}/factor-reset`),
  pageRemoveEmployee: post(`${staff}/people/{employeeId}/removal`),
  pageSupport: get(`${staff}/support`),
  pageInviteSupport: post(`${staff}/support`),
  pageEndSupport: post(`${staff}/support/{operatorId}/end`),
  pageOwnerRecovery: get(`${staff}/owner-recovery`),
  pageEndOwnerRecovery: post(`${staff}/owner-recovery/end`),
  pageBreaches: get(`${staff}/breaches`),
  pageAuditSummary: get(`${staff}/audit`),
  pageAuditFile: get(`${staff}/audit/file`),
  pageReports: get(`${staff}/reports`),
  pageGroup: get(`${staff}/companies`),
  pageReportFile: get(`${staff}/reports/file`),
  pageSessions: get(`${staff}/sessions`),
  pageEndSession: post(`${staff}/sessions/{sessionId}/end`),
  pageEndOthers: post(`${staff}/sessions/end-others`),
  pageFactors: get(`${staff}/factors`),
  pageBeginTotp: post(`${staff}/factors/totp`),
  pageConfirmTotp: post(`${staff}/factors/totp/confirmation`),
  pageBeginPasskey: post(`${staff}/factors/passkeys`),
  pageConfirmPasskey: post(`${staff}/factors/passkeys/confirmation`),
  pageBeginPhone: post(`${staff}/factors/phones`),
  pageConfirmPhone: post(`${staff}/factors/phones/confirmation`),
  pageAskPasskeyProof: post(`${staff}/proof/passkey`),
  pageRemoveFactor: post(`${staff}/factors/{factorId}/removal`),
  pageMakeRecoveryCodes: post(`${staff}/factors/recovery-codes`),
  pageOwnProvider: get(`${staff}/provider`),
  pageLinkProvider: get(`${staff}/provider/link`),
  pageProveByProvider: get(`${staff}/provider/prove`),
  pageUnlinkProvider: post(`${staff}/provider/removal`),
  pageKeys: get(`${staff}/keys`),
  pageMakeKey: post(`${staff}/keys`),
  pageRotateKey: post(`${staff}/keys/{keyId}/rotate`),
  pageStopKey: post(`${staff}/keys/{keyId}/stop`),
  pageWebhooks: get(`${staff}/webhooks`),
  pageMakeWebhook: post(`${staff}/webhooks`),
  pageWebhook: get(`${staff}/webhooks/{webhookId}`),
  pageTestWebhook: post(`${staff}/webhooks/{webhookId}/test`),
  pageRotateWebhook: post(`${staff}/webhooks/{webhookId}/rotate`),
  pageRemoveWebhook: post(`${staff}/webhooks/{webhookId}/remove`),
  pageResendDelivery: post(`${staff}/webhooks/{webhookId}/deliveries/{eventId}/resend`),
  pageStuck: get(`${staff}/stuck`),
  pageRetryStuck: post(`${staff}/stuck/{deadLetterId}/retry`),
  pageDiscardStuck: post(`${staff}/stuck/{deadLetterId}/discard`),
  pageRequest: get(work),
  pageAssign: post(`${work}/assign`),
  pageUnassign: post(`${work}/unassign`),
  pageIdentity: post(`${work}/identity`),
  pageSource: post(`${work}/source`),
  pageSeal: post(`${work}/seal`),
  pageBypass: post(`${work}/bypass`),
  pageReveal: post(`${work}/reveal`),
  pageExtend: post(`${work}/extend`),
  pagePause: post(`${work}/pause`),
  pageResume: post(`${work}/resume`),
  pageRefuse: post(`${work}/refuse`),
  pageStaffMessage: post(`${work}/message`),
  pageStop: post(`${work}/stop`),
  pageRecall: post(`${work}/recall`),
  pageEnterBreach: post(`${work}/breaches`),
  pageHandOver: post(`${work}/hand-over`),
  pageAssessBreach: post(`${work}/breach`),
  pageDecideSeal: post(`${work}/decision`),
  pageDecideItem: post(`${work}/item-decision`),
}

const leaving = `${staff}/leaving`

const leavingPages = {
  pageLeaving: get(leaving),
  pageBeginExport: post(`${leaving}/exports`),
  pageHandKeysOver: post(`${leaving}/hand-over`),
  pageReadExport: post(`${leaving}/exports/{exportId}/content`),
  pageCloseCompany: post(`${leaving}/closing`),
  pageKeepCompany: post(`${leaving}/closing/end`),
  pageClosed: get('{company}/closed'),
}

const settings = `${staff}/settings`
const information = `${settings}/information`
const template = `${settings}/templates/{templateId}`
const activities = `${settings}/activities`

const settingsPages = {
  pageSettings: get(settings),
  pageInformation: get(information),
  pageAddInformation: post(information),
  pageInformationType: get(`${information}/{informationType}`),
  pageSaveInformationType: post(`${information}/{informationType}`),
  pageInformationState: post(`${information}/{informationType}/state`),
  pageInformationLevel: post(`${information}/{informationType}/level`),
  pageRemoveInformation: post(`${information}/{informationType}/removal`),
  pageTemplates: get(`${settings}/templates`),
  pageAddTemplate: post(`${settings}/templates`),
  pageTemplate: get(template),
  pageRenameTemplate: post(template),
  pageRetireTemplate: post(`${template}/retirement`),
  pageRestoreTemplate: post(`${template}/return`),
  pageAddField: post(`${template}/fields`),
  pageField: get(`${template}/fields/{n:int}`),
  pageSaveField: post(`${template}/fields/{n:int}`),
  pageRemoveField: post(`${template}/fields/{n:int}/removal`),
  pageProfile: get(`${settings}/profile`),
  pageSaveProfile: post(`${settings}/profile`),
  pageLogo: get(`${settings}/logo`),
  pageSendLogo: post(`${settings}/logo`),
  pageRemoveLogo: post(`${settings}/logo/removal`),
  pageWording: get(`${settings}/wording`),
  pageSaveWording: post(`${settings}/wording`),
  pageApprovalPolicy: get(`${settings}/approval`),
  pageSaveApprovalPolicy: post(`${settings}/approval`),
  pageLimits: get(`${settings}/limits`),
  pageSaveLimits: post(`${settings}/limits`),
  pageProviderSetting: get(`${settings}/provider`),
  pageSaveProviderSetting: post(`${settings}/provider`),
  pageRemoveProviderSetting: post(`${settings}/provider/removal`),
  pageActivities: get(activities),
  pageActivity: get(`${activities}/{activity}`),
  pageSaveActivity: post(`${activities}/{activity}`),
  pageRemoveActivity: post(`${activities}/{activity}/removal`),
}

const ofCompany = 'operator/staff/companies/{companyId}'

/** Addresses of the operators' own house: `operator` is no company's name. */
const operatorPages = {
  pageOperator: get('operator'),
  pageFirstOperator: get('operator/first'),
  pageBecomeOperator: post('operator/first'),
  pageCompanies: get('operator/staff'),
  pageOpenCompany: post('operator/staff/companies'),
  pageCompany: get(ofCompany),
  pageSuspend: post(`${ofCompany}/suspension`),
  pageLift: post(`${ofCompany}/lift`),
  pageModules: post(`${ofCompany}/modules`),
  pageOperatorClose: post(`${ofCompany}/closing`),
  pageOperatorKeep: post(`${ofCompany}/closing/end`),
  pageRewrapKeys: post(`${ofCompany}/keys`),
  pageRecovery: get(`${ofCompany}/recovery`),
  pageProposeRecovery: post(`${ofCompany}/recovery`),
  pageAgreeRecovery: post(`${ofCompany}/recovery/agreement`),
  pageCompleteRecovery: post(`${ofCompany}/recovery/completion`),
  pageEndRecovery: post(`${ofCompany}/recovery/end`),
  pageOwnSupport: get(`${ofCompany}/support`),
  pageLook: get(`${ofCompany}/support/{area}`),
  pageInstanceKeys: get('operator/staff/keys'),
  pageRenewSigningKey: post('operator/staff/keys/renewal'),
  pageOperators: get('operator/staff/operators'),
  pageInviteOperator: post('operator/staff/operators'),
  pageRemoveOperator: post('operator/staff/operators/{operatorId}/removal'),
}

const contentPages = {
  pageData: get(`${work}/data/{sourceId}`),
  pageSendData: post(`${work}/data/{sourceId}`),
  pageRemoveData: post(`${work}/data/{sourceId}/removal`),
  pageTable: post(`${work}/data/{sourceId}/table`),
  pageMerged: get(`${work}/merged`),
  pageDecideMerged: post(`${work}/merged`),
  pageWithheld: get(`${work}/withheld`),
  pageSendWithheld: post(`${work}/withheld`),
  pageFilesAsTheyAre: post(`${work}/withheld/files`),
  pageTakeBack: post(`${work}/withheld/removal`),
  pageSendFile: post(`${work}/files`),
  pageReadFile: get(`${work}/files/{file}`),
  pageRemoveFile: post(`${work}/file-removal`),
  pageReleaseFile: post(`${work}/file-release`),
  pageRescanFile: post(`${work}/file-scan`),
  pageBeginUpload: post(`${work}/uploads`),
  pagePutBlock: put(`${work}/uploads/{uploadId}/blocks/{n:int}`),
  pageCommitUpload: post(`${work}/uploads/{uploadId}/commit`),
  pageCancelUpload: post(`${work}/uploads/{uploadId}/cancel`),
  pageReadPackage: get(`${work}/seals/{sealId}/{right}`),
  pageReadSealedFile: get(`${work}/seals/{sealId}/{right}/files/{n:int}`),
}

const pages = {
  ...publicPages,
  ...personPages,
  ...staffPages,
  ...leavingPages,
  ...settingsPages,
  ...operatorPages,
  ...contentPages,
}

export type PageName = keyof typeof pages

export function pageFunctions(app: App): Record<string, HttpFunctionOptions> {
  let made: Promise<Readonly<Record<PageName, HttpHandler>>> | undefined
  const handlers = () => (made ??= import('./handlers.ts').then(({ pageHandlers }) => pageHandlers(app)))

  const answer =
    (name: PageName): HttpHandler =>
    async (request, context) =>
      (await handlers())[name](request, context)

  return Object.fromEntries(
    Object.entries(pages).map(([name, { method, route }]): [string, HttpFunctionOptions] => [
      name,
      { methods: [method], route, authLevel: 'anonymous', handler: answer(name as PageName) },
    ]),
  )
}
