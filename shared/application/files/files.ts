import type { FileOrigin } from '../../domain/package/package-facts.ts'
import { uploadLimitsOf } from '../../domain/requests/upload-limits.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { Actor } from '../actor.ts'
import type { Core } from '../core.ts'
import type { Stored } from '../ports/documents.ts'
import { staffOnly } from '../requests/access.ts'
import { contribute } from '../requests/contribution.ts'
import { fileIdOf, openFile } from './file-document.ts'
import type { FileDocument, FileFacts } from './file-document.ts'
import { withHeld } from './held-files.ts'
import { keepFile, mayContribute, newFilePlace, roomFor } from './keep-file.ts'
import type { FileReceipt, FileRefusal } from './keep-file.ts'
import { noteReading } from '../requests/note-reading.ts'
import type { RequestRef } from '../requests/request-store.ts'
import { withoutContent } from '../collecting/source-contents.ts'
import { noteRefusal, storeScanned } from './store-scanned.ts'

export type FileUpload = FileOrigin & {
  readonly actor: Actor
  readonly requestId: string
  /** Checked at the edge: one path segment, NFC, at most 255 bytes. */
  readonly name: string
  readonly contentType: string
  readonly content: AsyncIterable<Uint8Array>
  /** As told before it comes. */
  readonly sizeBytes?: number
  readonly expected?: string
}

export type PutFile = (input: FileUpload) => Promise<Result<FileReceipt, FileRefusal>>

type Deps = Pick<
  Core,
  'companies' | 'requests' | 'keyring' | 'packages' | 'blobs' | 'scanner' | 'clock' | 'random' | 'crypto'
>

/** Stores a file as it streams in, looked at and encrypted from its first byte; the same name again replaces it. */
export function makePutFile(deps: Deps): PutFile {
  const { companies, requests, keyring, blobs, random, crypto } = deps

  return async ({ actor, requestId, content, sizeBytes, expected, ...file }) => {
    const ref: RequestRef = { companyId: actor.companyId, requestId }
    const allowed = await mayContribute(requests, actor, ref, { source: file.source, expected })
    if (!allowed.ok) return allowed
    const key = await keyring.open(ref.companyId, allowed.value.request.key)
    if (!key) return err({ code: 'contentGone' })
    const limits = uploadLimitsOf(await companies.find(ref.companyId))
    const fileId = fileIdOf(crypto, key, file.name)
    const room = await roomFor(requests, ref, { request: allowed.value.request, limits, fileId, sizeBytes })
    if (!room.ok) return room

    const place = newFilePlace(ref, random.id())
    const { name, contentType } = file
    const arriving = { place, key, facts: { name, contentType }, content, room: room.value }
    const scanned = await storeScanned(deps, { ...arriving, types: limits.types })
    if (!scanned.ok) return noteRefusal(requests, ref, actor, scanned.error)

    const kept = await keepFile(deps, { actor, ref, key, place, ...scanned.value, limits, file, expected })
    if (!kept.ok) await blobs.remove({ container: place.container, name: place.blob })
    return kept
  }
}

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
              fileBytes: request.fileBytes - file.value.sizeBytes,
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
