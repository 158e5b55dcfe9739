/** A `BlobStore` in memory for tests, with the port's rules: blocks are staged, committed once, read in ranges as consumed. */
import { checkBlobName, checkBlock, checkContainer } from '../../shared/application/ports/blob-rules.ts'
import type { BlobName, BlobStore } from '../../shared/application/ports/blobs.ts'
import { err, ok } from '../../shared/kernel/result.ts'

export type MemoryBlobs = BlobStore & {
  /** The committed bytes, to look at or to damage. */
  readonly bytesOf: (blob: BlobName) => Buffer | undefined
  readonly replace: (blob: BlobName, bytes: Uint8Array) => void
  /** Every range read so far, and how much of it was consumed. */
  readonly reads: readonly { readonly start: number; readonly end: number; readonly consumed: number }[]
}

const pageLength = 5_000

/** `chunkLength`: how much a read hands out at a time. */
export function memoryBlobs(chunkLength = 64 * 1024): MemoryBlobs {
  const committed = new Map<string, Buffer>()
  const uncommitted = new Map<string, Map<number, Buffer>>()
  const reads: { start: number; end: number; consumed: number }[] = []

  return {
    stage: (blob, number, bytes) => {
      checkBlobName(blob)
      checkBlock(number, bytes)
      const blocks = uncommitted.get(keyOf(blob)) ?? new Map<number, Buffer>()
      uncommitted.set(keyOf(blob), blocks.set(number, Buffer.from(bytes)))
      return Promise.resolve()
    },
    staged: (blob) => {
      checkBlobName(blob)
      const blocks = [...(uncommitted.get(keyOf(blob)) ?? [])].sort(([one], [other]) => one - other)
      return Promise.resolve(blocks.map(([number, bytes]) => ({ number, sizeBytes: bytes.length })))
    },
    commit: (blob, numbers) => {
      checkBlobName(blob)
      if (committed.has(keyOf(blob))) return Promise.resolve(err({ code: 'exists' }))
      const blocks = uncommitted.get(keyOf(blob))
      const missing = numbers.find((number) => blocks?.has(number) !== true)
      if (missing !== undefined) return Promise.resolve(err({ code: 'blockMissing', number: missing }))
      const bytes = Buffer.concat(numbers.map((number) => blocks?.get(number) ?? Buffer.alloc(0)))
      committed.set(keyOf(blob), bytes)
      uncommitted.delete(keyOf(blob))
      return Promise.resolve(ok({ sizeBytes: bytes.length }))
    },
    read: (blob, range) => {
      checkBlobName(blob)
      const bytes = committed.get(keyOf(blob))
      if (bytes === undefined) return Promise.resolve(undefined)
      const end = Math.min(range?.end ?? bytes.length, bytes.length)
      const seen = { start: range?.start ?? 0, end, consumed: 0 }
      reads.push(seen)
      return Promise.resolve(chunksOf(bytes.subarray(seen.start, end), chunkLength, seen))
    },
    size: (blob) => {
      checkBlobName(blob)
      return Promise.resolve(committed.get(keyOf(blob))?.length)
    },
    remove: (blob) => {
      checkBlobName(blob)
      committed.delete(keyOf(blob))
      uncommitted.delete(keyOf(blob))
      return Promise.resolve()
    },
    list: (container, prefix, { continuation = '', staged } = {}) => {
      checkContainer(container)
      const names = [...new Set([...committed.keys(), ...(staged ? uncommitted.keys() : [])])]
        .filter((key) => key.startsWith(`${container}/${prefix}`))
        .map((key) => key.slice(container.length + 1))
        .filter((name) => name > continuation)
        .sort()
      const page = names.slice(0, pageLength)
      const last = page.at(-1)
      return Promise.resolve(
        names.length > page.length && last !== undefined
          ? { names: page, continuation: last }
          : { names: page },
      )
    },
    bytesOf: (blob) => committed.get(keyOf(blob)),
    replace: (blob, bytes) => void committed.set(keyOf(blob), Buffer.from(bytes)),
    reads,
  }
}

const keyOf = ({ container, name }: BlobName): string => `${container}/${name}`

async function* chunksOf(
  bytes: Buffer,
  chunkLength: number,
  seen: { consumed: number },
): AsyncGenerator<Uint8Array, void, undefined> {
  for (let at = 0; at < bytes.length; at += chunkLength) {
    const chunk = bytes.subarray(at, at + chunkLength)
    seen.consumed += chunk.length
    yield chunk
  }
}
