import { limitReached, requestLimits } from '../../domain/requests/limits.ts'
import type { LimitReached } from '../../domain/requests/limits.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { Actor } from '../actor.ts'
import type { Core } from '../core.ts'
import { sealJson } from '../keys/sealed-json.ts'
import type { Stored, Write } from '../ports/documents.ts'
import type { StoredFile, StoredFileName } from '../ports/packages.ts'
import type { Doubt } from '../ports/scanner.ts'
import { toBase64Url, utf8 } from '../bytes.ts'
import { staffOnly } from './access.ts'
import { contribute, withSource } from './contribution.ts'
import type { ContributionRefusal } from './contribution.ts'
import { fileContext, fileDocumentId, openFile } from './file-document.ts'
import type { FileDocument, FileFacts, SealedFile } from './file-document.ts'
import { heldFor, quarantined, quarantineFacts, withHeld } from './held-files.ts'
import { noteReading } from './note-reading.ts'
import type { RequestRef } from './request-store.ts'
import { withoutContent } from './source-contents.ts'
import { noteRefusal, storeScanned } from './store-scanned.ts'
import type { ContentRefused } from './store-scanned.ts'

export type FileRefusal =
  | ContributionRefusal
  | ContentRefused
  | LimitReached
  | {
      readonly code: 'sourceUnknown' | 'bodyTooLarge' | 'fileNotFound' | 'contentGone' | 'fileQuarantined'
    }

/** 50 GiB: what a package is built to carry (architecture.md, "Scale"). */
export const largestFileBytes = 50 * 1024 ** 3

export type FileUpload = {
  readonly actor: Actor
  readonly requestId: string
  /** Checked at the edge: one path segment, NFC, at most 255 bytes. */
  readonly name: string
  readonly contentType: string
  readonly source?: string
  readonly content: AsyncIterable<Uint8Array>
  readonly expected?: string
}

export type FileReceipt = {
  readonly name: string
  readonly sizeBytes: number
  readonly sha256: string
  /** Why it waits for a manager. */
  readonly quarantined?: readonly Doubt[]
}

export type PutFile = (input: FileUpload) => Promise<Result<FileReceipt, FileRefusal>>

type Deps = Pick<
  Core,
  'requests' | 'keyring' | 'packages' | 'blobs' | 'scanner' | 'clock' | 'random' | 'crypto'
>

/** Stores a file as it streams in, looked at and encrypted from its first byte; the same name again replaces it. */
export function makePutFile(deps: Deps): PutFile {
  const { requests, keyring, blobs, random } = deps

  return async ({ actor, requestId, content, expected, ...file }) => {
    const ref: RequestRef = { companyId: actor.companyId, requestId }
    const allowed = await mayContribute(requests, actor, ref, { source: file.source, expected })
    if (!allowed.ok) return allowed
    const key = await keyring.open(ref.companyId, allowed.value.request.key)
    if (!key) return err({ code: 'contentGone' })

    const place = newFilePlace(ref, random.id())
    const { name, contentType } = file
    const limitBytes = largestFileBytes
    const scanned = await storeScanned(deps, {
      place,
      key,
      facts: { name, contentType },
      content,
      limitBytes,
    })
    if (!scanned.ok) return noteRefusal(requests, ref, actor, scanned.error)

    const kept = await keepFile(deps, { actor, ref, key, place, ...scanned.value, file, expected })
    if (!kept.ok) await blobs.remove({ container: place.container, name: place.blob })
    return kept
  }
}

export const newFilePlace = ({ companyId, requestId }: RequestRef, fileId: string): StoredFileName => ({
  container: companyId,
  blob: `${requestId}/files/${fileId}`,
  context: `file ${companyId} ${requestId} ${fileId}`,
})

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

type Kept = {
  readonly actor: Actor
  readonly ref: RequestRef
  readonly key: Uint8Array
  readonly place: StoredFileName
  readonly stored: StoredFile
  readonly doubts: readonly Doubt[]
  readonly file: { readonly name: string; readonly contentType: string; readonly source?: string }
  readonly also?: readonly Write[]
  readonly expected?: string | undefined
}

