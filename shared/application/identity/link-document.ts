import type { Instant } from '../requests/request-document.ts'
import type { Document } from '../ports/documents.ts'

export type LinkPurpose = 'verifyRequest' | 'openRequest' | 'signIn'

/** id `link:{SHA-256 of the secret}`; in the request's partition, or the company's for a sign-in, where it is spent together with its audit entry. The secret itself is in the mail alone. */
export type LinkDocument = Document & {
  readonly purpose: LinkPurpose
  readonly companyId: string
  readonly employeeId?: string
  readonly expiresAt: Instant
  readonly usedAt?: Instant
  /** Keyed hash of the mailed code; gone after five failures. */
  readonly codeHash?: string
  readonly codeExpiresAt?: Instant
  readonly codeFailures: number
  /** Keyed hash of the code that was texted, where the person wants one. */
  readonly textHash?: string
  readonly textExpiresAt?: Instant
  /** How often the person's own factor was tried: five times for each code, or for a passcode and each link. */
  readonly factorTries?: number
}

export const linkId = (hash: string): string => `link:${hash}`

export const hashInId = ({ id }: LinkDocument): string => id.slice(linkId('').length)

/** Beside it: which sign-in link of an employee is the newest. */
export type NewestLink = Document & { readonly hash: string }

export const newestSignInId = (employeeId: string): string => `newest:signIn:${employeeId}`

/** Sign-in ten minutes; a link to a request as its mail says (security.md, "Links"). */
export const signInMinutes = 10
