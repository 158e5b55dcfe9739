// Pages of one request as those who work on it see them.
import type { Office } from '../support/application.ts'
import { aRequest, type MadeRequest } from '../support/request-stages.ts'
import { checkPage } from './markup.ts'
import { browserOf } from './plain-browser.ts'

export const pathOf = ({ requestId }: MadeRequest): string => `/demo/staff/requests/${requestId}`

export async function shownTo(office: Office, name: Parameters<typeof browserOf>[1], request: MadeRequest) {
  const browser = await browserOf(office, name)
  const shown = await browser.get(pathOf(request))
  checkPage(shown.text)
  return { browser, shown }
}

export const inWork = (office: Office) => aRequest(office).verified().assignedTo('user')
