import type { UploadDocument } from './file-document.ts'

/** Small enough to send again, large enough that 50 GiB are 6,400 calls. */
export const blockSizeBytes = 8 * 1024 ** 2

export const blockCount = ({ sizeBytes, blockSizeBytes: size }: UploadDocument): number =>
  Math.ceil(sizeBytes / size)

/** How long block `number` must be; undefined when there is no such block. */
export function blockLength(upload: UploadDocument, number: number): number | undefined {
  if (!Number.isInteger(number) || number < 0 || number >= blockCount(upload)) return undefined
  return Math.min(upload.blockSizeBytes, upload.sizeBytes - number * upload.blockSizeBytes)
}
