import type { FileOrigin } from '../../domain/package/package-facts.ts'
import type { UploadLimits } from '../../domain/requests/upload-limits.ts'
import { toBase64Url, utf8 } from '../bytes.ts'
import { openJson } from '../keys/sealed-json.ts'
import type { Document } from '../ports/documents.ts'
import type { StoredFile, StoredFileName } from '../ports/packages.ts'
import type { Crypto } from '../ports/system.ts'
import type { Doubt } from '../ports/scanner.ts'
import type { Instant } from '../requests/request-document.ts'
import type { RequestRef } from '../requests/request-store.ts'

/** An uploaded file, id `file:{keyed hash of its name}`; `sealed` holds `SealedFile`, the content lies in its blob. */
export type FileDocument = Document &
  FileOrigin & {
    readonly place: StoredFileName
    readonly sizeBytes: number
    readonly addedBy: string
    readonly addedAt: Instant
    readonly sealed: string
    /** Why it waits in quarantine: nobody reads or seals it until it is released, replaced or taken out. */
    readonly held?: readonly Doubt[]
    /** Who let it out; `reason` is encrypted. */
    readonly released?: {
      readonly by: string
      readonly at: Instant
      readonly doubts: readonly Doubt[]
      readonly reason: string
    }
  }

/** What was said of it, and nothing of what was not. */
export const originOf = ({ source, providedByPerson }: FileOrigin): FileOrigin => ({
  ...(source === undefined ? {} : { source }),
  ...(providedByPerson === undefined ? {} : { providedByPerson }),
})

/** A file is found by its name without the name being readable in the store. */
export const fileIdOf = (crypto: Crypto, key: Uint8Array, name: string): string =>
  fileDocumentId(toBase64Url(crypto.hmacSha256(key, utf8(`file name ${name}`))))

export type FileFacts = { readonly name: string; readonly contentType: string }

/** Its sums too: an unkeyed hash would tell whoever holds the store which file of their own it is. */
export type SealedFile = FileFacts & { readonly stored: StoredFile }

const fileDocumentId = (nameHash: string): string => `file:${nameHash}`

export const fileContext = ({ companyId, requestId }: RequestRef, id: string): string =>
  `file facts ${companyId} ${requestId} ${id}`

/** What a file is called and what it holds, for whoever has the request's key. */
export const openFile = (
  crypto: Crypto,
  key: Uint8Array,
  ref: RequestRef,
  { id, sealed }: FileDocument,
): SealedFile => openJson<SealedFile>(crypto, key, fileContext(ref, id), sealed)

/** A file that arrives in blocks, id `upload:{uploadId}`; each block is a blob of its own until the commit. */
export type UploadDocument = Document &
  FileOrigin & {
    readonly uploadId: string
    readonly blockSizeBytes: number
    readonly sizeBytes: number
    /** As the company had set them when it began: what it changes holds for later ones. */
    readonly limits: UploadLimits
    readonly startedBy: string
    /** When it ends unless a block comes; not of one that became a file. */
    readonly uploadEndsAt?: Instant
    /** Keyed hash of what tells a page that it is the same file again. */
    readonly sameFile?: string
    readonly sealed: string
    /** What it became: a commit whose answer was lost is answered again. */
    readonly committed?: {
      readonly fileId: string
      readonly blob: string
      /** `FileReceipt`, encrypted. */
      readonly receipt: string
    }
  }

export const uploadDocumentId = (uploadId: string): string => `upload:${uploadId}`

export const uploadContext = ({ companyId, requestId }: RequestRef, uploadId: string): string =>
  `upload ${companyId} ${requestId} ${uploadId}`
