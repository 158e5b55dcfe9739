import { test } from 'node:test'
import assert from 'node:assert/strict'

import { createApp } from '../../../shared/composition/app.ts'
import { must, openOffice, refusal } from '../../support/application.ts'
import { streamOf } from '../../support/streams.ts'
import { aRequest, goingOn } from '../../support/request-stages.ts'

test('a source’s note is kept for those who work on it, unreadable in the store', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').made()
  const { requestId } = request
  const actor = office.as('user')
  const note = 'Arkivet er lukket til mandag.'
  must(await office.app.setSource({ actor, requestId, sourceId: 'caseFiles', state: 'failed', note }))

  assert.match(JSON.stringify(must(await office.app.readContent({ actor, requestId }))), /lukket til mandag/)
  assert.doesNotMatch(JSON.stringify(await office.stateOf(request)), /lukket/)
})

test('a list is asked for several states at once, and a page that was made up is refused', async (t) => {
  const office = await openOffice(t)
  const { requestId } = await aRequest(office).verified().made()
  const actor = office.as('manager')
  const list = (filter: object) => office.app.listQueue({ actor, filter: { limit: 10, ...filter } })

  assert.deepEqual(
    must(await list({ statuses: ['open', 'collecting'] })).rows.map(({ id }) => id),
    [requestId],
  )
  assert.deepEqual(must(await list({ statuses: ['sealed'] })).rows, [])
  assert.equal(refusal(await list({ continuation: 'bWFkZSB1cA' })), 'parameterInvalid')
  const broken = createApp({
    ...office.ports,
    documents: { ...office.ports.documents, query: () => Promise.reject(new TypeError('a defect')) },
  })
  await assert.rejects(broken.listQueue({ actor, filter: { limit: 10 } }), TypeError)
})

test('nothing was received before the Regulation applied, and a day later a key of before is used up', async (t) => {
  const office = await openOffice(t)
  const register = (change: object) =>
    office.app.registerRequest({
      ...{ actor: office.as('user'), companyId: 'demo', channel: 'letter', backdatingReason: 'Found.' },
      ...{ wish: { rights: ['access'], personal: { inPerson: true } }, ...change },
    })
  const idempotency = { key: 'k', bodyHash: 'a' }
  must(await register({ idempotency }))
  office.clock.pass({ days: 2 })

  assert.equal(
    refusal(await register({ receivedAt: new Date('2018-05-24T12:00:00Z') })),
    'receivedBeforeRegulation',
  )
  assert.equal(refusal(await register({ idempotency })), 'idempotencyKeyReused')
})

test('the person writes while a request is under way, and not after it has ended', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().sealed().approved().made()
  await goingOn(office, request).delivered().made()
  const { person, requestId } = request

  const late = await office.app.messages.post({ actor: person, requestId, text: 'Tak' })

  assert.equal(refusal(late), 'transitionNotAllowed')
})

test('what staff see of a sealed request, and of one with a refusal that waits', async (t) => {
  const office = await openOffice(t, { company: { approvalPolicy: { version: 1, approvalsNeeded: 2 } } })
  const request = await aRequest(office, { rights: ['access', 'erasure'] })
    .verified()
    .assignedTo('user')
    .filled()
    .sealed()
    .approved()
    .made()
  const { requestId } = request
  const seen = async (name: 'approver' | 'manager') =>
    must(await office.app.viewRequest({ actor: office.as(name), requestId }))

  assert.equal((await seen('approver')).standing?.decided, true)
  assert.equal((await seen('manager')).standing?.decided, false)
  assert.deepEqual((await seen('manager')).view.seal, {
    ...{ approvals: 1, approvalsNeeded: 2, state: 'pending' },
    sealId: (await office.stateOf(request)).seal?.sealId,
    manifestSha256: (await office.stateOf(request)).seal?.root,
  })
  const wish = { actor: office.as('user'), requestId, groundCode: 'legalObligation', facts: 'Tax law.' }
  const item = must(await office.app.proposeRefusal({ ...wish, right: 'erasure' }))
  assert.deepEqual((await seen('manager')).view.pendingItem, {
    ...{ itemId: item.itemId, kind: 'refusal', manifestSha256: item.manifestSha256 },
    ...{ groundCode: 'legalObligation', right: 'erasure' },
  })
  const approval = { requestId, manifestSha256: (await office.stateOf(request)).seal?.root ?? '' }
  const second = { actor: office.as('coApprover'), ...approval, decision: 'approve' } as const
  assert.equal(refusal(await office.app.decideSeal(second)), 'itemPending')
})

