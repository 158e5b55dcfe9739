// One version of a form as the people who are asked read it, who wrote it, and the press that lets it out.
import type { ConsentFormVersionView } from '../../../shared/application/consent/forms.ts'
import { languagesOf, shownForm } from '../../../shared/domain/consent/form.ts'
import { wordsLanguage } from '../../../shared/domain/consent/receipt-texts.ts'
import { problemFor } from '../../../shared/contracts/problems.ts'
import { seeOther } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { moment } from '../days.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { facts, list, postForm, said, section } from '../parts.ts'
import { beforePart, question } from '../person/consent-form-view.ts'
import { readerOf } from '../person/progress.ts'
import { textsIn } from '../texts/texts.ts'
import { languageName } from './form-fields.ts'
import {
  asked,
  consentsPage,
  doneIn,
  formsPath,
  inWords,
  may,
  namedIn,
  nameFinder,
  nothingWrong,
  statusBadge,
  versionPath,
} from './frame.ts'
import type { Refused } from './frame.ts'

export const showFormVersion = (call: StaffCall): Promise<Answer> => versionPage(call, nothingWrong)

async function versionPage(call: StaffCall, refused: Refused): Promise<Answer> {
  const { consentForms: words } = call.texts
  const named = namedIn(call)
  const seen = await call.app.consentForms.view({ ...asked(call), ...named })
  if (!seen.ok) return seen.error
  const { form } = seen.value
  const next = `${versionPath(call, named)}/next`
  const main = html`<p>${words.version(form.version)} ${statusBadge(call, seen.value)}</p>
    ${await originOf(call, seen.value)}${publishing(call, seen.value)}
    ${may(call, 'manageConsentForms') && html`<p><a class="button button-second" href="${next}">${words.writeNext}</a></p>`}
    ${languagesOf(form).map((language) => previewIn(call, seen.value, language))}${await versionsPart(call)}`
  return consentsPage(call, {
    ...{ ...refused, title: inWords(call, form.title), main },
    told: doneIn(call, words.done),
    back: [formsPath(call), words.place.title],
  })
}

/** Who wrote it and who let it out, for whoever may see who works here. */
async function originOf(call: StaffCall, version: ConsentFormVersionView): Promise<Html> {
  const { consentForms: words } = call.texts
  const { authorId, createdAt, publishedBy, publishedAt } = version
  const nameOf = await nameFinder(call)
  const at = (when: string, id: string): Html => html`${moment(when, readerOf(call))}, ${nameOf(id)}`
  return facts([
    [words.written, at(createdAt, authorId)],
    ...(publishedAt === undefined ? [] : [[words.published, at(publishedAt, publishedBy ?? '')] as const]),
  ])
}

/** Who wrote it is told why they cannot, before and after they press. */
function publishing(call: StaffCall, { status, authorId, form }: ConsentFormVersionView): Html {
  const { consentForms: words } = call.texts
  if (status === 'published') return html`<p>${words.fixed}</p>`
  if (!may(call, 'publishConsentForm')) return html`<p class="warning">${words.waits}</p>`
  const isOwn = authorId === call.session.actor.employeeId
  return section(
    'publish',
    words.publishTitle,
    html`<p>${words.publishLead}</p>
      ${isOwn && html`<p class="warning">${words.own}</p>`}
      ${postForm({
        action: `${versionPath(call, form)}/publication`,
        csrf: call.session.csrf,
        body: '',
        submit: words.publish,
        look: isOwn ? 'second' : 'main',
      })}`,
  )
}

/** In the words around it that the person has, who reads it in that language. */
function previewIn(call: StaffCall, { form, textSha256 }: ConsentFormVersionView, language: string): Html {
  const { consentForms: words } = call.texts
  const shown = shownForm(form, language)
  const theirs = { ...call, language: wordsLanguage(language), texts: textsIn(wordsLanguage(language)) }
  const prefix = `${language}-`
  const asking = { shown, prefix, form: new URLSearchParams(), errors: [] }
  return section(
    `preview-${language}`,
    words.preview(languageName(call, language)),
    html`<div class="letter" lang="${theirs.language}">
        <h3 lang="${language}">${shown.title}</h3>
        ${shown.body !== '' && html`<div lang="${language}">${said(shown.body)}</div>`}
        ${beforePart(theirs, asking)}
        ${shown.purposes.map((purpose, n) => question(theirs, asking, { purpose, n }))}
      </div>
      <p class="hint">${words.hash} <span class="hash">${textSha256[language]}</span></p>`,
  )
}

const mostListed = 20

/** The newest of them: a form that has more has said enough about how it came to be. */
async function versionsPart(call: StaffCall): Promise<Html> {
  const { consentForms: words } = call.texts
  const { formId, version: own } = namedIn(call)
  const listed = await call.app.consentForms.list(asked(call))
  const newest = listed.ok ? listed.value.find(({ id }) => id === formId)?.latestVersion : undefined
  const first = newest ?? own
  const numbers = Array.from({ length: Math.min(first, mostListed) }, (_, i) => first - i)
  const seen = await Promise.all(
    numbers.map((version) => call.app.consentForms.view({ ...asked(call), formId, version })),
  )
  const lines = seen.flatMap((one) => (one.ok ? [versionLine(call, one.value, own)] : []))
  return section('versions', words.versions, list(lines))
}

function versionLine(call: StaffCall, one: ConsentFormVersionView, own: number): Html {
  const { consentForms: words } = call.texts
  const text = words.version(one.form.version)
  const name =
    one.form.version === own ? html`${text}` : html`<a href="${versionPath(call, one.form)}">${text}</a>`
  return html`${name} ${statusBadge(call, one)} ${moment(one.createdAt, readerOf(call))}`
}

export async function publishForm(call: StaffCall): Promise<Answer> {
  const { consentForms: words } = call.texts
  const named = namedIn(call)
  const published = await call.app.editConsentForms.publish({ ...asked(call), ...named })
  if (published.ok) return seeOther(`${versionPath(call, named)}?done=published`)
  const { code } = published.error
  if (code !== 'fourEyes') return published.error
  const { status } = problemFor(published.error)
  return versionPage(call, { errors: [{ id: 'publish', text: words.own }], status })
}
