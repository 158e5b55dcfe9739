import { canonicalBytes } from '../../domain/evidence/canonical.ts'
import { append, emptyFrontier, leafHash } from '../../domain/evidence/merkle.ts'
import type { Frontier } from '../../domain/evidence/merkle.ts'
import { fromBase64Url, toBase64Url, toHex } from '../bytes.ts'
import type { Core } from '../core.ts'
import type { Stored, Write } from '../ports/documents.ts'
import { requestPartition } from '../requests/request-store.ts'
import { auditEntryId } from './audit-event.ts'
import type { AuditEntry } from './audit-event.ts'
import { headPartition, leafId, leafPartition, treeEntry } from './tree-document.ts'
import type { PendingLeaf, TreeHead, TreeLeaf } from './tree-document.ts'

/** Gives every entry of a company that has no place yet its index in the tree. Answers how many it placed. */
export type SequenceAudit = (companyId: string) => Promise<number>

type Deps = Pick<Core, 'documents' | 'crypto'>

const batch = 40

/**
 * The head is the pen: who replaces it under its etag has fixed the order, and whoever comes next finishes what it promised
 * before going on. So a crash anywhere leaves either no new head, or one that can be completed.
 */
export function makeSequenceAudit({ documents, crypto }: Deps): SequenceAudit {
  const { sha256 } = crypto

  return async (companyId) => {
    let placed = 0
    for (;;) {
      const head = await documents.read<TreeHead>(headPartition(companyId), 'head')
      if (head && head.value.pending.length > 0) {
        await finish(companyId, head)
        continue
      }
      const entries = await waiting(companyId)
      if (entries.length === 0) return placed
      if (await promise(companyId, head, entries)) placed += entries.length
    }
  }

  async function waiting(companyId: string): Promise<readonly AuditEntry[]> {
    const page = await documents.query<AuditEntry>({
      container: 'requests',
      key: [companyId],
      where: [{ field: 'unsequenced', is: 'defined' }],
      orderBy: { field: 'unsequenced', direction: 'ascending' },
      limit: batch,
    })
    return page.items.map(({ value }) => value)
  }

  /** Fixes the order of these entries in a new head; false when somebody else did it first. */
  async function promise(
    companyId: string,
    head: Stored<TreeHead> | undefined,
    entries: readonly AuditEntry[],
  ): Promise<boolean> {
    let frontier = head ? frontierOf(head.value) : emptyFrontier
    const pending = entries.map((entry): PendingLeaf => {
      const leaf = leafHash(sha256, canonicalBytes(treeEntry(entry)))
      const index = frontier.size
      frontier = append(sha256, frontier, leaf)
      return { index, requestId: entry.requestId, sequence: entry.sequence, leafHash: toHex(leaf) }
    })
    const value: TreeHead = {
      id: 'head',
      size: frontier.size,
      frontier: frontier.hashes.map(toBase64Url),
      pending,
    }
    const write: Write = head ? { kind: 'replace', value, etag: head.etag } : { kind: 'create', value }
    return (await documents.batch(headPartition(companyId), [write])).ok
  }

  async function finish(companyId: string, head: Stored<TreeHead>): Promise<void> {
    for (const leaf of head.value.pending) await place(companyId, leaf)
    const value: TreeHead = { ...head.value, pending: [] }
    await documents.batch(headPartition(companyId), [{ kind: 'replace', value, etag: head.etag }])
  }

  async function place(companyId: string, leaf: PendingLeaf): Promise<void> {
    const partition = requestPartition(companyId, leaf.requestId)
    const found = await documents.read<AuditEntry>(partition, auditEntryId(leaf.sequence))
    if (!found || found.value.unsequenced === undefined) return

    const value: TreeLeaf = { id: leafId(leaf.index), companyId, ...leaf, entry: treeEntry(found.value) }
    await documents.batch(leafPartition(companyId, leaf.index), [{ kind: 'upsert', value }])
    const { unsequenced: _done, ...entry } = found.value
    const sequenced: AuditEntry = { ...entry, index: leaf.index }
    await documents.batch(partition, [{ kind: 'replace', value: sequenced, etag: found.etag }])
  }
}

export const frontierOf = ({ size, frontier }: TreeHead): Frontier => ({
  size,
  hashes: frontier.map(fromBase64Url),
})
