/**
 * Which parts of the tree a proof names (RFC 9162 section 2.1), and where their hashes lie: in tiles of 256, so that a proof
 * in a tree of a million entries looks at a handful of them (c2sp.org/tlog-tiles).
 */
import { nodeHash, rootOfLeaves } from './merkle.ts'
import type { Sha256 } from './merkle.ts'

/** The leaves from `start` to `end`, exclusive: a subtree of the tree, complete or its ragged right edge. */
export type Span = { readonly start: number; readonly end: number }

/** A complete subtree: the one at `position` among those of 2^`height` leaves. */
export type TreeNode = { readonly height: number; readonly position: number }

/** A tile of level l holds the roots of 256 complete subtrees of 256^l leaves each. */
export type TileName = { readonly level: number; readonly number: number }

const tileHeight = 8
export const tileWidth = 2 ** tileHeight

/** PATH (section 2.1.3.1): with the roots of these, whoever holds the leaf at `index` recomputes the tree head. */
export function inclusionSpans(index: number, size: number): readonly Span[] {
  if (!isSize(index) || !isSize(size) || index >= size) throw new RangeError('no leaf has this index')
  return path(index, { start: 0, end: size })
}

function path(index: number, span: Span): readonly Span[] {
  if (span.end - span.start === 1) return []

  const { left, right } = split(span)
  return index < left.end ? [...path(index, left), right] : [...path(index, right), left]
}

/** PROOF (section 2.1.4.1): the roots of these show that the first `firstSize` leaves were the whole tree once. */
export function consistencySpans(firstSize: number, size: number): readonly Span[] {
  if (!isSize(firstSize) || !isSize(size) || firstSize > size)
    throw new RangeError('the tree was never of this size')
  return firstSize === 0 ? [] : subproof(firstSize, { start: 0, end: size }, 'known')
}

/** SUBPROOF: `known` while the subtree is one whose root the verifier has as the old tree head. */
function subproof(firstSize: number, span: Span, root: 'known' | 'unknown'): readonly Span[] {
  if (firstSize === span.end) return root === 'known' ? [] : [span]

  const { left, right } = split(span)
  return firstSize <= left.end
    ? [...subproof(firstSize, left, root), right]
    : [...subproof(firstSize, right, 'unknown'), left]
}

/** The left side takes the largest power of two that leaves something for the right one. */
function split({ start, end }: Span): { readonly left: Span; readonly right: Span } {
  let size = 1
  while (size * 2 < end - start) size *= 2
  return { left: { start, end: start + size }, right: { start: start + size, end } }
}

/** The complete subtrees of a span, the largest first. */
export function nodesOf({ start, end }: Span): readonly TreeNode[] {
  const nodes: TreeNode[] = []
  for (let at = start; at < end;) {
    const height = Math.floor(Math.log2(end - at))
    nodes.push({ height, position: at / 2 ** height })
    at += 2 ** height
  }
  return nodes
}

/** The root of a span, of which the complete subtrees' roots are known. */
export const spanRoot = (sha256: Sha256, roots: readonly Uint8Array[]): Uint8Array =>
  roots.reduceRight((right, left) => nodeHash(sha256, left, right))

/** The tile from which a complete subtree's root is computed. */
export function tileOf({ height, position }: TreeNode): TileName {
  const level = Math.floor(height / tileHeight)
  return { level, number: Math.floor((position * 2 ** (height % tileHeight)) / tileWidth) }
}

/** The root of a complete subtree, out of the hashes of its tile. */
export function nodeIn(
  sha256: Sha256,
  hashes: readonly Uint8Array[],
  { height, position }: TreeNode,
): Uint8Array {
  const width = 2 ** (height % tileHeight)
  const first = (position * width) % tileWidth
  if (first + width > hashes.length) throw new Error('a tile of the tree is shorter than the tree')
  return rootOfLeaves(sha256, hashes.slice(first, first + width))
}

const isSize = (number: number): boolean => Number.isSafeInteger(number) && number >= 0
