import { test } from 'node:test'
import assert from 'node:assert/strict'
import { createPublicKey, verify } from 'node:crypto'

import { must, openOffice, refusal, type Office } from '../../support/application.ts'
import { mailsTo, tokenTo } from '../../support/mailbox.ts'
import { streamOf } from '../../support/streams.ts'
import { aRequest, goingOn, personEmail, type MadeRequest } from '../../support/request-stages.ts'

const documentsOf = async (office: Office, { companyId, requestId }: MadeRequest) =>
  (
    await office.ports.documents.query({ container: 'requests', key: [companyId, requestId], limit: 1000 })
  ).items.map(({ value }) => value.id.split(':')[0] ?? '')

async function purged(office: Office, days = 33): Promise<void> {
  office.clock.pass({ days })
  await office.app.purgeContent(100)
  await office.pump()
}

async function deliveredRequest(office: Office): Promise<MadeRequest> {
  const request = await aRequest(office).verified().assignedTo('user').filled().made()
  const { requestId } = request
  must(
    await office.app.putFile({
      ...{ actor: office.as('user'), requestId, name: 'a', contentType: 'a/b', content: streamOf('a') },
    }),
  )
  return goingOn(office, request).sealed().approved().delivered().made()
}

test('thirty-two days after a delivery its keys, blobs and documents are gone, and not a day before', async (t) => {
  const office = await openOffice(t)
  const request = await deliveredRequest(office)
  const state = await office.stateOf(request)
  const keys = [state.key, ...state.deliveries.map(({ key }) => key)]
  office.clock.pass({ days: 31, hours: 23 })
  assert.equal(await office.app.purgeContent(100), 0)
  office.clock.pass({ hours: 1 })
  assert.equal(await office.app.purgeContent(100), 1)
  await office.pump()

  for (const { keyId } of keys) assert.equal(await office.ports.shares.get(keyId), undefined)
  assert.deepEqual((await office.ports.blobs.list('demo', `${request.requestId}/`)).names, [])
  const left = new Set(await documentsOf(office, request))
  assert.deepEqual(left, new Set(['request', 'audit', 'link', 'certificate']))
  const closed = await office.stateOf(request)
  assert.equal(closed.status, 'closed')
  for (const gone of ['personal', 'addressHash', 'problem', 'withheld']) assert.ok(!(gone in closed), gone)
  assert.equal(closed.identity?.sealed, undefined)
})

test('keys of a package that was built and then voided are destroyed as well', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().sealed().approved().made()
  const { companyId, requestId } = request
  await office.app.delivery.prepare({ companyId, requestId })
  const [voided] = (await office.stateOf(request)).deliveries
  const actor = office.as('user')
  must(await office.app.setSource({ actor, requestId, sourceId: 'caseFiles', state: 'failed' }))
  await goingOn(office, request).sealed().approved().delivered().made()
  assert.ok(await office.ports.shares.get(voided?.key.keyId ?? ''))

  await purged(office)

  assert.equal(await office.ports.shares.get(voided?.key.keyId ?? ''), undefined)
})

test('the orchestrations’ history is told to go with the content', async (t) => {
  const office = await openOffice(t)
  const request = await deliveredRequest(office)
  const { instances } = await office.stateOf(request)

  await purged(office)

  const told = office.commands.flatMap((one) => (one.command === 'purge' ? [one.instanceId] : []))
  assert.deepEqual(told.sort(), instances.map(({ id }) => id).sort())
})

