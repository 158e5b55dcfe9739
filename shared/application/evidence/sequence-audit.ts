import { canonicalBytes } from '../../domain/evidence/canonical.ts'
import { append, emptyFrontier, leafHash, rootOfLeaves } from '../../domain/evidence/merkle.ts'
import { tileWidth } from '../../domain/evidence/tree-proofs.ts'
import { fromBase64Url, toBase64Url } from '../bytes.ts'
import type { Core } from '../core.ts'
import type { Found, Stored, Write } from '../ports/documents.ts'
import { outboxId } from '../requests/outbox.ts'
import { containerOf, noRequest, partitionOf, placeContainers } from '../place.ts'
import type { PlaceContainer } from '../place.ts'
import { auditEntryId } from './audit-event.ts'
import type { AuditEntry } from './audit-event.ts'
import { frontierIn, hashIn, tileId, treeEntry, treeLeaf, treePartition } from './tree-document.ts'
import type { EntryName, LeafTile, NodeTile, Place, TreeHead, TreeLeaf } from './tree-document.ts'

/**
 * Gives every entry of a company that has no place yet its index in the tree, in laps of at most 90 entries. Answers how
 * many it placed.
 */
export type SequenceAudit = (companyId: string, options?: SequenceOptions) => Promise<number>

export type SequenceOptions = {
  /** For whoever waits for an answer; the queue goes on with the rest. */
  readonly mostLaps?: number
  /** The change whose message this is. It was sent last, so the others have left and the outbox goes with the placing. */
  readonly published?: { readonly requestId: string; readonly version: string }
}

type Deps = Pick<Core, 'documents' | 'crypto'>
type Waiting = Found<AuditEntry>
type Sent = {
  /** Where this run looks for what waits. */
  readonly asked: readonly PlaceContainer[]
  readonly outbox: { readonly requestId: string; readonly id: string } | undefined
  readonly removed: Set<string>
}

/** Less than a tile, and with its head and tiles less than a batch. */
const lapLength = 90

/**
 * The head is the pen: who replaces it under its etag has fixed the order, and names in it the entries to which it promised
 * a place. Afterwards the entries are told. A crash in between leaves entries that still wait and are named in the head: the
 * next lap tells them before it promises anything, so that none gets two places.
 */
