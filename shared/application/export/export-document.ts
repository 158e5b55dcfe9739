import type { Document } from '../ports/documents.ts'
import type { StoredFileName } from '../ports/packages.ts'
import type { Instant } from '../requests/request-document.ts'

/** id `export:{exportId}` in the company's partition: everything that the company owns, as one package (C75, G44). */
export type ExportDocument = Document & {
  readonly companyId: string
  readonly exportId: string
  readonly askedBy: string
  readonly askedAt: Instant
  readonly state: 'waiting' | 'ready' | 'removed'
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

/** A part of one attempt, and the package that comes of them: `package.zip`. */
export const exportFile = (
  { companyId, exportId }: Pick<ExportDocument, 'companyId' | 'exportId'>,
  attempt: string,
  part: string,
): StoredFileName => ({
  container: companyId,
  blob: `exports/${exportId}/${attempt}/${part}`,
  context: `export ${companyId} ${exportId} ${attempt} ${part}`,
})

/** It waits seven days for whoever asked, and goes. */
export const exportDays = 7
