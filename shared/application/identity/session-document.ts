import type { ProofKind } from '../../domain/identity/proof.ts'
import type { Instant } from '../requests/request-document.ts'
import type { Document, Partition } from '../ports/documents.ts'

/** id `session:{sessionId}` in `access`. Rights are not in it: they are read at every call. */
export type SessionDocument = Document & {
  readonly sessionId: string
  readonly companyId: string
  readonly subject:
    | {
        readonly kind: 'requester'
        readonly requestId: string
        /** The person's own factor was given with the link. */
        readonly factor?: 'shown'
      }
    | { readonly kind: 'employee'; readonly employeeId: string }
  /** Of the employee, when it was opened: a later one ends it. */
  readonly generation?: number
  /** Whose it is, as `holderOf` writes it: the one field by which sessions are found. */
  readonly holder: string
  /** Of staff: how they showed who they are. */
  readonly proofs?: readonly ProofKind[]
  /** When the last proof was given that is more than the mailbox. */
  readonly provedAt?: Instant
  /** How often a factor was tried since the last that was right. */
  readonly factorTries?: number
  readonly createdAt: Instant
  readonly lastSeenAt: Instant
  /** Calls of an hour, as of when it was last seen. */
  readonly calls?: { readonly hour: number; readonly count: number }
  readonly expiresAt: Instant
  /** SHA-256 of the browser's cookie secret, where a browser has this session. */
  readonly cookieHash?: string
  readonly endedAt?: Instant
}

/** A member of staff, or the person of one request. */
export const holderOf = (companyId: string, subject: SessionDocument['subject']): string =>
  subject.kind === 'employee'
    ? `${companyId} employee ${subject.employeeId}`
    : `${companyId} request ${subject.requestId}`

export const accessPartition = (id: string): Partition => ({ container: 'access', key: [id] })

export const sessionDocumentId = (sessionId: string): string => `session:${sessionId}`

/** Idle fifteen minutes (security.md, "Sessions"). */
export const idleMinutes = 15

/** Absolute eight hours, or less where the instance says so. */
export const absoluteMinutes = 8 * 60

/** A program's session is kept as long as its refresh tokens may be used. */
export const refreshableDays = 90
