/** One encrypted blob: FLOE over a record of 44 bytes (length, SHA-256, CRC-32 of the content) and the content. */
import type { BlobStore } from '../../application/ports/blobs.ts'
import type { ByteRange, StoredFile, StoredFileName } from '../../application/ports/packages.ts'
import { byteReader } from './byte-reader.ts'
import { CiphertextRefused, headerLength, openFloe } from './floe-keys.ts'
import type { Floe, FloeBinding, FloeShape } from './floe-keys.ts'
import { extentOf, openSegment, plaintextPerSegment, segmentStart } from './floe.ts'
import type { FloeExtent, SegmentPlace } from './floe.ts'

export const recordLength = 44

/** The record stands first, so that a copy knows what it will get before it takes the first byte. */
export function encodeRecord({ sizeBytes, sha256, crc32 }: StoredFile): Buffer {
  const record = Buffer.alloc(recordLength)
  record.writeBigUInt64BE(BigInt(sizeBytes), 0)
  record.write(sha256, 8, 'hex')
  record.writeUInt32BE(crc32, 40)
  return record
}

export function decodeRecord(bytes: Uint8Array): StoredFile {
  if (bytes.length < recordLength) throw new CiphertextRefused('the record is cut')
  const record = Buffer.from(bytes.buffer, bytes.byteOffset, recordLength)
  return {
    sizeBytes: Number(record.readBigUInt64BE(0)),
    sha256: record.toString('hex', 8, 40),
    crc32: record.readUInt32BE(40),
  }
}

export type SealedBlob = {
  /** Length of the plaintext, record included, if the blob is whole: a claim until its last segment has opened. */
  readonly claimedLength: number
  /** The plaintext of this range, record included. Reads and decrypts the touched segments only, as they are asked for. */
  readonly plaintext: (range: ByteRange) => AsyncGenerator<Uint8Array, void, undefined>
  /** The plaintext's length once the last segment has proved it. */
  readonly provenLength: () => Promise<number>
}

/** Finds a sealed blob; undefined when there is none. Nothing of it is read before its plaintext is asked for. */
export async function findSealedBlob(
  blobs: BlobStore,
  file: StoredFileName,
  key: Uint8Array,
  shape: FloeShape,
): Promise<SealedBlob | undefined> {
  const name = { container: file.container, name: file.blob }
  const sizeBytes = await blobs.size(name)
  if (sizeBytes === undefined) return undefined

  const source: Source = {
    read: async (start, end) => (await blobs.read(name, { start, end })) ?? refuseMissing(),
    binding: { key, context: file.context },
    shape,
    extent: extentOf(shape, sizeBytes),
    sizeBytes,
  }
  return {
    claimedLength: source.extent.plaintextLength,
    plaintext: (range) => readPlaintext(source, range),
    provenLength: async () => {
      await drain(
        readPlaintext(source, { start: lastSegmentStart(source), end: source.extent.plaintextLength }),
      )
      return source.extent.plaintextLength
    },
  }
}

type Source = {
  readonly read: (start: number, end: number) => Promise<AsyncIterable<Uint8Array>>
  readonly binding: FloeBinding
  readonly shape: FloeShape
  readonly extent: FloeExtent
  readonly sizeBytes: number
}

async function* readPlaintext(source: Source, range: ByteRange): AsyncGenerator<Uint8Array, void, undefined> {
  const perSegment = plaintextPerSegment(source.shape)
  const first = Math.floor(range.start / perSegment)
  const last = lastTouched(source.extent, range.end, perSegment, first)
  for await (const { index, pieces } of readSegments(source, first, last)) {
    yield* cut(pieces, range.start - index * perSegment, range.end - index * perSegment)
  }
}

/** What reaches the claimed end always includes the last segment, even an empty one: only it proves the end. */
function lastTouched(
  { lastIndex, plaintextLength }: FloeExtent,
  end: number,
  perSegment: number,
  first: number,
): number {
  return end >= plaintextLength ? lastIndex : Math.max(Math.ceil(end / perSegment) - 1, first)
}

type OpenedSegment = { readonly index: number; readonly pieces: readonly Uint8Array[] }

/** Segments `first` to `last`, each released only after it was verified in its place. */
async function* readSegments(
  source: Source,
  first: number,
  last: number,
): AsyncGenerator<OpenedSegment, void, undefined> {
  const { shape } = source
  const known = first === 0 ? undefined : await openHeader(source)
  const start = first === 0 ? 0 : segmentStart(shape, first)
  const end = Math.min(segmentStart(shape, last + 1), source.sizeBytes)
  const reader = byteReader(await source.read(start, end))
  try {
    const floe = known ?? openFloe(source.binding, await reader.read(headerLength), shape)
    for (let index = first; index <= last; index += 1) {
      const length = segmentLengthAt(source, index)
      const pieces = await openSegment(floe, { ...placeOf(source, index), length, source: reader })
      yield { index, pieces }
    }
  } finally {
    await reader.close()
  }
}

async function openHeader(source: Source): Promise<Floe> {
  const reader = byteReader(await source.read(0, headerLength))
  try {
    return openFloe(source.binding, await reader.read(headerLength), source.shape)
  } finally {
    await reader.close()
  }
}

const placeOf = ({ extent }: Source, index: number): SegmentPlace => ({
  index,
  position: index === extent.lastIndex ? 'last' : 'middle',
})

const segmentLengthAt = ({ shape, sizeBytes }: Source, index: number): number =>
  Math.min(shape.segmentLength, sizeBytes - segmentStart(shape, index))

const lastSegmentStart = ({ shape, extent }: Source): number => extent.lastIndex * plaintextPerSegment(shape)

/** The bytes from `start` to `end` of joined pieces; both may lie outside. */
function* cut(
  pieces: readonly Uint8Array[],
  start: number,
  end: number,
): Generator<Uint8Array, void, undefined> {
  let at = 0
  for (const piece of pieces) {
    const part = piece.subarray(Math.max(start - at, 0), Math.max(end - at, 0))
    if (part.length > 0) yield part
    at += piece.length
  }
}

async function drain(pieces: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _ of pieces);
}

function refuseMissing(): never {
  throw new CiphertextRefused('the blob is gone')
}
