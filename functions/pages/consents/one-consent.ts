// One consent as staff see it: what holds, all that happened, and taking it back when the person says so to them.
import type { ConsentView } from '../../../shared/application/consent/read-consents.ts'
import type { ConsentEvent } from '../../../shared/domain/consent/event.ts'
import { receiptTexts } from '../../../shared/domain/consent/receipt-texts.ts'
import { parseBody } from '../../../shared/contracts/parse.ts'
import { problemFor } from '../../../shared/contracts/problems.ts'
import { seeOther } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { day, moment } from '../days.ts'
import { input } from '../fields.ts'
import { lineOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import { html } from '../html.ts'
import type { Html, HtmlValue } from '../html.ts'
import { disclosure, facts, list, postForm, section } from '../parts.ts'
import { readerOf } from '../person/progress.ts'
import { chosen, errorsAt, named } from '../sent-form.ts'
import type { SentForm } from '../sent-form.ts'
import { refusalText } from '../texts/refusal-text.ts'
import { askedTexts } from './asked-texts.ts'
import type { AskedTexts } from './asked-texts.ts'
import { stateBadge } from './desk.ts'
import { consentsPage, consentsPath, doneIn, may, nameFinder, versionPath } from './frame.ts'
import type { NameOf } from './frame.ts'

const consentIn = (call: StaffCall) => ({
  caller: call.session.actor,
  consentId: call.params['consentId'] ?? '',
})

const nothingSent: SentForm & { readonly status?: number } = { form: new URLSearchParams(), errors: [] }

export const showOneConsent = (call: StaffCall): Promise<Answer> => onePage(call, nothingSent)

async function onePage(call: StaffCall, sent: typeof nothingSent): Promise<Answer> {
  const { consentDesk: words } = call.texts
  const seen = await call.app.consents.view(consentIn(call))
  if (!seen.ok) return seen.error
  const events = await call.app.consents.events(consentIn(call))
  if (!events.ok) return events.error
  const consent = seen.value
  const texts = await askedTexts(call, [consent])
  const nameOf = await nameFinder(call)
  const main = html`${knownPart(call, consent)}${holdsPart(call, consent, texts)}${
    may(call, 'recordConsent') && withdrawalPart(call, { consent, texts, sent })
  }${section(
    'history',
    words.history,
    list(events.value.map((event) => eventView(call, { event, texts, nameOf, consent }))),
  )}`
  return consentsPage(call, {
    ...{ title: words.one(texts.titleOf(consent)), main, errors: sent.errors, status: sent.status ?? 200 },
    told: doneIn(call, words.done),
    back: [consentsPath(call), words.title],
  })
}

function knownPart(call: StaffCall, consent: ConsentView): Html {
  const { consentDesk: words, consentForms } = call.texts
  const { subject, version, textSha256, method, createdAt, receiptId, language } = consent
  const { methods } = receiptTexts(call.language)
  return facts([
    'email' in subject
      ? [words.subject.email, subject.email]
      : [words.subject.externalId, subject.externalId],
    [
      words.form,
      html`<a href="${versionPath(call, consent)}">${consentForms.version(version)}</a> (${language})`,
    ],
    [words.text, html`<span class="hash">${textSha256}</span>`],
    [words.recorded, moment(createdAt, readerOf(call))],
    [words.how, methods[method]],
    [words.receipt, receiptId],
  ])
}

const holdsPart = (call: StaffCall, consent: ConsentView, texts: AskedTexts): Html =>
  section(
    'holds',
    call.texts.consentDesk.holds,
    list(
      consent.purposes.map(
        ({ purposeId, state, validUntil }) =>
          html`<span lang="${consent.language}">${texts.purposeOf(consent, purposeId)}</span>
            ${stateBadge(call, state)}
            ${
              state === 'given' &&
              validUntil !== undefined &&
              html`${call.texts.consentDesk.until} ${day(validUntil, readerOf(call))}`
            }`,
      ),
    ),
  )

type Standing = { readonly consent: ConsentView; readonly texts: AskedTexts; readonly sent: SentForm }

/** No more is asked than who heard it and how: taking back is as easy as giving (Art. 7(3)). */
function withdrawalPart(call: StaffCall, { consent, texts, sent }: Standing): Html {
  const { consentDesk: words } = call.texts
  const standing = consent.purposes.filter(({ state }) => state === 'given' || state === 'requested')
  if (standing.length === 0) return section('withdrawal', words.withdraw, html`<p>${words.nothingStands}</p>`)
  const { methods } = receiptTexts(call.language)
  const body = html`${chosen(sent, 'purposes', {
    ...{ kind: 'checkbox', label: words.which },
    options: standing.map(({ purposeId }) => ({
      value: purposeId,
      label: texts.purposeOf(consent, purposeId),
    })),
  })}
  ${chosen(sent, 'method', {
    ...{ kind: 'radio', label: words.saidHow },
    options: (['phone', 'paper'] as const).map((value) => ({ value, label: methods[value] })),
  })}${input(
    { ...named(sent, 'reference'), label: words.reference, hint: words.withdrawalReference },
    { maxlength: 200 },
  )}`
  const action = `${consentsPath(call)}/${consent.consentId}/withdrawal`
  return section(
    'withdrawal',
    words.withdraw,
    html`<p>${words.withdrawLead}</p>
      ${postForm({ action, csrf: call.session.csrf, body, submit: words.withdraw, look: 'warning' })}`,
  )
}

export async function takeConsentBack(call: StaffCall, form: FormValues): Promise<Answer> {
  const { errors: words } = call.texts.consentDesk
  const body = parseBody('consentWithdrawal', {
    ...{ purposes: form.getAll('purposes'), method: lineOf(form, 'method') },
    reference: lineOf(form, 'reference'),
  })
  if (!body.ok) {
    const pointers = body.error.errors.map(({ pointer }) => pointer)
    const errors = errorsAt(pointers, [
      { step: 'purposes', id: 'purposes', text: words.which },
      { step: 'method', id: 'method', text: words.method },
      { step: 'reference', id: 'reference', text: words.reference },
    ])
    return onePage(call, { form, errors, status: 400 })
  }
  const withdrawn = await call.app.withdrawConsent.forPerson({ ...consentIn(call), ...body.value })
  if (withdrawn.ok) return seeOther(`${consentsPath(call)}/${withdrawn.value.consentId}?done=withdrawn`)
  const { status } = problemFor(withdrawn.error)
  if (status === 403 || status === 404) return withdrawn.error
  const text = refusalText(call.texts, withdrawn.error) ?? call.texts.common.refused.text
  return onePage(call, { form, errors: [{ id: 'purposes', text }], status })
}

type Told = {
  readonly event: ConsentEvent
  readonly texts: AskedTexts
  readonly nameOf: NameOf
  readonly consent: ConsentView
}

/** One link of the chain, with what ties it to the one before. */
function eventView(call: StaffCall, { event, texts, nameOf, consent }: Told): Html {
  const { consentDesk: words } = call.texts
  const { states, methods } = receiptTexts(call.language)
  const { seq, type, at, saidAt, by, agentRef, method, evidence, purposes, hash, prevHash } = event
  const said = purposes.map(
    ({ purposeId, decision }) =>
      html`<span lang="${consent.language}">${texts.purposeOf(consent, purposeId)}</span>:
        ${states[type === 'requested' ? 'requested' : decision]}`,
  )
  const isStaff = by === 'controller' && agentRef !== undefined
  const rows: readonly (readonly [string, HtmlValue])[] = [
    ...(saidAt === undefined ? [] : [[words.saidAt, moment(saidAt, readerOf(call))] as const]),
    [words.how, methods[method]],
    [words.by, isStaff ? nameOf(agentRef) : words.speakers[by]],
    ...(evidence.reference === undefined ? [] : [[words.reference, evidence.reference] as const]),
  ]
  return html`<strong>${moment(at, readerOf(call))}</strong> ${list(said)}${facts(rows)}${disclosure(
      `event-${String(seq)}`,
      { summary: words.place(seq) },
      facts([
        [words.hash, html`<span class="hash">${hash}</span>`],
        [words.hashBefore, html`<span class="hash">${prevHash}</span>`],
      ]),
    )}`
}