/** Enters a stored blob into the request; what the name held before is removed afterwards. */
export async function keepFile(
  { requests, blobs, crypto }: Pick<Core, 'requests' | 'blobs' | 'crypto'>,
  { actor, ref, key, place, stored, doubts, file, also, expected }: Kept,
): Promise<Result<FileReceipt, FileRefusal>> {
  const id = fileIdOf(crypto, key, file.name)
  const facts: SealedFile = { name: file.name, contentType: file.contentType, stored }
  const changed = await requests.change<string | undefined, FileRefusal>(
    ref,
    async (request, now) => {
      const contributed = contribute(actor, request)
      if (!contributed.ok) return contributed
      const before: Stored<FileDocument> | undefined = await requests.read(ref, id)
      const fileCount = request.fileCount + (before ? 0 : 1)
      if (!before && fileCount > requestLimits.files) return err(limitReached('files'))
      const value: FileDocument = {
        id,
        place,
        sizeBytes: stored.sizeBytes,
        addedBy: contributed.value.by.employeeId,
        addedAt: now.toISOString(),
        sealed: sealJson(crypto, key, fileContext(ref, id), facts),
        ...(file.source === undefined ? {} : { source: file.source }),
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
          request: { ...withHeld(filled, id, doubts), fileCount },
          writes: [
            before ? { kind: 'replace', value, etag: before.etag } : { kind: 'create', value },
            ...(also ?? []),
          ],
          facts: [
            ...contributed.value.facts,
            {
              event: 'fileAdded',
              by: actorRef(actor),
              detail: { document: id, sizeBytes: stored.sizeBytes },
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

export const receiptOf = (
  name: string,
  { sizeBytes, sha256 }: StoredFile,
  doubts: readonly Doubt[],
): FileReceipt => ({ name, sizeBytes, sha256, ...quarantined(doubts) })

export type ReadFile = (input: {
  readonly actor: Actor
  readonly requestId: string
  readonly name: string
}) => Promise<Result<FileContent, FileRefusal>>

export type FileContent = FileFacts & {
  readonly sizeBytes: number
  readonly content: AsyncIterable<Uint8Array>
}

/** A file for whoever works on the request; that they read it is in the audit before they have it. */
export function makeReadFile({ requests, keyring, packages, clock, crypto }: Deps): ReadFile {
  return async ({ actor, requestId, name }) => {
    const ref: RequestRef = { companyId: actor.companyId, requestId }
    const found = await requests.find(ref.companyId, requestId)
    if (!found) return err({ code: 'notFound' })
    const judged = staffOnly(actor, found.value, 'seeContent')
    if (!judged.ok) return judged

    const key = await keyring.open(ref.companyId, found.value.key)
    if (!key) return err({ code: 'contentGone' })
    const id = fileIdOf(crypto, key, name)
    const file: Stored<FileDocument> | undefined = await requests.read(ref, id)
    if (file?.value.held) return err({ code: 'fileQuarantined' })
    const content = file && (await packages.readFile(file.value.place, key))
    if (!file || !content) return err({ code: 'fileNotFound' })

    await noteReading({ requests, clock }, ref, { event: 'fileRead', by: judged.value, document: id })
    const { name: kept, contentType, stored } = openFile(crypto, key, ref, file.value)
    return ok({ name: kept, contentType, sizeBytes: stored.sizeBytes, content })
  }
}

export type RemoveFile = (input: {
  readonly actor: Actor
  readonly requestId: string
  readonly name: string
  readonly expected?: string
}) => Promise<Result<void, FileRefusal>>

export function makeRemoveFile({ requests, keyring, blobs, crypto }: Deps): RemoveFile {
  return async ({ actor, requestId, name, expected }) => {
    const ref: RequestRef = { companyId: actor.companyId, requestId }
    const changed = await requests.change<string, FileRefusal>(
      ref,
      async (request) => {
        const contributed = contribute(actor, request)
        if (!contributed.ok) return contributed
        const key = await keyring.open(ref.companyId, request.key)
        if (!key) return err({ code: 'contentGone' })
        const file: Stored<FileDocument> | undefined = await requests.read(ref, fileIdOf(crypto, key, name))
        if (!file) return err({ code: 'fileNotFound' })
        const { source } = file.value
        const open = contributed.value.request
        return ok({
          answer: file.value.place.blob,
          change: {
            ...contributed.value,
            request: {
              ...withHeld(
                source === undefined ? open : await withoutContent(requests, open, source, file.value.id),
                file.value.id,
                [],
              ),
              fileCount: request.fileCount - 1,
            },
            writes: [{ kind: 'delete', id: file.value.id, etag: file.etag }],
            facts: [
              ...contributed.value.facts,
              { event: 'fileRemoved', by: actorRef(actor), detail: { document: file.value.id } },
            ],
          },
        })
      },
      expected,
    )
    if (!changed.ok) return changed
    await blobs.remove({ container: ref.companyId, name: changed.value.answer })
    return ok(undefined)
  }
}

/** A file is found by its name without the name being readable in the store. */
export const fileIdOf = (crypto: Core['crypto'], key: Uint8Array, name: string): string =>
  fileDocumentId(toBase64Url(crypto.hmacSha256(key, utf8(`file name ${name}`))))
