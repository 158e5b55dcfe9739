import type { CompanyDocument } from '../companies/company-document.ts'
import type { CompanySecrets } from '../keys/company-secrets.ts'

/** How authenticators know whose passkey it is: says nothing of the person (WebAuthn Level 3, section 14.6.1). */
export const userHandle = (
  secrets: Pick<CompanySecrets, 'hash'>,
  company: CompanyDocument,
  employeeId: string,
): Promise<string> => secrets.hash(company, 'passkey user', employeeId)
