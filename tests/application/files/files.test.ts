import { test, type TestContext } from 'node:test'
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'

import type { PersonName } from '../../support/companies.ts'
import { must, openOffice, refusal } from '../../support/application.ts'
import { auditOf } from '../../support/audit.ts'
import { bytesOf, streamOf } from '../../support/streams.ts'
import { aRequest } from '../../support/request-stages.ts'

async function desk(t: TestContext) {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').made()
  const { requestId } = request
  const put = (name: string, text: string, source?: string, by: PersonName = 'user') =>
    office.app.putFile({
      ...{ actor: office.as(by), requestId, name, contentType: 'text/plain', content: streamOf(text) },
      ...(source === undefined ? {} : { source }),
    })
  const read = (name: string) => office.app.readFile({ actor: office.as('user'), requestId, name })
  const remove = (name: string) => office.app.removeFile({ actor: office.as('user'), requestId, name })
  const sourceState = async (id: string) =>
    (await office.stateOf(request)).sources.find(({ sourceId }) => sourceId === id)?.state
  const blobs = async () => (await office.ports.blobs.list('demo', `${requestId}/`)).names
  return { office, request, put, read, remove, sourceState, blobs }
}

test('a file comes back byte for byte, with its name, its type and its sum', async (t) => {
  const { put, read } = await desk(t)

  const stored = must(await put('Skade ½.txt', 'hej'))
  const found = must(await read('Skade ½.txt'))

  assert.deepEqual(stored, {
    ...{ name: 'Skade ½.txt', sizeBytes: 3 },
    sha256: createHash('sha256').update('hej').digest('hex'),
  })
  assert.equal(found.contentType, 'text/plain')
  assert.equal((await bytesOf(found.content)).toString(), 'hej')
})

test('the same name again replaces the file, and nothing of the old one is left', async (t) => {
  const { put, read, blobs } = await desk(t)
  must(await put('a.txt', 'first'))
  const [old] = await blobs()

  must(await put('a.txt', 'second'))

  assert.equal((await bytesOf(must(await read('a.txt')).content)).toString(), 'second')
  assert.equal((await blobs()).length, 1)
  assert.ok(!(await blobs()).includes(old ?? ''))
})

test('neither the name nor the content of a file can be read in the store', async (t) => {
  const { office, request, put } = await desk(t)
  must(await put('hemmelig.txt', 'diagnose'))

  const page = await office.ports.documents.query({
    container: 'requests',
    key: [request.companyId, request.requestId],
    limit: 1000,
  })

  assert.doesNotMatch(JSON.stringify(page.items), /hemmelig|diagnose/)
})

test('a file of a source fills it; the last one taken out leaves it waiting', async (t) => {
  const { put, remove, sourceState } = await desk(t)
  must(await put('a.txt', 'a', 'caseFiles'))
  must(await put('b.txt', 'b', 'caseFiles'))
  assert.equal(await sourceState('caseFiles'), 'filled')

  must(await remove('a.txt'))
  assert.equal(await sourceState('caseFiles'), 'filled')
  must(await remove('b.txt'))

  assert.equal(await sourceState('caseFiles'), 'waiting')
})

test('a file that moves to another source leaves the first one waiting, unless it has more', async (t) => {
  const { put, sourceState } = await desk(t)
  must(await put('a.txt', 'a', 'caseFiles'))

  must(await put('a.txt', 'a', 'webShop'))

  assert.equal(await sourceState('caseFiles'), 'waiting')
  assert.equal(await sourceState('webShop'), 'filled')
  must(await put('b.txt', 'b', 'webShop'))
  must(await put('b.txt', 'b'))
  assert.equal(await sourceState('webShop'), 'filled')
})

