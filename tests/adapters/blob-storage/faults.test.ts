import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { after, test, type TestContext } from 'node:test'

import type { StoragePatience } from '../../../shared/adapters/blob-storage/account.ts'
import { BlobServiceClient } from '@azure/storage-blob'

import { azureContainer } from '../../../shared/adapters/blob-storage/names.ts'
import { createBlobStore } from '../../../shared/adapters/blob-storage/blobs.ts'
import { createShareStore } from '../../../shared/adapters/blob-storage/shares.ts'
import type { BlobStore } from '../../../shared/application/ports/blobs.ts'
import { DependencyUnavailable } from '../../../shared/application/ports/unavailable.ts'
import { startAzurite } from '../../support/blob-storage/azurite.ts'
import { faultsBefore } from '../../support/blob-storage/faults.ts'
import { textOf } from '../../support/contracts/blob-store.ts'

const azurite = await startAzurite()
after(azurite.close)

/** Enough for what goes well on a busy machine; what comes to a stand is told by the tests with less. */
const patience: StoragePatience = { callMs: 20_000, tryMs: 4_000, tries: 3, pauseMs: 1, idleMs: 1_000 }
const blob = { container: 'Company_1', name: 'r/a' }

async function opened(context: TestContext, wishes: Partial<StoragePatience> = {}) {
  const wire = await faultsBefore(azurite.address)
  context.after(wire.close)
  const account = azurite.account()
  const settings = {
    connectionString: account.connectionString(wire.address),
    patience: { ...patience, ...wishes },
  }
  return {
    wire,
    blobs: createBlobStore(settings),
    others: createBlobStore({ connectionString: account.connectionString() }),
    shares: createShareStore(settings),
  }
}

const unavailable = (dependency: string, retryAfterSeconds: number) => (error: unknown) =>
  error instanceof DependencyUnavailable &&
  error.dependency === dependency &&
  error.retryAfterSeconds === retryAfterSeconds

async function commitOf(blobs: BlobStore, bytes: Uint8Array): Promise<void> {
  await blobs.stage(blob, 0, bytes)
  assert.ok((await blobs.commit(blob, [0])).ok)
}

test('a commit whose answer was lost is known again as ours', async (context) => {
  const { wire, blobs } = await opened(context)
  await blobs.stage(blob, 7, Buffer.from('seven'))
  wire.next('PUT blocklist', { kind: 'answerLost' })

  assert.deepEqual(await blobs.commit(blob, [7]), { ok: true, value: { sizeBytes: 5 } })
  assert.equal(await textOf(blobs, blob), 'seven')
})

test('a commit that another made while our answer was lost is not taken for ours', async (context) => {
  const { wire, blobs, others } = await opened(context)
  await blobs.stage(blob, 0, Buffer.from('x'))
  wire.next('PUT blocklist', { kind: 'status', status: 500 })
  const ours = blobs.commit(blob, [0])
  const theirs = others.commit(blob, [0])

  assert.deepEqual((await Promise.all([ours, theirs])).filter(({ ok }) => ok).length, 1)
})

test('a share whose answer was lost is put once, and no error', async (context) => {
  const { wire, shares } = await opened(context)
  await shares.put('first', Buffer.alloc(32, 1))
  wire.next('PUT blob', { kind: 'answerLost' })

  await shares.put('one', Buffer.alloc(32, 2))

  assert.deepEqual(await shares.get('one'), Buffer.alloc(32, 2))
  wire.next('PUT blob', { kind: 'status', status: 503 })
  await assert.rejects(shares.put('one', Buffer.alloc(32, 3)), /exists/)
  assert.deepEqual(await shares.get('one'), Buffer.alloc(32, 2))
})

test('what no answer comes to is tried again, and given up in time', async (context) => {
  const { wire, blobs } = await opened(context, { tryMs: 500 })
  await commitOf(blobs, Buffer.from('x'))
  wire.next('HEAD blob', { kind: 'silence' })
  assert.equal(await blobs.size(blob), 1)

  wire.next('HEAD blob', { kind: 'silence' }, 3)
  await assert.rejects(blobs.size(blob), unavailable('blobs', 5))
})

