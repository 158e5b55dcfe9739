/** Writes one sealed blob in constant memory: two segments of plaintext and one block of ciphertext. */
import { randomInt } from 'node:crypto'
import type { BlobName, BlobStore } from '../../application/ports/blobs.ts'
import type { StoredFile } from '../../application/ports/packages.ts'
import { headerLength, newFloe } from './floe-keys.ts'
import type { FloeBinding, FloeShape } from './floe-keys.ts'
import { plaintextPerSegment, sealSegment } from './floe.ts'
import type { SegmentPlace } from './floe.ts'
import { release } from '../../kernel/release.ts'
import { encodeRecord, recordLength } from './sealed-blob.ts'

/** Blocks of 4 MiB: 50,000 of them carry 195 GiB. */
const segmentsPerBlock = 4
const blockNumbers = 50_000

export type SealedBlobWriter = {
  readonly write: (bytes: Uint8Array) => Promise<void>
  /** Seals the rest, and the first segment with the record; answers `exists` when the name was committed before. */
  readonly commit: (stored: StoredFile) => Promise<'committed' | 'exists'>
  readonly hasStaged: () => boolean
}

/**
 * The first segment begins with a record that is known only at the end, so it waits in memory and is staged last:
 * blocks are staged in any order. A segment is sealed when the next byte comes, for the last one is marked as such.
 */
export function sealedBlobWriter(
  blobs: BlobStore,
  name: BlobName,
  binding: FloeBinding,
  shape: FloeShape,
): SealedBlobWriter {
  const floe = newFloe(binding, shape)
  const perSegment = plaintextPerSegment(shape)
  const stager = blockStager(blobs, name)
  const block = blockBuffer(shape, stager.stageNext)
  const first = Buffer.allocUnsafeSlow(perSegment)
  let current = first
  let filled = recordLength
  let index = 0

  async function seal(position: SegmentPlace['position']): Promise<void> {
    if (index === 0) current = Buffer.allocUnsafeSlow(perSegment)
    else
      await block.add((target) => sealSegment(floe, { index, position }, current.subarray(0, filled), target))
    index += 1
    filled = 0
  }

  async function write(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length;) {
      if (filled === perSegment) await seal('middle')
      const part = bytes.subarray(at, at + perSegment - filled)
      current.set(part, filled)
      filled += part.length
      at += part.length
    }
  }

  async function commit(stored: StoredFile): Promise<'committed' | 'exists'> {
    const position = index === 0 ? 'last' : 'middle'
    const opening = first.subarray(0, index === 0 ? filled : perSegment)
    if (index > 0) await seal('last')
    await block.flush()
    opening.set(encodeRecord(stored))
    const target = Buffer.allocUnsafeSlow(headerLength + shape.segmentLength)
    target.set(floe.header)
    const length = sealSegment(floe, { index: 0, position }, opening, target.subarray(headerLength))
    await stager.stageFirst(target.subarray(0, headerLength + length))
    for (const done of [first, current, target]) release(done)
    return stager.commit()
  }

  return { write, commit, hasStaged: stager.hasStaged }
}

type BlockBuffer = {
  readonly add: (fill: (target: Buffer) => number) => Promise<void>
  readonly flush: () => Promise<void>
}

/** Gathers segments into one reused buffer and stages it when it is full: when `stage` answered, the bytes are ours again. */
function blockBuffer(shape: FloeShape, stage: (bytes: Uint8Array) => Promise<void>): BlockBuffer {
  let buffer: Buffer | undefined
  let filled = 0
  async function flush(): Promise<void> {
    if (buffer === undefined || filled === 0) return
    await stage(buffer.subarray(0, filled))
    filled = 0
  }
  return {
    add: async (fill) => {
      buffer ??= Buffer.allocUnsafeSlow(segmentsPerBlock * shape.segmentLength)
      filled += fill(buffer.subarray(filled))
      if (filled === buffer.length) await flush()
    },
    flush: async () => {
      await flush()
      release(buffer)
    },
  }
}

type BlockStager = {
  readonly stageFirst: (bytes: Uint8Array) => Promise<void>
  readonly stageNext: (bytes: Uint8Array) => Promise<void>
  readonly commit: () => Promise<'committed' | 'exists'>
  readonly hasStaged: () => boolean
}

/**
 * Numbers begin at random: a second run of the same step, started while the first still writes, then hardly ever
 * replaces a block of it with one of another key. (It would be noticed at reading; this avoids it.)
 */
function blockStager(blobs: BlobStore, name: BlobName): BlockStager {
  const start = randomInt(blockNumbers)
  const numberOf = (block: number): number => (start + block) % blockNumbers
  let blocks = 1
  return {
    stageFirst: (bytes) => blobs.stage(name, numberOf(0), bytes),
    stageNext: async (bytes) => {
      if (blocks === blockNumbers) throw new Error('a package has at most 50,000 blocks')
      await blobs.stage(name, numberOf(blocks), bytes)
      blocks += 1
    },
    commit: async () => {
      const committed = await blobs.commit(
        name,
        Array.from({ length: blocks }, (_, block) => numberOf(block)),
      )
      if (committed.ok) return 'committed'
      if (committed.error.code === 'exists') return 'exists'
      throw new Error(`block ${String(committed.error.number)} was lost before its commit`)
    },
    hasStaged: () => blocks > 1,
  }
}
