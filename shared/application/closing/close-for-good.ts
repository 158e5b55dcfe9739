import type { Closing } from '../../domain/companies/standing.ts'
import { canonicalBytes } from '../../domain/evidence/canonical.ts'
import { addDays } from '../../domain/time.ts'
import { signKeyName } from '../companies/company-document.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { freeHost } from '../hosts/host-documents.ts'
import { compactForCompany } from '../keys/company-signature.ts'
import { companyPartition } from '../place.ts'
import type { Document } from '../ports/documents.ts'
import type { PublicJwk } from '../ports/keys.ts'
import { makePurgeLedger } from '../retention/purge-ledger.ts'
import { sweepDue } from '../timing/sweep.ts'
import type { Sweep } from '../timing/sweep.ts'
import { makeEmptyCompany } from './empty-company.ts'
import { hasRequestsIn, unanswered, unpurged } from './requests-left.ts'

/** id `closed` in the company's partition, alone there: what its closing claims, and no more (security.md, "Keys"). */
export type ClosingCertificate = Document & {
  readonly id: 'closed'
  readonly companyId: string
  readonly askedBy: 'company' | 'operator'
  readonly askedAt: string
  readonly unreadableSince: string
  readonly ciphertextGoneBy: string
  /** A compact JWS over these, by the company's key, whose public half is beside it: nobody can be asked for it later. */
  readonly signature: string
  readonly key: PublicJwk
}

export const closedId = 'closed'

type Deps = Pick<
  Core,
  'documents' | 'companies' | 'keys' | 'shares' | 'blobs' | 'clock' | 'random' | 'crypto' | 'log' | 'settings'
>

/**
 * When a company's time to think is over and every request has been answered and purged: first the shares, which makes all
 * of it unreadable at once, then the ciphertext, and at the end the company's own document gives way to the certificate.
 * Each step may be repeated, so a pass that dies in between is carried on by the next.
 */
export function makeCloseForGood(deps: Deps): Sweep {
  const { documents, companies, clock, log } = deps
  const ledger = makePurgeLedger(deps)
  const empty = makeEmptyCompany(deps)

  return (batch) =>
    sweepDue<CompanyDocument>(
      { documents, log },
      { operation: 'closeForGood', container: 'companies', field: 'closesAt', until: clock.now(), batch },
      ({ value }) => close(value.companyId),
    )

  async function close(companyId: string): Promise<void> {
    // Read again: it may have been taken back since the list was made.
    const company = (await companies.read(companyId))?.value
    const closing = company?.closing
    if (!closing || new Date(closing.endsAt) > clock.now()) return
    if (await hasRequestsIn(deps, companyId, [...unanswered, ...unpurged])) return

    await empty.shares(companyId)
    const unreadableSince = clock.now().toISOString()
    await empty.blobs(companyId)
    await empty.documents(companyId, 'company')
    if (company.host !== undefined) await freeHost(deps, company.host, companyId)
    await certify(companyId, { closing, unreadableSince })
    companies.forget(companyId)
    log.write({ code: 'companyClosed', companyId })
  }

  type Destroyed = { readonly closing: Closing; readonly unreadableSince: string }

  async function certify(companyId: string, { closing, unreadableSince }: Destroyed): Promise<void> {
    const facts = {
      companyId,
      askedBy: closing.asked,
      askedAt: closing.at,
      unreadableSince,
      ciphertextGoneBy: addDays(clock.now(), deps.settings.blobGoneDays ?? 0).toISOString(),
    }
    const payload = canonicalBytes(facts)
    const signature = await compactForCompany(deps, { companyId, payload, typ: 'indsigt-closing+jws' })
    const key = await deps.keys.publicKey(signKeyName(companyId))
    await ledger.enter({ companyId, unreadableSince })
    const certificate: ClosingCertificate = { id: closedId, ...facts, signature, key }
    await documents.batch(companyPartition(companyId), [
      { kind: 'upsert', value: certificate },
      { kind: 'delete', id: 'company' },
    ])
  }
}
