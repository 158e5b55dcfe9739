import { intakeFlaw } from '../../domain/companies/standing.ts'
import { authorityFor } from '../letters/sender.ts'
import { callingCodeOf } from '../../domain/identity/text-messages.ts'
import { uploadLimitsOf } from '../../domain/requests/upload-limits.ts'
import type { UploadLimits } from '../../domain/requests/upload-limits.ts'
import { currentTypes } from '../../domain/templates/information-type.ts'
import type { Language, Text } from '../../domain/templates/template.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { Core } from '../core.ts'
import { approvedReceivers } from '../transfer/receiver.ts'
import { textPolicyOf } from '../identity/text-budget.ts'
import type { Identifier } from '../../domain/requests/identifiers.ts'
import type { LogoFacts } from './logo.ts'
import { profileOf } from './profile.ts'
import type { CompanyContact, CompanyDocument, DataProtectionOfficer } from './company-document.ts'

/** What a company says of itself to everybody. */
export type PublicProfile = {
  readonly company: string
  readonly name: string
  readonly languages: readonly Language[]
  /** ISO 3166-1: whose holidays and grounds hold. */
  readonly country: string
  /** IANA name: every day and time is the company's. */
  readonly timeZone: string
  /** Shown on its pages, and read at `logo` under this address. */
  readonly logo?: LogoFacts
  readonly informationTypes: readonly { readonly id: string; readonly label: Text }[]
  readonly rights: readonly string[]
  readonly contact: CompanyContact
  readonly dataProtectionOfficers: readonly DataProtectionOfficer[]
  /** What a person may add so that they are found, and why it is asked for. */
  readonly identifiers: readonly Identifier[]
  /** What it takes as files of a request: for programs that send them, and the page that asks for them. */
  readonly uploads: UploadLimits
  /** What a person may add to their mailbox: a passcode always, a code by text where the company has it sent. */
  readonly secondFactors: {
    /** Put before a number that is written without one. */
    readonly callingCode: string
    readonly sms?: { readonly prefixes: readonly string[] }
  }
  /** To whom a person may have their data sent as well (Art. 20(2)). */
  readonly receivers: readonly { readonly id: string; readonly name: string; readonly url?: string }[]
  /** `stopped`: it takes no new requests here at present, and is to be written to directly. */
  readonly intake: 'open' | 'stopped'
  readonly authority: { readonly name: string; readonly url: string; readonly address: string }
}

export type ViewProfile = (companyId: string) => Promise<Result<PublicProfile, { readonly code: 'notFound' }>>

export function makeViewProfile({
  companies,
  sms,
  clock,
}: Pick<Core, 'companies' | 'sms' | 'clock'>): ViewProfile {
  return async (companyId) => {
    const company = await companies.find(companyId)
    if (!company) return err({ code: 'notFound' })
    const { dataProtectionOfficers, identifiers } = profileOf(company)
    return ok({
      company: companyId,
      name: company.name,
      languages: company.languages,
      country: company.country,
      timeZone: company.timeZone,
      ...(company.logo && { logo: company.logo }),
      informationTypes: currentTypes(company.informationTypes).map(({ informationType, label }) => ({
        id: informationType,
        label,
      })),
      rights: company.rights,
      contact: company.contact,
      ...{ dataProtectionOfficers, identifiers },
      uploads: uploadLimitsOf(company),
      receivers: approvedReceivers(company).map(({ receiverId: id, name, url }) => ({
        ...{ id, name, ...(url !== undefined && { url }) },
      })),
      secondFactors: secondFactorsOf(company, sms !== undefined),
      intake: intakeFlaw(company, clock.now()) === undefined ? 'open' : 'stopped',
      authority: authorityFor(company),
    })
  }
}

/** Whether a month's texts are used up is asked when one is wished for: this page is read by everybody. */
function secondFactorsOf(company: CompanyDocument, canText: boolean): PublicProfile['secondFactors'] {
  const callingCode = callingCodeOf(company.country)
  const { prefixes, monthlyCap } = textPolicyOf(company)
  return canText && monthlyCap > 0 ? { callingCode, sms: { prefixes } } : { callingCode }
}
