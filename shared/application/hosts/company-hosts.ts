import { isHostName } from '../../domain/companies/host-name.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { CompanyStore } from '../companies/company-store.ts'
import type { Ports } from '../ports/ports.ts'
import { readClaim } from './host-documents.ts'
import type { HostClaim } from './host-documents.ts'

export type CompanyHosts = {
  /** Whose name that is, proven and still wanted; undefined for every other. */
  readonly companyAt: (host: string) => Promise<string | undefined>
  /** Where persons of the company are led: its own host, as long as its proof stands, and otherwise `PUBLIC_URL`. */
  readonly addressOf: (company: Pick<CompanyDocument, 'companyId' | 'host'>) => Promise<string>
  readonly forget: (host: string) => void
}

const rememberMilliseconds = 5_000

/** Strangers choose the names that are looked up: more than these are not remembered at a time. */
const mostRemembered = 1_000

/** One point read for a name, remembered for a few seconds, also that it is nobody's. */
export function makeCompanyHosts({
  documents,
  clock,
  settings,
  companies,
}: Pick<Ports, 'documents' | 'clock' | 'settings'> & {
  readonly companies: Pick<CompanyStore, 'find'>
}): CompanyHosts {
  const remembered = new Map<string, { readonly claim: HostClaim | undefined; readonly until: number }>()

  async function claimOf(host: string): Promise<HostClaim | undefined> {
    const known = remembered.get(host)
    const now = clock.now().getTime()
    if (known && known.until > now) return known.claim
    const claim = (await readClaim({ documents }, host))?.value
    if (remembered.size >= mostRemembered) remembered.clear()
    remembered.set(host, { claim, until: now + rememberMilliseconds })
    return claim
  }

  return {
    async companyAt(host) {
      const claim = await claimOf(host)
      const company = claim && (await companies.find(claim.companyId))
      return company?.host === host ? company.companyId : undefined
    },

    async addressOf({ companyId, host }) {
      const usual = `${settings.publicUrl}/${companyId}`
      // A demonstration answers under one name alone, and so does an instance that knows none of its own.
      const isServed = settings.mode === 'serve' && isHostName(new URL(settings.publicUrl).hostname)
      if (host === undefined || !isServed) return usual
      const claim = await claimOf(host)
      return claim?.companyId === companyId && claim.goneSince === undefined
        ? `https://${host}/${companyId}`
        : usual
    },

    forget: (host) => void remembered.delete(host),
  }
}
