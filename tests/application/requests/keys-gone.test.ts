import { test } from 'node:test'
import assert from 'node:assert/strict'

import { must, openOffice, refusal } from '../../support/application.ts'
import { streamOf } from '../../support/streams.ts'
import { aRequest } from '../../support/request-stages.ts'

test('once the key share of a request is destroyed, nothing of it can be read or added, by any way', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().made()
  const { requestId } = request
  const { app } = office
  const ref = { actor: office.as('user'), requestId }
  const file = { ...ref, name: 'a', contentType: 'a/b' }
  const { uploadId } = must(await app.uploads.begin({ ...file, sizeBytes: 1 }))
  await office.ports.shares.destroy((await office.stateOf(request)).key.keyId)

  const entry = { kind: 'patch', data: {} } as const
  const given = {
    content: await app.readContent(ref),
    data: await app.enterData({ ...ref, templateId: 'insurance', via: 'manual', entry }),
    withheld: await app.withhold({ ...ref, items: [] }),
    put: await app.putFile({ ...file, content: streamOf('a') }),
    read: await app.readFile({ ...ref, name: 'a' }),
    removed: await app.removeFile({ ...ref, name: 'a' }),
    begun: await app.uploads.begin({ ...file, sizeBytes: 1 }),
    block: await app.uploads.putBlock({ ...ref, uploadId, number: 0, content: streamOf('a') }),
    sealed: await app.sealRequest(ref),
    identity: await app.establishIdentity({
      ...{ ...ref, method: 'contactOnFile', level: 'onFile', evidence: 'Same address.' },
    }),
    refused: await app.proposeRefusal({ ...ref, groundCode: 'manifestlyUnfounded', facts: 'F.' }),
    messages: await app.messages.list(ref),
  }

  const { data, block, ...others } = Object.fromEntries(
    Object.entries(given).map(([name, result]) => [name, refusal(result as Parameters<typeof refusal>[0])]),
  )
  assert.equal(data, 'templateUnknown')
  assert.equal(block, 'uploadNotFound')
  for (const [name, code] of Object.entries(others)) assert.equal(code, 'contentGone', name)
})

test('what would have to be encrypted under a key that is gone is not written at all', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').made()
  const { requestId } = request
  const { version, key } = await office.stateOf(request)
  await office.ports.shares.destroy(key.keyId)

  await assert.rejects(office.app.messages.post({ actor: office.as('user'), requestId, text: 'x' }), /key/)
  await assert.rejects(office.app.withdrawRequest({ actor: request.person, requestId }), /key/)

  assert.equal((await office.stateOf(request)).version, version)
})

test('a company that was closed answers as one that does not exist, whatever is asked about its requests', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().sealed().made()
  const { requestId, person } = request
  const { app } = office
  await office.ports.documents.batch({ container: 'companies', key: ['demo'] }, [
    { kind: 'delete', id: 'company' },
  ])
  office.clock.pass({ seconds: 10 })
  const manager = { actor: office.as('manager'), requestId }
  const user = { actor: office.as('user'), requestId }
  const until = new Date('2026-03-20T12:00:00Z')

  const codes = [
    await app.viewRequest(manager),
    await app.extendRequest({ ...manager, months: 1, reasonCode: 'complexity', reason: 'x' }),
    await app.pauseRequest({ ...manager, reasonCode: 'identityInformation', reason: 'x', until }),
    await app.resumeRequest(manager),
    await app.withdrawRequest({ actor: person, requestId }),
    await app.withhold({ ...user, items: [] }),
    await app.messages.post({ ...user, text: 'x' }),
    await app.proposeRefusal({ ...user, groundCode: 'manifestlyUnfounded', facts: 'F.' }),
    await app.sealRequest(user),
    await app.decideSeal({
      ...{ actor: office.as('approver'), requestId, manifestSha256: '', decision: 'approve' },
    }),
  ].map((result) => refusal(result as Parameters<typeof refusal>[0]))

  for (const code of codes)
    assert.ok(['notFound', 'contentGone', 'transitionNotAllowed', 'nothingToDecide'].includes(code), code)
})

test('the steps of a deadline and a delivery do nothing for a company that was closed', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().sealed().approved().made()
  const { companyId, requestId } = request
  const ref = { companyId, requestId }
  const [instance] = (await office.stateOf(request)).instances
  for (const deliveryId of await office.app.delivery.prepare(ref))
    await office.app.delivery.build({ ...ref, deliveryId })
  await office.ports.documents.batch({ container: 'companies', key: ['demo'] }, [
    { kind: 'delete', id: 'company' },
  ])
  office.clock.pass({ days: 30 })

  assert.deepEqual(await office.app.deadline.lap({ ...ref, instanceId: instance?.id ?? '' }), {
    kind: 'over',
  })
  assert.equal(await office.app.deadline.reach({ ...ref, milestone: 'halfway' }), 'nothing')
  await office.app.approval.remind({ ...ref, reminder: 1 })
  assert.equal(await office.app.delivery.release(ref), 'stopped')
})
