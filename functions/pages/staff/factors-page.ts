// How somebody of the company signs in beside the mailed link: added, removed, and what is left for a bad day.
import type { FactorView } from '../../../shared/application/factors/add-factor.ts'
import type { FactorsView, NewTotp } from '../../../shared/application/factors/own-factors.ts'
import { parseBody } from '../../../shared/contracts/parse.ts'
import { isBeyondMailbox } from '../../../shared/domain/identity/proof.ts'
import { page, seeOther } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { day } from '../days.ts'
import { renewed } from '../fresh.ts'
import { errorSummary, hidden, input } from '../fields.ts'
import { lineOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { disclosure, facts, list, notice, section } from '../parts.ts'
import { readerOf } from '../person/progress.ts'
import { passkeyPart } from './passkey-part.ts'
import { own, pathOf } from './factor-forms.ts'
import type { Shown } from './factor-forms.ts'
import { phoneSection } from './phone-part.ts'
import { providerSection } from './provider.ts'

export const showFactors = (call: StaffCall): Promise<Answer> => factorsPage(call, {})

export async function factorsPage(call: StaffCall, shown: Shown): Promise<Answer> {
  const { page: words } = call.texts.proof
  const { errors = [], codes } = shown
  const { actor } = call.session
  const known = await call.app.ownFactors.list({ actor })
  const told = call.url.searchParams.get('done') === 'removed' ? words.done.removed : undefined
  const provider = await call.app.providerSignIn.own(actor)
  const isEmpty = known.value.length === 0 && !provider.linked
  const mayAdd = isEmpty || !known.required || isBeyondMailbox(actor.proofs)
  const main = html`${errorSummary(call.texts.common.problem, errors)}${notice(told)}
    <h1>${words.title}</h1>
    ${codes && codesPart(call, codes)}
    <p>${words.lead}</p>
    ${isEmpty && nothingYet(call, known.required)}${known.value.map((factor) => factorView(call, factor))}${providerSection(call, provider)}
    ${mayAdd ? addParts(call, shown, known) : provesFirst(call)}`
  const hasErrors = errors.length > 0
  return page(call, { title: words.title, main, hasErrors }, hasErrors ? 400 : 200)
}

const nothingYet = ({ texts }: StaffCall, required: boolean): Html =>
  html`${required && html`<p class="warning">${texts.proof.page.required}</p>`}
    <p>${texts.proof.page.none}</p>`

/** While an app waits for its first code, there is nothing else to do. */
function addParts(call: StaffCall, shown: Shown, { value, offered, recoveryCodesLeft }: FactorsView): Html {
  if (shown.begun) return addPart(call, shown)
  return html`${offered.includes('passkey') && passkeySection(call, shown)}${addPart(call, shown)}${offered.includes('sms') && phoneSection(call, shown)}
  ${value.length > 0 && codesLeftPart(call, recoveryCodesLeft)}`
}

function codesPart(call: StaffCall, codes: readonly string[]): Html {
  const { page: words } = call.texts.proof
  return html`<div class="panel" role="status">
    <h2>${words.codesTitle}</h2>
    <p>${words.codesLead}</p>
    ${list(codes.map((code) => html`<code>${code}</code>`))}
    <p><a class="button" href="/${call.company.company}/staff">${words.goOn}</a></p>
  </div>`
}

function factorView(call: StaffCall, factor: FactorView): Html {
  const { id, kind, name, addedAt, lastUsedAt, backedUp, phoneEnding } = factor
  const { page: words } = call.texts.proof
  const reader = readerOf(call)
  const known = facts([
    [words.added, day(addedAt, reader)],
    [words.used, lastUsedAt === undefined ? words.never : day(lastUsedAt, reader)],
    ...(phoneEnding === undefined ? [] : [[words.number, words.ending(phoneEnding)] as const]),
    ...(backedUp === undefined
      ? []
      : [[words.kept, backedUp ? words.keptElsewhere : words.keptHere] as const]),
  ])
  const removing = own(call, {
    ...{ place: `/${id}/removal`, submit: words.remove, look: 'warning' },
    body: html`<p>${words.removeLead}</p>`,
  })
  const title = name === undefined ? words.kinds[kind] : `${words.kinds[kind]}: ${name}`
  const remove = disclosure(`remove-${id}`, { summary: words.remove }, removing)
  return section(`factor-${id}`, title, html`${known}${remove}`)
}

const provesFirst = (call: StaffCall): Html =>
  html`<p class="warning">${call.texts.proof.page.provesFirst}</p>
    <p>
      <a class="button" href="/${call.company.company}/staff/sign-in">${call.texts.proof.page.signInAgain}</a>
    </p>`

/** Only where script runs, and the browser knows passkeys. */
function passkeySection(call: StaffCall, { form, errors = [] }: Shown): Html {
  const { page: words } = call.texts.proof
  const value = form ? lineOf(form, 'name') : ''
  const field = { id: 'passkey-name', name: 'name', label: words.name, hint: words.passkeyNameHint }
  const place = `${pathOf(call)}/passkeys`
  const button = passkeyPart({
    ...{ how: 'create', options: place, button: words.addPasskey },
    ...{ failed: words.passkeyFailed, known: call.texts.refusals('passkeyTaken') ?? '' },
  })
  const body = html`<p>${words.addPasskeyLead}</p>
    <form method="post" action="${place}/confirmation" novalidate>
      ${hidden('csrf', call.session.csrf)}${input({ ...field, value, errors }, { maxlength: 60 })}${button}
    </form>`
  return html`<div data-with-passkey hidden>${section('add-passkey', words.addPasskey, body)}</div>`
}

function addPart(call: StaffCall, shown: Shown): Html {
  const { page: words } = call.texts.proof
  return section(
    'add',
    words.addTotp,
    shown.begun ? confirmForm(call, shown.begun, shown) : beginForm(call, shown),
  )
}

function beginForm(call: StaffCall, { form, errors = [] }: Shown): Html {
  const { page: words } = call.texts.proof
  const value = form ? lineOf(form, 'name') : ''
  const field = { id: 'name', name: 'name', label: words.name, hint: words.nameHint, value, errors }
  const body = html`<p>${words.addTotpLead}</p>
    ${input(field, { maxlength: 60 })}`
  return own(call, { place: '/totp', submit: words.begin, body })
}

function confirmForm(
  call: StaffCall,
  { secret, uri }: Pick<NewTotp, 'secret' | 'uri'>,
  { errors = [] }: Shown,
): Html {
  const { page: words } = call.texts.proof
  const body = html`<p>${words.scan}</p>
    ${facts([[words.key, html`<code>${secret}</code>`]])}
    ${uri !== '' && html`<p><a href="${uri}">${words.open}</a></p>`}
    ${hidden('secret', secret)}${hidden('uri', uri)}${input(
      { id: 'code', name: 'code', label: words.code, errors },
      { inputmode: 'numeric', autocomplete: 'one-time-code', width: 'short', maxlength: 12 },
    )}`
  return own(call, { place: '/totp/confirmation', submit: words.confirm, body })
}

function codesLeftPart(call: StaffCall, left: number): Html {
  const { page: words } = call.texts.proof
  const body = html`<p>${words.codesLeft(left)} ${words.codesRenewLead}</p>`
  const renewing = own(call, { place: '/recovery-codes', submit: words.codesRenew, body, look: 'second' })
  return section('codes', words.codesTitle, renewing)
}

export async function beginTotp(call: StaffCall, form: FormValues): Promise<Answer> {
  const name = lineOf(form, 'name')
  const body = parseBody('newFactor', name === '' ? {} : { name })
  if (!body.ok) {
    const text = call.texts.proof.page.nameWrong
    return factorsPage(call, { form, errors: [{ id: 'name', text }] })
  }
  const begun = await call.app.ownFactors.beginTotp({ actor: call.session.actor, ...body.value })
  return begun.ok ? factorsPage(call, { begun: begun.value }) : begun.error
}

export async function confirmTotp(call: StaffCall, form: FormValues): Promise<Answer> {
  const { page: words } = call.texts.proof
  const code = lineOf(form, 'code').replaceAll(' ', '')
  const shown = await call.app.ownFactors.confirmTotp({ actor: call.session.actor, code })
  if (shown.ok) return added(call, shown.value.recoveryCodes)
  if (shown.error.code === 'factorUnknown')
    return factorsPage(call, { errors: [{ id: 'name', text: words.lapsed }] })
  if (shown.error.code !== 'factorWrong') return shown.error
  const begun = {
    secret: shaped(form, 'secret', /^[A-Z2-7 ]*$/),
    uri: shaped(form, 'uri', /^otpauth:\/\/totp\/[!-~]*$/),
  }
  return factorsPage(call, { begun, errors: [{ id: 'code', text: words.codeWrong }] })
}

/** What our own page had put into the form, or nothing. */
const shaped = (form: FormValues, name: string, shape: RegExp): string =>
  shape.exec(lineOf(form, name))?.[0] ?? ''

/** With the first one come recovery codes, shown here and nowhere else. */
export const added = async (call: StaffCall, codes: readonly string[] | undefined): Promise<Answer> =>
  codes ? factorsPage(await renewed(call), { codes }) : seeOther(pathOf(call))

export async function makeRecoveryCodes(call: StaffCall): Promise<Answer> {
  const made = await call.app.ownFactors.newRecoveryCodes({ actor: call.session.actor })
  return made.ok ? factorsPage(call, { codes: made.value }) : made.error
}

export async function removeFactor(call: StaffCall): Promise<Answer> {
  const factorId = call.params['factorId'] ?? ''
  const removed = await call.app.ownFactors.remove({ actor: call.session.actor, factorId })
  return removed.ok ? seeOther(`${pathOf(call)}?done=removed`) : removed.error
}
