// What the company asks consent for: its forms, which version is asked with, and which one waits to be.
import type { ConsentFormView } from '../../../shared/application/consent/forms.ts'
import type { Answer, StaffCall } from '../call.ts'
import { cards } from '../cards.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { badge } from '../parts.ts'
import { asked, consentsPage, formsPath, inWords, may, nothingWrong, versionPath } from './frame.ts'

export async function showForms(call: StaffCall): Promise<Answer> {
  const { consentForms: words, settings } = call.texts
  const listed = await call.app.consentForms.list(asked(call))
  if (!listed.ok) return listed.error
  const rows = listed.value.map((form) => formRow(call, form))
  const heads = [words.name, words.newest, words.askedWith]
  const main = html`<p>${words.lead}</p>
    <p>${words.never}</p>
    ${rows.length === 0 ? html`<p>${words.none}</p>` : cards({ caption: words.caption, heads }, rows)}
    ${may(call, 'manageConsentForms') && html`<p><a class="button" href="${formsPath(call)}/new">${words.write}</a></p>`}`
  const back = [`/${call.company.company}/staff/settings`, settings.title] as const
  return consentsPage(call, { ...nothingWrong, title: words.place.title, main, back })
}

function formRow(
  call: StaffCall,
  { id: formId, title, latestVersion, publishedVersion }: ConsentFormView,
): Html {
  const { consentForms: words } = call.texts
  const link = (version: number): Html =>
    html`<a href="${versionPath(call, { formId, version })}">${words.version(version)}</a>`
  const isWaiting = publishedVersion !== latestVersion
  return html`<tr>
    <th scope="row">${inWords(call, title)}</th>
    <td data-label="${words.newest}">
      ${link(latestVersion)} ${isWaiting && badge(words.states.draft, 'wait')}
    </td>
    <td data-label="${words.askedWith}">
      ${publishedVersion === undefined ? words.nobodyAsked : link(publishedVersion)}
    </td>
  </tr>`
}
