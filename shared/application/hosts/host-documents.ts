import { afterLook } from '../../domain/companies/host-name.ts'
import type { HostFinding, HostStanding } from '../../domain/companies/host-name.ts'
import { accessPartition } from '../identity/session-document.ts'
import { companyPartition } from '../place.ts'
import type { Document, Stored } from '../ports/documents.ts'
import type { Ports } from '../ports/ports.ts'
import type { Instant } from '../requests/request-document.ts'

/** id `host` in the company's partition, beside the setting: how far the proof of its host name is. */
export type HostDocument = Document &
  HostStanding & { readonly id: 'host'; readonly companyId: string; readonly host: string }

const hostDocumentId = 'host'

export const readHost = (
  { documents }: Pick<Ports, 'documents'>,
  companyId: string,
): Promise<Stored<HostDocument> | undefined> =>
  documents.read<HostDocument>(companyPartition(companyId), hostDocumentId)

/** As it is when the setting begins to hold: looked at by the next pass. */
export const newHost = (companyId: string, host: string, now: Date): HostDocument => ({
  ...{ id: hostDocumentId, companyId, host, state: 'waiting' },
  ...{ since: now.toISOString(), hostCheckAt: now.toISOString() },
})

export const lookedAt = (
  { id, companyId, host, ...before }: HostDocument,
  found: HostFinding,
  now: Date,
): HostDocument => ({ id, companyId, host, ...afterLook(before, found, now) })

/**
 * id `host:{name}` in `access`: whose a host name is. Its create makes a name one company's, and what it says holds: the
 * company's own documents only tell of it.
 */
export type HostClaim = Document & {
  readonly companyId: string
  readonly host: string
  /** Since when the proof is gone: no link leads there any more, and what was sent still arrives. */
  readonly goneSince?: Instant
  /** When it is looked at whether the company is still there and names it. */
  readonly hostCheckAt: Instant
}

export const claimIdOf = (host: string): string => `host:${host}`

export const claimPartition = (host: string) => accessPartition(claimIdOf(host))

export const readClaim = (
  { documents }: Pick<Ports, 'documents'>,
  host: string,
): Promise<Stored<HostClaim> | undefined> => documents.read<HostClaim>(claimPartition(host), claimIdOf(host))

/** Gives a name up, if it is the company's. */
export async function freeHost(
  { documents }: Pick<Ports, 'documents'>,
  host: string,
  companyId: string,
): Promise<void> {
  const claim = await readClaim({ documents }, host)
  if (claim?.value.companyId !== companyId) return
  await documents.batch(claimPartition(host), [{ kind: 'delete', id: claimIdOf(host), etag: claim.etag }])
}
