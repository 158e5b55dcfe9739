// Where the person has their answer sent as well (Art. 20(2)): whom they can choose, the words that they sign, how far it is.
import type { Offered } from '../../../shared/application/transfer/instruct.ts'
import type { TransferView } from '../../../shared/application/transfer/transfer.ts'
import { parseBody } from '../../../shared/contracts/parse.ts'
import type { RequestView } from '../../../shared/application/requests/view-request.ts'
import { page, seeOther } from '../call.ts'
import type { Answer, CompanyCall, PersonCall } from '../call.ts'
import { moment } from '../days.ts'
import { choices, errorSummary, hidden } from '../fields.ts'
import type { FieldError } from '../fields.ts'
import { lineOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import { html, nothing } from '../html.ts'
import type { Html } from '../html.ts'
import { facts, notice, postForm, said, section } from '../parts.ts'
import { readerOf } from './progress.ts'

const pathOf = ({ company, session }: PersonCall): string =>
  `/${company.company}/requests/${session.actor.requestId}/transfer`

const asked = ({ session }: PersonCall) => ({
  actor: session.actor,
  requestId: session.actor.requestId,
})

export const showTransfer = (call: PersonCall): Promise<Answer> => transferPage(call, [])

async function transferPage(call: PersonCall, errors: readonly FieldError[]): Promise<Answer> {
  const { transfer: words, common } = call.texts
  const offers = await call.app.transfers.offers({ ...asked(call), language: call.language })
  if (!offers.ok) return offers.error
  const { offered, transfer } = offers.value
  const done = call.url.searchParams.get('done')
  const told = done === 'signed' || done === 'takenBack' ? words.done[done] : undefined
  const main = html`${errorSummary(common.problem, errors)}${notice(told)}
    <h1>${words.title}</h1>
    <p class="lead">${words.lead}</p>
    ${knownPart(call, transfer)}${transfer && takeBackPart(call, transfer)}${
      offered.length === 0
        ? html`<p>${words.leadNone}</p>`
        : html`<p>${words.checks}</p>
            ${offered.map((one) => offerPart(call, one, errors))}`
    }`
  const hasErrors = errors.length > 0
  const url = new URL(pathOf(call) + (hasErrors ? '' : call.url.search), call.url)
  return page({ ...call, url }, { title: words.title, main, hasErrors }, hasErrors ? 400 : 200)
}

function offerPart(call: PersonCall, offer: Offered, errors: readonly FieldError[]): Html {
  const { transfer: words } = call.texts
  const { receiverId, name, text, textSha256 } = offer
  const body = html`${hidden('receiverId', receiverId)}${hidden('textSha256', textSha256)}${choices({
    ...{ id: `sign-${receiverId}`, name: 'sign', label: words.sign(name), kind: 'checkbox', errors },
    options: [{ value: 'yes', label: words.sign(name) }],
    chosen: [],
  })}`
  const { csrf } = call.session
  return section(
    `receiver-${receiverId}`,
    name,
    html`<div class="panel">${said(text)}</div>
      ${postForm({ action: pathOf(call), csrf, body, submit: words.submit })}`,
  )
}

function takeBackPart(call: PersonCall, { state }: TransferView): Html {
  const { transfer: words } = call.texts
  const canBe = state === 'wished' || state === 'instructed' || state === 'available'
  const { csrf } = call.session
  return canBe
    ? postForm({
        ...{ csrf, look: 'warning', body: '' },
        action: `${pathOf(call)}/take-back`,
        submit: words.takeBack,
      })
    : nothing
}

/** For the person and for staff alike; nothing where nothing is sent on. */
function knownPart(call: CompanyCall, transfer: TransferView | undefined): Html {
  if (!transfer) return nothing
  const { transfer: words } = call.texts
  const { receiver, state, instructedAt, textSha256, fetchedAt, acknowledgedAt } = transfer
  const reader = readerOf(call)
  return facts([
    [words.receiver, [receiver.name, receiver.url].filter((one) => one !== undefined).join(', ')],
    [words.state, words.states[state]],
    ...(instructedAt === undefined ? [] : [[words.signed, moment(instructedAt, reader)] as const]),
    ...(textSha256 === undefined
      ? []
      : [[words.words, html`<span class="hash">${textSha256}</span>`] as const]),
    ...(fetchedAt === undefined ? [] : [[words.fetched, moment(fetchedAt, reader)] as const]),
    ...(acknowledgedAt === undefined ? [] : [[words.acknowledged, moment(acknowledgedAt, reader)] as const]),
  ])
}

/** On the page of staff. */
export const transferPart = (call: CompanyCall, transfer: TransferView | undefined): Html =>
  transfer ? section('transfer', call.texts.transfer.title, knownPart(call, transfer)) : nothing

/** On the page of the person: where Art. 20 is asked for, or something was chosen. */
export function transferSection(call: PersonCall, { transfer, rights }: RequestView): Html {
  const { transfer: words } = call.texts
  if (!transfer && !rights.some(({ right }) => right === 'portability')) return nothing
  return section(
    'transfer',
    words.title,
    html`${knownPart(call, transfer)}
      <p><a href="${pathOf(call)}">${words.open}</a></p>`,
  )
}

export async function instruct(call: PersonCall, form: FormValues): Promise<Answer> {
  const { transfer: words } = call.texts
  const receiverId = lineOf(form, 'receiverId')
  const at = `sign-${receiverId}`
  if (form.get('sign') !== 'yes') return transferPage(call, [{ id: at, text: words.confirm }])
  const body = parseBody('instruction', { receiverId, textSha256: lineOf(form, 'textSha256') })
  if (!body.ok) return body.error
  const signed = await call.app.transfers.instruct({ ...asked(call), ...body.value })
  if (signed.ok) return seeOther(`${pathOf(call)}?done=signed`)
  const { code } = signed.error
  if (code === 'instructionOutdated') return transferPage(call, [{ id: at, text: words.outdated }])
  if (code === 'codeRequired') return transferPage(call, [{ id: at, text: words.factor }])
  return code === 'transferTooLate' ? transferPage(call, [{ id: 'main', text: words.tooLate }]) : signed.error
}

export async function takeTransferBack(call: PersonCall): Promise<Answer> {
  const taken = await call.app.transfers.takeBack(asked(call))
  if (taken.ok) return seeOther(`${pathOf(call)}?done=takenBack`)
  return taken.error.code === 'transferTooLate'
    ? transferPage(call, [{ id: 'main', text: call.texts.transfer.tooLate }])
    : taken.error
}
