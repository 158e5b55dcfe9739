// The table of pages: name → method, route, handler.
import type { HttpFunctionOptions } from '@azure/functions'
import type { App } from '../../shared/composition/app.ts'
import { asPerson, asStaff, inCompany, pageFunction, posted } from './call.ts'
import type { Work } from './call.ts'
import { openLink, mailNewCode, showEndedLink, showLink } from './person/link.ts'
import { mailLinks, mailSignIn, showLinks, showSignIn } from './person/links.ts'
import { sendRequest, showReceived, showRequestForm } from './person/request-form.ts'
import { showStart } from './person/start.ts'
import { download, sendMessage, showStatus, withdraw } from './person/status.ts'
import { showAsset, showProblem, showSecurityText } from './service.ts'
import { signOut } from './sign-out.ts'
import { acting, actions, decideItem, decideSeal } from './staff/actions.ts'
import { showApprovals } from './staff/approvals.ts'
import { alive, removeData, sendData, showData } from './staff/data-page.ts'
import { showQueue } from './staff/queue.ts'
import { readFile, readPackage, readSealedFile, removeFile } from './staff/reading.ts'
import { showRequest } from './staff/request-page.ts'
import { beginUpload, commitUpload, putBlock, sendFile } from './staff/uploads.ts'

type Page = { readonly method: 'GET' | 'POST' | 'PUT'; readonly route: string; readonly work: Work }

const get = (route: string, work: Work): Page => ({ method: 'GET', route, work })
const post = (route: string, work: Work): Page => ({ method: 'POST', route, work })
const put = (route: string, work: Work): Page => ({ method: 'PUT', route, work })

const own = '{company}/requests/{requestId}'
const staff = '{company}/staff'
const work = `${staff}/requests/{requestId}`

const publicPages = {
  pageStart: get('/', showStart),
  pageAsset: get('assets/{name}', showAsset),
  pageProblem: get('problems/{code}', showProblem),
  pageSecurityText: get('.well-known/security.txt', showSecurityText),
  pageRequestForm: get('{company}', inCompany(showRequestForm)),
  pageSendRequest: post('{company}', inCompany(posted(sendRequest))),
  pageReceived: get('{company}/received', inCompany(showReceived)),
  pageLink: get('{company}/link', inCompany(showLink)),
  pageOpenLink: post('{company}/link', inCompany(posted(openLink))),
  pageEndedLink: get('{company}/link/{how}', inCompany(showEndedLink)),
  pageNewCode: post('{company}/link/code', inCompany(posted(mailNewCode))),
  pageLinks: get('{company}/links', inCompany(showLinks)),
  pageMailLinks: post('{company}/links', inCompany(posted(mailLinks))),
  pageSignIn: get(`${staff}/sign-in`, inCompany(showSignIn)),
  pageMailSignIn: post(`${staff}/sign-in`, inCompany(posted(mailSignIn))),
  pageSignOut: post('{company}/sign-out', signOut),
}

const personPages = {
  pageStatus: get(own, asPerson(showStatus)),
  pageSendMessage: post(`${own}/messages`, asPerson(posted(sendMessage))),
  pageWithdraw: post(`${own}/withdrawal`, asPerson(posted(withdraw))),
  pageDownload: get(`${own}/deliveries/{deliveryId}`, asPerson(download)),
}

const staffPages = {
  pageQueue: get(staff, asStaff(showQueue)),
  pageAlive: get(`${staff}/alive`, asStaff(alive)),
  pageApprovals: get(`${staff}/approvals`, asStaff(showApprovals)),
  pageRequest: get(work, asStaff(showRequest)),
  pageAssign: post(`${work}/assign`, asStaff(posted(acting(actions.assign)))),
  pageUnassign: post(`${work}/unassign`, asStaff(posted(acting(actions.unassign)))),
  pageIdentity: post(`${work}/identity`, asStaff(posted(acting(actions.identity)))),
  pageSource: post(`${work}/source`, asStaff(posted(acting(actions.source)))),
  pageSeal: post(`${work}/seal`, asStaff(posted(acting(actions.seal)))),
  pageExtend: post(`${work}/extend`, asStaff(posted(acting(actions.extend)))),
  pagePause: post(`${work}/pause`, asStaff(posted(acting(actions.pause)))),
  pageResume: post(`${work}/resume`, asStaff(posted(acting(actions.resume)))),
  pageRefuse: post(`${work}/refuse`, asStaff(posted(acting(actions.refuse)))),
  pageStaffMessage: post(`${work}/message`, asStaff(posted(acting(actions.message)))),
  pageDecideSeal: post(`${work}/decision`, asStaff(posted(decideSeal))),
  pageDecideItem: post(`${work}/item-decision`, asStaff(posted(decideItem))),
}

const contentPages = {
  pageData: get(`${work}/data/{sourceId}`, asStaff(showData)),
  pageSendData: post(`${work}/data/{sourceId}`, asStaff(posted(sendData))),
  pageRemoveData: post(`${work}/data/{sourceId}/removal`, asStaff(posted(removeData))),
  pageSendFile: post(`${work}/files`, asStaff(sendFile)),
  pageReadFile: get(`${work}/files/{file}`, asStaff(readFile)),
  pageRemoveFile: post(`${work}/file-removal`, asStaff(posted(removeFile))),
  pageBeginUpload: post(`${work}/uploads`, asStaff(posted(beginUpload))),
  pagePutBlock: put(`${work}/uploads/{uploadId}/blocks/{n:int}`, asStaff(putBlock)),
  pageCommitUpload: post(`${work}/uploads/{uploadId}/commit`, asStaff(posted(commitUpload))),
  pageReadPackage: get(`${work}/seals/{sealId}/{right}`, asStaff(readPackage)),
  pageReadSealedFile: get(`${work}/seals/{sealId}/{right}/files/{n:int}`, asStaff(readSealedFile)),
}

const pages = { ...publicPages, ...personPages, ...staffPages, ...contentPages }

export const pageFunctions = (app: App): Record<string, HttpFunctionOptions> =>
  Object.fromEntries(Object.entries(pages).map(([name, page]) => [name, pageFunction(app, name, page)]))
