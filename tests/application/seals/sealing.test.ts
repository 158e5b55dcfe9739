import { test } from 'node:test'
import assert from 'node:assert/strict'

import { must, openOffice, refusal } from '../../support/application.ts'
import { bytesOf, streamOf } from '../../support/streams.ts'
import { aRequest, goingOn } from '../../support/request-stages.ts'

test('a seal names every file that would leave, with its sum, and one root over all of it', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office, { rights: ['access', 'portability', 'erasure'] })
    .verified()
    .assignedTo('user')
    .filled()
    .made()
  const { requestId } = request

  const sealed = must(await office.app.sealRequest({ actor: office.as('user'), requestId }))

  assert.deepEqual([...new Set(sealed.files.map((file) => file.package))], ['access', 'portability'])
  for (const wanted of [
    'OPEN-ME-FIRST.html',
    'manifest.json',
    'manifest.jws',
    'checksums/manifest-sha256.txt',
  ])
    assert.ok(
      sealed.files.some(({ path }) => path === wanted),
      wanted,
    )
  assert.ok(sealed.files.every(({ sha256 }) => /^[0-9a-f]{64}$/.test(sha256)))
  const state = await office.stateOf(request)
  assert.equal(state.status, 'sealed')
  assert.equal(state.seal?.root, sealed.manifestSha256)
  assert.ok(state.contributors.includes('user'))
})

test('a package holds the files byte for byte, and portability only what Art. 20 covers', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office, { rights: ['access', 'portability'] })
    .verified()
    .assignedTo('user')
    .filled()
    .made()
  const { requestId } = request
  const actor = office.as('user')
  for (const source of ['caseFiles', 'policySystem'])
    must(
      await office.app.putFile({
        ...{ actor, requestId, name: `${source}.bin`, contentType: 'a/b', source, content: streamOf(source) },
      }),
    )

  const { sealId, files } = must(await office.app.sealRequest({ actor, requestId }))
  const attached = (right: string) =>
    files
      .filter((file) => file.package === right && file.path.startsWith('attachments/'))
      .map(({ path }) => path)

  assert.equal(attached('access').length, 2)
  assert.deepEqual(attached('portability'), ['attachments/policySystem.bin'])
  const path = 'attachments/caseFiles.bin'
  const file = must(await office.app.seals.file({ actor, requestId, sealId, right: 'access', path }))
  assert.equal((await bytesOf(file.content)).toString(), 'caseFiles')
})

test('a request is not sealed before somebody has begun, nor while a source is open', async (t) => {
  const office = await openOffice(t)
  const open = await aRequest(office).verified().made()
  const seal = (requestId: string) => office.app.sealRequest({ actor: office.as('user'), requestId })
  assert.equal(refusal(await seal(open.requestId)), 'notFound')
  must(
    await office.app.assignRequest({
      ...{ actor: office.as('manager'), requestId: open.requestId, employeeId: 'user' },
    }),
  )

  assert.equal(refusal(await seal(open.requestId)), 'sourcesOpen')
  await goingOn(office, open).filled().sealed().made()
  assert.equal(refusal(await seal(open.requestId)), 'transitionNotAllowed')
})

test('the manager, who sees the case, does not seal what they cannot read', async (t) => {
  const office = await openOffice(t)
  const { requestId } = await aRequest(office).verified().assignedTo('user').filled().made()

  assert.equal(refusal(await office.app.sealRequest({ actor: office.as('manager'), requestId })), 'forbidden')
})

test('while a refusal waits for its second person, nothing is sealed', async (t) => {
  const office = await openOffice(t)
  const { requestId } = await aRequest(office).verified().assignedTo('user').filled().made()
  const actor = office.as('user')
  must(await office.app.proposeRefusal({ actor, requestId, groundCode: 'manifestlyUnfounded', facts: 'F.' }))

  assert.equal(refusal(await office.app.sealRequest({ actor, requestId })), 'itemPending')
})

test('a seal against an older version is refused', async (t) => {
  const office = await openOffice(t)
  const { requestId } = await aRequest(office).verified().assignedTo('user').filled().made()

  const stale = await office.app.sealRequest({ actor: office.as('user'), requestId, expected: 'stale' })

  assert.equal(refusal(stale), 'versionConflict')
})

test('of two who seal at the same moment one does, and no upload is lost', async (t) => {
  const office = await openOffice(t)
  const { requestId } = await aRequest(office).verified().assignedTo('user', 'second').filled().made()
  const actor = office.as('user')
  const file = { actor, requestId, name: 'a.bin' }
  must(await office.app.putFile({ ...file, contentType: 'a/b', content: streamOf('bytes') }))

  const both = await Promise.all([
    office.app.sealRequest({ actor, requestId }),
    office.app.sealRequest({ actor: office.as('second'), requestId }),
  ])

  assert.deepEqual(both.map(({ ok }) => ok).sort(), [false, true])
  const found = must(await office.app.readFile(file))
  assert.equal((await bytesOf(found.content)).toString(), 'bytes')
})

test('a seal that lost its race leaves nothing of its own behind', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().made()
  const { requestId } = request
  const before = (await office.ports.blobs.list('demo', `${requestId}/`)).names
  const { etag } = must(await office.app.viewRequest({ actor: office.as('user'), requestId }))
  const late = office.app.sealRequest({ actor: office.as('user'), requestId, expected: etag })
  must(await office.app.assignRequest({ actor: office.as('manager'), requestId, employeeId: 'second' }))

  assert.equal(refusal(await late), 'versionConflict')

  assert.deepEqual((await office.ports.blobs.list('demo', `${requestId}/`)).names, before)
})

test('a seal that is asked for twice with one key is one seal', async (t) => {
  const office = await openOffice(t)
  const { requestId } = await aRequest(office).verified().assignedTo('user').filled().made()
  const seal = (bodyHash: string) =>
    office.app.sealRequest({ actor: office.as('user'), requestId, idempotency: { key: 'k', bodyHash } })

  const first = must(await seal('a'))

  assert.deepEqual(must(await seal('a')), first)
  assert.equal(refusal(await seal('b')), 'idempotencyKeyReused')
})

test('a request of rights without data is answered in words, and sealed with no package at all', async (t) => {
  const office = await openOffice(t)
  const { requestId } = await aRequest(office, { rights: ['erasure'] })
    .verified()
    .assignedTo('user')
    .filled()
    .made()

  const actor = office.as('user')
  assert.equal(refusal(await office.app.sealRequest({ actor, requestId })), 'answerMissing')
  must(await office.app.messages.post({ actor, requestId, text: 'All of it has been erased.' }))

  const sealed = must(await office.app.sealRequest({ actor, requestId }))

  assert.deepEqual(sealed.files, [])
})

test('a seal whose document is gone cannot be asked for again', async (t) => {
  const office = await openOffice(t)
  const { companyId, requestId } = await aRequest(office).verified().assignedTo('user').filled().made()
  const idempotency = { key: 'k', bodyHash: 'a' }
  const seal = () => office.app.sealRequest({ actor: office.as('user'), requestId, idempotency })
  const { sealId } = must(await seal())
  const partition = { container: 'requests', key: [companyId, requestId] } as const
  await office.ports.documents.batch(partition, [{ kind: 'delete', id: `seal:${sealId}` }])

  assert.equal(refusal(await seal()), 'contentGone')
})
