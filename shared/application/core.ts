import type { CompanyChanges } from './companies/company-changes.ts'
import type { CompanyStore } from './companies/company-store.ts'
import type { CompanyHosts } from './hosts/company-hosts.ts'
import type { LinkMint } from './identity/link-mint.ts'
import type { Sessions } from './identity/sessions.ts'
import type { CompanySecrets } from './keys/company-secrets.ts'
import type { Keyring } from './keys/keyring.ts'
import type { MailDesk } from './letters/mail-desk.ts'
import type { Ports } from './ports/ports.ts'
import type { RequestStore } from './requests/request-store.ts'

/** The ports and what is built once on them: what a use case may ask for. Each names the part it needs with `Pick`. */
export type Core = Ports & {
  readonly companies: CompanyStore
  readonly requests: RequestStore
  readonly companyChanges: CompanyChanges
  readonly keyring: Keyring
  readonly secrets: CompanySecrets
  readonly mint: LinkMint
  readonly sessions: Sessions
  readonly hosts: CompanyHosts
  readonly desk: MailDesk
}
