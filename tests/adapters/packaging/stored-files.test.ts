import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { createPackageStore } from '../../../shared/adapters/packaging/package-store.ts'
import { memoryBlobs } from '../../support/memory-blobs.ts'
import { aFile, aKey, chunked, collect, content, nameOf, noLimit, smallShape, sumsOf } from './samples.ts'

const file = aFile('file1')

function smallStore(chunkLength?: number) {
  const blobs = memoryBlobs(chunkLength)
  return { blobs, store: createPackageStore({ blobs, shape: smallShape }) }
}

test('a file comes back as it was given, whatever its length and the pieces it travels in', async () => {
  const piece = fc.integer({ min: 1, max: 700 })
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 2_000 }), piece, piece, async (length, given, read) => {
      const { store } = smallStore(read)
      const key = aKey()
      const stored = await store.storeFile(file, key, chunked(content(length), given), noLimit)

      assert.deepEqual(stored, sumsOf(content(length)))
      assert.deepEqual(await collect(await store.readFile(file, key)), content(length))
    }),
  )
})

test('a file of several full segments of 1 MiB and blocks of 4 comes back, whole and in ranges', async () => {
  const blobs = memoryBlobs()
  const store = createPackageStore({ blobs })
  const key = aKey()
  const whole = randomBytes(6 * 2 ** 20 + 12_345)
  await store.storeFile(file, key, chunked(whole, 65_536), noLimit)

  assert.ok(whole.equals(await collect(await store.readFile(file, key))))
  const range = { start: 2 ** 20 - 100, end: 3 * 2 ** 20 + 5 }
  assert.ok(
    whole.subarray(range.start, range.end).equals(await collect(await store.readFile(file, key, range))),
  )
})

test('any range of a file is the same slice of it, also past its end', async () => {
  const { store } = smallStore(37)
  const key = aKey()
  const whole = content(5_003)
  await store.storeFile(file, key, chunked(whole, 999), noLimit)

  await fc.assert(
    fc.asyncProperty(fc.nat(5_200), fc.nat(5_200), async (start, length) => {
      const range = { start, end: start + length }
      assert.deepEqual(
        await collect(await store.readFile(file, key, range)),
        whole.subarray(start, range.end),
      )
    }),
    { numRuns: 1_000 },
  )
})

test('an empty or upside-down range is nothing', async () => {
  const { store } = smallStore()
  const key = aKey()
  await store.storeFile(file, key, chunked(content(900), 100), noLimit)

  for (const range of [
    { start: 5, end: 5 },
    { start: 900, end: 900 },
    { start: 5_000, end: 2 },
  ]) {
    assert.equal((await collect(await store.readFile(file, key, range))).length, 0)
  }
})

test('a file of another length at every place around the ends of segments reads whole and in part', async () => {
  for (let length = 170; length <= 460; length += 1) {
    const { store } = smallStore()
    const key = aKey()
    await store.storeFile(file, key, chunked(content(length), 64), noLimit)

    assert.deepEqual(await collect(await store.readFile(file, key)), content(length))
    const tail = await store.readFile(file, key, { start: length - 3, end: length + 50 })
    assert.deepEqual(await collect(tail), content(length).subarray(length - 3))
  }
})

test('nothing of a file lies readable in the store', async () => {
  const { blobs, store } = smallStore()
  await store.storeFile(file, aKey(), chunked(Buffer.from('Anna Jensen '.repeat(200)), 100), noLimit)

  assert.equal(blobs.bytesOf(nameOf(file))?.includes('Anna'), false)
})

test('the same file stored twice is another ciphertext each time', async () => {
  const key = aKey()
  const [one, other] = [smallStore(), smallStore()]
  for (const { store } of [one, other]) await store.storeFile(file, key, chunked(content(500), 100), noLimit)

  assert.notDeepEqual(one.blobs.bytesOf(nameOf(file)), other.blobs.bytesOf(nameOf(file)))
})

test('a file past its limit is refused and leaves nothing behind', async () => {
  const { blobs, store } = smallStore()

  const outcome = await store.storeFile(file, aKey(), chunked(content(5_000), 100), 4_999)

  assert.equal(outcome, 'tooLarge')
  assert.equal(await blobs.size(nameOf(file)), undefined)
  assert.deepEqual(await blobs.staged(nameOf(file)), [])
})

test('a file of exactly its limit is kept', async () => {
  const { store } = smallStore()

  assert.deepEqual(
    await store.storeFile(file, aKey(), chunked(content(5_000), 100), 5_000),
    sumsOf(content(5_000)),
  )
})

test('an upload that breaks off leaves nothing behind and says why', async () => {
  const { blobs, store } = smallStore()
  async function* broken() {
    yield* chunked(content(3_000), 100)
    throw new Error('the connection was lost')
  }

  await assert.rejects(store.storeFile(file, aKey(), broken(), noLimit), {
    message: 'the connection was lost',
  })

  assert.deepEqual(await blobs.staged(nameOf(file)), [])
})

test('neither a broken nor a refused upload takes away what was committed under its name before', async () => {
  const { blobs, store } = smallStore()
  const key = aKey()
  await store.storeFile(file, key, chunked(content(300), 100), noLimit)

  assert.equal(await store.storeFile(file, key, chunked(content(9_000), 100), 8_000), 'tooLarge')
  await assert.rejects(store.storeFile(file, key, chunked(content(301), 100), noLimit), {
    message: 'another content was committed under this name',
  })

  assert.deepEqual(await collect(await store.readFile(file, key)), content(300))
  assert.notEqual(await blobs.size(nameOf(file)), undefined)
})

test('storing the same content again under the same name counts as done', async () => {
  const { store } = smallStore()
  const key = aKey()
  const first = await store.storeFile(file, key, chunked(content(300), 100), noLimit)

  assert.deepEqual(await store.storeFile(file, key, chunked(content(300), 7), noLimit), first)
})

test('a file that is gone is undefined, and one that goes while it is read is an error', async () => {
  const { blobs, store } = smallStore()
  const key = aKey()
  assert.equal(await store.readFile(file, key), undefined)
  await store.storeFile(file, key, chunked(content(300), 100), noLimit)
  const pieces = await store.readFile(file, key)

  await blobs.remove(nameOf(file))

  await assert.rejects(collect(pieces), { message: 'ciphertext refused: the blob is gone' })
})

test('a lost block stops the commit', async () => {
  const blobs = memoryBlobs()
  const forgetful = { ...blobs, stage: () => Promise.resolve() }
  const store = createPackageStore({ blobs: forgetful, shape: smallShape })

  await assert.rejects(store.storeFile(file, aKey(), chunked(content(10), 10), noLimit), {
    message: /^block \d+ was lost before its commit$/,
  })
})
