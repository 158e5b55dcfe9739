import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { must, openOffice } from '../support/application.ts'
import { aRequest } from '../support/request-stages.ts'
import { callAs } from './support/call-operation.ts'

async function portable(t: TestContext) {
  const office = await openOffice(t)
  const request = await aRequest(office, { rights: ['access', 'portability'] })
    .verified()
    .assignedTo('user')
    .filled()
    .made()
  const { requestId } = request
  const put = (name: string, query: string) =>
    callAs(office, 'user', 'putFile', {
      ...{ path: `requests/${requestId}/files/${name}?${query}`, params: { requestId, name }, body: 'words' },
    })
  const post = (operationId: string, path: string, body: unknown, more = {}) =>
    callAs(office, 'user', operationId, { path, params: { requestId, ...more }, body })
  /** Under `attachments/` of each package, as the seal lists them. */
  async function sealed() {
    const { files } = must(await office.app.sealRequest({ actor: office.as('user'), requestId }))
    const of = (right: string) =>
      files.flatMap(({ package: own, path }) =>
        own === right && path.startsWith('attachments/') ? [path.slice('attachments/'.length)] : [],
      )
    return { access: of('access'), portability: of('portability') }
  }
  return { office, request, put, post, sealed }
}

test('a file that the person did not give stays out of the package of Art. 20, whatever its source', async (t) => {
  const { office, request, put, post, sealed } = await portable(t)
  const { requestId } = request
  const source = 'source=policySystem'
  assert.equal((await put('theirs.txt', source)).status, 201)
  assert.equal((await put('ours.txt', `${source}&providedByPerson=false`)).status, 201)
  assert.equal((await put('case.txt', 'source=caseFiles&providedByPerson=true')).status, 201)
  const begun = await post('createUpload', `requests/${requestId}/uploads`, {
    ...{ name: 'block.txt', contentType: 'text/plain', sizeBytes: 5 },
    ...{ source: 'policySystem', providedByPerson: false },
  })
  const uploadId = String(begun.body['uploadId'])
  const upload = `requests/${requestId}/uploads/${uploadId}`
  assert.equal(
    (
      await callAs(office, 'user', 'putBlock', {
        ...{ path: `${upload}/blocks/0`, params: { requestId, uploadId, n: '0' }, body: 'words' },
      })
    ).status,
    204,
  )
  assert.equal((await post('commitUpload', `${upload}/commit`, {}, { uploadId })).status, 201)

  const seen = await callAs(office, 'user', 'viewContent', {
    ...{ path: `requests/${requestId}/data`, params: { requestId } },
  })
  const files = seen.body['files'] as readonly {
    readonly name: string
    readonly providedByPerson?: boolean
  }[]
  assert.deepEqual(Object.fromEntries(files.map(({ name, providedByPerson }) => [name, providedByPerson])), {
    ...{ 'theirs.txt': undefined, 'ours.txt': false, 'case.txt': true, 'block.txt': false },
  })
  const { access, portability } = await sealed()
  assert.deepEqual(access.toSorted(), ['block.txt', 'case.txt', 'ours.txt', 'theirs.txt'])
  assert.deepEqual(portability, ['theirs.txt'], 'the case files rest on neither consent nor contract')
})

test('who gave a file is said by true or false and nothing else, and saying it anew changes the seal', async (t) => {
  const { office, request, put } = await portable(t)
  const { requestId } = request
  for (const said of ['yes', '', '0'])
    assert.equal((await put('a.txt', `source=policySystem&providedByPerson=${said}`)).status, 400)
  const rootOf = async () =>
    must(await office.app.sealRequest({ actor: office.as('user'), requestId })).manifestSha256

  assert.equal((await put('a.txt', 'source=policySystem')).status, 201)
  const first = await rootOf()
  assert.equal((await put('a.txt', 'source=policySystem&providedByPerson=true')).status, 201)
  assert.notEqual(await rootOf(), first)
})
