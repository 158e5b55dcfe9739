// An upload that nobody goes on with ends by itself, and its blocks with it: it would keep others from beginning one.
import { addHours } from '../../domain/time.ts'
import type { Core } from '../core.ts'
import { requestPartition } from '../place.ts'
import type { Stored } from '../ports/documents.ts'
import type { UploadDocument } from './file-document.ts'
import { makeUploadBlocks } from './upload-blocks.ts'
import type { UploadPlace } from './upload-blocks.ts'

/** Without a block; told by the hour, so that not every block writes it. */
const idleHours = 24

export const endsIfIdle = (now: Date): string => addHours(now, idleHours).toISOString()

export const hasEnded = ({ uploadEndsAt }: UploadDocument, now: Date): boolean =>
  uploadEndsAt !== undefined && new Date(uploadEndsAt) <= now

/** Whether its time is so old that it is to be told anew. */
const isStale = ({ uploadEndsAt }: UploadDocument, now: Date): boolean =>
  uploadEndsAt !== undefined && new Date(uploadEndsAt) < addHours(now, idleHours - 1)

type Deps = Pick<Core, 'documents' | 'blobs' | 'packages' | 'clock'>

export function makeIdleUploads({ documents, blobs, packages, clock }: Deps) {
  const { removeAll } = makeUploadBlocks({ blobs, packages })

  const partition = ({ companyId, requestId }: UploadPlace) => requestPartition(companyId, requestId)

  const replace = async (at: UploadPlace, { value, etag }: Stored<UploadDocument>, uploadEndsAt: string) => {
    const next: UploadDocument = { ...value, uploadEndsAt }
    const written = await documents.batch(partition(at), [{ kind: 'replace', value: next, etag }])
    return written.ok ? { value: next, etag: `${written.value[0]}` } : undefined
  }

  /** Something came for it. Where another call says the same at this moment, one of them is enough. */
  async function touch(at: UploadPlace, upload: Stored<UploadDocument>): Promise<Stored<UploadDocument>> {
    if (!isStale(upload.value, clock.now())) return upload
    return (await replace(at, upload, endsIfIdle(clock.now()))) ?? upload
  }

  /** Its blocks, and then what names them: whoever dies in between leaves it to the timer. */
  async function remove(at: UploadPlace, { value }: Pick<Stored<UploadDocument>, 'value'>): Promise<void> {
    await removeAll(at)
    await documents.batch(partition(at), [{ kind: 'delete', id: value.id }])
  }

  /** From the first write on nobody can put a block or make a file of it. `versionConflict`: it went on meanwhile. */
  async function end(at: UploadPlace, upload: Stored<UploadDocument>): Promise<'ended' | 'versionConflict'> {
    const ended = await replace(at, upload, clock.now().toISOString())
    if (!ended) return 'versionConflict'
    await remove(at, ended)
    return 'ended'
  }

  return { touch, end, remove }
}
