import type { TileName } from '../../domain/evidence/tree-proofs.ts'
import type { Frontier } from '../../domain/evidence/merkle.ts'
import { fromBase64Url } from '../bytes.ts'
import type { Document, Partition } from '../ports/documents.ts'
import type { AuditEntry } from './audit-event.ts'

/**
 * The company's Merkle tree (RFC 9162): its head, id `head`. The tiles lie in the same partition, so that the tree never
 * shows a part of a step.
 */
export type TreeHead = Document & {
  readonly id: 'head'
  readonly size: number
  /** Base64url, as `Frontier` orders them. */
  readonly frontier: readonly string[]
  /** The leaves that do not fill a tile yet. */
  readonly edge: readonly TreeLeaf[]
  /** The newest leaves, whose entries may not have been told yet that they have a place. */
  readonly promised: readonly Place[]
}

/** Which entry stands at which index. */
export type Place = EntryName & { readonly index: number }

export type EntryName = { readonly requestId: string; readonly sequence: number }

/** `{hash} {requestId} {sequence}`, the hash in base64url: short, for the head is written with up to 255 of them. */
export type TreeLeaf = string

/** 256 leaves, id `tile:0:{number}`: written once. Their hashes stay for good; what they stand for goes after 90 days. */
export type LeafTile = Document & { readonly leaves: readonly TreeLeaf[] }

/** Up to 256 roots of the tiles below, base64url, id `tile:{level}:{number}`. */
export type NodeTile = Document & { readonly hashes: readonly string[] }

/** What is hashed: an audit entry without what changes when it is sequenced. */
export type TreeEntry = Omit<AuditEntry, 'id' | 'ttlSeconds' | 'unsequenced' | 'index'>

export const treePartition = (companyId: string): Partition => ({
  container: 'audit',
  key: [companyId, 'tree'],
})

export const tileId = ({ level, number }: TileName): string =>
  `tile:${level}:${String(number).padStart(12, '0')}`

export const treeLeaf = (hash: string, { requestId, sequence }: EntryName): TreeLeaf =>
  `${hash} ${requestId} ${sequence}`

export const hashIn = (leaf: TreeLeaf): Uint8Array => fromBase64Url(`${leaf.split(' ')[0]}`)

export function entryIn(leaf: TreeLeaf): EntryName {
  const [, requestId, sequence] = leaf.split(' ')
  return { requestId: `${requestId}`, sequence: Number(sequence) }
}

export const frontierIn = ({ size, frontier }: TreeHead): Frontier => ({
  size,
  hashes: frontier.map(fromBase64Url),
})

export function treeEntry({
  id: _id,
  ttlSeconds: _ttl,
  unsequenced: _flag,
  index: _index,
  ...entry
}: AuditEntry): TreeEntry {
  return entry
}