test('a call ends when its whole time is over, whatever tries are left', async (context) => {
  const { wire, blobs } = await opened(context, { tryMs: 2_000, callMs: 80, tries: 50 })
  wire.next('HEAD blob', { kind: 'silence' })

  await assert.rejects(blobs.size(blob), unavailable('blobs', 5))
  assert.equal(wire.asked.length, 1)
})

test('a busy service is tried so often and no more, and then says when to come again', async (context) => {
  const { wire, blobs } = await opened(context)
  for (const status of [429, 500, 503]) {
    const before = wire.asked.length
    wire.next('HEAD blob', { kind: 'status', status }, 3)

    await assert.rejects(blobs.size(blob), unavailable('blobs', 5))
    assert.equal(wire.asked.length - before, 3)
  }
  wire.next('HEAD blob', { kind: 'status', status: 503 }, 2)
  assert.equal(await blobs.size(blob), undefined)
})

test('who is asked to wait for long is told so at once', async (context) => {
  const { wire, blobs, shares } = await opened(context)
  wire.next('HEAD blob', { kind: 'status', status: 503, retryAfter: '17' })
  await assert.rejects(blobs.size(blob), unavailable('blobs', 17))
  wire.next('GET blob', { kind: 'status', status: 429, retryAfter: '40' })
  await assert.rejects(shares.get('one'), unavailable('shares', 40))

  assert.equal(wire.asked.length, 2)
})

test('an account that lets nobody in is unavailable after one try, and the error names no address', async (context) => {
  const { wire, blobs } = await opened(context)
  wire.next('GET list', { kind: 'status', status: 403 })

  await assert.rejects(blobs.list('Company_1', 'prefix-nobody-sees'), (error: Error) => {
    assert.ok(unavailable('blobs', 30)(error))
    assert.doesNotMatch(`${error.stack} ${String(error.cause)}`, /nobody-sees|127\.0\.0\.1|Company/i)
    return true
  })
  assert.equal(wire.asked.length, 1)
})

test('an account that nobody answers for is unavailable', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  const gone = azurite.account().connectionString(`http://127.0.0.1:${port}`)

  await assert.rejects(
    createBlobStore({ connectionString: gone, patience }).size(blob),
    unavailable('blobs', 5),
  )
  await assert.rejects(
    createShareStore({ connectionString: gone, patience }).put('one', Buffer.alloc(32)),
    unavailable('shares', 5),
  )
})

test('a key is for emulators: no connection string opens the service itself', () => {
  for (const connectionString of [
    'AccountName=a;AccountKey=aw==;EndpointSuffix=core.windows.net',
    'AccountName=a;AccountKey=aw==;BlobEndpoint=https://a.blob.core.windows.net/',
    '',
  ]) {
    assert.throws(() => createBlobStore({ connectionString }), RangeError)
    assert.throws(() => createShareStore({ connectionString }), RangeError)
  }
  createBlobStore({ connectionString: 'UseDevelopmentStorage=true' })
})

const large = Buffer.from(Uint8Array.from({ length: 1_500_000 }, (_, at) => (at * 31) % 251))

test('a download that is cut goes on from its next byte, and the reader sees the whole', async (context) => {
  const { wire, blobs, others } = await opened(context)
  await commitOf(others, large)
  wire.next('GET blob', { kind: 'cut', bytes: 400_000 })
  wire.next('GET blob', { kind: 'cut', bytes: 300_000 })

  assert.equal(await textOf(blobs, blob), large.toString('latin1'))
  assert.equal(wire.asked.filter(({ operation }) => operation === 'GET blob').length, 3)
  assert.deepEqual(
    wire.asked.slice(-2).map(({ range }) => range?.split('-')[1]),
    ['1499999', '1499999'],
  )
})

test('a download that comes to a stand goes on, too', async (context) => {
  const { wire, blobs, others } = await opened(context, { tryMs: 300 })
  await commitOf(others, large)
  wire.next('GET blob', { kind: 'stall', bytes: 200_000 })

  assert.equal(await textOf(blobs, blob, { start: 5, end: 900_000 }), large.toString('latin1', 5, 900_000))
})

