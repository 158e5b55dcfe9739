// A file enters a request: who may bring it, how much room there is, and the transaction that names its blob.
import type { FileOrigin } from '../../domain/package/package-facts.ts'
import { isTight, judgeUpload } from '../../domain/requests/upload-limits.ts'
import type { Room, UploadLimits, UploadRefused } from '../../domain/requests/upload-limits.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { Actor } from '../actor.ts'
import type { Core } from '../core.ts'
import { sealJson } from '../keys/sealed-json.ts'
import type { Stored, Write } from '../ports/documents.ts'
import type { StoredFile, StoredFileName } from '../ports/packages.ts'
import type { Doubt } from '../ports/scanner.ts'
import { contribute, withSource } from '../requests/contribution.ts'
import type { ContributionRefusal } from '../requests/contribution.ts'
import { fileContext, fileIdOf, originOf } from './file-document.ts'
import type { FileDocument, FileFacts, SealedFile } from './file-document.ts'
import { heldFor, quarantined, quarantineFacts, withHeld } from './held-files.ts'
import type { RequestDocument } from '../requests/request-document.ts'
import type { RequestRef } from '../requests/request-store.ts'
import { withoutContent } from '../collecting/source-contents.ts'
import type { ContentRefused } from './store-scanned.ts'

export type FileRefusal =
  | ContributionRefusal
  | ContentRefused
  | UploadRefused
  | { readonly code: 'sourceUnknown' | 'fileNotFound' | 'contentGone' | 'fileQuarantined' }

export type FileReceipt = {
  readonly name: string
  readonly sizeBytes: number
  readonly sha256: string
  /** Why it waits for a manager. */
  readonly quarantined?: readonly Doubt[]
}

export async function mayContribute(
  requests: Core['requests'],
  actor: Actor,
  ref: RequestRef,
  { source, expected }: { readonly source?: string | undefined; readonly expected?: string | undefined },
) {
  const found = await requests.find(ref.companyId, ref.requestId)
  if (!found) return err({ code: 'notFound' } as const)
  const contributed = contribute(actor, found.value)
  if (!contributed.ok) return contributed
  if (source !== undefined && !found.value.sources.some(({ sourceId }) => sourceId === source))
    return err({ code: 'sourceUnknown' } as const)
  if (expected !== undefined && expected !== found.etag) return err({ code: 'versionConflict' } as const)
  return ok({ request: found.value, by: contributed.value.by })
}

type Coming = {
  readonly request: RequestDocument
  readonly limits: UploadLimits
  readonly fileId: string
  readonly sizeBytes?: number | undefined
}

/** How much may come, before any of it is read. */
export async function roomFor(
  requests: Core['requests'],
  ref: RequestRef,
  { request, limits, fileId, sizeBytes }: Coming,
): Promise<Result<Room, UploadRefused>> {
  const before: Stored<FileDocument> | undefined = isTight(limits, request, sizeBytes)
    ? await requests.read(ref, fileId)
    : undefined
  return judgeUpload(limits, request, { sizeBytes, replacedBytes: before?.value.sizeBytes })
}

export const newFilePlace = ({ companyId, requestId }: RequestRef, fileId: string): StoredFileName => ({
  container: companyId,
  blob: `${requestId}/files/${fileId}`,
  context: `file ${companyId} ${requestId} ${fileId}`,
})

type Kept = {
  readonly actor: Actor
  readonly ref: RequestRef
  readonly key: Uint8Array
  readonly place: StoredFileName
  readonly stored: StoredFile
  readonly doubts: readonly Doubt[]
  readonly limits: UploadLimits
  readonly file: FileFacts & FileOrigin
  readonly also?: readonly Write[]
  readonly expected?: string | undefined
}

/** Enters a stored blob into the request; what the name held before is removed afterwards. */
export async function keepFile(
  { requests, blobs, crypto }: Pick<Core, 'requests' | 'blobs' | 'crypto'>,
  { actor, ref, key, place, stored, doubts, limits, file, also, expected }: Kept,
): Promise<Result<FileReceipt, FileRefusal>> {
  const id = fileIdOf(crypto, key, file.name)
  const facts: SealedFile = { name: file.name, contentType: file.contentType, stored }
  const changed = await requests.change<string | undefined, FileRefusal>(
    ref,
    async (request, now) => {
      const contributed = contribute(actor, request)
      if (!contributed.ok) return contributed
      const before: Stored<FileDocument> | undefined = await requests.read(ref, id)
      const { sizeBytes } = stored
      // Others may have come while this one did.
      const room = judgeUpload(limits, request, { sizeBytes, replacedBytes: before?.value.sizeBytes })
      if (!room.ok) return room
      const value: FileDocument = {
        id,
        place,
        sizeBytes,
        addedBy: contributed.value.by.employeeId,
        addedAt: now.toISOString(),
        sealed: sealJson(crypto, key, fileContext(ref, id), facts),
        ...originOf(file),
        ...heldFor(doubts),
      }
      const left = before?.value.source
      const open =
        left === undefined || left === file.source
          ? contributed.value.request
          : await withoutContent(requests, contributed.value.request, left, id)
      const filled = file.source === undefined ? open : withSource(open, file.source, 'filled')
      return ok({
        answer: before?.value.place.blob,
        change: {
          ...contributed.value,
          request: { ...withHeld(filled, id, doubts), ...heldWith(request, sizeBytes, before?.value) },
          writes: [
            before ? { kind: 'replace', value, etag: before.etag } : { kind: 'create', value },
            ...(also ?? []),
          ],
          facts: [
            ...contributed.value.facts,
            {
              event: 'fileAdded',
              by: actorRef(actor),
              detail: { document: id, sizeBytes },
            },
            ...quarantineFacts(actor, id, doubts),
          ],
        },
      })
    },
    expected,
  )
  if (!changed.ok) return changed

  const replaced = changed.value.answer
  if (replaced !== undefined) await blobs.remove({ container: ref.companyId, name: replaced })
  return ok(receiptOf(file.name, stored, doubts))
}

const heldWith = (request: RequestDocument, sizeBytes: number, replaced: FileDocument | undefined) => ({
  fileCount: request.fileCount + (replaced ? 0 : 1),
  fileBytes: request.fileBytes + sizeBytes - (replaced?.sizeBytes ?? 0),
})

export const receiptOf = (
  name: string,
  { sizeBytes, sha256 }: StoredFile,
  doubts: readonly Doubt[],
): FileReceipt => ({ name, sizeBytes, sha256, ...quarantined(doubts) })
