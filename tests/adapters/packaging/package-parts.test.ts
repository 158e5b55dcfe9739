import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CiphertextRefused } from '../../../shared/adapters/packaging/floe-keys.ts'
import { createPackageStore } from '../../../shared/adapters/packaging/package-store.ts'
import type { BlobStore } from '../../../shared/application/ports/blobs.ts'
import type { PackageEntry, StoredPart } from '../../../shared/application/ports/packages.ts'
import { memoryBlobs } from '../../support/memory-blobs.ts'
import { aFile, aKey, at, collect, content, smallShape, sumsOf } from './samples.ts'
import { unzip } from './zip-tools.ts'

const file = aFile('parts')
const target = aFile('package')
const parts = [content(700), content(0), content(1), content(90), content(1300)]

async function stored() {
  const kept = memoryBlobs()
  const calls: string[] = []
  const blobs: BlobStore = {
    ...kept,
    read: (...given) => {
      calls.push('read')
      return kept.read(...given)
    },
  }
  const store = createPackageStore({ blobs, shape: smallShape })
  const key = aKey()
  const places = await store.storeParts(file, key, parts)
  const entryOf = (stored: StoredPart, index: number): PackageEntry => {
    return { path: `data/${String(index)}`, modifiedAt: at, file, key, stored }
  }
  return { store, key, places, calls, entryOf, blobs }
}

const unpacked = async (zip: Uint8Array): Promise<readonly Uint8Array[]> =>
  (await unzip(Buffer.from(zip))).map(({ bytes }) => bytes)

test('files that lie in one blob go into a package as they are, and the blob is read once', async () => {
  const { store, key, places, calls, entryOf } = await stored()
  const packageKey = aKey()

  await store.buildPackage(target, packageKey, places.map(entryOf))

  assert.equal(calls.length, 1)
  assert.deepEqual(await unpacked(await collect(await store.readFile(target, packageKey))), parts)
  assert.deepEqual(
    places,
    parts.map((bytes, index) => ({
      ...sumsOf(bytes),
      start: parts.slice(0, index).reduce((sum, { length }) => sum + length, 0),
    })),
  )
  assert.deepEqual(await collect(await store.readFile(file, key, { start: 701, end: 791 })), parts[3])
})

test('they may be taken in any order, and one of them again', async () => {
  const { store, places, entryOf } = await stored()
  const order = [4, 0, 3, 3]
  const packageKey = aKey()

  const entries = order.map((from, index) => entryOf(places[from] as StoredPart, index))
  await store.buildPackage(target, packageKey, entries)

  const files = await unpacked(await collect(await store.readFile(target, packageKey)))
  assert.deepEqual(
    files,
    order.map((from) => parts[from]),
  )
})

test('a part that is not what its record says goes into no package', async () => {
  const { store, places, entryOf, blobs } = await stored()
  const [first] = places
  assert.ok(first)
  const wrong: readonly Partial<StoredPart>[] = [
    { start: 1 },
    { sha256: '00'.repeat(32) },
    { crc32: first.crc32 ^ 1 },
    { sizeBytes: 699 },
    { sizeBytes: 10_000 },
  ]

  for (const change of wrong)
    await assert.rejects(
      store.buildPackage(target, aKey(), [entryOf({ ...first, ...change }, 0)]),
      CiphertextRefused,
    )

  await blobs.remove({ container: file.container, name: file.blob })
  await assert.rejects(store.buildPackage(target, aKey(), [entryOf(first, 0)]), CiphertextRefused)
})
