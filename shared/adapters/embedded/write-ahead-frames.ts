// The write-ahead file as SQLite writes it (sqlite.org/fileformat2.html, section 4), and the index beside it, which knows
// how far it was written (sqlite.org/walformat.html, section 2.1).
import { closeSync, openSync, readSync } from 'node:fs'
import { endianness } from 'node:os'

/** How far the file was written when the last transaction ended. */
export type WriteAheadEnd = {
  readonly salts: Buffer
  readonly frames: number
  readonly checksum: Checksum
}

/** Cumulative over everything before it. */
type Checksum = readonly [number, number]

const indexHeaderBytes = 48
const fileHeaderBytes = 32
const frameHeaderBytes = 24

/**
 * What the index says. Undefined where it says nothing that a reader could rely on. Its header stands there twice, the
 * second one written first: a kill in between leaves the second whole.
 */
export function endInIndex(index: Buffer): WriteAheadEnd | undefined {
  const copies = [indexHeaderBytes, 0].map((at) => index.subarray(at, at + indexHeaderBytes))
  return copies.filter(isWhole).map(endInCopy)[0]
}

function isWhole(copy: Buffer): boolean {
  if (copy.length < indexHeaderBytes || copy[12] !== 1) return false
  const [first, second] = checksumOf(copy.subarray(0, 40), isLittleEndian, [0, 0])
  return first === nativeWord(copy, 40) && second === nativeWord(copy, 44)
}

const endInCopy = (copy: Buffer): WriteAheadEnd => ({
  salts: copy.subarray(32, 40),
  frames: nativeWord(copy, 16),
  checksum: [nativeWord(copy, 24), nativeWord(copy, 28)],
})

/** Whether every frame up to this end is in the file as it was written. More may follow: SQLite takes what is whole. */
export function reachesEnd(file: string, { salts, frames, checksum }: WriteAheadEnd): boolean {
  // Everything was in the database itself, and the file about to be written from its beginning.
  if (frames === 0) return true
  const handle = openSync(file, 'r')
  try {
    const header = readAt(handle, 0, fileHeaderBytes)
    if (!header?.subarray(16, 24).equals(salts)) return false
    return sameChecksum(checksumOfFrames(handle, header, frames), checksum)
  } finally {
    closeSync(handle)
  }
}

/** Undefined where the file ends before, or its header is not whole. */
function checksumOfFrames(handle: number, header: Buffer, frames: number): Checksum | undefined {
  const pageBytes = header.readUInt32BE(8)
  const frameBytes = frameHeaderBytes + pageBytes
  // The lowest bit of the file's first word says in which order the words of a checksum are read.
  const isLittle = (header.readUInt32BE(0) & 1) === 0
  let sum = checksumOf(header.subarray(0, 24), isLittle, [0, 0])
  if (!sameChecksum(sum, [header.readUInt32BE(24), header.readUInt32BE(28)])) return undefined
  for (let frame = 0; frame < frames; frame += 1) {
    const bytes = readAt(handle, fileHeaderBytes + frame * frameBytes, frameBytes)
    if (!bytes) return undefined
    sum = checksumOf(bytes.subarray(0, 8), isLittle, sum)
    sum = checksumOf(bytes.subarray(frameHeaderBytes), isLittle, sum)
  }
  return sum
}

const sameChecksum = (sum: Checksum | undefined, other: Checksum): boolean =>
  sum !== undefined && sum[0] === other[0] && sum[1] === other[1]

function checksumOf(bytes: Buffer, isLittle: boolean, [before, beforeThat]: Checksum): Checksum {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let [first, second] = [before, beforeThat]
  for (let at = 0; at < bytes.byteLength; at += 8) {
    first = (first + view.getUint32(at, isLittle) + second) >>> 0
    second = (second + view.getUint32(at + 4, isLittle) + first) >>> 0
  }
  return [first, second]
}

/** The index is memory that processes of one machine share: its words are the machine's own. */
const isLittleEndian = endianness() === 'LE'

const nativeWord = (bytes: Buffer, at: number): number =>
  isLittleEndian ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at)

function readAt(handle: number, at: number, length: number): Buffer | undefined {
  const bytes = Buffer.alloc(length)
  return readSync(handle, bytes, 0, length, at) === length ? bytes : undefined
}
