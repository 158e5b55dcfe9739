import type { PackageRight } from '../../domain/package/package-facts.ts'
import type { Document } from '../ports/documents.ts'
import type { FileLooked } from './files-as-they-are.ts'
import type { StoredFile, StoredFileName, StoredPart } from '../ports/packages.ts'
import type { Instant } from '../requests/request-document.ts'
import type { RequestRef } from '../requests/request-store.ts'

/** id `seal:{sealId}`: what was sealed. `sealed` holds `SealContents`: file names are personal. */
export type SealDocument = Document & {
  readonly sealId: string
  readonly root: string
  readonly sealed: string
}

/** The other facts of the root are the request's own: they are taken from it each time the root is computed. */
export type SealContents = { readonly sealedAt: Instant; readonly packages: readonly SealedContents[] }

export type SealedContents = {
  readonly right: PackageRight
  readonly manifestSha256: string
  readonly files: readonly SealedEntry[]
}

export type SealedEntry = {
  readonly path: string
  readonly mediaType: string
  readonly place: StoredFileName
  /** What a seal generated is a part of one blob; an upload is a blob of its own. */
  readonly stored: StoredFile | StoredPart
  /** For a file that leaves as it is where something is withheld: what is known of it. */
  readonly looked?: FileLooked
}

export const sealDocumentId = (sealId: string): string => `seal:${sealId}`

export const sealContext = ({ companyId, requestId }: RequestRef, sealId: string): string =>
  `seal ${companyId} ${requestId} ${sealId}`