test('a download that breaks again and again without a byte is given up', async (context) => {
  const { wire, blobs, others } = await opened(context, { tryMs: 300 })
  await commitOf(others, large)
  wire.next('GET blob', { kind: 'cut', bytes: 1 }, 1)
  wire.next('GET blob', { kind: 'stall', bytes: 0 }, 4)

  await assert.rejects(textOf(blobs, blob), unavailable('blobs', 5))
})

test('a blob that is replaced while it is read is not mixed with the other', async (context) => {
  const { wire, blobs, others } = await opened(context)
  await commitOf(others, large)
  wire.next('GET blob', { kind: 'cut', bytes: 100_000 })
  const content = await blobs.read(blob)
  await others.remove(blob)
  await commitOf(others, Buffer.alloc(1_500_000, 9))

  await assert.rejects(async () => {
    for await (const _ of content ?? []);
  }, /while it was read/)
})

test('a reader who stops, or never begins, holds no connection', async (context) => {
  const { wire, blobs } = await opened(context, { idleMs: 50 })
  await commitOf(blobs, Buffer.alloc(20_000_000))

  for await (const _ of (await blobs.read(blob)) ?? []) break
  await until(() => wire.bodiesUnderWay() === 0)

  const ended = (await blobs.read(blob))?.[Symbol.asyncIterator]()
  await ended?.return?.()
  await until(() => wire.bodiesUnderWay() === 0)

  await blobs.read(blob)
  await until(() => wire.bodiesUnderWay() === 0)
})

test('a reader who rests lets go of the connection and misses nothing', async (context) => {
  const { wire, blobs } = await opened(context, { idleMs: 50 })
  await commitOf(blobs, Buffer.alloc(20_000_000, 5))

  let length = 0
  for await (const piece of (await blobs.read(blob)) ?? []) {
    if (length === 0) await until(() => wire.bodiesUnderWay() === 0)
    length += piece.length
  }

  assert.equal(length, 20_000_000)
  assert.equal(wire.asked.filter(({ operation }) => operation === 'GET blob').length, 2)
})

test('an account that keeps deleted blobs, or versions, gets no share', async (context) => {
  const kept = await opened(context)
  kept.wire.next('DELETE blob', { kind: 'header', name: 'x-ms-delete-type-permanent', value: 'false' })
  await assert.rejects(kept.shares.put('one', Buffer.alloc(32)), { code: 'storageAccountUnsuitable' })
  assert.equal(await kept.shares.get('one'), undefined)

  const versioned = await opened(context)
  // The first writes miss their container; the answer to the check's second try is what counts.
  versioned.wire.next('PUT blob', { kind: 'status', status: 503 })
  versioned.wire.next('PUT blob', { kind: 'header', name: 'x-ms-version-id', value: '2026' }, 3)
  await assert.rejects(versioned.shares.put('one', Buffer.alloc(32)), { code: 'storageAccountUnsuitable' })
  assert.equal(await versioned.shares.get('one'), undefined)
})

test('a share that was only put aside is not called destroyed', async (context) => {
  const { wire, shares } = await opened(context)
  await shares.put('one', Buffer.alloc(32))
  wire.next('DELETE blob', { kind: 'header', name: 'x-ms-delete-type-permanent', value: 'false' })

  await assert.rejects(shares.destroy('one'), { code: 'storageAccountUnsuitable' })
})

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; !isSo(); tries += 1) {
    assert.ok(tries < 500, 'it never came to that')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

test('what is removed is gone with every snapshot that somebody took of it', async () => {
  const connectionString = azurite.account().connectionString()
  const blobs = createBlobStore({ connectionString })
  await commitOf(blobs, Buffer.from('x'))
  const container = BlobServiceClient.fromConnectionString(connectionString).getContainerClient(
    azureContainer(blob.container),
  )
  await container.getBlobClient(blob.name).createSnapshot()

  await blobs.remove(blob)

  for await (const left of container.listBlobsFlat({ includeSnapshots: true })) assert.fail(left.name)
})
