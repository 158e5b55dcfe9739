import { test, type TestContext } from 'node:test'
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'

import { createApp } from '../../../shared/composition/app.ts'
import { DependencyUnavailable } from '../../../shared/application/ports/unavailable.ts'
import { requestLimits } from '../../../shared/domain/requests/limits.ts'
import { err } from '../../../shared/kernel/result.ts'
import { must, openOffice, refusal } from '../../support/application.ts'
import type { Office } from '../../support/application.ts'
import { bytesOf, streamOf } from '../../support/streams.ts'
import { aRequest } from '../../support/request-stages.ts'

const block = 8 * 1024 ** 2
const bytes = Buffer.alloc(2 * block + 5, 'indsigt ')
const part = (number: number) => bytes.subarray(number * block, (number + 1) * block)
const sha256 = createHash('sha256').update(bytes).digest('hex')

async function begun(t: TestContext, sizeBytes = bytes.length, source?: string) {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').made()
  const ref = { actor: office.as('user'), requestId: request.requestId }
  const upload = await office.app.uploads.begin({
    ...{ ...ref, name: 'journal.bin', contentType: 'application/octet-stream', sizeBytes },
    ...(source === undefined ? {} : { source }),
  })
  const { uploadId, blockSizeBytes } = must(upload)
  const named = { ...ref, uploadId }
  const put = (number: number, content: Uint8Array = part(number)) =>
    office.app.uploads.putBlock({ ...named, number, content: streamOf(content) })
  return { office, request, ref, blockSizeBytes, named, put, ...office.app.uploads }
}

test('a file comes in blocks, in any order and with an interruption, and is whole', async (t) => {
  const { office, request, ref, blockSizeBytes, named, put, status, commit } = await begun(
    t,
    bytes.length,
    'caseFiles',
  )
  assert.equal(blockSizeBytes, block)
  must(await put(2))
  must(await put(0))
  assert.deepEqual(must(await status(named)).received, [0, 2])
  assert.equal(refusal(await commit(named)), 'uploadIncomplete')

  must(await put(1))
  const stored = must(await commit({ ...named, sha256: sha256.toUpperCase() }))

  assert.deepEqual(stored, { name: 'journal.bin', sizeBytes: bytes.length, sha256 })
  const found = must(await office.app.readFile({ ...ref, name: 'journal.bin' }))
  assert.ok((await bytesOf(found.content)).equals(bytes))
  const state = await office.stateOf(request)
  assert.equal(state.sources.find(({ sourceId }) => sourceId === 'caseFiles')?.state, 'filled')
})

test('after the commit the blocks are gone, and whoever lost its answer gets it again', async (t) => {
  const { office, request, named, put, status, commit } = await begun(t, 3)
  must(await put(0, Buffer.from('abc')))
  const first = must(await commit(named))

  const { names } = await office.ports.blobs.list('demo', `${request.requestId}/`)
  assert.equal(names.length, 1)
  const { version } = await office.stateOf(request)
  assert.deepEqual(must(await commit(named)), first)
  must(await put(0, Buffer.from('abc')))
  assert.deepEqual(must(await status(named)).received, [0])
  assert.equal((await office.stateOf(request)).version, version)
  assert.deepEqual((await office.ports.blobs.list('demo', `${request.requestId}/`)).names, names)
})

test('once its file is replaced or taken out, an upload is no more', async (t) => {
  for (const end of ['replaced', 'removed'] as const) {
    const { office, ref, named, put, status, commit } = await begun(t, 3)
    must(await put(0, Buffer.from('abc')))
    must(await commit(named))
    const name = 'journal.bin'
    const file = { ...ref, name, contentType: 'text/plain', content: streamOf('another') }
    must<unknown>(
      end === 'replaced' ? await office.app.putFile(file) : await office.app.removeFile({ ...ref, name }),
    )

    assert.equal(refusal(await status(named)), 'uploadNotFound')
    assert.equal(refusal(await commit(named)), 'uploadNotFound')
    assert.equal(refusal(await put(0, Buffer.from('abc'))), 'uploadNotFound')
  }
})

test('a block that is sent again replaces what it sent before', async (t) => {
  const { office, ref, named, put, commit } = await begun(t, 3)
  must(await put(0, Buffer.from('abc')))
  must(await put(0, Buffer.from('xyz')))
  must(await commit(named))

  const found = must(await office.app.readFile({ ...ref, name: 'journal.bin' }))
  assert.equal((await bytesOf(found.content)).toString(), 'xyz')
})

test('a block of a wrong size is refused and not kept, and a block that does not exist is none', async (t) => {
  const { named, put, status } = await begun(t)

  assert.equal(refusal(await put(0, Buffer.alloc(block - 1))), 'blockSizeWrong')
  assert.equal(refusal(await put(2, Buffer.alloc(6))), 'blockSizeWrong')
  for (const number of [-1, 3, 0.5, Number.NaN])
    assert.equal(refusal(await put(number, Buffer.alloc(1))), 'blockOutOfRange')
  assert.deepEqual(must(await status(named)).received, [])
})

