import type { CompanyDocument } from '../companies/company-document.ts'
import type { CompanySecrets } from '../keys/company-secrets.ts'

/**
 * What stands in the address of a receipt. Nothing is kept for it: it is a keyed hash, holds for as long as the consent
 * and the company's secret do, and can be mailed again.
 */
export const receiptCode = (
  secrets: Pick<CompanySecrets, 'hash'>,
  company: CompanyDocument,
  consentId: string,
): Promise<string> => secrets.hash(company, 'consent receipt', consentId)
