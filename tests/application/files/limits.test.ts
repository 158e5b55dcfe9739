import { requestPartition } from '../../../shared/application/place.ts'
import { test } from 'node:test'
import assert from 'node:assert/strict'

import type { Ports } from '../../../shared/application/ports/ports.ts'
import { requestLimits } from '../../../shared/domain/requests/limits.ts'
import { must, openOffice, type Office } from '../../support/application.ts'
import { demoCompany } from '../../support/companies.ts'
import { aRequest, goingOn, type MadeRequest } from '../../support/request-stages.ts'
import { streamOf } from '../../support/streams.ts'

const refused = (limit: string) => ({ ok: false, error: { code: 'limitReached', rule: limit } })

const aFile = (office: Office, { requestId }: MadeRequest, name: string) => ({
  ...{ actor: office.as('user'), requestId, name, contentType: 'text/plain' },
})

/** As if so much had been added before: one by one takes the test too long. */
async function holding(
  office: Office,
  request: MadeRequest,
  counts: { readonly fileCount?: number; readonly messageCount?: number },
): Promise<void> {
  const value = { ...(await office.stateOf(request)), ...counts }
  const partition = requestPartition(request.companyId, request.requestId)
  await office.ports.documents.batch(partition, [{ kind: 'upsert', value }])
}

test('a request holds 500 files: one more is refused, a new version of one and a place that became free are not', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').made()
  const put = (name: string) =>
    office.app.putFile({ ...aFile(office, request, name), content: streamOf('x') })
  await holding(office, request, { fileCount: requestLimits.files - 1 })
  must(await put('last.txt'))

  assert.deepEqual(await put('beyond.txt'), refused('files: 500 at most'))
  must(await put('last.txt'))
  const { requestId } = request
  must(await office.app.removeFile({ actor: office.as('user'), requestId, name: 'last.txt' }))

  must(await put('beyond.txt'))
  const { names } = await office.ports.blobs.list('demo', `${requestId}/files/`)
  assert.equal(names.length, 1, 'what was refused left no blob')
})

test('a person has 20 uploads of a request under way: what is committed makes room', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').made()
  const begin = (number: number) =>
    office.app.uploads.begin({ ...aFile(office, request, `${number}.txt`), sizeBytes: 1 })
  const first = must(await begin(0))
  for (let number = 1; number < requestLimits.uploadsInProgress; number++) must(await begin(number))

  assert.deepEqual(await begin(20), refused('uploadsInProgress: 20 at most'))
  const upload = { ...aFile(office, request, '0.txt'), uploadId: first.uploadId }
  must(await office.app.uploads.putBlock({ ...upload, number: 0, content: streamOf('x') }))
  must(await office.app.uploads.commit(upload))

  must(await begin(20))
})

test('uploads of others leave room for one’s own, until a request has 100 of all, which nobody ends for another', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user', 'second').made()
  const { companyId, requestId } = request
  const begin = (by: 'user' | 'second', name: string, more = {}) =>
    office.app.uploads.begin({ ...aFile(office, request, name), actor: office.as(by), sizeBytes: 1, ...more })
  const partition = requestPartition(companyId, requestId)
  /** As many more as that, of people who have left since. */
  const andOthers = async (count: number) => {
    const { items } = await office.ports.documents.query({ ...partition, idPrefix: 'upload:', limit: 1 })
    const writes = Array.from({ length: count }, (_, n) => ({
      ...{ ...items[0]?.value, id: `upload:other${n}`, uploadId: `other${n}`, startedBy: `left${n}` },
    }))
    must(
      await office.ports.documents.batch(
        partition,
        writes.map((value) => ({ kind: 'create', value })),
      ),
    )
  }
  for (let number = 0; number < requestLimits.uploadsInProgress; number++)
    must(await begin('user', `${number}.txt`))
  assert.deepEqual(await begin('user', 'one.txt'), refused('uploadsInProgress: 20 at most'))
  const { uploadId } = must(await begin('second', 'theirs.txt'))
  must(await office.app.uploads.cancel({ actor: office.as('second'), requestId, uploadId }))
  await andOthers(requestLimits.uploadsOfAll - requestLimits.uploadsInProgress)

  for (const more of [{}, { sameFile: '1' }])
    assert.deepEqual(await begin('second', 'more.txt', more), refused('uploadsOfAll: 100 at most'))
  must(await begin('user', 'more.txt', { sameFile: '1' }))
})

test('a request holds 1,000 messages', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().made()
  const { requestId, person } = request
  const post = () => office.app.messages.post({ actor: person, requestId, text: 'Still there?' })
  await holding(office, request, { messageCount: requestLimits.messages - 1 })
  must(await post())

  assert.deepEqual(await post(), refused('messages: 1000 at most'))
})

const [generic] = demoCompany.company.informationTypes.filter((type) => type.informationType === 'generic')
const sources = Array.from({ length: requestLimits.sources }, (_, number) => ({
  ...generic?.sources[0],
  sourceId: `system${number}`,
})) as unknown as NonNullable<typeof generic>['sources']

test('a company whose catalogue has more than 200 sources is not opened', async (t) => {
  const office = await openOffice(t)
  const company = (more: number) => ({
    ...demoCompany,
    company: {
      ...demoCompany.company,
      companyId: 'third',
      informationTypes: demoCompany.company.informationTypes.map((type) => ({
        ...type,
        sources: type.informationType === 'generic' ? sources.slice(0, 198 + more) : type.sources.slice(0, 1),
      })),
    },
  })

  assert.deepEqual(await office.app.openCompany(company(1)), refused('sources: 200 at most'))

  assert.equal(must(await office.app.openCompany(company(0))), 'opened')
})

test('a request at its limits is sealed and delivered: no batch beyond 100 writes, no item beyond 2 MB', async (t) => {
  let [mostWrites, mostBytes] = [0, 0]
  const through = (ports: Ports): Ports => ({
    ...ports,
    documents: {
      ...ports.documents,
      batch: (partition, writes) => {
        mostWrites = Math.max(mostWrites, writes.length)
        mostBytes = Math.max(mostBytes, Buffer.byteLength(JSON.stringify(writes)))
        return ports.documents.batch(partition, writes)
      },
    },
  })
  const informationTypes = generic ? [{ ...generic, sources }] : []
  const office = await openOffice(t, { company: { informationTypes }, through })
  const request = await aRequest(office).verified().assignedTo('user').made()
  for (let number = 0; number < requestLimits.files; number++) {
    const name = `${number}-${'æ'.repeat(120)}.txt`
    const source = `system${number % requestLimits.sources}`
    must(await office.app.putFile({ ...aFile(office, request, name), source, content: streamOf('x') }))
  }

  await goingOn(office, request).sealed().approved().delivered().made()

  const state = await office.stateOf(request)
  assert.equal(state.status, 'delivered')
  assert.equal(state.fileCount, requestLimits.files)
  assert.equal(state.sources.length, 200)
  assert.ok(mostWrites <= 100, `${mostWrites} writes`)
  assert.ok(mostBytes < 2_000_000, `${mostBytes} bytes`)
})
