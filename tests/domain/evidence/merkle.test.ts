import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import type { ConsistencyClaim, InclusionClaim } from '../../../shared/domain/evidence/merkle.ts'
import {
  append,
  emptyFrontier,
  frontierOf,
  leafHash,
  nodeHash,
  rootOf,
  rootOfLeaves,
  verifyConsistency,
  verifyInclusion,
} from '../../../shared/domain/evidence/merkle.ts'
import { consistencyProof, inclusionProof } from '../../support/merkle-proofs.ts'

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const bytes = (text: string): Uint8Array => Buffer.from(text, 'hex')

/** The entries and tree heads with which implementations of Certificate Transparency test themselves. */
const entries = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map(bytes)
const heads = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]
const known = entries.map((entry) => leafHash(sha256, entry))

const leavesOf = (size: number): readonly Uint8Array[] =>
  Array.from({ length: size }, (_, index) => leafHash(sha256, Buffer.from(`entry ${index}`)))
const leaves = leavesOf(130)

/** The definition in section 2.1.1, word by word: slow and plain. */
function treeHead(all: readonly Uint8Array[]): Uint8Array {
  if (all.length === 0) return sha256(new Uint8Array())
  const [only] = all
  if (all.length === 1 && only) return only
  let split = 1
  while (split * 2 < all.length) split *= 2
  return nodeHash(sha256, treeHead(all.slice(0, split)), treeHead(all.slice(split)))
}

const inclusionOf = (size: number, index: number): InclusionClaim => {
  const tree = leaves.slice(0, size)
  return {
    leaf: leaves[index] ?? new Uint8Array(),
    index,
    size,
    proof: inclusionProof(sha256, tree, index),
    root: rootOfLeaves(sha256, tree),
  }
}

const consistencyOf = (firstSize: number, secondSize: number): ConsistencyClaim => ({
  firstSize,
  firstRoot: rootOfLeaves(sha256, leaves.slice(0, firstSize)),
  secondSize,
  secondRoot: rootOfLeaves(sha256, leaves.slice(0, secondSize)),
  proof: consistencyProof(sha256, leaves.slice(0, secondSize), firstSize),
})

const flipped = (hash: Uint8Array, bit: number): Uint8Array => {
  const copy = Uint8Array.from(hash)
  const at = bit % (copy.length * 8)
  copy[at >> 3] = (copy[at >> 3] ?? 0) ^ (1 << (at & 7))
  return copy
}

test('the tree heads are those that Certificate Transparency publishes for its test entries', () => {
  heads.forEach((head, size) => assert.equal(hex(rootOfLeaves(sha256, known.slice(0, size))), head))
})

