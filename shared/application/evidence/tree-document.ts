import type { Document, Partition } from '../ports/documents.ts'
import type { AuditEntry } from './audit-event.ts'

/** The company's Merkle tree (RFC 9162): its head, id `head`, and what the newest batch still has to write. */
export type TreeHead = Document & {
  readonly id: 'head'
  readonly size: number
  /** Base64url, as `Frontier` orders them. */
  readonly frontier: readonly string[]
  readonly pending: readonly PendingLeaf[]
}

export type PendingLeaf = {
  readonly index: number
  readonly requestId: string
  readonly sequence: number
  /** Lower-case hex. */
  readonly leafHash: string
}

/** One leaf, id `leaf:{index}`, in its bucket. `entry` goes after 90 days; the hash stays, and with it every proof. */
export type TreeLeaf = Document & PendingLeaf & { readonly companyId: string; readonly entry?: TreeEntry }

/** What is hashed: an audit entry without what changes when it is sequenced. */
export type TreeEntry = Omit<AuditEntry, 'id' | 'ttlSeconds' | 'unsequenced' | 'index'>

const leavesInBucket = 10_000

export const headPartition = (companyId: string): Partition => ({
  container: 'audit',
  key: [companyId, 'head'],
})

export const leafPartition = (companyId: string, index: number): Partition => ({
  container: 'audit',
  key: [companyId, `leaves-${Math.floor(index / leavesInBucket)}`],
})

export const leafId = (index: number): string => `leaf:${String(index).padStart(12, '0')}`

export function treeEntry({
  id: _id,
  ttlSeconds: _ttl,
  unsequenced: _flag,
  index: _index,
  ...entry
}: AuditEntry): TreeEntry {
  return entry
}
