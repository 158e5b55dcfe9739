// The chain of one subject's events: each names the hash of the one before it, so that none can be changed or taken out.
import { canonicalBytes } from '../evidence/canonical.ts'
import type { ConsentEvent, ConsentFact } from './event.ts'

type Sha256Hex = (bytes: Uint8Array) => string

/** How far the chain has come; it is kept beside it, and the audit's tree has the hash of each event as well. */
export type ChainHead = { readonly seq: number; readonly headHash: string }

export const chainStart: ChainHead = { seq: 0, headHash: '0'.repeat(64) }

export type ChainFault = {
  readonly code: 'eventMissing' | 'eventChanged' | 'linkBroken' | 'wrongSubject' | 'headDiffers'
  readonly seq: number
}

type Subject = Pick<ConsentEvent, 'companyId' | 'subjectRef'>

/** The fact as the next event of its subject. */
export function chained(
  sha256: Sha256Hex,
  { companyId, subjectRef, seq, headHash }: Subject & ChainHead,
  fact: ConsentFact,
): ConsentEvent {
  const event = { ...fact, companyId, subjectRef, seq: seq + 1, prevHash: headHash }
  return { ...event, hash: sha256(canonicalBytes(event)) }
}

/** The first fault of a whole history, in whatever order it is given; undefined when nothing was tampered with. */
export function chainFault(
  sha256: Sha256Hex,
  events: readonly ConsentEvent[],
  head: Subject & ChainHead,
): ChainFault | undefined {
  let prevHash = chainStart.headHash
  const inOrder = [...events].sort((one, other) => one.seq - other.seq)
  for (const [i, { hash, ...event }] of inOrder.entries()) {
    const seq = i + 1
    if (event.seq !== seq) return { code: 'eventMissing', seq }
    if (event.companyId !== head.companyId || event.subjectRef !== head.subjectRef)
      return { code: 'wrongSubject', seq }
    if (sha256(canonicalBytes(event)) !== hash) return { code: 'eventChanged', seq }
    if (event.prevHash !== prevHash) return { code: 'linkBroken', seq }
    prevHash = hash
  }
  const isWhole = inOrder.length === head.seq && prevHash === head.headHash
  return isWhole ? undefined : { code: 'headDiffers', seq: inOrder.length }
}
