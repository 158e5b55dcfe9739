import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, test } from 'node:test'

import { createBlobStore } from '../../../shared/adapters/blob-storage/blobs.ts'
import { createPackageStore } from '../../../shared/adapters/packaging/package-store.ts'
import type { BlobStore } from '../../../shared/application/ports/blobs.ts'
import { seededBytes, sha256Of, streamed } from '../../http/support/bytes.ts'
import { startAzurite } from '../../support/blob-storage/azurite.ts'
import { heldBytes } from '../../support/held-bytes.ts'
import { aFile, at, noLimit } from '../packaging/samples.ts'

const azurite = await startAzurite()
after(azurite.close)

const mebibyte = 1024 ** 2
const length = 64 * mebibyte
/** Three segments, a block of four, and what the SDK and the sockets hold of them: 13 MiB, and room for what lies about. */
const mostHeld = 24 * mebibyte
/** Of the only file of a package: the name `recording` follows 30 bytes. */
const contentBegins = 39

const key = randomBytes(32)
const file = aFile('file1')

/** The most that is held while the pieces, or the blocks, go by; looked at every four MiB. */
function watch() {
  const before = heldBytes()
  const seen = { most: 0, times: 0 }
  const look = (): void => {
    seen.most = Math.max(seen.most, heldBytes() - before)
    seen.times += 1
  }
  async function* watched(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let sinceLook = 0
    for await (const piece of pieces) {
      yield piece
      sinceLook += piece.length
      if (sinceLook < 4 * mebibyte) continue
      look()
      sinceLook = 0
    }
  }
  const staging = (blobs: BlobStore): BlobStore => ({
    ...blobs,
    stage: async (...given) => {
      await blobs.stage(...given)
      look()
    },
  })
  return { seen, watched, staging }
}

test('64 MiB are stored, packed and read byte for byte, and little of it is ever held', async () => {
  const account = { connectionString: azurite.account().connectionString() }
  const blobs = createBlobStore(account)
  // The SDK is read with the first call, and is no part of what the contents take.
  await blobs.list('company1', '')
  const { seen, watched, staging } = watch()
  const store = createPackageStore({ blobs: staging(blobs) })
  const sha256 = await sha256Of(seededBytes('recording', 0, length))

  const stored = await store.storeFile(
    file,
    key,
    watched(streamed(seededBytes('recording', 0, length))),
    noLimit,
  )
  assert.ok(stored !== 'tooLarge')
  assert.deepEqual([stored.sizeBytes, stored.sha256], [length, sha256])

  const packed = aFile('package1')
  const entry = { path: 'recording', modifiedAt: at, file, key, stored }
  const zip = await store.buildPackage(packed, key, [entry])

  const whole = (await store.readFile(packed, key)) ?? assert.fail('there is no package')
  assert.equal(await sha256Of(watched(whole)), zip.sha256)
  const range = { start: contentBegins, end: contentBegins + length }
  const content = (await store.readFile(packed, key, range)) ?? assert.fail('there is no package')
  assert.equal(await sha256Of(watched(content)), sha256)

  assert.ok(seen.times >= 5 * 15, `looked ${seen.times} times`)
  assert.ok(seen.most < mostHeld, `${seen.most / mebibyte} MiB were held`)
})

test('readers who leave a package early leave no connection behind', async () => {
  const account = { connectionString: azurite.account().connectionString() }
  const store = createPackageStore({ blobs: createBlobStore(account) })
  await store.storeFile(file, key, streamed(seededBytes('recording', 0, 24 * mebibyte)), noLimit)
  const before = await azurite.connections()

  const readers = Array.from({ length: 10 }, async () => {
    for await (const _ of (await store.readFile(file, key)) ?? []) break
  })
  await Promise.all(readers)

  await untilAtMost(before, azurite.connections)
})

async function untilAtMost(most: number, count: () => Promise<number>): Promise<void> {
  for (let tries = 0; (await count()) > most; tries += 1) {
    assert.ok(tries < 1000, `${await count()} are open still, and ${most} were before`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
