/** The port `PackageStore` over any blob store: a zip, or a single file, inside FLOE. Plaintext never leaves memory. */
import { hash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { BlobName, BlobStore } from '../../application/ports/blobs.ts'
import type {
  ByteRange,
  PackageStore,
  StoredFile,
  StoredFileName,
  StoredPart,
} from '../../application/ports/packages.ts'
import { CiphertextRefused, packageShape } from './floe-keys.ts'
import type { FloeShape } from './floe-keys.ts'
import { packEntries, sameFile } from './package-entries.ts'
import type { FindBlob } from './package-entries.ts'
import { decodeRecord, findSealedBlob, recordLength } from './sealed-blob.ts'
import type { SealedBlob } from './sealed-blob.ts'
import { sealedBlobWriter } from './sealed-blob-writer.ts'
import type { SealedBlobWriter } from './sealed-blob-writer.ts'
import { summedWriter } from './summed-writer.ts'
import type { SummedWriter } from './summed-writer.ts'

/** `shape` is for tests with small segments. */
export type PackageStoreOptions = { readonly blobs: BlobStore; readonly shape?: FloeShape }

export function createPackageStore({ blobs, shape = packageShape }: PackageStoreOptions): PackageStore {
  const find: FindBlob = (file, key) => findSealedBlob(blobs, file, key, shape)
  const sealed = (file: StoredFileName, key: Uint8Array): SealedBlobWriter =>
    sealedBlobWriter(blobs, blobName(file), { key, context: file.context }, shape)

  return {
    storeFile: async (file, key, content, limitBytes) => {
      const target = sealed(file, key)
      const writer = summedWriter(target.write)
      const outcome = await copyWithin(content, writer, limitBytes).catch(async (error: unknown) => {
        await discard(blobs, file, target)
        throw error
      })
      if (outcome === 'all') return settle(target, writer.sums(), () => find(file, key))
      await discard(blobs, file, target)
      return 'tooLarge'
    },

    storeParts: async (file, key, parts) => {
      const target = sealed(file, key)
      const writer = summedWriter(target.write)
      for (const part of parts) await writer.append(part)
      await settle(target, writer.sums(), () => find(file, key))
      return partsOf(parts)
    },

    readFile: async (file, key, range) => {
      const blob = await find(file, key)
      return blob && readContent(blob, range)
    },

    buildPackage: async (file, key, entries) => {
      const target = (await blobs.size(blobName(file))) === undefined ? sealed(file, key) : onlyCompared
      const writer = summedWriter(target.write)
      await packEntries(entries, writer, find)
      return settle(target, writer.sums(), () => find(file, key))
    },
  }
}

function partsOf(parts: readonly Uint8Array[]): readonly StoredPart[] {
  let start = 0
  return parts.map((bytes) => {
    const part = { start, sizeBytes: bytes.length, sha256: hash('sha256', bytes), crc32: crc32(bytes) }
    start += bytes.length
    return part
  })
}

const blobName = ({ container, blob }: StoredFileName): BlobName => ({ container, name: blob })

/** Stands in for a blob that an earlier run committed before it crashed: the build is repeated for its sums alone. */
const onlyCompared: SealedBlobWriter = {
  write: () => Promise.resolve(),
  commit: () => Promise.resolve('exists'),
  hasStaged: () => false,
}

async function copyWithin(
  content: AsyncIterable<Uint8Array>,
  writer: SummedWriter,
  limitBytes: number,
): Promise<'all' | 'tooLarge'> {
  let left = limitBytes
  for await (const bytes of content) {
    left -= bytes.length
    if (left < 0) return 'tooLarge'
    await writer.append(bytes)
  }
  return 'all'
}

/** Drops staged blocks, but never a blob that was committed under this name before. */
async function discard(blobs: BlobStore, file: StoredFileName, target: SealedBlobWriter): Promise<void> {
  if (!target.hasStaged()) return
  if ((await blobs.size(blobName(file))) === undefined) await blobs.remove(blobName(file))
}

/** Commits; where the name was committed before, the same content counts as done and another is a defect. */
async function settle(
  target: SealedBlobWriter,
  stored: StoredFile,
  find: () => Promise<SealedBlob | undefined>,
): Promise<StoredFile> {
  if ((await target.commit(stored)) === 'committed') return stored
  const earlier = await find()
  if (earlier !== undefined && sameFile(await recordOf(earlier), stored)) return stored
  throw new Error('another content was committed under this name')
}

async function recordOf(blob: SealedBlob): Promise<StoredFile> {
  for await (const piece of blob.plaintext({ start: 0, end: recordLength })) return decodeRecord(piece)
  throw new CiphertextRefused('the record is missing')
}

/** A range is cut at the end of the content only after the last segment has proved where that is. */
function readContent(
  blob: SealedBlob,
  range: ByteRange | undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  const claimed = blob.claimedLength - recordLength
  if (range === undefined) return blob.plaintext({ start: recordLength, end: blob.claimedLength })
  if (range.end <= claimed) return blob.plaintext(shifted(range))
  return readToProvenEnd(blob, range)
}

async function* readToProvenEnd(
  blob: SealedBlob,
  range: ByteRange,
): AsyncGenerator<Uint8Array, void, undefined> {
  const length = (await blob.provenLength()) - recordLength
  if (range.start < length) yield* blob.plaintext(shifted({ start: range.start, end: length }))
}

const shifted = ({ start, end }: ByteRange): ByteRange => ({
  start: Math.min(start, end) + recordLength,
  end: end + recordLength,
})
