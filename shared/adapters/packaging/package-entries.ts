/** What goes into a package's zip: bytes at hand, and stored files that are decrypted and encrypted again, never parsed. */
import { crc32, deflateRawSync } from 'node:zlib'
import type { PackageEntry, StoredFile, StoredFileName } from '../../application/ports/packages.ts'
import { CiphertextRefused } from './floe-keys.ts'
import { release } from '../../kernel/release.ts'
import { decodeRecord, recordLength } from './sealed-blob.ts'
import { partReader } from './package-parts.ts'
import type { SealedBlob } from './sealed-blob.ts'
import type { SummedWriter } from './summed-writer.ts'
import { localHeader, planZip } from './zip.ts'
import type { ZipItem } from './zip.ts'

export type FindBlob = (file: StoredFileName, key: Uint8Array) => Promise<SealedBlob | undefined>

/** Writes the whole zip. The plan fixes every offset first, so a file that turns out otherwise stops the build. */
export async function packEntries(
  entries: readonly PackageEntry[],
  writer: SummedWriter,
  find: FindBlob,
): Promise<void> {
  const prepared = entries.map(prepare)
  const plan = planZip(prepared.map(({ item }) => item))
  const parts = partReader(find)
  try {
    for (const { item, content } of prepared) {
      await writer.append(localHeader(item))
      if ('bytes' in content) await writer.append(content.bytes)
      else if ('start' in content.stored) await parts.copy({ ...content, stored: content.stored }, writer)
      else await copyFile(content, writer, find)
    }
  } finally {
    await parts.close()
  }
  await writer.append(plan.directory)
  if (writer.sums().sizeBytes !== plan.totalBytes) throw new Error('a package came out other than planned')
}

type FileContent = Extract<PackageEntry, { readonly file: StoredFileName }>
type Prepared = { readonly item: ZipItem; readonly content: { readonly bytes: Uint8Array } | FileContent }

function prepare(entry: PackageEntry): Prepared {
  const { path, modifiedAt } = entry
  if ('file' in entry) {
    const { sizeBytes, crc32: sum } = entry.stored
    return {
      item: { path, modifiedAt, method: 'store', crc32: sum, sizeBytes, storedBytes: sizeBytes },
      content: entry,
    }
  }
  const sizeBytes = entry.bytes.length
  const deflated = deflateRawSync(entry.bytes, { level: 1 })
  const method = deflated.length < sizeBytes ? 'deflate' : 'store'
  const bytes = method === 'deflate' ? deflated : entry.bytes
  const item: ZipItem = {
    path,
    modifiedAt,
    method,
    crc32: crc32(entry.bytes),
    sizeBytes,
    storedBytes: bytes.length,
  }
  return { item, content: { bytes } }
}

/**
 * Copies a stored file. Its own record, sealed with it at upload, must name the length and the sums that the caller
 * names, so that nothing but the file of that manifest entry gets in; the ciphertext's tags vouch for the bytes.
 */
async function copyFile(
  { file, key, stored }: FileContent,
  writer: SummedWriter,
  find: FindBlob,
): Promise<void> {
  const blob = await find(file, key)
  if (blob === undefined) throw new CiphertextRefused('a file of the package is gone')
  let copied = -recordLength
  for await (const piece of blob.plaintext({ start: 0, end: blob.claimedLength })) {
    const part = copied < 0 ? afterRecord(piece, stored) : piece
    copied += piece.length
    if (copied > stored.sizeBytes) break
    await writer.appendPart(part)
    release(piece)
  }
  if (copied !== stored.sizeBytes) throw new CiphertextRefused('a file is not of its recorded length')
  writer.endPart(stored)
}

function afterRecord(piece: Uint8Array, stored: StoredFile): Uint8Array {
  if (!sameFile(decodeRecord(piece), stored))
    throw new CiphertextRefused('a file is not the one that was recorded')
  return piece.subarray(recordLength)
}

export const sameFile = (one: StoredFile, other: StoredFile): boolean =>
  one.sizeBytes === other.sizeBytes && one.sha256 === other.sha256 && one.crc32 === other.crc32
