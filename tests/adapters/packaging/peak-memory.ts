/** A process of its own for the memory test: writes or reads so many MiB with a store that keeps none, prints its peak. */
import { peakMemoryMiB } from '../../../bench/measure.ts'
import { createPackageStore } from '../../../shared/adapters/packaging/package-store.ts'
import type { BlobStore } from '../../../shared/application/ports/blobs.ts'
import { ok } from '../../../shared/kernel/result.ts'
import { memoryBlobs } from '../../support/memory-blobs.ts'
import { aFile, at, noLimit } from './samples.ts'

const MiB = 2 ** 20
const [mode, megabytes] = [process.argv[2], Number(process.argv[3])]
const key = Buffer.alloc(32, 1)
const source = aFile('source')
const sink = aFile('sink')

const sources = memoryBlobs()
const sinkBlobs: BlobStore = {
  ...sources,
  stage: () => Promise.resolve(),
  commit: () => Promise.resolve(ok({ sizeBytes: 0 })),
}

async function* generated(length: number): AsyncGenerator<Uint8Array, void, undefined> {
  const piece = Buffer.alloc(64 * 1024, 5)
  for (let sent = 0; sent < length; sent += piece.length) yield await Promise.resolve(piece)
}

const stored = await createPackageStore({ blobs: sources }).storeFile(
  source,
  key,
  generated(4 * MiB),
  noLimit,
)
if (stored === 'tooLarge') throw new Error('there is no limit here')

const store = createPackageStore({ blobs: sinkBlobs })
const entries = Array.from({ length: megabytes / 4 }, (_, index) => {
  return { path: String(index), modifiedAt: at, file: source, key, stored }
})
if (mode === 'write') {
  await store.storeFile(sink, key, generated(megabytes * MiB), noLimit)
  await store.buildPackage(sink, key, entries)
} else {
  for (const entry of entries) {
    for await (const piece of (await store.readFile(entry.file, key)) ?? []) void piece
  }
}

console.log(peakMemoryMiB())
