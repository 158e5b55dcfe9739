/** Keys, names and contents that the tests of packages share; segments of 256 bytes make every boundary cheap. */
import { createHash, randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { StoredFile, StoredFileName } from '../../../shared/application/ports/packages.ts'

export const smallShape = { segmentLength: 256, rotationBits: 2 }
export const noLimit = Number.MAX_SAFE_INTEGER
export const at = new Date('2026-11-03T09:30:14Z')

export const aKey = (): Uint8Array => randomBytes(32)

export const aFile = (blob: string): StoredFileName => ({
  container: 'company1',
  blob,
  context: `company1/request1/${blob}`,
})

export const nameOf = (file: StoredFileName): { readonly container: string; readonly name: string } => ({
  container: file.container,
  name: file.blob,
})

/** Bytes that tell their place, so that a shifted copy shows. */
export const content = (length: number): Buffer =>
  Buffer.from(Uint8Array.from({ length }, (_, index) => (index * 7 + (index >> 8)) & 0xff))

export async function* chunked(
  bytes: Uint8Array,
  length: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  for (let start = 0; start < bytes.length; start += length) {
    yield await Promise.resolve(bytes.subarray(start, start + length))
  }
}

export async function collect(pieces: AsyncIterable<Uint8Array> | undefined): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const piece of pieces ?? []) all.push(piece)
  return Buffer.concat(all)
}

export const sumsOf = (bytes: Uint8Array): StoredFile => ({
  sizeBytes: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
  crc32: crc32(bytes),
})
