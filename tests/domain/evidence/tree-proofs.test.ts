import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { leafHash, rootOfLeaves } from '../../../shared/domain/evidence/merkle.ts'
import {
  consistencySpans,
  inclusionSpans,
  nodeIn,
  nodesOf,
  spanRoot,
  tileOf,
  tileWidth,
} from '../../../shared/domain/evidence/tree-proofs.ts'
import type { Span, TreeNode } from '../../../shared/domain/evidence/tree-proofs.ts'

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()
const leaves = Array.from({ length: 70_000 }, (_, index) => leafHash(sha256, Buffer.from(`entry ${index}`)))
const levels = [leaves, rootsOf(leaves)]
levels.push(rootsOf(levels[1] ?? []))

/** The roots of the full tiles of a level, which are the hashes of the one above. */
function rootsOf(below: readonly Uint8Array[]): Uint8Array[] {
  const full = Math.floor(below.length / tileWidth)
  return Array.from({ length: full }, (_, tile) =>
    rootOfLeaves(sha256, below.slice(tile * tileWidth, (tile + 1) * tileWidth)),
  )
}

function rootOf(node: TreeNode): Uint8Array {
  const { level, number } = tileOf(node)
  return nodeIn(sha256, levels[level]?.slice(number * tileWidth, (number + 1) * tileWidth) ?? [], node)
}

const fromTiles = (span: Span): Uint8Array => spanRoot(sha256, nodesOf(span).map(rootOf))
const fromLeaves = ({ start, end }: Span): Uint8Array => rootOfLeaves(sha256, leaves.slice(start, end))

test('what tiles say of any part of the tree is what its entries say', () => {
  const sizes = [1, 2, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537, 70_000]
  for (const size of sizes) {
    const indexes = [0, 1, 255, 256, 511, size >> 1, size - 1].filter((index) => index < size)
    for (const index of indexes)
      for (const span of inclusionSpans(index, size)) assert.deepEqual(fromTiles(span), fromLeaves(span))
    for (const first of sizes.filter((earlier) => earlier <= size))
      for (const span of consistencySpans(first, size)) assert.deepEqual(fromTiles(span), fromLeaves(span))
  }
})

test('a proof in a tree of a hundred million entries looks at a dozen tiles', () => {
  const size = 100_000_001
  const tiles = (spans: readonly Span[]) =>
    new Set(spans.flatMap(nodesOf).map((node) => Object.values(tileOf(node)).join())).size

  for (const index of [0, 12_345_678, size - 2, size - 1])
    assert.ok(tiles(inclusionSpans(index, size)) <= 8, String(index))
  for (const first of [1, 12_345_678, size - 1]) assert.ok(tiles(consistencySpans(first, size)) <= 12)
})

test('a tile that lacks what the tree has is a defect, not a wrong hash', () => {
  assert.throws(() => nodeIn(sha256, leaves.slice(0, 3), { height: 2, position: 0 }), /shorter than the tree/)
})

test('there is no proof of what is not there', () => {
  for (const [index, size] of [
    [-1, 3],
    [0.5, 3],
    [3, 3],
    [0, NaN],
  ] as const)
    assert.throws(() => inclusionSpans(index, size), RangeError)
  for (const [first, size] of [
    [-1, 3],
    [4, 3],
    [1, NaN],
  ] as const)
    assert.throws(() => consistencySpans(first, size), RangeError)
  assert.deepEqual(consistencySpans(0, 3), [])
})
