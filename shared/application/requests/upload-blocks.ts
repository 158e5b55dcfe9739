// The blocks of an upload: how long each is, where it lies, and all of them as one content.
import type { Actor } from '../actor.ts'
import type { Core } from '../core.ts'
import type { StoredFileName } from '../ports/packages.ts'
import type { UploadDocument } from './file-document.ts'

export type UploadRef = { readonly actor: Actor; readonly requestId: string; readonly uploadId: string }

/** Small enough to send again, large enough that 50 GiB are 6,400 calls. */
export const blockSizeBytes = 8 * 1024 ** 2

export const blockCount = ({ sizeBytes, blockSizeBytes: size }: UploadDocument): number =>
  Math.ceil(sizeBytes / size)

/** How long block `number` must be; undefined when there is no such block. */
export function blockLength(upload: UploadDocument, number: number): number | undefined {
  if (!Number.isInteger(number) || number < 0 || number >= blockCount(upload)) return undefined
  return Math.min(upload.blockSizeBytes, upload.sizeBytes - number * upload.blockSizeBytes)
}

export function makeUploadBlocks({ packages, blobs }: Pick<Core, 'packages' | 'blobs'>) {
  const blockPrefix = ({ requestId, uploadId }: UploadRef) => `${requestId}/uploads/${uploadId}/`

  const place = (upload: UploadRef, number: number): StoredFileName => ({
    container: upload.actor.companyId,
    blob: `${blockPrefix(upload)}${number}`,
    context: `block ${upload.actor.companyId} ${upload.requestId} ${upload.uploadId} ${number}`,
  })

  async function received(upload: UploadRef): Promise<readonly number[]> {
    const prefix = blockPrefix(upload)
    const numbers: number[] = []
    let continuation: string | undefined
    do {
      const page = await blobs.list(
        upload.actor.companyId,
        prefix,
        continuation === undefined ? {} : { continuation },
      )
      numbers.push(...page.names.map((name) => Number(name.slice(prefix.length))))
      continuation = page.continuation
    } while (continuation !== undefined)
    return numbers.sort((a, b) => a - b)
  }

  /** The blocks one after another, each read as it is consumed. */
  async function* joined(upload: UploadRef, key: Uint8Array, blocks: number): AsyncIterable<Uint8Array> {
    for (let number = 0; number < blocks; number++) {
      const block = await packages.readFile(place(upload, number), key)
      if (!block) throw new Error('a block that was received is gone')
      yield* block
    }
  }

  async function remove(upload: UploadRef, blocks: number): Promise<void> {
    for (let number = 0; number < blocks; number++) {
      const { container, blob } = place(upload, number)
      await blobs.remove({ container, name: blob })
    }
  }

  return { place, received, joined, remove }
}
