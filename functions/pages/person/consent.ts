// The page of a consent at the address of its receipt: what was asked, what was said, and one press to take it back.
import type { OwnConsent } from '../../../shared/application/consent/own-consent.ts'
import type { CheckedPurpose } from '../../../shared/application/consent/read-consents.ts'
import { receiptTexts, wordsLanguage } from '../../../shared/domain/consent/receipt-texts.ts'
import type { ReceiptPurpose } from '../../../shared/domain/consent/receipt-facts.ts'
import { attachment, inOnePiece } from '../../http/respond.ts'
import { inLanguage, page, seeOther } from '../call.ts'
import type { Answer, CompanyCall } from '../call.ts'
import { day, moment } from '../days.ts'
import { errorSummary, hidden, input } from '../fields.ts'
import type { FieldError } from '../fields.ts'
import { lineOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { toldPart } from './consent-told.ts'
import { renewalPart } from './consent-renewal.ts'
import { badge, disclosure, facts, list, notice, postForm, said, section } from '../parts.ts'
import type { Tone } from '../parts.ts'
import { purposeFacts, wordsIn } from './purpose-facts.ts'

const linkIn = ({ company, params }: CompanyCall) => ({
  companyId: company.company,
  consentId: params['consentId'] ?? '',
  code: params['code'] ?? '',
})

function pathOf(call: CompanyCall): string {
  const { companyId, consentId, code } = linkIn(call)
  return `/${companyId}/consents/${consentId}/${code}`
}

export const showConsent = (given: CompanyCall): Promise<Answer> => ownPage(given)

/** `wrong`: why a passcode did not confirm it; the page stays, and nothing was done. */
async function ownPage(given: CompanyCall, wrong?: 'passcodeWrong' | 'passcodeLocked'): Promise<Answer> {
  const seen = await given.app.ownConsents.view(linkIn(given))
  if (!seen.ok) return seen.error
  const call = inLanguage(given, wordsLanguage(seen.value.facts.language))
  const errors = wrong ? [{ id: 'passcode', text: call.texts.consent[wrong] }] : []
  const main = consentView(call, seen.value, errors)
  const view = {
    title: call.texts.consent.title,
    main,
    hasErrors: errors.length > 0,
    isUnsaved: errors.length > 0,
  }
  const shown = page(call, view, wrong ? 403 : 200)
  return { ...shown, headers: { ...shown.headers, 'x-robots-tag': 'noindex, nofollow, noarchive' } }
}

/** Only here, and by nothing that opens the page: programs that look through mails press no button. */
export async function confirmConsent(call: CompanyCall, form: FormValues): Promise<Answer> {
  const passcode = form.get('passcode') ?? ''
  const confirmed = await call.app.ownConsents.confirm({ ...linkIn(call), passcode })
  if (confirmed.ok) return seeOther(`${pathOf(call)}?done=confirmed`)
  const { code } = confirmed.error
  return code === 'passcodeWrong' || code === 'passcodeLocked' ? ownPage(call, code) : { code }
}

export async function withdrawConsent(call: CompanyCall, form: FormValues): Promise<Answer> {
  const purpose = lineOf(form, 'purpose')
  const withdrawn = await call.app.ownConsents.withdraw({
    ...linkIn(call),
    ...(purpose !== '' && { purposes: [purpose] }),
  })
  return withdrawn.ok ? seeOther(`${pathOf(call)}?done=withdrawn`) : withdrawn.error
}

export async function readConsentReceipt(call: CompanyCall): Promise<Answer> {
  const receipt = await call.app.ownConsents.receipt(linkIn(call))
  if (!receipt.ok) return receipt.error
  const file = { name: 'receipt.json', mediaType: 'application/ld+json' }
  return attachment(file, inOnePiece(JSON.stringify(receipt.value, undefined, 2)))
}

function consentView(call: CompanyCall, own: OwnConsent, errors: readonly FieldError[]): Html {
  const { consent: words } = call.texts
  const { facts: told, current } = own
  const standing = current.filter(isStanding)
  const done = call.url.searchParams.get('done')
  return html`${errorSummary(call.texts.common.problem, errors)}${notice(done === 'withdrawn' ? words.done : undefined)}
    ${notice(done === 'renewed' ? words.renewed : undefined)}
    ${notice(done === 'confirmed' && own.confirmBy === undefined ? words.confirmed : undefined)}
    <h1>${words.title}</h1>
    ${!own.confirmBy && html`<p class="lead">${words.lead(told.controller.name, told.notice.title)}</p>`}
    ${own.confirmBy && confirmPart(call, own, { until: own.confirmBy, errors })}
    ${own.renewal && renewalPart(call, own.renewal, pathOf(call))}
    ${told.purposes.map((purpose, n) => purposeSection(call, { own, purpose, n }))}
    ${
      standing.length > 1 &&
      html`<p>${words.withdrawLead}</p>
        ${postForm({ action: `${pathOf(call)}/withdrawal`, body: html``, submit: words.withdrawAll, look: 'warning' })}`
    }
    ${toldPart(call, own)}${textPart(call, own)}${receiptSection(call, own)}${rightsSection(call, own)}`
}

type Confirming = { readonly until: Date; readonly errors: readonly FieldError[] }

/** What the button says yes to stands above it: each answer as it was given, in the words that were shown. */
function confirmPart(call: CompanyCall, own: OwnConsent, { until, errors }: Confirming): Html {
  const { consent: words } = call.texts
  const answers = own.facts.purposes.map(
    ({ purposeId, text }) =>
      html`${own.wished[purposeId] === 'given' ? words.wouldGive : words.wouldRefuse} ${asShown(own, text)}`,
  )
  const passcode =
    own.asks === 'passcode'
      ? input(
          { id: 'passcode', name: 'passcode', label: words.passcode, errors, required: true },
          { type: 'password', autocomplete: 'current-password', width: 'medium', maxlength: 128 },
        )
      : html``
  return section(
    'confirm',
    words.confirmTitle,
    html`<p>${words.confirmLead}</p>
      ${list(answers)}
      ${postForm({ action: `${pathOf(call)}/confirmation`, body: passcode, submit: words.confirm })}
      <p>${words.confirmUntil} ${day(until.toISOString(), readerOf(call))}.</p>`,
  )
}

const isStanding = ({ state }: CheckedPurpose): boolean => state === 'given' || state === 'requested'

const tones: Readonly<Record<CheckedPurpose['state'], Tone>> = {
  ...{ given: 'good', refused: 'plain', withdrawn: 'plain', expired: 'plain', requested: 'wait' },
  unknown: 'plain',
}

type Shown = { readonly own: OwnConsent; readonly purpose: ReceiptPurpose; readonly n: number }

function purposeSection(call: CompanyCall, { own, purpose, n }: Shown): Html {
  const { consent: words } = call.texts
  const now = own.current.find(({ purposeId }) => purposeId === purpose.purposeId)
  const state = now?.state ?? 'unknown'
  const until = now?.validUntil
  return section(
    `purpose-${String(n + 1)}`,
    asShown(own, purpose.text),
    html`<p>${badge(words.states[state], tones[state])}</p>
      ${
        state === 'given' && until !== undefined && html`<p>${words.until} ${day(until, readerOf(call))}.</p>`
      }
      ${
        now &&
        isStanding(now) &&
        html`<p>${words.withdrawLead}</p>
          ${postForm({
            action: `${pathOf(call)}/withdrawal`,
            body: hidden('purpose', purpose.purposeId),
            submit: words.withdrawThis(purpose.text),
            look: 'warning',
          })}`
      }
      ${facts(purposeFacts(call, purpose, own.facts.language))}${historyOf(call, purpose)}`,
  )
}

const readerOf = ({ language, company }: CompanyCall) => ({ language, timeZone: company.timeZone })

const asShown = ({ facts: told }: OwnConsent, text: string): Html => wordsIn(told.language, text)

function historyOf(call: CompanyCall, { history, purposeId }: ReceiptPurpose): Html {
  const { states, methods } = receiptTexts(call.language)
  const lines = history.map(
    ({ state, at, method }) =>
      html`${states[state]}: ${moment(at.toISOString(), readerOf(call))} (${methods[method]})`,
  )
  return disclosure(`history-${purposeId}`, { summary: call.texts.consent.history }, list(lines))
}

function textPart(call: CompanyCall, { shown }: OwnConsent): Html {
  const { proofMonths } = shown
  const body = html`<div lang="${shown.language}">
      <p><strong>${shown.title}</strong></p>
      ${said(shown.body)}
      <p>${shown.withdrawal}</p>
    </div>
    ${proofMonths !== undefined && html`<p>${call.texts.consent.proofKept(proofMonths)}</p>`}`
  return disclosure('text', { summary: call.texts.consent.text }, body)
}

function receiptSection(call: CompanyCall, { facts: told }: OwnConsent): Html {
  const { consent: words } = call.texts
  return section(
    'receipt',
    words.receipt,
    html`<p>${words.receiptText}</p>
      <p>${words.number}: ${told.receiptId}</p>
      <p><a class="button button-second" href="${pathOf(call)}/receipt">${words.download}</a></p>
      <p>${words.keep}</p>`,
  )
}

function rightsSection(call: CompanyCall, { facts: told }: OwnConsent): Html {
  const { consent: words } = call.texts
  const { name, address, email, phone } = told.controller
  const reached = [name, address, email, phone].filter((part) => part !== undefined).join(', ')
  const { authority } = told
  return section(
    'who',
    words.who,
    html`<p>${reached}</p>
      <p>${words.complaint} <a href="${authority.url}">${authority.name}</a>.</p>
      <p><a href="/${call.company.company}">${words.others}</a></p>`,
  )
}
