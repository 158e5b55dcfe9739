// What somebody said on paper or by telephone, on its way into the record: to which text, by whom, when.
import type { ConsentFormVersionView } from '../../../shared/application/consent/forms.ts'
import { languagesOf, shownForm } from '../../../shared/domain/consent/form.ts'
import { wordsLanguage } from '../../../shared/domain/consent/receipt-texts.ts'
import type { Answer, StaffCall } from '../call.ts'
import { dateType, hidden, input } from '../fields.ts'
import type { FormValues } from '../form.ts'
import { lineOf } from '../form.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { onceOf } from '../once.ts'
import { facts, list, postForm, said, section } from '../parts.ts'
import { question } from '../person/consent-form-view.ts'
import { chosen, named } from '../sent-form.ts'
import type { SentForm } from '../sent-form.ts'
import { textsIn } from '../texts/texts.ts'
import { languageName } from './form-fields.ts'
import { asked, consentsPage, consentsPath, inWords, may, namedIn, nothingWrong } from './frame.ts'
import type { Named } from './frame.ts'
import { subjectFields } from './subject-fields.ts'

const entryPath = ({ company }: StaffCall): string => `/${company.company}/staff/consent-entry`

const entryOf = (call: StaffCall, { formId, version }: Named): string =>
  `${entryPath(call)}/${formId}/versions/${String(version)}`

const mostListed = 20

/** Old versions too: what somebody signed last month was the text of last month. */
export async function showEntry(call: StaffCall): Promise<Answer> {
  const { consentDesk: words } = call.texts
  if (!may(call, 'recordConsent')) return { code: 'forbidden' }
  const listed = await call.app.consentForms.list(asked(call))
  if (!listed.ok) return listed.error
  const published = listed.value.flatMap(({ id: formId, publishedVersion: newest = 0 }) =>
    Array.from({ length: Math.min(newest, mostListed) }, (_, i) => ({ formId, version: newest - i })),
  )
  const seen = await Promise.all(
    published.map((one) => call.app.consentForms.view({ ...asked(call), ...one })),
  )
  const links = seen.flatMap((one) =>
    one.ok && one.value.status === 'published'
      ? [
          html`<a href="${entryOf(call, one.value.form)}"
            >${call.texts.consentForms.waiting.read(inWords(call, one.value.form.title), one.value.form.version)}</a
          >`,
        ]
      : [],
  )
  const main = html`<p>${words.enterLead}</p>
    ${links.length === 0 ? html`<p>${words.noForms}</p>` : list(links)}`
  const back = [consentsPath(call), words.title] as const
  return consentsPage(call, { ...nothingWrong, title: words.enter, main, back })
}

export type Entry = SentForm & { readonly status?: number }

export async function showEntryForm(call: StaffCall): Promise<Answer> {
  if (!may(call, 'recordConsent')) return { code: 'forbidden' }
  const text = call.url.searchParams.get('text') ?? ''
  return entryPage(call, { form: new URLSearchParams({ text }), errors: [] })
}

export async function publishedVersion(call: StaffCall): Promise<ConsentFormVersionView | undefined> {
  const seen = await call.app.consentForms.view({ ...asked(call), ...namedIn(call) })
  return seen.ok && seen.value.status === 'published' ? seen.value : undefined
}

/** The language that was shown; of one that the form does not have, the reader's own or its first. */
export function shownLanguage(
  call: StaffCall,
  { form: asking }: ConsentFormVersionView,
  form: FormValues,
): string {
  const languages = languagesOf(asking)
  const wished = [lineOf(form, 'text'), call.language]
  return wished.find((one) => languages.includes(one)) ?? (languages[0] as string)
}

export async function entryPage(call: StaffCall, { form, errors, status = 200 }: Entry): Promise<Answer> {
  const { consentDesk: words } = call.texts
  const version = await publishedVersion(call)
  if (!version) return { code: 'notFound' }
  const language = shownLanguage(call, version, form)
  const shown = shownForm(version.form, language)
  const theirs = { ...call, language: wordsLanguage(language), texts: textsIn(wordsLanguage(language)) }
  const asking = { shown, form, errors, unanswered: theirs.texts.consentDesk.unanswered }
  const body = html`${hidden('once', onceOf(form))}${hidden('text', language)}
    ${subjectFields(call, { form, errors })}
    <div lang="${theirs.language}">
      ${shown.purposes.map((purpose, n) => question(theirs, asking, { purpose, n }))}
    </div>
    ${howPart(call, { form, errors })}`
  const action = entryOf(call, version.form)
  const main = html`${languagesPart(call, version, language)}
    <div class="letter" lang="${language}">
      ${shown.body !== '' && said(shown.body)}
      <p>${shown.withdrawal}</p>
    </div>
    <p>${words.textLead} <span class="hash">${version.textSha256[language]}</span></p>
    ${postForm({ action, csrf: call.session.csrf, body, submit: words.save })}`
  return consentsPage(call, {
    ...{ title: words.entryTitle(shown.title, version.form.version), main, errors, status },
    back: [entryPath(call), words.enter],
    isUnsaved: errors.length > 0,
  })
}

function languagesPart(call: StaffCall, { form }: ConsentFormVersionView, own: string): Html {
  const { consentDesk: words } = call.texts
  const others = languagesOf(form).filter((one) => one !== own)
  return html`${facts([[words.language, languageName(call, own)]])}${
    others.length > 0 &&
    html`<p>
      ${words.otherLanguages}
      ${others.map((one) => html`<a href="${entryOf(call, form)}?text=${one}">${languageName(call, one)}</a> `)}
    </p>`
  }`
}

function howPart(call: StaffCall, sent: SentForm): Html {
  const { consentDesk: words } = call.texts
  const date = named(sent, 'saidOn')
  return section(
    'how',
    words.saidHow,
    html`${chosen(sent, 'method', {
      ...{ kind: 'radio', label: words.method },
      options: (['paper', 'phone', 'magicLink'] as const).map((value) => ({
        value,
        label: words.methods[value],
      })),
    })}
    ${input({ ...date, label: words.saidOn, hint: words.saidOnHint }, { type: dateType(date.value), width: 'medium' })}
    ${input({ ...named(sent, 'saidTime'), label: words.saidTime, hint: words.saidTimeHint }, { width: 'short' })}
    ${input({ ...named(sent, 'reference'), label: words.reference, hint: words.referenceHint }, { maxlength: 200 })}`,
  )
}
