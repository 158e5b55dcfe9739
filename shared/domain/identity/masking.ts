// A reviewer judges the answer, not the person: name and contact stay covered until they are asked for (Art. 25(2)).
import { addMinutes } from '../time.ts'
import type { Relation } from './roles.ts'

/** A company's choice: an instance's default covers (Art. 25(2)). */
export const reviewersSee = ['noContact', 'everything'] as const

export type ReviewersSee = (typeof reviewersSee)[number]

/** Why a reviewer asks who it is about. A closed list: the log outlives the content, and keeps no words about a person. */
export const revealReasons = ['addressee', 'conflictOfInterest', 'contentInDoubt'] as const

export type RevealReason = (typeof revealReasons)[number]

/** Of one viewer and one request; it ends with their session at the latest. */
export const revealMinutes = 30

export const shownUntil = (at: Date): Date => addMinutes(at, revealMinutes)

/** Who is given the content to approve it and for nothing else; whoever works on it must know who asks. */
export const onlyReviews = (relations: readonly Relation[]): boolean =>
  relations.includes('approver') && !relations.includes('assigned')

/** Name and contact of what a person told of themselves; their message is content. */
const maskedMembers = ['email', 'postalAddress', 'identifiers', 'nationalIdentity'] as const

export type MaskedMember = (typeof maskedMembers)[number]

/** What is there stays named, so that a reader sees that there is something to ask for. */
export function maskedPerson<Details extends Readonly<Partial<Record<MaskedMember, unknown>>>>(
  details: Details,
): Omit<Details, MaskedMember> & { readonly masked: readonly MaskedMember[] } {
  const isCovered = (member: string): boolean => maskedMembers.some((one) => one === member)
  const shown = Object.fromEntries(Object.entries(details).filter(([member]) => !isCovered(member)))
  return {
    ...(shown as Omit<Details, MaskedMember>),
    masked: maskedMembers.filter((member) => details[member] !== undefined),
  }
}
