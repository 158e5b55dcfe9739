import { addMinutes } from '../time.ts'
import type { Role } from './roles.ts'

/**
 * How somebody of the company showed who they are, as a session keeps it (RFC 8176 calls these authentication methods).
 * `provider`: the company's identity provider said so.
 */
export const proofKinds = ['link', 'totp', 'passkey', 'recovery', 'sms', 'provider'] as const

export type ProofKind = (typeof proofKinds)[number]

/** Controlling a mailbox is not being the person: the mailed link alone only enrols (security.md, "Staff"). */
export const isBeyondMailbox = (proofs: readonly ProofKind[]): boolean =>
  proofs.some((kind) => kind !== 'link')

/**
 * Which proofs count: where a company's people sign in through its provider only, no other factor does. An owner keeps
 * theirs, so that a provider that is gone, or was entered wrongly, locks nobody out of changing it.
 */
export const countedProofs = (
  proofs: readonly ProofKind[],
  use: 'offered' | 'only' | undefined,
  roles: readonly Role[],
): readonly ProofKind[] =>
  use === 'only' && !roles.includes('systemOwner')
    ? proofs.filter((kind) => kind === 'link' || kind === 'provider')
    : proofs

const freshProofMinutes = 5

/** Whether a proof was given a moment ago: approvals, roles, keys, export and contact changes ask for one. */
export const isFreshProof = (provedAt: Date | undefined, now: Date): boolean =>
  provedAt !== undefined && addMinutes(provedAt, freshProofMinutes) > now

/**
 * What an operation asks of a session of staff outside demo mode: nothing more than the mailed link, which is for
 * enrolling; a factor, unless it says otherwise; or one that was shown a moment ago.
 */
export type ProofDemand = 'link' | 'factor' | 'fresh'

type Shown = { readonly proofs: readonly ProofKind[]; readonly provedAt?: Date }

export function missingProof(
  demand: ProofDemand,
  { proofs, provedAt }: Shown,
  now: Date,
): 'factorRequired' | 'freshProofRequired' | undefined {
  if (demand === 'link') return undefined
  if (!isBeyondMailbox(proofs)) return 'factorRequired'
  return demand === 'fresh' && !isFreshProof(provedAt, now) ? 'freshProofRequired' : undefined
}
