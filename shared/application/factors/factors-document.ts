import { companyPartition } from '../place.ts'
import type { Document, DocumentStore } from '../ports/documents.ts'
import type { NewPasskey } from '../ports/passkeys.ts'
import type { Instant } from '../requests/request-document.ts'

type Named = {
  readonly factorId: string
  /** As its owner calls it. */
  readonly name?: string
  readonly addedAt: Instant
  readonly lastUsedAt?: Instant
}

/** An app that makes one-time codes. */
export type TotpFactor = Named & {
  readonly kind: 'totp'
  /** Its secret, under the company's key. */
  readonly sealed: string
  /** The last period whose code was taken: each is taken once (RFC 6238, section 5.2). */
  readonly lastStep: number
}

/** A passkey: a key pair of which this is the public half (WebAuthn Level 3, section 4, "credential record"). */
export type PasskeyFactor = Named &
  NewPasskey & {
    readonly kind: 'passkey'
    /** How the authenticator is reached, as the browser said. */
    readonly transports: readonly string[]
  }

/** A number to which codes are texted: for signing in, and for no fresh proof. */
export type SmsFactor = Named & {
  readonly kind: 'sms'
  /** The number, under the company's key. */
  readonly sealed: string
  /** Its last two digits: enough for its owner to know it by. */
  readonly ending: string
}

export type StaffFactor = TotpFactor | PasskeyFactor | SmsFactor

/**
 * What somebody of the company signs in with beside the mailed link: id `factors:{employeeId}` in the company's partition,
 * where it changes together with the audit.
 */
export type FactorsDocument = Document & {
  readonly companyId: string
  readonly employeeId: string
  readonly factors: readonly StaffFactor[]
  /** Keyed hashes of the recovery codes that are left. */
  readonly recovery: readonly string[]
  /** An app that has yet to show its first code. */
  readonly pending?: {
    readonly factorId: string
    readonly name?: string
    readonly sealed: string
    readonly expiresAt: Instant
  }
}

export const factorsDocumentId = (employeeId: string): string => `factors:${employeeId}`

/** Nobody has use for more. */
export const mostFactors = 10

type Who = { readonly companyId: string; readonly employeeId: string }

export async function readFactors(
  documents: Pick<DocumentStore, 'read'>,
  { companyId, employeeId }: Who,
): Promise<FactorsDocument> {
  const id = factorsDocumentId(employeeId)
  const found = await documents.read<FactorsDocument>(companyPartition(companyId), id)
  return found?.value ?? { id, companyId, employeeId, factors: [], recovery: [] }
}

/** By which of them somebody can show who they are; none for who has enrolled nothing. */
export type FactorKinds = readonly (StaffFactor['kind'] | 'recovery' | 'provider')[]

export function kindsOf({ factors, recovery }: FactorsDocument): FactorKinds {
  const kinds = [...new Set(factors.map(({ kind }) => kind))]
  return kinds.length > 0 && recovery.length > 0 ? [...kinds, 'recovery'] : kinds
}
