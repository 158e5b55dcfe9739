import assert from 'node:assert/strict'
import { after, test } from 'node:test'

import { createBlobStore } from '../../../shared/adapters/blob-storage/blobs.ts'
import { createShareStore } from '../../../shared/adapters/blob-storage/shares.ts'
import type { BlobStore } from '../../../shared/application/ports/blobs.ts'
import type { ShareStore } from '../../../shared/application/ports/shares.ts'
import { startAzurite } from '../../support/blob-storage/azurite.ts'
import { blobStoreContract } from '../../support/contracts/blob-store.ts'
import { shareStoreContract } from '../../support/contracts/share-store.ts'
import { failedChecks } from '../../support/contracts/suite.ts'

const azurite = await startAzurite()
after(azurite.close)

const settings = () => ({ connectionString: azurite.account().connectionString() })
const close = async () => {}

/** The checks that fail when this is changed about the adapter. */
const seenOfBlobs = (change: (blobs: BlobStore) => Partial<BlobStore>): Promise<readonly string[]> => {
  const open = async () => {
    const blobs = createBlobStore(settings())
    return { blobs: { ...blobs, ...change(blobs) }, close }
  }
  return failedChecks((register) => blobStoreContract('planted', open, register))
}

const seenOfShares = (change: (shares: ShareStore) => Partial<ShareStore>): Promise<readonly string[]> => {
  const open = async () => {
    const shares = createShareStore(settings())
    return { shares: { ...shares, ...change(shares) }, close }
  }
  return failedChecks((register) => shareStoreContract('planted', open, register))
}

test('the suite sees that a commit wrote over what was there', async () => {
  const failed = await seenOfBlobs((blobs) => ({
    commit: async (blob, numbers) => {
      const outcome = await blobs.commit(blob, numbers)
      return outcome.ok || outcome.error.code !== 'exists' ? outcome : { ok: true, value: { sizeBytes: 0 } }
    },
  }))

  assert.deepEqual(failed, [
    'a blob is committed once, and a late block changes nothing of it',
    'of many who commit the same blob exactly one succeeds',
  ])
})

test('the suite sees that blocks were committed by their numbers and not in the order of the list', async () => {
  const failed = await seenOfBlobs((blobs) => ({
    commit: (blob, numbers) => {
      const sorted = numbers.toSorted((a, b) => a - b)
      return blobs.commit(blob, sorted)
    },
  }))

  assert.deepEqual(failed, ['blocks that the list leaves out are no part of the blob'])
})

test('the suite sees that a range ended a byte too late', async () => {
  const failed = await seenOfBlobs((blobs) => ({
    read: (blob, range) =>
      blobs.read(blob, range?.end === undefined ? range : { start: range.start, end: range.end + 1 }),
  }))

  assert.deepEqual(failed, ['a range is cut out of the blob wherever its blocks end'])
})

test('the suite sees that only the committed blob was removed, and not what was staged', async () => {
  const failed = await seenOfBlobs((blobs) => ({
    remove: async (blob) => ((await blobs.size(blob)) === undefined ? undefined : blobs.remove(blob)),
  }))

  assert.deepEqual(failed, [
    'a removed blob is gone, with what was staged, and its name is free',
    'what was staged and never committed is found by whoever clears up',
  ])
})

test('the suite sees that a share stayed when it was destroyed', async () => {
  const failed = await seenOfShares((shares) => ({ destroy: async (name) => void (await shares.get(name)) }))

  assert.deepEqual(failed, [
    'a destroyed share is gone at once; destroying it again is no error',
    'every share is listed once, in the order of names, with the time at which it was put',
  ])
})

test('the suite sees that a share was put over another', async () => {
  const failed = await seenOfShares((shares) => ({
    put: async (name, share) => {
      await shares.destroy(name)
      await shares.put(name, share)
    },
  }))

  // Those who put it at the same time may or may not meet.
  assert.ok(failed.includes('a name in use is refused and keeps its share'))
})
