// What another controller does, by the sample program alone and over HTTP.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { acknowledged, fetched, makeKeys, waiting } from '../../clients/receiver/receiver.ts'
import { must, openOffice } from '../support/application.ts'
import { receiversServed } from '../support/receivers-served.ts'
import { aRequest, goingOn } from '../support/request-stages.ts'
import { anApprovedReceiver, bearerOf, instructed, receiverKeys } from '../support/transfer.ts'
import { filesOf } from '../support/zip-files.ts'

const own = receiverKeys.own
test('a receiving company lists, fetches, opens and signs for what a person had sent to it, by the sample program', async (t) => {
  const office = await openOffice(t)
  const receiverId = await anApprovedReceiver(office)
  const request = await aRequest(office, { rights: ['portability'] })
    .verified()
    .assignedTo('user')
    .made()
  const { id } = await instructed(office, request, receiverId)
  await goingOn(office, request).filled().sealed().approved().delivered().made()
  const base = await receiversServed(t, office)
  const company = `${base}/api/v1/companies/demo`
  const audience = `${office.app.settings.publicUrl}/api/v1/companies/demo`
  const sender = { company, audience, receiverId, now: office.clock.now }

  const [one, ...others] = await waiting(own, sender)
  assert.deepEqual([one?.id, others.length], [id, 0])
  assert.ok(one)
  const files = await filesOf(await fetched(own, sender, one.id))
  assert.ok(files.has('manifest.json'))
  await acknowledged(own, sender, one)
  await acknowledged(own, sender, one)

  const { view } = must(await office.app.viewRequest({ actor: request.person, requestId: request.requestId }))
  assert.equal(view.transfer?.state, 'acknowledged')
  const stranger = { ...own, signing: makeKeys().own.signing }
  await assert.rejects(waiting(stranger, sender), /401 .*receiverUnknown/)
  const wrong = { ...one, manifestSha256: '0'.repeat(64) }
  await assert.rejects(acknowledged(own, sender, wrong), /400 .*receiptInvalid/)
})

test('a part of the ciphertext is sent as such, and its head without a body', async (t) => {
  const office = await openOffice(t)
  const receiverId = await anApprovedReceiver(office)
  const request = await aRequest(office, { rights: ['portability'] })
    .verified()
    .assignedTo('user')
    .made()
  const { id } = await instructed(office, request, receiverId)
  await goingOn(office, request).filled().sealed().approved().delivered().made()
  const base = await receiversServed(t, office)
  const address = `${base}/api/v1/companies/demo/receivers/${receiverId}/transfers/${id}/content`
  const authorization = bearerOf(office, receiverId)

  const part = await fetch(address, { headers: { authorization, range: 'bytes=0-9' } })
  assert.deepEqual([part.status, (await part.arrayBuffer()).byteLength], [206, 10])
  assert.match(part.headers.get('content-range') ?? '', /^bytes 0-9\/\d+$/)
  const beyond = await fetch(address, { headers: { authorization, range: 'bytes=99999999-' } })
  assert.equal(beyond.status, 416)
  const changed = await fetch(address, { headers: { authorization, range: 'bytes=0-9', 'if-range': '"x"' } })
  assert.equal(changed.status, 200)
  assert.equal((await fetch(address)).status, 401)
})
