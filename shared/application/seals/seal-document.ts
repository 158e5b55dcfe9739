import type { SealFacts } from '../../domain/evidence/seal.ts'
import type { PackageRight } from '../../domain/package/package-facts.ts'
import type { Document } from '../ports/documents.ts'
import type { StoredFile, StoredFileName } from '../ports/packages.ts'
import type { RequestRef } from '../requests/request-store.ts'

/** id `seal:{sealId}`: what was sealed. `sealed` holds `SealContents`: file names are personal. */
export type SealDocument = Document & {
  readonly sealId: string
  readonly root: string
  readonly sealed: string
}

export type SealContents = {
  /** `at` of the identity as text: it is JSON here, and a Date when it is hashed. */
  readonly facts: Omit<SealFacts, 'identity'> & {
    readonly identity: Omit<SealFacts['identity'], 'at'> & { readonly at: string }
  }
  readonly packages: readonly SealedContents[]
}

export type SealedContents = {
  readonly right: PackageRight
  readonly manifestSha256: string
  readonly files: readonly SealedEntry[]
}

export type SealedEntry = {
  readonly path: string
  readonly mediaType: string
  readonly place: StoredFileName
  readonly stored: StoredFile
}

export const sealDocumentId = (sealId: string): string => `seal:${sealId}`

export const sealContext = ({ companyId, requestId }: RequestRef, sealId: string): string =>
  `seal ${companyId} ${requestId} ${sealId}`

export const asFacts = ({ facts }: SealContents): SealFacts => ({
  ...facts,
  identity: { ...facts.identity, at: new Date(facts.identity.at) },
})