test('the published audit paths come out hash by hash', () => {
  const path = (size: number, index: number) => inclusionProof(sha256, known.slice(0, size), index).map(hex)

  assert.deepEqual(path(1, 0), [])
  assert.deepEqual(path(8, 0), [
    '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
    '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
    '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
  ])
  assert.deepEqual(path(3, 2), ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'])
})

test('the published consistency proofs come out hash by hash', () => {
  const proof = (first: number, second: number) =>
    consistencyProof(sha256, known.slice(0, second), first).map(hex)

  assert.deepEqual(proof(1, 1), [])
  assert.deepEqual(proof(1, 8), [
    '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
    '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
    '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
  ])
  assert.deepEqual(proof(6, 8), [
    '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
    'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  ])
})

test('appending entry by entry gives the tree head of the definition at every size', () => {
  let frontier = emptyFrontier
  leaves.forEach((leaf, size) => {
    assert.equal(hex(rootOf(sha256, frontier)), hex(treeHead(leaves.slice(0, size))))
    frontier = append(sha256, frontier, leaf)
  })

  assert.deepEqual(frontier, frontierOf(sha256, leaves))
  assert.equal(frontier.hashes.length, 2)
})

test('an append leaves the frontier before it as it was', () => {
  const before = frontierOf(sha256, leavesOf(7))
  const copy = before.hashes.map(hex)
  append(sha256, before, leafHash(sha256, Buffer.from('next')))

  assert.deepEqual([before.size, before.hashes.map(hex)], [7, copy])
})

test('every entry of every tree up to 70 proves that it is in it', () => {
  for (let size = 1; size <= 70; size += 1)
    for (let index = 0; index < size; index += 1)
      assert.ok(verifyInclusion(sha256, inclusionOf(size, index)), `${index} of ${size}`)
})

test('every tree up to 70 proves that it grew out of every earlier one', () => {
  for (let second = 0; second <= 70; second += 1)
    for (let first = 0; first <= second; first += 1)
      assert.ok(verifyConsistency(sha256, consistencyOf(first, second)), `${first} to ${second}`)
})

const placed = fc
  .integer({ min: 1, max: leaves.length })
  .chain((size) => fc.tuple(fc.constant(size), fc.nat(size - 1)))

test('an entry that was altered, moved or proved with one wrong bit is found out', () => {
  fc.assert(
    fc.property(placed, fc.nat(), fc.nat(), ([size, index], pick, bit) => {
      const claim = inclusionOf(size, index)
      const wrong = pick % (claim.proof.length || 1)
      const altered: readonly Partial<InclusionClaim>[] = [
        { leaf: flipped(claim.leaf, bit) },
        { root: flipped(claim.root, bit) },
        { index: index + 1 },
        { proof: [...claim.proof, claim.leaf] },
        ...(claim.proof.length > 0
          ? [
              { proof: claim.proof.slice(1) },
              { proof: claim.proof.slice(0, -1) },
              { proof: claim.proof.map((hash, at) => (at === wrong ? flipped(hash, bit) : hash)) },
            ]
          : []),
      ]
      for (const change of altered) assert.equal(verifyInclusion(sha256, { ...claim, ...change }), false)
    }),
    { numRuns: 300 },
  )
})

test('a tree in which an earlier entry was altered, dropped or swapped is not consistent with its past', () => {
  const histories = fc
    .integer({ min: 2, max: leaves.length })
    .chain((second) =>
      fc.tuple(fc.constant(second), fc.integer({ min: 1, max: second - 1 }), fc.nat(), fc.nat()),
    )
  fc.assert(
    fc.property(histories, ([second, first, pick, bit]) => {
      const honest = consistencyOf(first, second)
      const victim = pick % first
      const tampered = leaves.slice(0, second).map((leaf, at) => (at === victim ? flipped(leaf, bit) : leaf))
      const forged: ConsistencyClaim = {
        ...honest,
        secondRoot: rootOfLeaves(sha256, tampered),
        proof: consistencyProof(sha256, tampered, first),
      }

      assert.equal(verifyConsistency(sha256, forged), false)
      assert.equal(verifyConsistency(sha256, { ...honest, firstRoot: flipped(honest.firstRoot, bit) }), false)
      assert.equal(
        verifyConsistency(sha256, { ...honest, secondRoot: flipped(honest.secondRoot, bit) }),
        false,
      )
      assert.equal(
        verifyConsistency(sha256, { ...honest, proof: [...honest.proof, honest.firstRoot] }),
        false,
      )
      assert.equal(verifyConsistency(sha256, { ...honest, proof: honest.proof.slice(0, -1) }), false)
      assert.equal(verifyConsistency(sha256, { ...honest, proof: [] }), false)
    }),
    { numRuns: 300 },
  )
})

test('a malformed claim is false and not a crash', () => {
  const inclusion = inclusionOf(5, 2)
  const short = new Uint8Array(16)
  const badInclusions: readonly Partial<InclusionClaim>[] = [
    { index: -1 },
    { index: 1.5 },
    { index: Number.NaN },
    { index: 5 },
    { size: -5 },
    { size: 0 },
    { size: Number.POSITIVE_INFINITY },
    { leaf: short },
    { root: short },
    { proof: [short] },
    { proof: [] },
  ]
  for (const change of badInclusions)
    assert.equal(verifyInclusion(sha256, { ...inclusion, ...change }), false)

  const consistency = consistencyOf(3, 5)
  const badConsistencies: readonly Partial<ConsistencyClaim>[] = [
    { firstSize: -1 },
    { firstSize: 2.5 },
    { secondSize: Number.NaN },
    { firstSize: 6 },
    { firstRoot: short },
    { secondRoot: short },
    { proof: [short] },
    { firstSize: 5 },
    { firstSize: 0 },
    { firstSize: 0, proof: [] },
    { firstSize: 5, proof: [] },
  ]
  for (const change of badConsistencies)
    assert.equal(verifyConsistency(sha256, { ...consistency, ...change }), false)
})

test('an entry cannot pose as a node: a leaf made of two hashes proves nothing', () => {
  const [left, right] = leavesOf(2) as [Uint8Array, Uint8Array]
  const forgedEntry = Buffer.concat([left, right])

  assert.notEqual(hex(leafHash(sha256, forgedEntry)), hex(nodeHash(sha256, left, right)))
  assert.equal(
    verifyInclusion(sha256, { ...inclusionOf(2, 0), leaf: leafHash(sha256, forgedEntry), proof: [] }),
    false,
  )
})

test('places beyond 32 bits are reckoned with, not truncated', () => {
  const claim = inclusionOf(1, 0)

  assert.equal(verifyInclusion(sha256, { ...claim, index: 2 ** 32, size: 2 ** 32 + 1 }), false)
  const sibling = leavesOf(1)[0] ?? new Uint8Array()
  const root = nodeHash(sha256, sibling, claim.leaf)
  assert.ok(
    verifyInclusion(sha256, { leaf: claim.leaf, index: 2 ** 32, size: 2 ** 32 + 1, proof: [sibling], root }),
  )
})

test('a proof of what is not there is a defect of the caller', () => {
  for (const index of [-1, 0.5, 3])
    assert.throws(() => inclusionProof(sha256, leavesOf(3), index), RangeError)
  for (const size of [-1, 0.5, 4])
    assert.throws(() => consistencyProof(sha256, leavesOf(3), size), RangeError)
})