test('a checksum that does not fit keeps the blocks and no file', async (t) => {
  const { office, ref, named, put, status, commit } = await begun(t, 3)
  must(await put(0, Buffer.from('abc')))

  assert.equal(refusal(await commit({ ...named, sha256 })), 'checksumMismatch')

  assert.deepEqual(must(await status(named)).received, [0])
  assert.equal(refusal(await office.app.readFile({ ...ref, name: 'journal.bin' })), 'fileNotFound')
  assert.ok((await commit(named)).ok)
})

test('an empty file has no blocks', async (t) => {
  const { named, commit } = await begun(t, 0)

  assert.equal(must(await commit(named)).sizeBytes, 0)
})

test('a file beyond 50 GiB, and one of an unknown source, are refused before they begin', async (t) => {
  const { ref, begin } = await begun(t)
  const file = { ...ref, name: 'a', contentType: 'a/b' }

  assert.equal(refusal(await begin({ ...file, sizeBytes: 50 * 1024 ** 3 + 1 })), 'bodyTooLarge')
  assert.equal(refusal(await begin({ ...file, sizeBytes: 1, source: 'atlantis' })), 'sourceUnknown')
})

test('an upload that nobody goes on with for a day ends, and is swept with its blocks', async (t) => {
  const { office, request, named, put, status, commit } = await begun(t)
  must(await put(0))
  office.clock.pass({ hours: 23 })
  must(await put(1))
  office.clock.pass({ hours: 23 })
  assert.equal(await office.app.sweepUploads(100), 0)
  assert.deepEqual(must(await status(named)).received, [0, 1], 'a block gives it another day')

  office.clock.pass({ hours: 1 })
  for (const answer of [await status(named), await put(2), await commit(named)])
    assert.equal(refusal(answer), 'uploadNotFound')
  assert.equal(await office.app.sweepUploads(100), 1)

  assert.deepEqual((await office.ports.blobs.list('demo', `${request.requestId}/`)).names, [])
  assert.equal(await office.app.sweepUploads(100), 0)
})

test('what became a file is swept by nobody, and its answer is given again for a week', async (t) => {
  const { office, ref, named, put, commit } = await begun(t, 3)
  must(await put(0, Buffer.from('abc')))
  const first = must(await commit(named))
  office.clock.pass({ days: 6 })

  assert.equal(await office.app.sweepUploads(100), 0)
  assert.deepEqual(must(await commit(named)), first)
  office.clock.pass({ days: 1 })
  assert.equal(refusal(await commit(named)), 'uploadNotFound')
  must(await office.app.readFile({ ...ref, name: 'journal.bin' }))
})

test('an upload is given up by whoever began it, with its blocks, and once', async (t) => {
  const { office, request, ref, named, put, cancel, commit } = await begun(t, 3)
  must(await put(0, Buffer.from('abc')))
  const { names } = await office.ports.blobs.list('demo', `${request.requestId}/`)
  assert.equal(names.length, 1)
  await office.app.assignRequest({ ...ref, actor: office.as('manager'), employeeId: 'second' })
  assert.equal(refusal(await cancel({ ...named, actor: office.as('second') })), 'uploadNotFound')

  must(await cancel(named))

  assert.deepEqual((await office.ports.blobs.list('demo', `${request.requestId}/`)).names, [])
  assert.equal(refusal(await commit(named)), 'uploadNotFound')
  assert.equal(refusal(await cancel(named)), 'uploadNotFound')
})

test('an upload that was given up halfway is given up when asked again', async (t) => {
  const { office, request, named, put, cancel, status } = await begun(t, 3)
  must(await put(0, Buffer.from('abc')))
  const { blobs } = office.ports
  const remove = () => Promise.reject(new DependencyUnavailable('blobs', 1))
  const failing = createApp({ ...office.ports, blobs: { ...blobs, remove } })
  await assert.rejects(failing.uploads.cancel(named), DependencyUnavailable)
  assert.equal(refusal(await status(named)), 'uploadNotFound')

  must(await cancel(named))

  assert.deepEqual((await blobs.list('demo', `${request.requestId}/`)).names, [])
})

test('what became a file is no upload that could be given up: the file stays', async (t) => {
  const { office, ref, named, put, cancel, commit } = await begun(t, 3)
  must(await put(0, Buffer.from('abc')))
  must(await commit(named))

  assert.equal(refusal(await cancel(named)), 'uploadNotFound')
  must(await office.app.readFile({ ...ref, name: 'journal.bin' }))
})

