import type { Document } from '../ports/documents.ts'
import type { PublicRsaKey } from '../ports/system.ts'
import type { StoredFileName } from '../ports/packages.ts'
import type { Instant } from '../requests/request-document.ts'

/** id `export:{exportId}` in the company's partition: everything that the company owns, as one package (C75, G44). */
export type ExportDocument = Document & {
  readonly companyId: string
  readonly exportId: string
  readonly askedBy: string
  readonly askedAt: Instant
  readonly state: 'waiting' | 'ready' | 'removed'
  /** For whose vault alone the keys go along; without it there are none, and no ciphertext of files. */
  readonly receivingKey?: PublicRsaKey
  /** Sparse: when the timer has something to do with it: build it, or remove it again. */
  readonly exportAt?: Instant
  /** How many documents are written so far; of one that is ready, all of them. */
  readonly documents: number
  /** The newest attempt: a pass that died begins anew, under another name. */
  readonly attempt?: string
  readonly sizeBytes?: number
  readonly sha256?: string
  readonly expiresAt?: Instant
}

export const exportPrefix = 'export:'

export const exportDocumentId = (exportId: string): string => `${exportPrefix}${exportId}`

/** What was asked for, and is due at once. */
export const newExport = ({
  exportId,
  askedAt,
  ...asked
}: Pick<
  ExportDocument,
  'companyId' | 'exportId' | 'askedBy' | 'askedAt' | 'receivingKey'
>): ExportDocument => ({
  ...{ ...asked, id: exportDocumentId(exportId), exportId, askedAt },
  ...{ exportAt: askedAt, state: 'waiting', documents: 0 },
})

/** Under which the pieces and packages lie; no export takes an export along. */
export const exportBlobs = 'exports/'

/** A part of one attempt, and the package that comes of them: `package.zip`. */
export const exportFile = (
  { companyId, exportId }: Pick<ExportDocument, 'companyId' | 'exportId'>,
  attempt: string,
  part: string,
): StoredFileName => ({
  container: companyId,
  blob: `${exportBlobs}${exportId}/${attempt}/${part}`,
  context: `export ${companyId} ${exportId} ${attempt} ${part}`,
})

/** It waits seven days for whoever asked, and goes. */
export const exportDays = 7
