import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { createPackageStore } from '../../../shared/adapters/packaging/package-store.ts'
import type { PackageEntry } from '../../../shared/application/ports/packages.ts'
import { memoryBlobs } from '../../support/memory-blobs.ts'
import { aFile, aKey, at, chunked, collect, nameOf, noLimit } from './samples.ts'

const segmentLength = 2 ** 20
const file = aFile('file1')

async function aLargeFile(length = 9 * segmentLength) {
  const blobs = memoryBlobs()
  const store = createPackageStore({ blobs })
  const key = aKey()
  const whole = randomBytes(length)
  const stored = await store.storeFile(file, key, chunked(whole, 50_000), noLimit)
  return { blobs, store, key, whole, stored: stored === 'tooLarge' ? assert.fail(stored) : stored }
}

const peakMiB = (mode: 'write' | 'read', megabytes: number): number => {
  const script = fileURLToPath(new URL('peak-memory.ts', import.meta.url))
  return Number(execFileSync(process.execPath, [script, mode, String(megabytes)], { encoding: 'utf8' }))
}

test('storing and packing 256 MiB takes hardly more memory than 16 MiB', () => {
  const [small, large] = [peakMiB('write', 16), peakMiB('write', 256)]

  assert.ok(large - small <= 16, `${String(small)} MiB, then ${String(large)} MiB`)
})

/** What a reader let go of waits for the collector, which lets some tens of MiB gather before it runs. */
test('reading 512 MiB takes no more memory than the collector leaves lying', () => {
  const [small, large] = [peakMiB('read', 16), peakMiB('read', 512)]

  assert.ok(large - small <= 128, `${String(small)} MiB, then ${String(large)} MiB`)
})

test('a slow reader is never read ahead of by more than two segments', async () => {
  const { blobs, store, key } = await aLargeFile()
  const before = blobs.reads.length
  let taken = 0
  for await (const piece of (await store.readFile(file, key)) ?? []) {
    const consumed = blobs.reads.slice(before).reduce((sum, read) => sum + read.consumed, 0)
    assert.ok(
      consumed - taken <= 2 * segmentLength,
      `${String(consumed)} read when ${String(taken)} were taken`,
    )
    taken += piece.length
  }
  assert.equal(taken, 9 * segmentLength)
})

test('a reader who stops makes nothing more be read', async () => {
  const { blobs, store, key } = await aLargeFile()
  for await (const _ of (await store.readFile(file, key)) ?? []) break

  assert.ok(blobs.reads.reduce((sum, read) => sum + read.consumed, 0) <= 2 * segmentLength)
})

test('nothing is read before the first piece is asked for', async () => {
  const { blobs, store, key } = await aLargeFile()

  await store.readFile(file, key)
  await store.readFile(file, key, { start: 0, end: noLimit })

  assert.deepEqual(blobs.reads, [])
})

test('the first byte at any place costs the header and one segment', async () => {
  const { blobs, store, key, whole } = await aLargeFile()
  for (const start of [0, 5, 4_000_000, 9_000_000]) {
    const before = blobs.reads.length
    const got = await collect(await store.readFile(file, key, { start, end: start + 1 }))

    assert.deepEqual(got, whole.subarray(start, start + 1))
    const reads = blobs.reads.slice(before).map((read) => read.end - read.start)
    assert.ok(reads.length <= 2)
    assert.ok(reads.reduce((sum, length) => sum + length, 0) <= segmentLength + 74)
  }
})

test('a range past the end first has the last segment prove where the end is', async () => {
  const { blobs, store, key } = await aLargeFile()
  const before = blobs.reads.length

  const pieces = await store.readFile(file, key, { start: 10, end: noLimit })
  await pieces?.[Symbol.asyncIterator]().next()

  const size = blobs.bytesOf(nameOf(file))?.length
  assert.deepEqual(
    blobs.reads.slice(before).map((read) => read.end === size),
    [false, true, true],
  )
})

test('a source is asked for the next piece only when the store has taken the one before', async () => {
  const blobs = memoryBlobs()
  let staging = 0
  let askedWhileStaging = 0
  const slow = {
    ...blobs,
    stage: async (...parameters: Parameters<typeof blobs.stage>) => {
      staging += 1
      await new Promise((resolve) => setImmediate(resolve))
      await blobs.stage(...parameters)
      staging -= 1
    },
  }
  async function* watched() {
    for await (const piece of chunked(randomBytes(9 * segmentLength), 100_000)) {
      askedWhileStaging += staging
      yield piece
    }
  }

  await createPackageStore({ blobs: slow }).storeFile(file, aKey(), watched(), noLimit)

  assert.equal(askedWhileStaging, 0)
})

test('pieces that a reader keeps stay as they were', async () => {
  const { store, key, whole } = await aLargeFile(3 * segmentLength)

  assert.ok(whole.equals(await collect(await store.readFile(file, key))))
})

test('a large package of full segments comes back as it was planned', async () => {
  const { store, key, whole, stored } = await aLargeFile(5 * segmentLength + 1)
  const target = aFile('package1')
  const entry: PackageEntry = { path: 'a.bin', modifiedAt: at, file, key, stored }

  const built = await store.buildPackage(target, key, [
    entry,
    { path: 'b.txt', modifiedAt: at, bytes: whole.subarray(0, 70_000) },
  ])

  const zip = await collect(await store.readFile(target, key))
  assert.equal(zip.length, built.sizeBytes)
  assert.ok(zip.subarray(35, 35 + whole.length).equals(whole))
})
