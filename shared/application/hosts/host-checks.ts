import { findingIn, keepsHost, proofNameOf } from '../../domain/companies/host-name.ts'
import type { HostFinding } from '../../domain/companies/host-name.ts'
import { addHours } from '../../domain/time.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import type { Stored, Write } from '../ports/documents.ts'
import { claimIdOf, claimPartition, lookedAt, readClaim, readHost } from './host-documents.ts'
import type { HostClaim, HostDocument } from './host-documents.ts'
import { record } from './record-look.ts'

export type HostDeps = Pick<
  Core,
  | 'documents'
  | 'companies'
  | 'companyChanges'
  | 'hosts'
  | 'hostNames'
  | 'secrets'
  | 'random'
  | 'crypto'
  | 'clock'
>

export type HostChecks = {
  /** Looks at the company's host name, and answers how it stands then; undefined where it names none. */
  readonly check: (companyId: string) => Promise<HostDocument | undefined>
  /** Once a day: a name whose company is gone, or wants it no more, is free. */
  readonly renew: (claim: Stored<HostClaim>) => Promise<void>
}

/** What the record must say: that of another company, or of another name, proves nothing. */
export const challengeOf = (
  { secrets }: Pick<Core, 'secrets'>,
  company: CompanyDocument,
  host: string,
): Promise<string> => secrets.hash(company, 'host', host)

const claimHours = 24

/** Whose a host name is, as the domain name system says: the claim first, and what tells of it after it. */
export function makeHostChecks(deps: HostDeps): HostChecks {
  const { documents, companies, hosts, hostNames, clock } = deps

  async function written(host: string, write: Write): Promise<boolean> {
    const done = await documents.batch(claimPartition(host), [write])
    hosts.forget(host)
    return done.ok
  }

  const nextCheck = () => addHours(clock.now(), claimHours).toISOString()

  const claimBy = (companyId: string, host: string): HostClaim => ({
    ...{ id: claimIdOf(host), companyId, host, hostCheckAt: nextCheck() },
  })

  return {
    async check(companyId) {
      const company = (await companies.read(companyId))?.value
      const standing = company && (await readHost(deps, companyId))
      if (!standing) return undefined
      const { host } = standing.value
      const look = await hostNames.texts(proofNameOf(host))
      const found = look.kind === 'answered' ? await proving(company, host, look.texts) : look.code
      const after = lookedAt(standing.value, found, clock.now())
      await withoutProof(after)
      await record(deps, company, { before: standing, after })
      return after
    },

    async renew({ value, etag }) {
      const { companyId, host } = value
      const company = (await companies.read(companyId))?.value
      const renewed: HostClaim = { ...value, hostCheckAt: nextCheck() }
      const write: Write =
        company?.host === host
          ? { kind: 'replace', value: renewed, etag }
          : { kind: 'delete', id: claimIdOf(host), etag }
      await written(host, write)
    },
  }

  /**
   * With the proof there, the claim is made, or taken over from a company whose own is not: one look answers for both.
   */
  async function proving(
    company: CompanyDocument,
    host: string,
    texts: readonly string[],
  ): Promise<HostFinding> {
    const { companyId } = company
    const found = findingIn(texts, await challengeOf(deps, company, host))
    if (found !== 'proof') return found
    const claim = await readClaim(deps, host)
    const value = claimBy(companyId, host)
    if (!claim)
      return (await written(host, { kind: 'create', value })) ? 'proof' : afterAnother(companyId, host)
    const isOwn = claim.value.companyId === companyId
    if (isOwn && claim.value.goneSince === undefined) return 'proof'
    if (!isOwn && (await stillHas(claim.value, texts))) return 'taken'
    const replaced = await written(host, { kind: 'replace', value, etag: claim.etag })
    if (!replaced) return afterAnother(companyId, host)
    if (!isOwn) await dispossess(claim.value)
    return 'proof'
  }

  /** Whoever is overtaken by another look leaves it to that one; the next look says more. */
  async function afterAnother(companyId: string, host: string): Promise<HostFinding> {
    return (await readClaim(deps, host))?.value.companyId === companyId ? 'proof' : 'failed'
  }

  /** Whether the company that has the name is there and names it, and its record stands as well. */
  async function stillHas({ companyId, host }: HostClaim, texts: readonly string[]): Promise<boolean> {
    const other = (await companies.read(companyId))?.value
    return other?.host === host && findingIn(texts, await challengeOf(deps, other, host)) === 'proof'
  }

  /** Told at once: from here on the name leads to another company. */
  async function dispossess({ companyId, host }: HostClaim): Promise<void> {
    const other = (await companies.read(companyId))?.value
    const before = other?.host === host ? await readHost(deps, companyId) : undefined
    if (other && before)
      await record(deps, other, { before, after: lookedAt(before.value, 'taken', clock.now()) })
  }

  /** No link leads there any more, or the name is given up. */
  async function withoutProof({ companyId, host, state, ...after }: HostDocument): Promise<void> {
    const claim = state === 'proven' ? undefined : await readClaim(deps, host)
    if (claim?.value.companyId !== companyId) return
    const { value, etag } = claim
    if (!keepsHost({ state, ...after })) await written(host, { kind: 'delete', id: claimIdOf(host), etag })
    else if (value.goneSince === undefined) {
      const gone: HostClaim = { ...value, goneSince: after.since }
      await written(host, { kind: 'replace', value: gone, etag })
    }
  }
}