test('a refusal of the whole request names no right, in the view and to who decides it', async (t) => {
  const office = await openOffice(t)
  const { requestId } = await aRequest(office).verified().assignedTo('user').made()
  const wish = { actor: office.as('user'), requestId, groundCode: 'manifestlyUnfounded', facts: 'F.' }
  must(await office.app.proposeRefusal(wish))
  const manager = { actor: office.as('manager'), requestId }

  assert.ok(!('right' in must(await office.app.readItem(manager))))
  assert.ok(!('right' in (must(await office.app.viewRequest(manager)).view.pendingItem ?? {})))
})

test('a file and an upload against an older version are refused, and an upload is begun once for each key', async (t) => {
  const office = await openOffice(t)
  const { requestId } = await aRequest(office).verified().assignedTo('user').made()
  const file = { actor: office.as('user'), requestId, name: 'a', contentType: 'a/b' }
  const begin = (bodyHash: string) =>
    office.app.uploads.begin({ ...file, sizeBytes: 1, idempotency: { key: 'k', bodyHash } })

  const late = { ...file, content: streamOf('a'), expected: 'stale' }
  assert.equal(refusal(await office.app.putFile(late)), 'versionConflict')
  const first = must(await begin('a'))
  assert.deepEqual(must(await begin('a')), first)
  assert.equal(refusal(await begin('b')), 'idempotencyKeyReused')
})

test('an upload whose blocks come in many pages, are gone, or whose sender lost the request', async (t) => {
  const office = await openOffice(t)
  const { requestId } = await aRequest(office).verified().assignedTo('user').made()
  const ref = { actor: office.as('user'), requestId }
  const size = 8 * 1024 ** 2 + 1
  const { uploadId } = must(
    await office.app.uploads.begin({ ...ref, name: 'a', contentType: 'a/b', sizeBytes: size }),
  )
  for (const [number, length] of [8 * 1024 ** 2, 1].entries()) {
    const content = streamOf(Buffer.alloc(length))
    must(await office.app.uploads.putBlock({ ...ref, uploadId, number, content }))
  }
  const { blobs, packages } = office.ports
  const paged = createApp({
    ...office.ports,
    blobs: {
      ...blobs,
      list: async (container, prefix, options) => {
        const all = await blobs.list(container, prefix)
        const second = options?.continuation !== undefined
        const names = all.names.slice(second ? 1 : 0, second ? 2 : 1)
        return second ? { names } : { names, continuation: 'the rest' }
      },
    },
  })
  assert.deepEqual(must(await paged.uploads.status({ ...ref, uploadId })).received, [0, 1])

  const without = createApp({
    ...office.ports,
    packages: { ...packages, readFile: () => Promise.resolve(undefined) },
  })
  await assert.rejects(without.uploads.commit({ ...ref, uploadId }), /received is gone/)
  const losing = createApp({
    ...office.ports,
    packages: {
      ...packages,
      storeFile: async (...input) => {
        must(await office.app.unassignRequest({ actor: office.as('manager'), requestId, employeeId: 'user' }))
        return packages.storeFile(...input)
      },
    },
  })
  assert.equal(refusal(await losing.uploads.commit({ ...ref, uploadId })), 'notFound')
  const { names } = await blobs.list('demo', `${requestId}/files/`)
  assert.deepEqual(names, [])
})

test('a pause that is answered for one right leaves another’s running', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office, { rights: ['access', 'erasure'] })
    .verified()
    .made()
  const { requestId } = request
  const actor = office.as('manager')
  for (const right of ['access', 'erasure'] as const)
    must(
      await office.app.pauseRequest({
        ...{ actor, requestId, right, reasonCode: 'identityInformation', reason: 'Who?' },
        until: new Date('2026-03-20T12:00:00Z'),
      }),
    )

  must(await office.app.resumeRequest({ actor, requestId, right: 'access' }))

  const { pauses } = await office.stateOf(request)
  assert.deepEqual(
    pauses.map(({ answeredAt }) => answeredAt !== undefined),
    [true, false],
  )
})
