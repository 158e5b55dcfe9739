// What the company does with personal data: the Art. 15(1) sheet is made from the activities that concern the person.
import type { LegalBasis } from './information-type.ts'
import type { Text } from './template.ts'

export type ProcessingActivity = {
  readonly id: string
  readonly informationTypes: readonly string[]
  /** Art. 15(1)(a). */
  readonly purposes: Text
  readonly legalBasis: LegalBasis
  /** Art. 15(1)(b): DPV-PD categories, such as `dpv-pd:Financial`; `categoryLabel` has their plain words. */
  readonly categories: readonly string[]
  /** Art. 15(1)(c): by name, unless that is impossible or excessive (C-154/21). */
  readonly recipients: readonly string[]
  /** Art. 15(1)(d): the period, or how it is decided. */
  readonly retention: Text
  /** Art. 15(1)(g): where the data come from, as far as not from the person. */
  readonly source: Text
  /** Art. 15(1)(h): logic, significance and consequences. */
  readonly automatedDecisions?: Text
  /** Art. 15(2): the safeguard of each transfer (Art. 46). */
  readonly thirdCountries?: readonly { readonly country: string; readonly safeguard: Text }[]
}
