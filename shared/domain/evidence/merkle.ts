/**
 * The Merkle tree of RFC 9162 section 2.1 over the company's audit entries. Leaves are hashes (`leafHash`), so that
 * proofs still work when the detail of the entries has been purged.
 */

/** Passed in: the domain does no cryptography of its own. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array

/** The roots of the full subtrees of a tree of `size` leaves, the largest first: all that an append needs. */
export type Frontier = { readonly size: number; readonly hashes: readonly Uint8Array[] }

export const emptyFrontier: Frontier = { size: 0, hashes: [] }

/** Leaves and nodes are told apart by their first byte, so that no entry can pose as a node. */
const leafPrefix = 0
const nodePrefix = 1

export function leafHash(sha256: Sha256, entry: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(1 + entry.length)
  bytes[0] = leafPrefix
  bytes.set(entry, 1)
  return sha256(bytes)
}

export function nodeHash(sha256: Sha256, left: Uint8Array, right: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(1 + left.length + right.length)
  bytes[0] = nodePrefix
  bytes.set(left, 1)
  bytes.set(right, 1 + left.length)
  return sha256(bytes)
}

/** The frontier with one more leaf, given as its hash. */
export function append(sha256: Sha256, frontier: Frontier, leaf: Uint8Array): Frontier {
  const hashes = [...frontier.hashes]
  push(sha256, hashes, leaf, frontier.size)
  return { size: frontier.size + 1, hashes }
}

/** The tree head (section 2.1.1): the smaller subtrees are folded into the larger, from the right. */
export const rootOf = (sha256: Sha256, { hashes }: Frontier): Uint8Array =>
  hashes.length === 0
    ? sha256(new Uint8Array())
    : hashes.reduceRight((right, left) => nodeHash(sha256, left, right))

/** The tree head over all leaves, given as their hashes. */
export const rootOfLeaves = (sha256: Sha256, leaves: readonly Uint8Array[]): Uint8Array =>
  rootOf(sha256, frontierOf(sha256, leaves))

/** The frontier after all leaves, given as their hashes. */
export function frontierOf(sha256: Sha256, leaves: readonly Uint8Array[]): Frontier {
  const hashes: Uint8Array[] = []
  leaves.forEach((leaf, size) => push(sha256, hashes, leaf, size))
  return { size: leaves.length, hashes }
}

/** A subtree is complete once for every trailing one bit of the size before. */
function push(sha256: Sha256, hashes: Uint8Array[], leaf: Uint8Array, sizeBefore: number): void {
  let hash = leaf
  for (let size = sizeBefore; size % 2 === 1; size = (size - 1) / 2)
    hash = nodeHash(sha256, hashes.pop() as Uint8Array, hash)
  hashes.push(hash)
}

export type InclusionClaim = {
  readonly leaf: Uint8Array
  readonly index: number
  readonly size: number
  readonly proof: readonly Uint8Array[]
  readonly root: Uint8Array
}

/** Section 2.1.3.2. False for anything malformed: a claim is a stranger's input. */
export function verifyInclusion(sha256: Sha256, claim: InclusionClaim): boolean {
  const { leaf, index, size, proof, root } = claim
  if (!isSize(index) || !isSize(size) || index >= size || ![leaf, root, ...proof].every(isHash)) return false

  let place: Place = { node: index, last: size - 1 }
  let hash = leaf
  for (const sibling of proof) {
    if (place.last === 0) return false
    if (isRightEdge(place)) {
      hash = nodeHash(sha256, sibling, hash)
      place = climbToRightChild(place)
    } else hash = nodeHash(sha256, hash, sibling)
    place = parentOf(place)
  }
  return place.last === 0 && sameBytes(hash, root)
}

export type ConsistencyClaim = {
  readonly firstSize: number
  readonly firstRoot: Uint8Array
  readonly secondSize: number
  readonly secondRoot: Uint8Array
  readonly proof: readonly Uint8Array[]
}

/** Section 2.1.4.2: nothing of the first tree was changed or removed in the second. False for anything malformed. */
export function verifyConsistency(sha256: Sha256, claim: ConsistencyClaim): boolean {
  const { firstSize, firstRoot, secondSize, secondRoot, proof } = claim
  const wellFormed = isSize(firstSize) && isSize(secondSize) && firstSize <= secondSize
  if (!wellFormed || ![firstRoot, secondRoot, ...proof].every(isHash)) return false
  if (firstSize === secondSize) return proof.length === 0 && sameBytes(firstRoot, secondRoot)
  // Every tree grows from the empty one: there is nothing to prove but that it was empty.
  if (firstSize === 0) return proof.length === 0 && sameBytes(firstRoot, rootOf(sha256, emptyFrontier))

  return leadsToBoth(sha256, claim)
}

function leadsToBoth(
  sha256: Sha256,
  { firstSize, firstRoot, secondSize, secondRoot, proof }: ConsistencyClaim,
) {
  const [start, ...siblings] = isPowerOfTwo(firstSize) ? [firstRoot, ...proof] : proof
  if (!start) return false

  let place = climbToLeftChild({ node: firstSize - 1, last: secondSize - 1 })
  let [first, second] = [start, start]
  for (const sibling of siblings) {
    if (place.last === 0) return false
    if (isRightEdge(place)) {
      first = nodeHash(sha256, sibling, first)
      second = nodeHash(sha256, sibling, second)
      place = climbToRightChild(place)
    } else second = nodeHash(sha256, second, sibling)
    place = parentOf(place)
  }
  return place.last === 0 && sameBytes(first, firstRoot) && sameBytes(second, secondRoot)
}

/** Where a verifier stands: the number of its node on this level, and that of the last node (fn and sn there). */
type Place = { readonly node: number; readonly last: number }

/** Halved as numbers, not with bit operators, which stop at 32 bits. */
const parentOf = ({ node, last }: Place): Place => ({
  node: Math.floor(node / 2),
  last: Math.floor(last / 2),
})

const isRightChild = ({ node }: Place): boolean => node % 2 === 1

const isRightEdge = (place: Place): boolean => isRightChild(place) || place.node === place.last

/** A last node without a sibling is its own parent. */
function climbToRightChild(from: Place): Place {
  let place = from
  while (!isRightChild(place) && place.node > 0) place = parentOf(place)
  return place
}

function climbToLeftChild(from: Place): Place {
  let place = from
  while (isRightChild(place)) place = parentOf(place)
  return place
}

const isSize = (number: number): boolean => Number.isSafeInteger(number) && number >= 0

const isPowerOfTwo = (size: number): boolean => Number.isInteger(Math.log2(size))

/** A shorter or longer `hash` could shift the boundary between two hashes in a node. */
const isHash = (bytes: Uint8Array): boolean => bytes.length === 32

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => a.every((byte, index) => byte === b[index])
