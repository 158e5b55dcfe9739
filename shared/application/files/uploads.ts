import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { Actor } from '../actor.ts'
import type { Core } from '../core.ts'
import { openJson, sealJson } from '../keys/sealed-json.ts'
import type { Stored } from '../ports/documents.ts'
import { makeBeginUpload } from './begin-upload.ts'
import type { BeginUpload } from './begin-upload.ts'
import { fileIdOf, originOf, uploadContext, uploadDocumentId } from './file-document.ts'
import type { FileDocument, FileFacts, UploadDocument } from './file-document.ts'
import { keepFile, mayContribute, newFilePlace, receiptOf, roomFor } from './keep-file.ts'
import type { FileReceipt, FileRefusal } from './keep-file.ts'
import { hasEnded, makeIdleUploads } from './idle-uploads.ts'
import { noteRefusal, storeScanned } from './store-scanned.ts'
import { blockCount, blockLength, makeUploadBlocks } from './upload-blocks.ts'
import type { UploadPlace } from './upload-blocks.ts'
import type { RequestRef } from '../requests/request-store.ts'

export type UploadRefusal =
  | FileRefusal
  | { readonly code: 'blockSizeWrong'; readonly rule: string }
  | {
      readonly code:
        | 'uploadNotFound'
        | 'blockOutOfRange'
        | 'uploadIncomplete'
        | 'checksumMismatch'
        | 'idempotencyKeyReused'
    }

/** How long a commit whose answer was lost can be asked for again. */
const answerDays = 7

export type UploadRef = { readonly actor: Actor; readonly requestId: string; readonly uploadId: string }

const placeOf = ({ actor, requestId, uploadId }: UploadRef): UploadPlace => ({
  companyId: actor.companyId,
  requestId,
  uploadId,
})

export type Uploads = {
  readonly begin: BeginUpload
  /** Block `number` counts from 0; all but the last are `blockSizeBytes` long. The same number again replaces it. */
  readonly putBlock: (
    input: UploadRef & { readonly number: number; readonly content: AsyncIterable<Uint8Array> },
  ) => Promise<Result<void, UploadRefusal>>
  readonly status: (
    input: UploadRef,
  ) => Promise<Result<{ readonly received: readonly number[] }, UploadRefusal>>
  readonly commit: (
    input: UploadRef & { readonly sha256?: string; readonly expected?: string },
  ) => Promise<Result<FileReceipt, UploadRefusal>>
  /** Gives it up, with its blocks; one that became a file is no upload any more. */
  readonly cancel: (input: UploadRef) => Promise<Result<void, UploadRefusal>>
}

type Deps = Pick<
  Core,
  | 'companies'
  | 'requests'
  | 'keyring'
  | 'packages'
  | 'blobs'
  | 'scanner'
  | 'documents'
  | 'secrets'
  | 'clock'
  | 'random'
  | 'crypto'
>

type Committed = NonNullable<UploadDocument['committed']>

