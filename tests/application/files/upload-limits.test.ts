import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import type { UploadLimits } from '../../../shared/domain/requests/upload-limits.ts'
import { must, openOffice, refusal } from '../../support/application.ts'
import { aRequest } from '../../support/request-stages.ts'
import { streamOf } from '../../support/streams.ts'

/** A desk whose company sets its limits while somebody uploads. */
async function aDesk(t: TestContext, uploads: Partial<UploadLimits> = {}) {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').made()
  const set = async (change: Partial<UploadLimits>) => {
    const asked = { actor: office.as('admin'), companyId: 'demo' }
    return must(await office.app.companySettings.change({ ...asked, change: { uploads: change } })).settings
  }
  await set(uploads)
  const of = { actor: office.as('user'), requestId: request.requestId }
  const about = (name: string) => ({ ...of, name, contentType: 'application/octet-stream' })
  const put = (name: string, content: string, sizeBytes?: number) =>
    office.app.putFile({
      ...about(name),
      content: streamOf(content),
      ...(sizeBytes === undefined ? {} : { sizeBytes }),
    })
  const begin = (name: string, sizeBytes: number) => office.app.uploads.begin({ ...about(name), sizeBytes })
  const sent = async (name: string, content: string) => {
    const { uploadId } = must(await begin(name, content.length))
    const upload = { ...of, uploadId }
    must(await office.app.uploads.putBlock({ ...upload, number: 0, content: streamOf(content) }))
    return () => office.app.uploads.commit(upload)
  }
  const blobs = async () => (await office.ports.blobs.list('demo', `${request.requestId}/`)).names.length
  return { office, request, of, about, set, put, begin, sent, blobs }
}

const refused = (code: string, rule: string) => ({ ok: false, error: { code, rule } })

/** Whoever reads it has read more than they were allowed. */
const unread = ReadableStream.from(
  (function* () {
    yield Buffer.from(String(assert.fail('the body was read')))
  })(),
)

test('what is told to be larger than the company takes is refused before any of it is read', async (t) => {
  const { office, about, begin, put } = await aDesk(t, { largestFileBytes: 10, totalBytes: 15, files: 2 })
  const offer = (name: string, sizeBytes: number) =>
    office.app.putFile({ ...about(name), content: unread, sizeBytes })

  assert.deepEqual(await offer('a', 11), refused('bodyTooLarge', 'largestFileBytes: 10 at most'))
  assert.deepEqual(await begin('a', 11), refused('bodyTooLarge', 'largestFileBytes: 10 at most'))
  must(await put('a', 'x'.repeat(10), 10))
  assert.deepEqual(await offer('b', 6), refused('limitReached', 'totalBytes: 15 at most'))
  assert.deepEqual(await begin('b', 6), refused('limitReached', 'totalBytes: 15 at most'))
  must(await put('b', 'x', 1))
  assert.deepEqual(await offer('c', 1), refused('limitReached', 'files: 2 at most'))
  assert.deepEqual(await begin('c', 1), refused('limitReached', 'files: 2 at most'))
})

test('what tells no length, or a wrong one, is cut where it goes beyond, and nothing of it is kept', async (t) => {
  const { put, blobs } = await aDesk(t, { largestFileBytes: 10, totalBytes: 15 })

  assert.deepEqual(await put('a', 'x'.repeat(11)), refused('bodyTooLarge', 'largestFileBytes: 10 at most'))
  assert.deepEqual(await put('a', 'x'.repeat(11), 3), refused('bodyTooLarge', 'largestFileBytes: 10 at most'))
  must(await put('a', 'x'.repeat(10)))
  assert.deepEqual(await put('b', 'x'.repeat(6)), refused('limitReached', 'totalBytes: 15 at most'))
  assert.equal(await blobs(), 1)
})

test('a file that takes the place of another has its room, and one that is taken out gives it back', async (t) => {
  const { office, request, of, put, begin } = await aDesk(t, { totalBytes: 15, files: 2 })
  must(await put('a', 'x'.repeat(10)))
  must(await put('b', 'x'.repeat(5)))

  must(await put('a', 'y'.repeat(9)))
  assert.equal((await office.stateOf(request)).fileBytes, 14)
  assert.ok((await begin('a', 10)).ok)
  assert.equal(refusal(await put('a', 'y'.repeat(11), 11)), 'limitReached')
  must(await office.app.removeFile({ ...of, name: 'b' }))
  const { fileBytes, fileCount } = await office.stateOf(request)
  assert.deepEqual([fileBytes, fileCount], [9, 1])
  must(await put('c', 'z'.repeat(6)))
})

test('two that come at once and are together too much do not both come in', async (t) => {
  const { put, blobs } = await aDesk(t, { totalBytes: 15 })

  const both = await Promise.all([put('a', 'x'.repeat(10), 10), put('b', 'x'.repeat(10), 10)])

  assert.deepEqual(both.map(({ ok }) => ok).sort(), [false, true])
  assert.equal(await blobs(), 1)
})

test('blocks are judged again when they become a file', async (t) => {
  const { sent, put, blobs } = await aDesk(t, { totalBytes: 15 })
  const commit = await sent('a', 'x'.repeat(10))
  must(await put('b', 'x'.repeat(10)))

  assert.deepEqual(await commit(), refused('limitReached', 'totalBytes: 15 at most'))
  assert.equal(await blobs(), 2, 'the blocks wait for room')
})

test('a company takes the types it chose by their bytes, whatever they are called, in one body and in blocks', async (t) => {
  const { put, sent, blobs } = await aDesk(t, { types: ['pdf', 'image'] })
  const pdf = '%PDF-1.7\n'
  const only = refused('fileTypeNotAllowed', 'types: pdf, image only')

  must(await put('a.pdf', pdf))
  must(await (await sent('b.pdf', pdf))())
  assert.deepEqual(await put('c.pdf', 'only text'), only)
  assert.deepEqual(await (await sent('d.pdf', 'only text'))(), only)
  assert.equal(await blobs(), 2)
})

test('a change holds for later uploads: what is stored or under way stays as it was', async (t) => {
  const { office, of, set, put, sent } = await aDesk(t)
  must(await put('a.txt', 'x'.repeat(10)))
  const commit = await sent('b.txt', 'x'.repeat(10))

  const { uploads } = await set({ largestFileBytes: 5, types: ['pdf'] })

  assert.deepEqual([uploads.largestFileBytes, uploads.files, uploads.types], [5, 500, ['pdf']])
  must(await commit())
  const { files } = must(await office.app.readContent(of))
  assert.deepEqual(files.map(({ name }) => name).sort(), ['a.txt', 'b.txt'])
  assert.equal(refusal(await put('c.txt', 'xx')), 'fileTypeNotAllowed')
  assert.equal(refusal(await put('c.txt', 'x'.repeat(6))), 'bodyTooLarge')
  assert.deepEqual(must(await office.app.viewProfile('demo')).uploads, uploads)
})

test('who set one limit keeps the others that were set', async (t) => {
  const { set } = await aDesk(t, { files: 7 })

  const { uploads } = await set({ totalBytes: 99 })

  assert.deepEqual([uploads.files, uploads.totalBytes], [7, 99])
})
