import type { Core } from '../core.ts'
import { companyPartition } from '../place.ts'
import type { Document, Stored } from '../ports/documents.ts'
import type { StoredFileName } from '../ports/packages.ts'
import type { Instant } from '../requests/request-document.ts'

/** id `consentImport:{importId}` in the company's partition: a file of consents that were given elsewhere, and how far it is. */
export type ConsentImportDocument = Document & {
  readonly companyId: string
  readonly importId: string
  readonly askedBy: string
  readonly askedAt: Instant
  /** Nothing is recorded: the lines are only looked at. */
  readonly dryRun?: true
  readonly state: 'waiting' | 'done'
  readonly sizeBytes: number
  /** Of the file, so that whoever sent it knows it again. */
  readonly sha256: string
  /** Lines that were dealt with, each either recorded, known before, or refused. */
  readonly lines: number
  readonly recorded: number
  readonly known: number
  readonly refused: number
  readonly doneAt?: Instant
  /** Sparse: when there is something to do with it: to go on with it, or to take it away with its report. */
  readonly consentImportAt?: Instant
}

/** Why a line was refused, and where in it; never what it says. */
export type RefusedLine = { readonly line: number; readonly code: string; readonly pointer?: string }

/** id `consentRefused:{importId}:{first line}`: those of one piece of the file, committed with its progress. */
export type RefusedLinesDocument = Document & {
  readonly companyId: string
  readonly lines: readonly RefusedLine[]
}

export const importPrefix = 'consentImport:'

export const importDocumentId = (importId: string): string => `${importPrefix}${importId}`

export const refusedPrefix = (importId: string): string => `consentRefused:${importId}:`

export const refusedDocumentId = (importId: string, firstLine: number): string =>
  `${refusedPrefix(importId)}${String(firstLine).padStart(9, '0')}`

/** As long as somebody may want to look at the report; then the file is gone, too. */
export const importDays = 30

export const importFile = ({
  companyId,
  importId,
}: Pick<ConsentImportDocument, 'companyId' | 'importId'>): StoredFileName => ({
  container: companyId,
  blob: `consent-imports/${importId}`,
  context: `consent import ${companyId} ${importId}`,
})

export const readImport = (
  { documents }: Pick<Core, 'documents'>,
  companyId: string,
  importId: string,
): Promise<Stored<ConsentImportDocument> | undefined> =>
  documents.read<ConsentImportDocument>(companyPartition(companyId), importDocumentId(importId))
