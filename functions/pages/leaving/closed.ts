// The certificate of a company that is closed, for everybody: nobody of it can sign in any more.
import { page, seeOther } from '../call.ts'
import type { Answer, Call, Work } from '../call.ts'
import { moment } from '../days.ts'
import { html } from '../html.ts'
import { facts } from '../parts.ts'

export async function showClosed(call: Call): Promise<Answer> {
  const { closed: words } = call.texts.leaving
  const certificate = await call.app.closingCertificate(call.params['company'] ?? '')
  if (!certificate.ok) return certificate.error
  const { companyId, askedBy, askedAt, unreadableSince, ciphertextGoneBy } = certificate.value
  // The calendar that it had went with it.
  const reader = { language: call.language, timeZone: 'UTC' }
  const title = words.title(companyId)
  const known = facts([
    [words.asked, words.askedBy[askedBy]],
    [words.askedAt, moment(askedAt, reader)],
    [words.unreadable, moment(unreadableSince, reader)],
    [words.gone, moment(ciphertextGoneBy, reader)],
  ])
  const main = html`<h1>${title}</h1>
    <p>${words.lead}</p>
    ${known}
    <p>${words.signed}</p>
    <p><a href="/api/v1/companies/${companyId}/closing/certificate">${words.file}</a></p>`
  return page(call, { title, main })
}

/** Where a company was, its certificate is: whoever comes by an old address learns that nothing of theirs is left. */
export const orClosed =
  (work: Work): Work =>
  async (call) => {
    const answer = await work(call)
    if (!('code' in answer) || answer.code !== 'notFound') return answer
    const company = call.params['company'] ?? ''
    const certificate = await call.app.closingCertificate(company)
    return certificate.ok ? seeOther(`/${company}/closed`) : answer
  }
