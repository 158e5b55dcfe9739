// What a company says of itself, as it holds: what it has not said is as usual.
import { authorityFor } from '../letters/sender.ts'
import { usualIdentifiers } from '../../domain/requests/identifiers.ts'
import type { CompanyDocument } from './company-document.ts'

export const profileOf = (company: CompanyDocument) => ({
  name: company.name,
  languages: company.languages,
  country: company.country,
  timeZone: company.timeZone,
  contact: company.contact,
  dataProtectionOfficers: company.dataProtectionOfficers ?? [],
  authority: authorityFor(company),
  rights: company.rights,
  acknowledgement: company.acknowledgement ?? [],
  identifiers: company.identifiers ?? usualIdentifiers,
})

export type Profile = ReturnType<typeof profileOf>