test('who reads a file or the forms is in the audit, once an hour for each, and no version changes by it', async (t) => {
  const { office, request, put, read } = await desk(t)
  must(await put('a.txt', 'a'))
  must(await put('b.txt', 'b'))
  const { revision } = await office.stateOf(request)
  const forms = async () => must(await office.app.readContent({ actor: office.as('user'), ...request }))
  const readings = async () =>
    (await auditOf(office).lines())
      .map(({ entry }) => entry)
      .filter((entry) => entry?.event === 'fileRead' || entry?.event === 'contentRead')

  for (const name of ['a.txt', 'a.txt', 'b.txt']) must(await read(name))
  await Promise.all([forms(), forms(), forms()])
  const within = await readings()
  office.clock.pass({ hours: 1 })
  must(await read('a.txt'))

  assert.deepEqual(within.map((entry) => entry?.event).toSorted(), ['contentRead', 'fileRead', 'fileRead'])
  assert.ok(within.every((entry) => JSON.stringify(entry).includes('"user"')))
  assert.equal((await readings()).length, 4)
  assert.equal((await office.stateOf(request)).revision, revision)
  assert.doesNotMatch(JSON.stringify(within), /a\.txt/)
})

test('a file that names no source is nobody’s answer, and a source that is unknown is refused', async (t) => {
  const { put, remove, sourceState } = await desk(t)
  must(await put('a.txt', 'a'))
  must(await remove('a.txt'))

  assert.equal(await sourceState('caseFiles'), 'waiting')
  assert.equal(refusal(await put('a.txt', 'a', 'atlantis')), 'sourceUnknown')
})

test('a file that is not there cannot be read or taken out', async (t) => {
  const { put, read, remove, blobs } = await desk(t)
  must(await put('a.txt', 'a'))
  must(await remove('a.txt'))

  assert.equal(refusal(await read('a.txt')), 'fileNotFound')
  assert.equal(refusal(await remove('a.txt')), 'fileNotFound')
  assert.deepEqual(await blobs(), [])
})

test('an upload that breaks off leaves nothing behind', async (t) => {
  const { office, request, read, blobs } = await desk(t)
  async function* broken(): AsyncIterable<Uint8Array> {
    yield new Uint8Array(2_000_000)
    throw new Error('the connection was lost')
  }
  const { requestId } = request

  await assert.rejects(
    office.app.putFile({
      ...{ actor: office.as('user'), requestId, name: 'a', contentType: 'a/b', content: broken() },
    }),
  )

  assert.deepEqual(await blobs(), [])
  assert.equal(refusal(await read('a')), 'fileNotFound')
})

test('a file that was sent while its sender lost the request is not kept', async (t) => {
  const { office, request, blobs } = await desk(t)
  const { requestId } = request
  async function* slow(): AsyncIterable<Uint8Array> {
    yield Buffer.from('a')
    must(await office.app.unassignRequest({ actor: office.as('manager'), requestId, employeeId: 'user' }))
  }

  const late = await office.app.putFile({
    ...{ actor: office.as('user'), requestId, name: 'a', contentType: 'a/b', content: slow() },
  })

  assert.equal(refusal(late), 'notFound')
  assert.deepEqual(await blobs(), [])
})

test('whoever works on a request reads what the person wrote, the forms and the list of files', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office, { message: 'Alt fra 2025' })
    .verified()
    .assignedTo('user')
    .filled()
    .made()
  const { requestId } = request
  const actor = office.as('user')
  for (const source of [undefined, 'caseFiles'])
    must(
      await office.app.putFile({
        ...{ actor, requestId, name: `${source}.txt`, contentType: 'text/plain', content: streamOf('x') },
        ...(source === undefined ? {} : { source }),
      }),
    )

  const content = must(await office.app.readContent({ actor, requestId }))

  assert.equal(content.personal.message, 'Alt fra 2025')
  assert.deepEqual(
    content.forms.map(({ sourceId }) => sourceId),
    ['policySystem', 'webShop', 'caseFiles'],
  )
  assert.deepEqual(content.files.map(({ name, source }) => [name, source]).sort(), [
    ['caseFiles.txt', 'caseFiles'],
    ['undefined.txt', undefined],
  ])
})
