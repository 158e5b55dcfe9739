// The blocks of an upload: how long each is, where it lies, and all of them as one content.
import type { Core } from '../core.ts'
import type { StoredFileName } from '../ports/packages.ts'
import type { UploadDocument } from './file-document.ts'

export type UploadPlace = {
  readonly companyId: string
  readonly requestId: string
  readonly uploadId: string
}

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
  const blockPrefix = ({ requestId, uploadId }: UploadPlace) => `${requestId}/uploads/${uploadId}/`

  const place = (upload: UploadPlace, number: number): StoredFileName => ({
    container: upload.companyId,
    blob: `${blockPrefix(upload)}${number}`,
    context: `block ${upload.companyId} ${upload.requestId} ${upload.uploadId} ${number}`,
  })

  async function* names(upload: UploadPlace, staged: { readonly staged?: 'included' }) {
    let continuation: string | undefined
    do {
      const from = continuation === undefined ? staged : { ...staged, continuation }
      const page = await blobs.list(upload.companyId, blockPrefix(upload), from)
      yield* page.names
      continuation = page.continuation
    } while (continuation !== undefined)
  }

  async function received(upload: UploadPlace): Promise<readonly number[]> {
    const { length } = blockPrefix(upload)
    const numbers: number[] = []
    for await (const name of names(upload, {})) numbers.push(Number(name.slice(length)))
    return numbers.sort((a, b) => a - b)
  }

  /** The blocks one after another, each read as it is consumed. */
  async function* joined(upload: UploadPlace, key: Uint8Array, blocks: number): AsyncIterable<Uint8Array> {
    for (let number = 0; number < blocks; number++) {
      const block = await packages.readFile(place(upload, number), key)
      if (!block) throw new Error('a block that was received is gone')
      yield* block
    }
  }

  /** Those that are whole, and what has come of others. */
  async function removeAll(upload: UploadPlace): Promise<void> {
    const found: string[] = []
    for await (const name of names(upload, { staged: 'included' })) found.push(name)
    for (const name of found) await blobs.remove({ container: upload.companyId, name })
  }

  return { place, received, joined, removeAll }
}
