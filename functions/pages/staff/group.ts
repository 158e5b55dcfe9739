// One view over all companies that somebody serves (G13): counts alone, and a link to sign in to each.
import type { GroupView } from '../../../shared/application/reports/group-view.ts'
import type { StandingNow } from '../../../shared/application/reports/standing-now.ts'
import { page } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { cards } from '../cards.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { countInWords } from './report-tables.ts'

export async function showGroup(call: StaffCall): Promise<Answer> {
  const words = call.texts.staff.reports
  const seen = await call.app.readGroupView({ actor: call.session.actor })
  if (!seen.ok) return seen.error
  const { companies, others } = seen.value
  const names = Object.keys(words.now) as (keyof StandingNow)[]
  const heads = [words.company, ...names.map((name) => ({ text: words.now[name], look: 'number' as const }))]
  const main = html`<h1>${words.groupTitle}</h1>
    <p class="lead">${words.groupLead}</p>
    ${others === 'mailNeeded' && html`<p class="warning">${words.groupMail}</p>`}${cards(
      { caption: words.groupTitle, heads },
      companies.map((one) => companyRow(call, one, names)),
    )}`
  return page(call, { title: words.groupTitle, main })
}

function companyRow(
  { texts, company }: StaffCall,
  one: GroupView['companies'][number],
  names: readonly (keyof StandingNow)[],
): Html {
  const words = texts.staff.reports
  return html`<tr>
    <th scope="row">
      ${one.company === company.company ? one.name : html`<a href="/${one.company}/staff/sign-in">${one.name}</a>`}
    </th>
    ${names.map(
      (name) =>
        html`<td class="number" data-label="${words.now[name]}">${countInWords(texts, one[name])}</td>`,
    )}
  </tr>`
}
