// Where staff look a person's consents up, and find the way to entering what was said to them.
import type { ConsentSummary } from '../../../shared/application/consent/read-consents.ts'
import { receiptTexts } from '../../../shared/domain/consent/receipt-texts.ts'
import type { CheckedState } from '../../../shared/domain/consent/state.ts'
import { parseBody } from '../../../shared/contracts/parse.ts'
import { page } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { cards } from '../cards.ts'
import { moment } from '../days.ts'
import { errorSummary } from '../fields.ts'
import type { FormValues } from '../form.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { badge, list, notice, postForm, section } from '../parts.ts'
import type { Tone } from '../parts.ts'
import { readerOf } from '../person/progress.ts'
import type { SentForm } from '../sent-form.ts'
import { askedTexts } from './asked-texts.ts'
import { asked, consentsPath, doneIn, formsPath, may } from './frame.ts'
import { subjectFields, subjectIn, subjectOf } from './subject-fields.ts'

const tones: Readonly<Record<CheckedState, Tone>> = {
  ...{ given: 'good', refused: 'plain', withdrawn: 'plain', expired: 'plain', requested: 'wait' },
  unknown: 'plain',
}

export const stateBadge = ({ texts }: StaffCall, state: CheckedState): Html =>
  badge(texts.consentDesk.states[state], tones[state])

type Shown = SentForm & { readonly found?: Html; readonly status?: number }

export async function showDesk(call: StaffCall): Promise<Answer> {
  const isNothing = !may(call, 'seeConsents') && ways(call).length === 0
  return isNothing ? { code: 'forbidden' } : deskPage(call, { form: new URLSearchParams(), errors: [] })
}

function deskPage(call: StaffCall, { form, errors, found, status = 200 }: Shown): Answer {
  const { consentDesk: words } = call.texts
  const search = postForm({
    action: consentsPath(call),
    csrf: call.session.csrf,
    body: subjectFields(call, { form, errors }),
    submit: words.search,
  })
  const main = html`${errorSummary(call.texts.common.problem, errors)}${notice(doneIn(call, words.done))}
    <h1>${words.title}</h1>
    ${list(ways(call))}${found}${
      may(call, 'seeConsents') &&
      section(
        'search',
        words.searchTitle,
        html`<p>${words.searchLead}</p>
          ${search}`,
      )
    }`
  const hasErrors = errors.length > 0
  return page(call, { title: words.title, main, hasErrors, isUnsaved: found !== undefined }, status)
}

/** What the reader may do here besides. */
function ways(call: StaffCall): readonly Html[] {
  const { consentDesk: words } = call.texts
  const staff = `/${call.company.company}/staff`
  const all = [
    [may(call, 'recordConsent'), `${staff}/consent-entry`, words.enter],
    [may(call, 'importConsents'), `${staff}/consent-imports`, words.imports.title],
    [may(call, 'publishConsentForm'), formsPath(call), call.texts.consentForms.place.title],
  ] as const
  return all.flatMap(([isOpen, path, text]) => (isOpen ? [html`<a href="${path}">${text}</a>`] : []))
}

/** By POST: who is looked for stands in no address, no history of a browser and no log. */
export async function searchConsents(call: StaffCall, form: FormValues): Promise<Answer> {
  const { consentDesk: words } = call.texts
  const body = parseBody('consentSearch', { subject: subjectIn(form) })
  if (!body.ok) {
    const id = body.error.errors.some(({ pointer }) => pointer === '/subject/externalId')
      ? 'externalId'
      : 'email'
    return deskPage(call, { form, errors: [{ id, text: words.subject.wrong }], status: 400 })
  }
  const found = await call.app.consents.ofPerson({
    ...{ caller: call.session.actor, companyId: asked(call).companyId },
    subject: subjectOf(body.value.subject),
  })
  if (!found.ok) return found.error
  return deskPage(call, { form, errors: [], found: await foundPart(call, found.value) })
}

async function foundPart(call: StaffCall, found: readonly ConsentSummary[]): Promise<Html> {
  const { consentDesk: words } = call.texts
  if (found.length === 0) return section('found', words.found, html`<p role="status">${words.nothing}</p>`)
  const texts = await askedTexts(call, found)
  const rows = found.map(
    (one) =>
      html`<tr>
        <th scope="row">
          <a href="${consentsPath(call)}/${one.consentId}">${texts.titleOf(one)}</a>
        </th>
        <td data-label="${words.recorded}">${moment(one.createdAt, readerOf(call))}</td>
        <td data-label="${words.how}">${receiptTexts(call.language).methods[one.method]}</td>
        <td data-label="${words.holds}">
          ${list(
            one.purposes.map(
              ({ purposeId, state }) =>
                html`<span lang="${one.language}">${texts.purposeOf(one, purposeId)}</span>
                  ${stateBadge(call, state)}`,
            ),
          )}
        </td>
      </tr>`,
  )
  const heads = [words.form, words.recorded, words.how, words.holds]
  return section('found', words.found, cards({ caption: words.found, heads }, rows))
}
