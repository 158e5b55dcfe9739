// What staff type to show who they are: one field, and its shape says which kind it is.
import type { GivenFactor } from '../../../shared/application/factors/check-factor.ts'
import { input } from '../fields.ts'
import type { FieldError } from '../fields.ts'
import { lineOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { disclosure } from '../parts.ts'
import type { ProofTexts } from '../texts/proof-en.ts'

const fieldName = 'factorCode'

/** Six figures are of an app; all else is taken for a recovery code. */
export function givenFactor(form: FormValues): GivenFactor | undefined {
  const code = lineOf(form, fieldName).replaceAll(' ', '')
  if (code === '') return undefined
  return { kind: /^\d{6}$/.test(code) ? 'totp' : 'recovery', code }
}

export const factorFields = ({ asked }: ProofTexts, errors: readonly FieldError[]): Html =>
  input(
    { id: fieldName, name: fieldName, label: asked.code, hint: asked.codeHint, errors },
    { autocomplete: 'one-time-code', width: 'medium', maxlength: 64 },
  )

export const wrongFactor = ({ asked }: ProofTexts): FieldError => ({ id: fieldName, text: asked.wrong })

export const lostFactors = ({ asked }: ProofTexts): Html =>
  disclosure('lost', { summary: asked.lost }, html`<p>${asked.lostText}</p>`)

/** Kept out of what is shown again. */
export const isFactorField = (name: string): boolean => name === fieldName