/** A block at this very moment: the upload is not what whoever ends it has read. */
function overtakenOnce(office: Office): Office {
  const { documents } = office.ports
  let isFirst = true
  const batch: typeof documents.batch = (partition, writes) => {
    const overtakes = isFirst && writes.some((write) => write.kind === 'replace')
    if (overtakes) isFirst = false
    return overtakes
      ? Promise.resolve(err({ code: 'versionConflict', index: 0 }))
      : documents.batch(partition, writes)
  }
  return { ...office, app: createApp({ ...office.ports, documents: { ...documents, batch } }) }
}

test('an upload that went on while it was given up is not given up', async (t) => {
  const { office, named, put, status } = await begun(t, 3)

  assert.equal(refusal(await overtakenOnce(office).app.uploads.cancel(named)), 'versionConflict')
  must(await put(0, Buffer.from('abc')))
  assert.deepEqual(must(await status(named)).received, [0])
})

test('two blocks at the same moment both come, whichever of them tells that it goes on', async (t) => {
  const { office, named, status } = await begun(t)
  office.clock.pass({ hours: 2 })
  const block = { ...named, number: 1, content: streamOf(part(1)) }

  must(await overtakenOnce(office).app.uploads.putBlock(block))
  assert.deepEqual(must(await status(named)).received, [1])
})

const fromPage = { name: 'journal.bin', contentType: 'application/octet-stream', sameFile: '1763800000000' }

test('a page goes on with an interrupted upload of the same file, and of no other', async (t) => {
  const { office, ref, begin } = await begun(t)
  const file = { ...ref, ...fromPage, sizeBytes: bytes.length }
  const first = must(await begin(file))

  assert.deepEqual(must(await begin(file)), first)
  for (const other of [
    { name: 'other.bin' },
    { sizeBytes: 3 },
    { sameFile: '1763800000001' },
    { source: 'caseFiles' },
  ])
    assert.notEqual(must(await begin({ ...file, ...other })).uploadId, first.uploadId)
  must(await office.app.assignRequest({ ...ref, actor: office.as('manager'), employeeId: 'second' }))
  assert.notEqual(must(await begin({ ...file, actor: office.as('second') })).uploadId, first.uploadId)
  office.clock.pass({ days: 1 })
  assert.notEqual(must(await begin(file)).uploadId, first.uploadId)
})

test('a page always finds room: of its own that lie about, the one that is idle longest ends', async (t) => {
  const { office, ref, named, put, status, begin } = await begun(t, 3)
  office.clock.pass({ hours: 2 })
  const others = Array.from({ length: requestLimits.uploadsInProgress - 1 }, (_, i) => `${i}.bin`)
  for (const name of others) must(await begin({ ...ref, ...fromPage, name, sizeBytes: 1 }))
  assert.equal(
    refusal(await begin({ ...ref, name: 'one.bin', contentType: 'a/b', sizeBytes: 1 })),
    'limitReached',
    'a program knows what it began, and gives it up itself',
  )
  must(await office.app.assignRequest({ ...ref, actor: office.as('manager'), employeeId: 'second' }))
  const second = { ...ref, actor: office.as('second'), ...fromPage, sizeBytes: 1 }
  must(await begin(second))
  assert.equal(
    refusal(await overtakenOnce(office).app.uploads.begin({ ...ref, ...fromPage, sizeBytes: 1 })),
    'limitReached',
  )
  must(await status(named))

  must(await begin({ ...ref, ...fromPage, sizeBytes: 1 }))

  assert.equal(refusal(await put(0, Buffer.from('abc'))), 'uploadNotFound')
})

test('an upload that the store will not begin, and that nobody began before, is told as a conflict', async (t) => {
  const office = await openOffice(t, {
    through: (ports) => ({
      ...ports,
      documents: {
        ...ports.documents,
        batch: async (partition, writes) =>
          writes.some((write) => write.kind === 'create' && write.value.id.startsWith('upload:'))
            ? err({ code: 'exists', index: 0 })
            : ports.documents.batch(partition, writes),
      },
    }),
  })
  const { requestId } = await aRequest(office).verified().assignedTo('user').made()

  const refused = await office.app.uploads.begin({
    ...{ actor: office.as('user'), requestId, name: 'a.bin', contentType: 'text/plain', sizeBytes: 1 },
  })

  assert.equal(refusal(refused), 'versionConflict')
})

test('the same beginning twice at the same moment begins one upload', async (t) => {
  const office = await openOffice(t)
  const { requestId } = await aRequest(office).verified().assignedTo('user').made()
  const begin = () =>
    office.app.uploads.begin({
      ...{ actor: office.as('user'), requestId, name: 'a.bin', contentType: 'text/plain', sizeBytes: 1 },
      idempotency: { key: 'once', bodyHash: 'same' },
    })

  const [one, other] = await Promise.all([begin(), begin()])

  assert.deepEqual(must(one), must(other))
})
