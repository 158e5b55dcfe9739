/** Blob stores for measuring: one keeps sources in memory, one throws away what is staged and only counts it. */
import type { BlobName, BlobStore } from '../shared/application/ports/blobs.ts'
import { err, ok } from '../shared/kernel/result.ts'

const chunkLength = 64 * 1024

/** Keeps everything, and reads it back in chunks of 64 KiB as a socket or a file would. */
export function keepingBlobs(): BlobStore {
  const staged = new Map<string, Map<number, Uint8Array>>()
  const committed = new Map<string, Uint8Array>()
  return {
    stage: (blob, number, bytes) => {
      const blocks = staged.get(blob.name) ?? new Map<number, Uint8Array>()
      staged.set(blob.name, blocks.set(number, Uint8Array.from(bytes)))
      return Promise.resolve()
    },
    staged: () => Promise.resolve([]),
    commit: ({ name }, numbers) => {
      if (committed.has(name)) return Promise.resolve(err({ code: 'exists' }))
      const blocks = numbers.map((number) => staged.get(name)?.get(number) ?? new Uint8Array(0))
      const bytes = Buffer.concat(blocks)
      committed.set(name, bytes)
      staged.delete(name)
      return Promise.resolve(ok({ sizeBytes: bytes.length }))
    },
    read: ({ name }, range) => {
      const bytes = committed.get(name)
      return Promise.resolve(bytes && inChunks(bytes.subarray(range?.start ?? 0, range?.end)))
    },
    size: ({ name }) => Promise.resolve(committed.get(name)?.length),
    remove: ({ name }) => Promise.resolve(void committed.delete(name)),
    list: () => Promise.resolve({ names: [...committed.keys()] }),
  }
}

/** Reads from `sources`; what is written is counted and gone. */
export function discardingBlobs(sources: BlobStore): BlobStore & { readonly discardedBytes: () => number } {
  let discarded = 0
  return {
    ...sources,
    stage: (_blob: BlobName, _number, bytes) => {
      discarded += bytes.length
      return Promise.resolve()
    },
    commit: () => Promise.resolve(ok({ sizeBytes: discarded })),
    discardedBytes: () => discarded,
  }
}

async function* inChunks(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  for (let at = 0; at < bytes.length; at += chunkLength) {
    yield await Promise.resolve(bytes.subarray(at, at + chunkLength))
  }
}
