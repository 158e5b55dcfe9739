import { concatBytes } from '../bytes.ts'
import type { BlobName, BlobStore } from '../ports/blobs.ts'

/** As large as those of the packages: 50,000 of them carry 195 GiB. */
const blockBytes = 4 * 1024 * 1024

/**
 * Puts a ciphertext where it lay. A name that is committed has all of its bytes and is left as it is; staged blocks of a
 * run that died are replaced.
 */
export async function writeBlob(
  blobs: BlobStore,
  blob: BlobName,
  content: AsyncIterable<Uint8Array>,
): Promise<void> {
  if ((await blobs.size(blob)) !== undefined) return
  await blobs.remove(blob)
  const numbers: number[] = []
  for await (const bytes of inBlocks(content)) {
    await blobs.stage(blob, numbers.length, bytes)
    numbers.push(numbers.length)
  }
  await blobs.commit(blob, numbers)
}

async function* inBlocks(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = []
  let length = 0
  for await (const piece of content) {
    held.push(piece.slice())
    length += piece.length
    if (length < blockBytes) continue
    yield concatBytes(...held)
    held = []
    length = 0
  }
  if (length > 0) yield concatBytes(...held)
}
