import { consentProofMonthsOf } from '../../domain/consent/keeping.ts'
import { usualRetention, usualWithdrawal } from '../../domain/consent/form-words.ts'
import type { FormContent, FormPurpose, Texts } from '../../domain/consent/form.ts'
import type { WrittenForm } from '../../domain/consent/form-faults.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import { authorityFor } from '../letters/sender.ts'

/** A form as somebody sends it: what is left out is the company's, or as usual. */
export type GivenForm = Pick<FormContent, 'title'> &
  Partial<Omit<FormContent, 'purposes' | 'proofMonths'>> & { readonly purposes: readonly GivenPurpose[] }

export type GivenPurpose = Pick<FormPurpose, 'purposeId' | 'text'> &
  Partial<FormPurpose> & { readonly required?: boolean }

/** In its own languages only: of a language that there are no usual words in, the company says them. */
export function wholeForm(company: CompanyDocument, given: GivenForm): WrittenForm {
  const inItsLanguages = (usual: Texts): Texts =>
    Object.fromEntries(
      Object.keys(given.title)
        .filter((language) => usual[language] !== undefined)
        .map((language) => [language, usual[language] as string]),
    )
  const nothing: Texts = Object.fromEntries(Object.keys(given.title).map((language) => [language, '']))
  return {
    title: given.title,
    body: given.body ?? nothing,
    purposes: given.purposes.map((purpose) => ({
      dataCategories: [],
      recipients: [],
      retention: inItsLanguages(usualRetention),
      explicit: false,
      ...purpose,
    })),
    controller: given.controller ?? controllerOf(company),
    authority: given.authority ?? authorityOf(company),
    withdrawal: given.withdrawal ?? inItsLanguages(usualWithdrawal),
    // The others stand on the mailed link: none of them says whose address it is.
    factors: ['emailLink', ...(given.factors ?? []).filter((factor) => factor !== 'emailLink')],
    proofMonths: consentProofMonthsOf(company),
  }
}

const controllerOf = ({ name, contact }: CompanyDocument): FormContent['controller'] => ({
  name,
  email: contact.email,
  ...(contact.phone !== undefined && { phone: contact.phone }),
  ...(contact.postalAddress !== undefined && { address: contact.postalAddress }),
})

function authorityOf(company: CompanyDocument): FormContent['authority'] {
  const { name, url } = authorityFor(company)
  return { name, url }
}
