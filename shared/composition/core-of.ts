import type { Core } from '../application/core.ts'
import { makeCompanySecrets } from '../application/keys/company-secrets.ts'
import { makeCompanyChanges } from '../application/companies/company-changes.ts'
import { makeCompanyStore } from '../application/companies/company-store.ts'
import { makeCompanyHosts } from '../application/hosts/company-hosts.ts'
import { makeKeyring } from '../application/keys/keyring.ts'
import { makeLinkMint } from '../application/identity/link-mint.ts'
import { makeMailDesk } from '../application/letters/mail-desk.ts'
import { makeRequestStore } from '../application/requests/request-store.ts'
import { makeSessions } from '../application/identity/sessions.ts'
import type { Ports } from '../application/ports/ports.ts'

/** What is built once on the ports, for all use cases. */
export function coreOf(ports: Ports): Core {
  const companies = makeCompanyStore(ports)
  const requests = makeRequestStore({ ...ports, companies })
  const companyChanges = makeCompanyChanges({ ...ports, companies })
  const keyring = makeKeyring(ports)
  const secrets = makeCompanySecrets(ports)
  const mint = makeLinkMint({ ...ports, secrets })
  const sessions = makeSessions({ ...ports, companies })
  const hosts = makeCompanyHosts({ ...ports, companies })
  const desk = makeMailDesk({ ...ports, keyring, secrets, mint })
  return { ...ports, companies, requests, companyChanges, keyring, secrets, mint, sessions, hosts, desk }
}
