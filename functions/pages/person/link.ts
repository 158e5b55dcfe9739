// Where a mailed link leads. The secret stands behind the #: opening the page tells the server nothing and spends nothing.
import type { Redeemed } from '../../../shared/application/identity/redeem-link.ts'
import type { LinkRefusal, NeededFactor } from '../../../shared/application/identity/spend-link.ts'
import { sessionCookieOf } from '../../http/session.ts'
import { hostCookie, page, seeOther } from '../call.ts'
import { sessionOf } from '../guards.ts'
import type { Answer, CompanyCall } from '../call.ts'
import { errorSummary, hidden, input } from '../fields.ts'
import type { FieldError } from '../fields.ts'
import { lineOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { disclosure, notice, postForm } from '../parts.ts'
import type { PersonTexts } from '../texts/person-en.ts'
import { shownWithLink, wrongFactor } from '../staff/given-factor.ts'
import { providerWay } from '../staff/provider.ts'
import type { ProofTexts } from '../texts/proof-en.ts'
import { toEnded } from './ended-link.ts'
import { isOfStaff, staffAgain, staffField } from './staff-link.ts'
import type { StaffAsked } from './staff-link.ts'
import { factorField, lostPart, neededWords } from './own-factor.ts'

type LinkView = {
  readonly companyId: string
  readonly contact: { readonly name: string; readonly email: string }
  readonly words: PersonTexts['link']
  readonly proof: ProofTexts
  readonly problem: string
  /** Known after a first try; the code is then all that is missing. */
  readonly token?: string
  readonly asks?: Asked
  readonly email?: string
  readonly told?: string
  readonly errors: readonly FieldError[]
}

/** The code of its mail, the factor that the person set, or one of those that staff enrolled. */
type Asked = { readonly kind: 'mail' } | StaffAsked | NeededFactor

export const showLink = async (call: CompanyCall): Promise<Answer> => linkPage(call, {})

function linkPage(call: CompanyCall, shown: Partial<LinkView>, status = 200) {
  const { link: words } = call.texts.person
  const errors = shown.errors ?? []
  const view = {
    companyId: call.company.company,
    contact: call.company.contact,
    words,
    proof: call.texts.proof,
    problem: call.texts.common.problem,
    ...shown,
    errors,
  }
  return page(call, { title: words.title, main: linkView(view), hasErrors: errors.length > 0 }, status)
}

function linkView(view: LinkView): Html {
  const { companyId, words, problem, token = '', asks, told, errors } = view
  const action = `/${companyId}/link`
  return html`${errorSummary(problem, errors)}${notice(told)}
    <h1>${words.title}</h1>
    <p data-with-link hidden>${words.ready}</p>
    <p data-unless-link>${asks ? askedWords(view, asks) : words.lead}</p>
    <form method="post" action="${action}" novalidate data-once data-link>
      ${
        asks
          ? html`${hidden('token', token)}${askedField(view, asks)}`
          : html`<div data-unless-link>
              ${input(
                {
                  id: 'token',
                  name: 'token',
                  label: words.token,
                  hint: words.tokenHint,
                  value: token,
                  errors,
                },
                { autocomplete: 'off' },
              )}
            </div>`
      }
      <button type="submit" class="button">${words.submit}</button>
    </form>
    ${asks ? againPart(view, asks) : codeAloneForm(view)}`
}

function askedWords({ words, proof }: LinkView, asks: Asked): Html {
  if (isOfStaff(asks)) return html`${proof.asked.lead}`
  return asks.kind === 'mail' ? html`${words.codeNeeded}` : neededWords(words, asks)
}

function askedField(view: LinkView, asks: Asked): Html {
  if (isOfStaff(asks)) return staffField(view, asks)
  return asks.kind === 'mail' ? codeField(view, 'code') : factorField(view.words, asks, view.errors)
}

/** How another code comes, and what there is for who has lost what they set. */
function againPart(view: LinkView, asks: Asked): Html {
  const { words, contact } = view
  if (isOfStaff(asks)) return staffAgain(view, asks)
  if (asks.kind === 'mail') return newCodeForm(view, words.newCode)
  return html`${asks.kind === 'sms' && newCodeForm(view, words.factor.smsAgain)}${lostPart(words, contact)}`
}

const codeField = ({ words, errors }: LinkView, id: string): Html =>
  input(
    { id, name: 'code', label: words.code, hint: words.codeHint, errors },
    { inputmode: 'numeric', autocomplete: 'one-time-code', width: 'short', maxlength: 12 },
  )

const newCodeForm = ({ companyId, token = '', asks }: LinkView, submit: string): Html =>
  postForm({
    action: `/${companyId}/link/code`,
    body: html`${hidden('token', token)}${asks?.kind === 'sms' && hidden('ending', asks.phoneEnding)}`,
    submit,
    look: 'second',
  })

function codeAloneForm(view: LinkView): Html {
  const { companyId, words, email, errors } = view
  const open = errors.some(({ id }) => id !== 'token')
  const body = html`<p>${words.orCodeLead}</p>
    ${postForm({
      action: `/${companyId}/link`,
      submit: words.submit,
      look: 'second',
      body: html`${input(
        { id: 'email', name: 'email', label: words.email, value: email, errors },
        { type: 'email', autocomplete: 'email', maxlength: 254 },
      )}${codeField(view, 'alone')}`,
    })}`
  return html`<div data-unless-link>${disclosure('code-alone', { summary: words.orCode, open }, body)}</div>`
}

/** Spends the link, by itself or by the code of its mail. Only here; never by opening a page. */
export async function openLink(call: CompanyCall, form: FormValues): Promise<Answer> {
  const token = tokenIn(lineOf(form, 'token'))
  const code = givenCode(form)
  const email = lineOf(form, 'email')
  if (form.has('email')) return byCode(call, { email, code })

  const { errors } = call.texts.person.link
  if (token === '') return linkPage(call, { errors: [{ id: 'token', text: errors.token }] }, 400)
  const factor = shownWithLink(form)
  const redeemed = await call.app.redeemLink({
    ...{ token, use: 'browser' },
    ...(code === '' ? {} : { code }),
    ...(factor && { factor }),
  })
  return redeemed.ok ? opened(call, redeemed.value) : notOpened(call, token, redeemed.error)
}

async function notOpened(call: CompanyCall, token: string, refusal: LinkRefusal): Promise<Answer> {
  const { code, needed, factors } = refusal
  const { errors } = call.texts.person.link
  const asks = needed ?? ({ kind: 'mail' } as const)
  const kinds = factors?.kinds ?? []
  const provider = kinds.includes('provider') ? await providerWay(call) : undefined
  const staff = { kind: 'staff', kinds, provider, phoneEnding: factors?.phoneEnding } as const
  switch (code) {
    case 'linkUsed':
    case 'linkVoid':
    case 'linkExpired':
      return toEnded(call, code, token)
    case 'codeRequired':
      return linkPage(call, { token, asks }, 401)
    case 'codeWrong':
      return linkPage(call, { token, asks, errors: [{ id: 'code', text: wrongText(errors, asks) }] }, 401)
    case 'factorRequired':
      return linkPage(call, { token, asks: staff }, 401)
    case 'notFound':
      return linkPage(call, { token, errors: [{ id: 'token', text: errors.tokenUnknown }] }, 404)
    default:
      return linkPage(call, { token, asks: staff, errors: [wrongFactor(call.texts, code)] }, 401)
  }
}

const wrongText = (
  errors: PersonTexts['link']['errors'],
  { kind }: { readonly kind: 'mail' | 'sms' | 'passcode' },
): string => ({ mail: errors.codeWrong, sms: errors.textWrong, passcode: errors.passcodeWrong })[kind]

async function byCode(call: CompanyCall, { email, code }: { readonly email: string; readonly code: string }) {
  const { errors } = call.texts.person.link
  const wrong = [
    ...(/^[^\s@]+@[^\s@]+$/.test(email) ? [] : [{ id: 'email', text: errors.email }]),
    ...(/^\d{8}$/.test(code) ? [] : [{ id: 'alone', text: errors.code }]),
  ]
  if (wrong.length > 0) return linkPage(call, { email, errors: wrong }, 400)
  const companyId = call.company.company
  const redeemed = await call.app.redeemCode({ companyId, email, code, use: 'browser' })
  if (redeemed.ok) return opened(call, redeemed.value)
  const text = whyNot(call, redeemed.error.code)
  return linkPage(call, { email, errors: [{ id: 'alone', text }] }, 401)
}

/** A code alone never suffices where more is asked for. */
function whyNot({ texts }: CompanyCall, code: LinkRefusal['code']): string {
  const { errors } = texts.person.link
  if (code === 'factorRequired') return texts.proof.asked.inMail
  return code === 'codeRequired' ? errors.factorNeeded : errors.codeWrong
}

export async function mailNewCode(call: CompanyCall, form: FormValues): Promise<Answer> {
  const token = tokenIn(lineOf(form, 'token'))
  await call.app.newCode({ token })
  const { link: words } = call.texts.person
  const told = call.texts.proof.asked.textSent
  if (form.has('staff')) return linkPage(call, { token, asks: { kind: 'staffText' }, told })
  const phoneEnding = /^\d\d$/.exec(lineOf(form, 'ending'))?.[0]
  if (phoneEnding === undefined)
    return linkPage(call, { token, asks: { kind: 'mail' }, told: words.newCodeSent })
  return linkPage(call, { token, asks: { kind: 'sms', phoneEnding }, told: words.factor.smsSent })
}

/** A code may be typed in groups; of a passcode every sign counts. */
const givenCode = (form: FormValues): string =>
  form.get('passcode') ?? lineOf(form, 'code').replaceAll(' ', '')

/** What was pasted: the whole link, or its secret alone. */
const tokenIn = (text: string): string => (text.split('#').at(-1) ?? '').trim().slice(0, 400)

/** The session that this browser had before ends with the new one. */
async function opened(
  call: CompanyCall,
  { companyId, requestId, cookie, purpose }: Redeemed,
): Promise<Answer> {
  const before = await sessionOf(call)
  if (before) await call.app.sessions.end(before.actor.sessionId)
  return {
    ...seeOther(placeOf({ companyId, requestId, purpose })),
    cookies: [hostCookie(sessionCookieOf(companyId), cookie ?? '')],
  }
}

function placeOf({
  companyId,
  requestId,
  purpose,
}: Pick<Redeemed, 'companyId' | 'purpose'> & { readonly requestId: string | undefined }): string {
  if (purpose === 'enrolFactor') return `/${companyId}/staff/factors`
  return purpose === 'signIn' ? `/${companyId}/staff` : `/${companyId}/requests/${requestId ?? ''}`
}
