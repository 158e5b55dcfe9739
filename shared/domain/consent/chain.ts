// The chain of one subject's events: each names the hash of the one before it, so that none can be changed or taken out.
import { canonicalBytes } from '../evidence/canonical.ts'
import type { ConsentEvent, ConsentFact } from './event.ts'

type Sha256Hex = (bytes: Uint8Array) => string

/** How far the chain has come; it is kept beside it, and the audit's tree has the hash of each event as well. */
export type ChainHead = { readonly seq: number; readonly headHash: string }

export const chainStart: ChainHead = { seq: 0, headHash: '0'.repeat(64) }

/** What is left of an event whose proof is not kept any more: the rest of the chain stands on it. */
export type GoneEvent = Pick<ConsentEvent, 'seq' | 'prevHash' | 'hash'>

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

/**
 * The first fault of a whole history, in whatever order it is given; undefined when nothing was tampered with. `gone` are
 * those of which a certificate says that their proof went: whoever says it of others is not believed.
 */
export function chainFault(
  sha256: Sha256Hex,
  events: readonly ConsentEvent[],
  head: Subject & ChainHead,
  gone: readonly GoneEvent[] = [],
): ChainFault | undefined {
  let prevHash = chainStart.headHash
  const inOrder = [...events, ...gone].sort((one, other) => one.seq - other.seq)
  for (const [i, one] of inOrder.entries()) {
    const { hash, ...event } = one
    const seq = i + 1
    if (event.seq !== seq) return { code: 'eventMissing', seq }
    const fault = gone.includes(one) ? undefined : eventFault(sha256, one as ConsentEvent, head)
    if (fault) return { code: fault, seq }
    if (event.prevHash !== prevHash) return { code: 'linkBroken', seq }
    prevHash = hash
  }
  const isWhole = inOrder.length === head.seq && prevHash === head.headHash
  return isWhole ? undefined : { code: 'headDiffers', seq: inOrder.length }
}

function eventFault(
  sha256: Sha256Hex,
  { hash, ...event }: ConsentEvent,
  { companyId, subjectRef }: Subject,
): 'wrongSubject' | 'eventChanged' | undefined {
  if (event.companyId !== companyId || event.subjectRef !== subjectRef) return 'wrongSubject'
  return sha256(canonicalBytes(event)) === hash ? undefined : 'eventChanged'
}
