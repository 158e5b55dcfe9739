// How far a request is, for who has its address and no session: the coarse state, and nothing of the request.
import { page } from '../call.ts'
import type { Answer, CompanyCall } from '../call.ts'
import { html } from '../html.ts'

export async function showPublicStatus(call: CompanyCall): Promise<Answer> {
  const { company, app, params, texts } = call
  const seen = await app.publicStatus.view({
    companyId: company.company,
    requestId: params['requestId'] ?? '',
    code: params['code'] ?? '',
  })
  if (!seen.ok) return seen.error
  const { publicStatus: words } = texts.status
  const { state, dueMonth } = seen.value
  const shown = page(call, {
    title: words.title,
    main: html`<h1>${words.title}</h1>
      <p class="lead">${words.states[state]}</p>
      ${dueMonth !== undefined && html`<p>${words.due(monthInWords(dueMonth, call.language))}</p>`}
      <p>${words.more}</p>
      <p><a class="button" href="/${company.company}/links">${words.link}</a></p>`,
  })
  return { ...shown, headers: { ...shown.headers, 'x-robots-tag': 'noindex, nofollow, noarchive' } }
}

const monthInWords = (month: string, language: string): string =>
  new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-01T00:00:00Z`),
  )
