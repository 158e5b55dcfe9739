import assert from 'node:assert/strict'
import { after, test } from 'node:test'

import type { BlobStore } from '../../../shared/application/ports/blobs.ts'
import type { ShareStore } from '../../../shared/application/ports/shares.ts'
import { createBlobStore as createAzureBlobs } from '../../../shared/adapters/blob-storage/blobs.ts'
import { createShareStore as createAzureShares } from '../../../shared/adapters/blob-storage/shares.ts'
import { createBlobStore } from '../../../shared/adapters/embedded/blobs.ts'
import { createShareStore } from '../../../shared/adapters/embedded/shares.ts'
import { startAzurite } from '../../support/blob-storage/azurite.ts'
import { blobStoreContract } from '../../support/contracts/blob-store.ts'
import { shareStoreContract } from '../../support/contracts/share-store.ts'
import { failedChecks } from '../../support/contracts/suite.ts'
import { temporaryFolder } from '../../support/contracts/temporary-folder.ts'

const azurite = await startAzurite()
after(azurite.close)

const settings = () => ({ connectionString: azurite.account().connectionString() })
const close = async () => {}

type Opened = { readonly blobs: BlobStore; readonly shares: ShareStore; readonly close: () => Promise<void> }

const homes: Readonly<Record<string, () => Opened>> = {
  'Blob Storage': () => ({
    blobs: createAzureBlobs(settings()),
    shares: createAzureShares(settings()),
    close,
  }),
  'the embedded home': () => {
    const { folder, remove } = temporaryFolder()
    return {
      blobs: createBlobStore(folder),
      shares: createShareStore(folder, () => new Date()),
      close: async () => remove(),
    }
  },
}

type Judge = (failed: readonly string[]) => void

const all =
  (...titles: readonly string[]): Judge =>
  (failed) =>
    assert.deepEqual(failed, titles)

/** Changes this about the adapter of each home; the checks that fail then are judged. */
function seenOfBlobs(what: string, change: (blobs: BlobStore) => Partial<BlobStore>, judge: Judge): void {
  for (const [home, open] of Object.entries(homes))
    test(`${home}: the suite sees that ${what}`, async () => {
      const planted = async () => {
        const { blobs, close } = open()
        return { blobs: { ...blobs, ...change(blobs) }, close }
      }
      judge(await failedChecks((register) => blobStoreContract('planted', planted, register)))
    })
}

function seenOfShares(what: string, change: (shares: ShareStore) => Partial<ShareStore>, judge: Judge): void {
  for (const [home, open] of Object.entries(homes))
    test(`${home}: the suite sees that ${what}`, async () => {
      const planted = async () => {
        const { shares, close } = open()
        return { shares: { ...shares, ...change(shares) }, close }
      }
      judge(await failedChecks((register) => shareStoreContract('planted', planted, register)))
    })
}

seenOfBlobs(
  'a commit wrote over what was there',
  (blobs) => ({
    commit: async (blob, numbers) => {
      const outcome = await blobs.commit(blob, numbers)
      return outcome.ok || outcome.error.code !== 'exists' ? outcome : { ok: true, value: { sizeBytes: 0 } }
    },
  }),
  all(
    'a blob is committed once, and a late block changes nothing of it',
    'of many who commit the same blob exactly one succeeds',
  ),
)

seenOfBlobs(
  'blocks were committed by their numbers and not in the order of the list',
  (blobs) => ({
    commit: (blob, numbers) => {
      const sorted = numbers.toSorted((a, b) => a - b)
      return blobs.commit(blob, sorted)
    },
  }),
  all('blocks that the list leaves out are no part of the blob'),
)

seenOfBlobs(
  'a range ended a byte too late',
  (blobs) => ({
    read: (blob, range) =>
      blobs.read(blob, range?.end === undefined ? range : { start: range.start, end: range.end + 1 }),
  }),
  all('a range is cut out of the blob wherever its blocks end'),
)

seenOfBlobs(
  'only the committed blob was removed, and not what was staged',
  (blobs) => ({
    remove: async (blob) => ((await blobs.size(blob)) === undefined ? undefined : blobs.remove(blob)),
  }),
  all(
    'a removed blob is gone, with what was staged, and its name is free',
    'what was staged and never committed is found by whoever clears up',
  ),
)

seenOfShares(
  'a share stayed when it was destroyed',
  (shares) => ({ destroy: async (name) => void (await shares.get(name)) }),
  all(
    'a destroyed share is gone at once; destroying it again is no error',
    'every share is listed once, in the order of names, with the time at which it was put',
  ),
)

seenOfShares(
  'a share was put over another',
  (shares) => ({
    put: async (name, share) => {
      await shares.destroy(name)
      await shares.put(name, share)
    },
  }),
  // Those who put it at the same time may or may not meet.
  (failed) => assert.ok(failed.includes('a name in use is refused and keeps its share')),
)
