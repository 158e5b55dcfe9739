/** Sums what is written (length, SHA-256, CRC-32) on its way into a sealed blob. */
import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { StoredFile } from '../../application/ports/packages.ts'
import { joinCrc32 } from './crc.ts'
import type { SealedBlobWriter } from './sealed-blob-writer.ts'

export type SummedWriter = {
  readonly append: (bytes: Uint8Array) => Promise<void>
  /** Bytes whose CRC-32 `endPart` will bring, so that it is not reckoned twice. */
  readonly appendPart: (bytes: Uint8Array) => Promise<void>
  readonly endPart: (part: { readonly crc32: number; readonly sizeBytes: number }) => void
  readonly sums: () => StoredFile
}

export function summedWriter(write: SealedBlobWriter['write']): SummedWriter {
  const hash = createHash('sha256')
  let sizeBytes = 0
  let sum = 0

  function appendPart(bytes: Uint8Array): Promise<void> {
    hash.update(bytes)
    sizeBytes += bytes.length
    return write(bytes)
  }

  return {
    append: (bytes) => {
      sum = crc32(bytes, sum)
      return appendPart(bytes)
    },
    appendPart,
    endPart: (part) => {
      sum = joinCrc32(sum, part.crc32, part.sizeBytes)
    },
    sums: () => ({ sizeBytes, sha256: hash.copy().digest('hex'), crc32: sum }),
  }
}
