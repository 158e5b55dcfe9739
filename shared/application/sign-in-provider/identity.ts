import type { CompanyDocument, EmployeeDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import type { Instant } from '../requests/request-document.ts'

/**
 * By which identity of the company's provider an employee is known: (company, issuer, subject), and never an address
 * (security.md, "Staff"). The subject itself is not kept.
 */
export type LinkedIdentity = {
  readonly issuer: string
  /** Keyed hash of issuer and subject. */
  readonly identity: string
  readonly linkedAt: Instant
  /** What the provider said the last time that they came from there; it may say nothing. */
  readonly says?: ProviderSays
}

/** Whether more than one thing was shown there. */
export type ProviderSays = 'secondFactor' | 'oneFactor'

export const identityOf = (
  { secrets }: Pick<Core, 'secrets'>,
  company: CompanyDocument,
  { issuer, subject }: { readonly issuer: string; readonly subject: string },
): Promise<string> => secrets.hash(company, 'provider identity', JSON.stringify([issuer, subject]))

/** Of another provider than today's it says nothing. */
export const linkedTo = (
  company: Pick<CompanyDocument, 'provider'>,
  { identity }: Pick<EmployeeDocument, 'identity'>,
): LinkedIdentity | undefined => (identity?.issuer === company.provider?.issuer ? identity : undefined)

/** By which identity the provider can vouch for them: then the mailbox alone enrols nothing more. */
export async function identityIn(
  companies: Pick<Core['companies'], 'employee'>,
  company: CompanyDocument,
  employeeId: string,
): Promise<LinkedIdentity | undefined> {
  if (!company.provider) return undefined
  const employee = await companies.employee(company.companyId, employeeId)
  return employee && linkedTo(company, employee)
}