export function makeSequenceAudit({ documents, crypto }: Deps): SequenceAudit {
  const { sha256 } = crypto

  return async (companyId, { mostLaps = Infinity, published } = {}) => {
    const outbox = published && { requestId: published.requestId, id: outboxId(published.version) }
    const removed = new Set<string>()
    // The change of one place is no reason to ask for those of all others, which have messages of their own.
    const asked = published ? askedAfter(published.requestId) : placeContainers
    const placed = await laps(companyId, mostLaps, { asked, outbox, removed })
    if (outbox && !removed.has(outbox.id))
      await documents.batch(partitionOf({ companyId, requestId: outbox.requestId }), [
        { kind: 'delete', id: outbox.id },
      ])
    return placed
  }

  async function laps(companyId: string, mostLaps: number, sent: Sent): Promise<number> {
    let placed = 0
    // The size of the tree when all that it promised was told by this run: there is nothing to look for then.
    let settled = -1
    for (let lap = 0; lap < mostLaps; lap++) {
      const head = await documents.read<TreeHead>(treePartition(companyId), 'head')
      const waiting = await oldestWaiting(companyId, sent)
      if (waiting.length === 0) return placed

      if (head?.value.size !== settled && (await tellPromised(companyId, head, waiting, sent))) continue
      const places = await promise(companyId, head, waiting)
      if (!places) continue
      placed += places.length
      if (await tell(companyId, waiting, places, sent)) settled = (head?.value.size ?? 0) + places.length
      if (waiting.length < lapLength) return placed
    }
    return placed
  }

  /** As one row, whatever they are about. */
  async function oldestWaiting(companyId: string, { asked }: Sent): Promise<readonly Waiting[]> {
    const pages = await Promise.all(
      asked.map((container) =>
        documents.query<AuditEntry>({
          container,
          key: [companyId],
          where: [{ field: 'unsequenced', is: 'defined' }],
          orderBy: { field: 'unsequenced', direction: 'ascending' },
          limit: lapLength,
        }),
      ),
    )
    return pages
      .flatMap(({ items }) => items)
      .sort((one, other) => (`${one.value.unsequenced}` < `${other.value.unsequenced}` ? -1 : 1))
      .slice(0, lapLength)
  }

  /** True when an entry that the last lap promised a place was still waiting. */
  async function tellPromised(
    companyId: string,
    head: Stored<TreeHead> | undefined,
    waiting: readonly Waiting[],
    sent: Sent,
  ): Promise<boolean> {
    const promised = head?.value.promised ?? []
    const listed = untold(promised, waiting)
    // A full page may hide one that comes later in the list, and of what was not asked for the list says nothing.
    const unseen = promised.filter(
      (place) => waiting.length >= lapLength || !sent.asked.includes(containerOf(place.requestId)),
    )
    const found = [...listed, ...(await hidden(companyId, unseen, waiting))]
    if (found.length === 0) return false
    await tell(companyId, found, promised, sent)
    return true
  }

  async function hidden(
    companyId: string,
    promised: readonly Place[],
    waiting: readonly Waiting[],
  ): Promise<readonly Waiting[]> {
    const listed = new Set(waiting.map(({ value }) => nameOf(value)))
    const unlisted = promised.filter((place) => !listed.has(nameOf(place)))
    const read = await Promise.all(
      unlisted.map(async ({ requestId, sequence }) => {
        const partition = partitionOf({ companyId, requestId })
        const entry = await documents.read<AuditEntry>(partition, auditEntryId(sequence))
        return entry && { ...entry, partition }
      }),
    )
    return read.filter((entry) => entry?.value.unsequenced !== undefined) as readonly Waiting[]
  }

  /** Fixes the order of these entries in a new head; undefined when somebody else did it first. */
  async function promise(
    companyId: string,
    head: Stored<TreeHead> | undefined,
    waiting: readonly Waiting[],
  ): Promise<readonly Place[] | undefined> {
    let frontier = head ? frontierIn(head.value) : emptyFrontier
    const edge: TreeLeaf[] = [...(head?.value.edge ?? [])]
    const promised = waiting.map(({ value }): Place => {
      const { requestId, sequence } = value
      const hash = leafHash(sha256, canonicalBytes(treeEntry(value)))
      const index = frontier.size
      frontier = append(sha256, frontier, hash)
      edge.push(treeLeaf(toBase64Url(hash), { requestId, sequence }))
      return { index, requestId, sequence }
    })
    const { size, hashes } = frontier
    const full = edge.length < tileWidth ? [] : await tilesOf(companyId, size, edge.splice(0, tileWidth))
    const value: TreeHead = { id: 'head', size, frontier: hashes.map(toBase64Url), edge, promised }
    const write: Write = head ? { kind: 'replace', value, etag: head.etag } : { kind: 'create', value }
    const written = await documents.batch(treePartition(companyId), [write, ...full])
    return written.ok ? promised : undefined
  }

  /** A tile that is full, and what follows from it in the levels above. */
  async function tilesOf(companyId: string, size: number, leaves: readonly TreeLeaf[]): Promise<Write[]> {
    const number = Math.floor(size / tileWidth) - 1
    const value: LeafTile = { id: tileId({ level: 0, number }), leaves }
    const root = rootOfLeaves(sha256, leaves.map(hashIn))
    return [{ kind: 'upsert', value }, ...(await grown(companyId, { level: 1, slot: number }, root))]
  }

  /** The tile of a level with one more root at `slot`, counted from the first of that level. */
  async function grown(
    companyId: string,
    { level, slot }: { readonly level: number; readonly slot: number },
    root: Uint8Array,
  ): Promise<Write[]> {
    const number = Math.floor(slot / tileWidth)
    const id = tileId({ level, number })
    const before =
      slot % tileWidth === 0 ? undefined : await documents.read<NodeTile>(treePartition(companyId), id)
    const hashes = [...(before?.value.hashes ?? []), toBase64Url(root)]
    const above =
      hashes.length === tileWidth
        ? await grown(
            companyId,
            { level: level + 1, slot: number },
            rootOfLeaves(sha256, hashes.map(fromBase64Url)),
          )
        : []
    return [{ kind: 'upsert', value: { id, hashes } as NodeTile }, ...above]
  }

  /** One batch a request. Refused where somebody else was faster: what is then still waiting comes in the next lap. */
  async function tell(
    companyId: string,
    waiting: readonly Waiting[],
    places: readonly Place[],
    sent: Sent,
  ): Promise<boolean> {
    const indexOf = new Map(places.map((place) => [nameOf(place), place.index]))
    const byRequest = Map.groupBy(waiting, ({ value }) => value.requestId)
    const told = await Promise.all(
      [...byRequest].map(([requestId, entries]) => {
        const writes = entries.map(({ value: { unsequenced: _done, ...entry }, etag }): Write => {
          const value = { ...entry, index: indexOf.get(nameOf(entry)) as number }
          return { kind: 'replace', value, etag }
        })
        return tellRequest(companyId, requestId, writes, sent)
      }),
    )
    return told.every(({ ok }) => ok)
  }

  async function tellRequest(companyId: string, requestId: string, writes: Write[], sent: Sent) {
    const partition = partitionOf({ companyId, requestId })
    const { outbox, removed } = sent
    if (outbox?.requestId !== requestId || removed.has(outbox.id)) return documents.batch(partition, writes)

    removed.add(outbox.id)
    const together = await documents.batch(partition, [...writes, { kind: 'delete', id: outbox.id }])
    // The relay may have been faster, and removed it already.
    return together.ok ? together : documents.batch(partition, writes)
  }
}

const askedAfter = (requestId: string): readonly PlaceContainer[] =>
  requestId === noRequest ? ['requests', 'companies'] : [containerOf(requestId)]

const nameOf = ({ requestId, sequence }: EntryName): string => `${requestId} ${sequence}`

function untold(promised: readonly Place[], waiting: readonly Waiting[]): readonly Waiting[] {
  const names = new Set(promised.map(nameOf))
  return waiting.filter(({ value }) => names.has(nameOf(value)))
}
