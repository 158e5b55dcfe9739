import type { FileOrigin } from '../../domain/package/package-facts.ts'
import { limitReached, requestLimits } from '../../domain/requests/limits.ts'
import { uploadLimitsOf } from '../../domain/requests/upload-limits.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { Actor } from '../actor.ts'
import { toBase64Url, utf8 } from '../bytes.ts'
import type { Core } from '../core.ts'
import { requestPartition } from '../place.ts'
import { sealJson } from '../keys/sealed-json.ts'
import type { Stored } from '../ports/documents.ts'
import { fileIdOf, originOf, uploadContext, uploadDocumentId } from './file-document.ts'
import type { FileFacts, UploadDocument } from './file-document.ts'
import { makeOnce } from '../requests/idempotency.ts'
import type { IdempotencyKey } from '../requests/idempotency.ts'
import { endsIfIdle, hasEnded, makeIdleUploads } from './idle-uploads.ts'
import { mayContribute, roomFor } from './keep-file.ts'
import type { FileRefusal } from './keep-file.ts'
import type { RequestRef } from '../requests/request-store.ts'
import { blockSizeBytes } from './upload-blocks.ts'

export type BeginUpload = (
  input: FileOrigin & {
    readonly actor: Actor
    readonly requestId: string
    readonly name: string
    readonly contentType: string
    readonly sizeBytes: number
    /**
     * Of a page, which forgets what it began: what tells the same file again, beside its name and its size. An upload of it
     * that was interrupted is gone on with, and where too many lie about, the caller's own that is idle longest makes room.
     */
    readonly sameFile?: string
    readonly expected?: string
    readonly idempotency?: IdempotencyKey
  },
) => Promise<Result<Begun, FileRefusal | { readonly code: 'idempotencyKeyReused' }>>

export type Begun = { readonly uploadId: string; readonly blockSizeBytes: number }

type Deps = Pick<
  Core,
  'companies' | 'requests' | 'keyring' | 'packages' | 'blobs' | 'documents' | 'secrets'
> &
  Pick<Core, 'clock' | 'random' | 'crypto'>

export function makeBeginUpload(deps: Deps): BeginUpload {
  const { companies, requests, keyring, documents, clock, random, crypto } = deps
  const once = makeOnce<Begun>(deps, 'beginUpload')
  const idle = makeIdleUploads(deps)

  async function underway(ref: RequestRef): Promise<readonly Stored<UploadDocument>[]> {
    const uploads = await requests.list<UploadDocument>(ref, uploadDocumentId(''))
    return uploads.filter(({ value }) => value.committed === undefined && !hasEnded(value, clock.now()))
  }

  /** Who sends one file at a time is through with the oldest. */
  async function makeRoom(ref: RequestRef, own: readonly Stored<UploadDocument>[]): Promise<boolean> {
    const [oldest] = own.toSorted((a, b) => (endOf(a) < endOf(b) ? -1 : 1))
    if (!oldest) return false
    return (await idle.end({ ...ref, uploadId: oldest.value.uploadId }, oldest)) === 'ended'
  }

  return async ({ actor, requestId, expected, idempotency, ...file }) => {
    const ref: RequestRef = { companyId: actor.companyId, requestId }
    const origin = originOf(file)
    const allowed = await mayContribute(requests, actor, ref, { source: file.source, expected })
    if (!allowed.ok) return allowed
    const { request, by } = allowed.value
    const key = await keyring.open(ref.companyId, request.key)
    if (!key) return err({ code: 'contentGone' })
    const before = await once.earlier(ref, idempotency)
    if (before) return before

    const facts: FileFacts = { name: file.name, contentType: file.contentType }
    const all = await underway(ref)
    const own = all.filter(({ value }) => value.startedBy === by.employeeId)
    const told = [origin, facts, file.sizeBytes, file.sameFile]
    const fingerprint = toBase64Url(crypto.hmacSha256(key, utf8(`same file ${JSON.stringify(told)}`)))
    const sameFile = file.sameFile === undefined ? {} : { sameFile: fingerprint }
    const interrupted = own.find(({ value }) => value.sameFile === fingerprint)
    if (interrupted) return ok(begunOf(interrupted.value))

    const limits = uploadLimitsOf(await companies.find(ref.companyId))
    const { sizeBytes } = file
    const room = await roomFor(requests, ref, {
      ...{ request, limits, sizeBytes },
      fileId: fileIdOf(crypto, key, file.name),
    })
    if (!room.ok) return room
    const full = fullOf(own, all)
    if (full && !(file.sameFile !== undefined && (await makeRoom(ref, own)))) return err(limitReached(full))

    const uploadId = random.id()
    const value: UploadDocument = {
      id: uploadDocumentId(uploadId),
      uploadEndsAt: endsIfIdle(clock.now()),
      ...{ uploadId, blockSizeBytes, sizeBytes, limits, ...sameFile },
      startedBy: by.employeeId,
      sealed: sealJson(crypto, key, uploadContext(ref, uploadId), facts),
      ...origin,
    }
    const begun = begunOf(value)
    const written = await documents.batch(requestPartition(ref.companyId, requestId), [
      { kind: 'create', value },
      ...(await once.writes(ref, idempotency, begun)),
    ])
    // Only a call with the same key at the same moment can have been first.
    return written.ok
      ? ok(begun)
      : ((await once.earlier(ref, idempotency)) ?? err({ code: 'versionConflict' }))
  }
}

function fullOf(own: readonly unknown[], all: readonly unknown[]) {
  if (own.length >= requestLimits.uploadsInProgress) return 'uploadsInProgress'
  return all.length >= requestLimits.uploadsOfAll ? 'uploadsOfAll' : undefined
}

const begunOf = ({ uploadId, blockSizeBytes: size }: UploadDocument): Begun => ({
  uploadId,
  blockSizeBytes: size,
})

const endOf = ({ value }: Stored<UploadDocument>): string => `${value.uploadEndsAt}`
