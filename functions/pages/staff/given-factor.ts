// What staff show who they are by: a passkey, where script runs, or a code whose shape says which kind it is.
import type { FreshFactor, GivenFactor } from '../../../shared/application/factors/check-factor.ts'
import type { FactorKinds } from '../../../shared/application/factors/factors-document.ts'
import { parseBody } from '../../../shared/contracts/parse.ts'
import { shownIn } from '../../http/factors.ts'
import { input } from '../fields.ts'
import type { FieldError } from '../fields.ts'
import { lineOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { disclosure } from '../parts.ts'
import type { ProofTexts } from '../texts/proof-en.ts'
import type { Texts } from '../texts/texts.ts'
import { passkeyPart } from './passkey-part.ts'

const fieldName = 'factorCode'
const passkeyName = 'passkey'
const textedName = 'textedCode'

/** Six figures are of an app; all else is taken for a recovery code. */
export function givenFactor(form: FormValues): FreshFactor | undefined {
  const passkey = form.get(passkeyName) ?? ''
  if (passkey !== '') return givenPasskey(passkey)
  const code = lineOf(form, fieldName).replaceAll(' ', '')
  if (code === '') return undefined
  return { kind: /^\d{6}$/.test(code) ? 'totp' : 'recovery', code }
}

/** With a link it may be what was texted as well. */
export function shownWithLink(form: FormValues): GivenFactor | undefined {
  const code = lineOf(form, textedName).replaceAll(' ', '')
  return code === '' ? givenFactor(form) : { kind: 'sms', code }
}

/** The field for what was texted, in place of the others. */
export const textedField = ({ asked }: ProofTexts, errors: readonly FieldError[]): Html =>
  input(
    { id: textedName, name: textedName, label: asked.texted, errors },
    { inputmode: 'numeric', autocomplete: 'one-time-code', width: 'short', maxlength: 12 },
  )

/** As our script wrote it; anything else is as if nothing was shown. */
function givenPasskey(text: string): FreshFactor | undefined {
  const body = parseBody('proof', { kind: 'passkey', credential: parsedJson(text) })
  return body.ok ? shownIn(body.value) : undefined
}

export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

type Asked = {
  readonly kinds: FactorKinds
  /** Where the script asks what a passkey is shown for. */
  readonly options: string
  readonly errors: readonly FieldError[]
  /** The way to the company's provider, where that knows them. */
  readonly provider?: Html | undefined
}

export const factorFields = ({ asked }: ProofTexts, { kinds, options, errors, provider }: Asked): Html =>
  html`${provider}${
    kinds.includes('passkey') &&
    passkeyPart({ how: 'get', options, button: asked.passkey, failed: asked.passkeyFailed, or: asked.or })
  }${
    // Who is known by the provider alone has no code.
    !(kinds.length === 1 && kinds.includes('provider')) &&
    input(
      { id: fieldName, name: fieldName, label: asked.code, hint: asked.codeHint, errors },
      { autocomplete: 'one-time-code', width: 'medium', maxlength: 64 },
    )
  }`

/** Why what was shown does not count. */
export const wrongFactor = ({ proof, refusals }: Texts, code: string): FieldError => ({
  id: fieldName,
  text: refusals(code) ?? proof.asked.wrong,
})

export const lostFactors = ({ asked }: ProofTexts): Html =>
  disclosure('lost', { summary: asked.lost }, html`<p>${asked.lostText}</p>`)

/** Kept out of what is shown again. */
export const isFactorField = (name: string): boolean => name === fieldName || name === passkeyName