test('a certificate says since when nothing can be read, and its signature verifies without us', async (t) => {
  const office = await openOffice(t)
  const request = await deliveredRequest(office)
  await purged(office)

  const box = must(await office.app.readLetters({ actor: request.person, requestId: request.requestId }))
  const certificate = box.certificate
  assert.ok(certificate)
  const [header = '', payload = '', signature = ''] = certificate.signature.split('.')
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>
  const [key] = must(await office.app.publicKeys('demo'))

  assert.deepEqual(box.letters, [])
  assert.equal(claims['reference'], request.reference)
  assert.equal(claims['keysDestroyed'], 2)
  assert.equal(claims['unreadableSince'], office.clock.now().toISOString())
  assert.ok(
    verify(
      'sha256',
      Buffer.from(`${header}.${payload}`),
      { key: createPublicKey({ key: { ...key }, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    ),
  )
})

test('a certificate does not call gone what the store of content keeps for some days more', async (t) => {
  const office = await openOffice(t, { blobGoneDays: 16 })
  const request = await deliveredRequest(office)
  await purged(office)

  const box = must(await office.app.readLetters({ actor: request.person, requestId: request.requestId }))
  const days = new Date(box.certificate?.ciphertextGoneBy ?? 0).getTime() - office.clock.now().getTime()
  assert.equal(days / 86_400_000, 16)
})

test('the person is told, and their link shows the certificate for another week', async (t) => {
  const office = await openOffice(t)
  await deliveredRequest(office)
  const before = mailsTo(office, personEmail).length
  await purged(office)

  assert.equal(mailsTo(office, personEmail).length, before + 1)
  const token = tokenTo(office, personEmail)
  office.clock.pass({ days: 5 })
  assert.equal(must(await office.app.redeemLink({ token, use: 'program' })).purpose, 'openRequest')
})

for (const ending of ['refused', 'withdrawn', 'expired'] as const)
  test(`the same thirty-two days after a request was ${ending}`, async (t) => {
    const office = await openOffice(t)
    const request = await endedAs(office, ending)
    assert.equal((await office.stateOf(request)).status, ending)

    await purged(office)

    const state = await office.stateOf(request)
    assert.equal(state.status, 'closed')
    assert.equal(state.ended?.how, ending)
    assert.equal(await office.ports.shares.get(state.key.keyId), undefined)
    assert.equal(
      refusal(await office.app.readContent({ actor: office.as('manager'), ...request })),
      'forbidden',
    )
  })

async function endedAs(office: Office, ending: 'refused' | 'withdrawn' | 'expired'): Promise<MadeRequest> {
  if (ending === 'expired') {
    const request = await aRequest(office).made()
    office.clock.pass({ days: 29 })
    await office.app.sweepUnverified(100)
    return request
  }
  const request = await aRequest(office).verified().assignedTo('user').made()
  const { requestId } = request
  if (ending === 'withdrawn') {
    must(await office.app.withdrawRequest({ actor: request.person, requestId }))
    return request
  }
  const proposal = { actor: office.as('user'), requestId, groundCode: 'manifestlyUnfounded', facts: 'F.' }
  const item = must(await office.app.proposeRefusal(proposal))
  must(await office.app.decideItem({ actor: office.as('manager'), requestId, ...item, decision: 'approve' }))
  return request
}

test('a mail provider that is away does not keep the data alive', async (t) => {
  const office = await openOffice(t)
  const request = await deliveredRequest(office)
  office.mail.setProvider('down')

  await purged(office)

  assert.equal((await office.stateOf(request)).status, 'closed')
  assert.deepEqual(
    new Set(await documentsOf(office, request)),
    new Set(['request', 'audit', 'link', 'certificate']),
  )
})

test('a purge that is repeated destroys nothing twice and certifies once', async (t) => {
  const office = await openOffice(t)
  const request = await deliveredRequest(office)
  await purged(office)
  const { auditCount } = await office.stateOf(request)

  assert.equal(await office.app.purgeContent(100), 0)

  assert.equal((await office.stateOf(request)).auditCount, auditCount)
})

test('one request that cannot be purged does not hold up the others', async (t) => {
  const office = await openOffice(t)
  const broken = await aRequest(office).verified().made()
  const whole = await aRequest(office, { email: 'bo@person.example' }).verified().made()
  for (const { person, requestId } of [broken, whole])
    must(await office.app.withdrawRequest({ actor: person, requestId }))
  await office.pump()
  const partition = { container: 'requests', key: [broken.companyId, broken.requestId] } as const
  const state = await office.stateOf(broken)
  await office.ports.documents.batch(partition, [
    { kind: 'upsert', value: { ...state, deliveries: null } as unknown as typeof state },
  ])

  await purged(office)

  assert.equal((await office.stateOf(whole)).status, 'closed')
  assert.equal((await office.stateOf(broken)).status, 'withdrawn')
  assert.ok(office.log.some((line) => line.code === 'defect' && line.operation === 'purgeContent'))
})

test('each purge is entered in a ledger that a restored store does not bring back', async (t) => {
  const office = await openOffice(t)
  const request = await deliveredRequest(office)
  await purged(office)

  const { names } = await office.ports.blobs.list('purge-ledger', '')

  assert.deepEqual(
    names.map((name) => name.split('/').slice(1, 3)),
    [['demo', request.requestId]],
  )
})
