/** Copies files that lie one behind the other in one blob: each blob is opened once and read on from file to file. */
import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { StoredFile, StoredFileName, StoredPart } from '../../application/ports/packages.ts'
import { byteReader } from './byte-reader.ts'
import type { ByteReader } from './byte-reader.ts'
import { CiphertextRefused } from './floe-keys.ts'
import type { FindBlob } from './package-entries.ts'
import { recordLength } from './sealed-blob.ts'
import type { SummedWriter } from './summed-writer.ts'

type Part = { readonly file: StoredFileName; readonly key: Uint8Array; readonly stored: StoredPart }

type OpenBlob = { readonly reader: ByteReader; at: number }

export function partReader(find: FindBlob) {
  const open = new Map<string, OpenBlob>()

  /** The blob at the place where the part begins: where the one before it ended, as a rule. */
  async function blobAt({ file, key, stored }: Part): Promise<OpenBlob> {
    const name = `${file.container}/${file.blob}`
    const known = open.get(name)
    if (known?.at === stored.start) return known

    await known?.reader.close()
    const blob = await find(file, key)
    if (blob === undefined) throw new CiphertextRefused('a file of the package is gone')
    const rest = { start: recordLength + stored.start, end: blob.claimedLength }
    const opened: OpenBlob = { reader: byteReader(blob.plaintext(rest)), at: stored.start }
    open.set(name, opened)
    return opened
  }

  return {
    /** The caller names length and sums, and only the file that has them gets into a package that is committed. */
    async copy(part: Part, writer: SummedWriter): Promise<void> {
      const blob = await blobAt(part)
      const sums = summing()
      for (let left = part.stored.sizeBytes; left > 0;) {
        const piece = await blob.reader.next(left)
        if (piece.length === 0) throw new CiphertextRefused('a file is not of its recorded length')
        sums.add(piece)
        await writer.appendPart(piece)
        left -= piece.length
        blob.at += piece.length
      }
      if (!sums.are(part.stored)) throw new CiphertextRefused('a file is not the one that was recorded')
      writer.endPart(part.stored)
    },
    close: async (): Promise<void> => {
      for (const { reader } of open.values()) await reader.close()
    },
  }
}

function summing() {
  const hash = createHash('sha256')
  let sum = 0
  return {
    add: (bytes: Uint8Array): void => {
      hash.update(bytes)
      sum = crc32(bytes, sum)
    },
    are: ({ sha256, crc32: expected }: StoredFile): boolean =>
      hash.digest('hex') === sha256 && sum === expected,
  }
}
