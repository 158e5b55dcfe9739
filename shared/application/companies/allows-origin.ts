import type { Core } from '../core.ts'
import { apiKeyPrefix } from '../identity/api-key-document.ts'
import type { ApiKeyDocument } from '../identity/api-key-document.ts'
import { readAll } from '../read-all.ts'

/**
 * Whether pages of that origin may read what the company's API answers: those that the company names, and where consent is
 * asked for those as well that have a key of its for that.
 */
export type AllowsOrigin = (
  companyId: string,
  origin: string,
  what: 'anything' | 'askingForConsent',
) => Promise<boolean>

export function makeAllowsOrigin({
  companies,
  documents,
}: Pick<Core, 'companies' | 'documents'>): AllowsOrigin {
  async function hasKey(companyId: string, origin: string): Promise<boolean> {
    const asked = { container: 'companies', key: [companyId], idPrefix: apiKeyPrefix } as const
    const keys = await readAll<ApiKeyDocument>(documents, asked)
    return keys.some(({ value }) => value.origins?.includes(origin))
  }

  return async (companyId, origin, what) => {
    const company = await companies.find(companyId)
    if (!company) return false
    if (company.allowedOrigins?.includes(origin)) return true
    return what === 'askingForConsent' && hasKey(companyId, origin)
  }
}
