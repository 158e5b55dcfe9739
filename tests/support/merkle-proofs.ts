import { rootOfLeaves } from '../../shared/domain/evidence/merkle.ts'
import type { Sha256 } from '../../shared/domain/evidence/merkle.ts'
import { consistencySpans, inclusionSpans } from '../../shared/domain/evidence/tree-proofs.ts'
import type { Span } from '../../shared/domain/evidence/tree-proofs.ts'

type Leaves = readonly Uint8Array[]

/** Proofs out of all leaves: what RFC 9162 section 2.1 defines, without tiles. */
export const inclusionProof = (sha256: Sha256, leaves: Leaves, index: number): Leaves =>
  rootsOf(sha256, leaves, inclusionSpans(index, leaves.length))

export const consistencyProof = (sha256: Sha256, leaves: Leaves, firstSize: number): Leaves =>
  rootsOf(sha256, leaves, consistencySpans(firstSize, leaves.length))

const rootsOf = (sha256: Sha256, leaves: Leaves, spans: readonly Span[]): Leaves =>
  spans.map(({ start, end }) => rootOfLeaves(sha256, leaves.slice(start, end)))