export function makeUploads(deps: Deps): Uploads {
  const { requests, keyring, packages, blobs, clock, random, crypto } = deps

  const blocksOf = makeUploadBlocks(deps)
  const idle = makeIdleUploads(deps)

  async function find(upload: UploadRef) {
    const ref: RequestRef = { companyId: upload.actor.companyId, requestId: upload.requestId }
    const allowed = await mayContribute(requests, upload.actor, ref, {})
    if (!allowed.ok) return allowed
    const document: Stored<UploadDocument> | undefined = await requests.read(
      ref,
      uploadDocumentId(upload.uploadId),
    )
    const key = await keyring.open(ref.companyId, allowed.value.request.key)
    // Whoever began it puts every block of it: the one contributor that the commit names.
    const isOwn = upload.actor.kind === 'employee' && document?.value.startedBy === upload.actor.employeeId
    if (!document || !isOwn || !key) return err({ code: 'uploadNotFound' } as const)
    const { committed } = document.value
    // Once its file is replaced or taken out, there is nothing left to answer for.
    if (committed && !(await isStill(ref, committed))) return err({ code: 'uploadNotFound' } as const)
    return ok({ ref, document, key, request: allowed.value.request })
  }

  async function open(upload: UploadRef) {
    const found = await find(upload)
    if (!found.ok || !hasEnded(found.value.document.value, clock.now())) return found
    return err({ code: 'uploadNotFound' } as const)
  }

  async function isStill(ref: RequestRef, { fileId, blob }: Committed): Promise<boolean> {
    const file: Stored<FileDocument> | undefined = await requests.read(ref, fileId)
    return file?.value.place.blob === blob
  }

  /** What is refused will be refused again; what is only longer than was said may still be mended. */
  async function refuse<Refused extends Parameters<typeof noteRefusal>[3]>(
    upload: UploadRef,
    document: Stored<UploadDocument>,
    refused: Refused,
  ) {
    const { actor, requestId } = upload
    if (refused.code === 'contentRefused' || refused.code === 'fileTypeNotAllowed')
      await idle.end(placeOf(upload), document)
    return noteRefusal(requests, { companyId: actor.companyId, requestId }, actor, refused)
  }

  return {
    begin: makeBeginUpload(deps),

    async putBlock({ number, content, ...upload }) {
      const opened = await open(upload)
      if (!opened.ok) return opened
      const { document, key } = opened.value
      const expected = blockLength(document.value, number)
      if (expected === undefined) return err({ code: 'blockOutOfRange' })
      // A repeat that comes after the commit: the block is in the file.
      if (document.value.committed) return ok(undefined)

      await idle.touch(placeOf(upload), document)
      const place = blocksOf.place(placeOf(upload), number)
      await blobs.remove({ container: place.container, name: place.blob })
      const stored = await packages.storeFile(place, key, content, expected)
      if (stored !== 'tooLarge' && stored.sizeBytes === expected) return ok(undefined)

      await blobs.remove({ container: place.container, name: place.blob })
      return err({ code: 'blockSizeWrong', rule: `block ${number}: ${expected} bytes` })
    },

    async status(upload) {
      const opened = await open(upload)
      if (!opened.ok) return opened
      const { value } = opened.value.document
      const all = Array.from({ length: blockCount(value) }, (_, number) => number)
      return ok({ received: value.committed ? all : await blocksOf.received(placeOf(upload)) })
    },

    async commit({ sha256, expected, ...upload }) {
      const opened = await open(upload)
      if (!opened.ok) return opened
      const { ref, key, request } = opened.value
      const document = await idle.touch(placeOf(upload), opened.value.document)
      const { committed, limits, sizeBytes } = document.value
      const context = uploadContext(ref, upload.uploadId)
      if (committed) return ok(openJson<FileReceipt>(crypto, key, `receipt ${context}`, committed.receipt))
      const blocks = blockCount(document.value)
      if ((await blocksOf.received(placeOf(upload))).length !== blocks)
        return err({ code: 'uploadIncomplete' })

      const place = newFilePlace(ref, random.id())
      const facts = openJson<FileFacts>(crypto, key, context, document.value.sealed)
      const fileId = fileIdOf(crypto, key, facts.name)
      const room = await roomFor(requests, ref, { request, limits, fileId, sizeBytes })
      if (!room.ok) return room
      // Blocks come in any order, so it is here that the file is first seen from its beginning to its end.
      const content = blocksOf.joined(placeOf(upload), key, blocks)
      const arriving = { place, key, facts, content, room: room.value, types: limits.types }
      const scanned = await storeScanned(deps, arriving)
      if (!scanned.ok) return refuse(upload, document, scanned.error)
      const { stored, doubts } = scanned.value
      const discard = () => blobs.remove({ container: place.container, name: place.blob })
      if (sha256 !== undefined && stored.sha256 !== sha256.toLowerCase()) {
        await discard()
        return err({ code: 'checksumMismatch' })
      }
      const file = { ...facts, ...originOf(document.value) }
      const receipt = receiptOf(facts.name, stored, doubts)
      const { uploadEndsAt: _never, ...begun } = document.value
      const done: UploadDocument = {
        ...begun,
        ttlSeconds: answerDays * 86_400,
        committed: {
          fileId,
          blob: place.blob,
          receipt: sealJson(crypto, key, `receipt ${context}`, receipt),
        },
      }
      const also = [{ kind: 'replace' as const, value: done, etag: document.etag }]
      const { actor } = upload
      const entry = { actor, ref, key, place, ...scanned.value, limits, file, also, expected }
      const kept = await keepFile(deps, entry)
      if (!kept.ok) await discard()
      else await blocksOf.removeAll(placeOf(upload))
      return kept
    },

    async cancel(upload) {
      const found = await find(upload)
      if (!found.ok) return found
      const { document } = found.value
      if (document.value.committed) return err({ code: 'uploadNotFound' })
      // One that has ended may have been left half removed: whoever asks again has the rest removed.
      const ended = await idle.end(placeOf(upload), document)
      return ended === 'ended' ? ok(undefined) : err({ code: ended })
    },
  }
}
