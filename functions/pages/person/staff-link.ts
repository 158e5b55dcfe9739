// What the page of a link shows where somebody of the company opens it, and shows by a factor of theirs who they are.
import type { FactorKinds } from '../../../shared/application/factors/factors-document.ts'
import { hidden } from '../fields.ts'
import type { FieldError } from '../fields.ts'
import { html, nothing } from '../html.ts'
import type { Html } from '../html.ts'
import { postForm } from '../parts.ts'
import { factorFields, lostFactors, textedField } from '../staff/given-factor.ts'
import type { ProofTexts } from '../texts/proof-en.ts'

export type StaffAsked =
  | {
      readonly kind: 'staff'
      readonly kinds: FactorKinds
      readonly provider?: Html | undefined
      /** Of the number that a code can be texted to. */
      readonly phoneEnding?: string | undefined
    }
  | { readonly kind: 'staffText' }

type View = {
  readonly companyId: string
  readonly token?: string
  readonly proof: ProofTexts
  readonly errors: readonly FieldError[]
}

export const isOfStaff = (asks: { readonly kind: string }): asks is StaffAsked =>
  asks.kind === 'staff' || asks.kind === 'staffText'

export const staffField = ({ companyId, proof, errors }: View, asks: StaffAsked): Html =>
  asks.kind === 'staffText'
    ? textedField(proof, errors)
    : factorFields(proof, { ...asks, options: `/${companyId}/link/passkey`, errors })

/** How a text comes, and what there is for who has lost all of it. */
export function staffAgain({ companyId, token = '', proof }: View, asks: StaffAsked): Html {
  const ending = asks.kind === 'staff' ? asks.phoneEnding : undefined
  const texting =
    ending === undefined
      ? nothing
      : postForm({
          ...{ action: `/${companyId}/link/code`, submit: proof.asked.textMe(ending), look: 'second' },
          body: html`${hidden('token', token)}${hidden('staff', 'yes')}`,
        })
  return html`${texting}${lostFactors(proof)}`
}
