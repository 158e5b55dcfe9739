import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import { answerTo } from '../../../clients/receiver/receiver.ts'
import type { CompanyItem } from '../../../shared/application/companies/guarded-change.ts'
import { itemDocumentId } from '../../../shared/application/companies/guarded-change.ts'
import { companyPartition } from '../../../shared/application/place.ts'
import type { Ports } from '../../../shared/application/ports/ports.ts'
import { encryptedFor } from '../../../shared/application/transfer/receiver-proof.ts'
import { must, openOffice, refusal, type Office } from '../../support/application.ts'
import { receiver } from '../../support/receiver.ts'
import { aRequest, goingOn } from '../../support/request-stages.ts'
import {
  aChallengedReceiver,
  anApprovedReceiver,
  anEnteredReceiver,
  bearerOf,
  instructed,
  receiverFacts,
  receiverKeys,
} from '../../support/transfer.ts'

const rights = ['access', 'portability'] as const

const byAdmin = ({ as }: Office) => ({ actor: as('admin'), companyId: 'demo' })

/** Its answer to the challenge, once `before` has happened. */
const answering = (t: TestContext, before: () => Promise<unknown> = async () => undefined) => {
  const there = receiver(t, {
    answer: (_, response) => {
      void Promise.all([there, before()]).then(([{ calls }]) => {
        const { challenge } = JSON.parse(calls[0]?.body() ?? '') as { challenge: string }
        response.writeHead(200, { 'content-type': 'application/json' })
        response.end(JSON.stringify({ proof: answerTo(receiverKeys.own, challenge) }))
      })
    },
  })
  return there
}

/** An answer that waits for its receiver, to whom `meanwhile` happens once it was looked how long it is. */
async function waiting(t: TestContext) {
  const meanwhile: { happens?: () => Promise<unknown> } = {}
  const through = (ports: Ports): Ports => ({
    ...ports,
    blobs: {
      ...ports.blobs,
      size: async (place) => {
        const size = await ports.blobs.size(place)
        await meanwhile.happens?.()
        return size
      },
    },
  })
  const office = await openOffice(t, { through })
  const receiverId = await anApprovedReceiver(office)
  const request = await aRequest(office, { rights }).verified().assignedTo('user').made()
  const { id: transferId } = await instructed(office, request, receiverId)
  await goingOn(office, request).filled().sealed().approved().delivered().made()
  const signed = bearerOf(office, receiverId).replace('Bearer ', '')
  return { office, request, named: { companyId: 'demo', receiverId, signed, transferId }, meanwhile }
}

test('the address of a receiver is shown with it, stands in the words, and stays with what was wished and signed', async (t) => {
  const office = await openOffice(t)
  const { url } = await answering(t)
  const receiverId = await anEnteredReceiver(office, { url })
  assert.equal(must(await office.app.receivers.challenge({ ...byAdmin(office), receiverId })), 'holds')

  const request = await aRequest(office, { rights, deliverTo: receiverId }).verified().made()
  const { person: actor, requestId } = request
  const { offered, transfer } = must(await office.app.transfers.offers({ actor, requestId }))
  assert.deepEqual([transfer?.state, transfer?.receiver.url], ['wished', url])
  assert.equal(offered[0]?.url, url)
  assert.ok(offered[0].text.includes(url))
  const signed = await instructed(office, request, receiverId)
  assert.deepEqual([signed.state, signed.receiver.url], ['instructed', url])
})

test('nothing can be signed when the key is gone under which the words would be kept', async (t) => {
  const office = await openOffice(t)
  const receiverId = await anApprovedReceiver(office)
  const request = await aRequest(office, { rights }).verified().made()
  const { person: actor, requestId } = request
  const { offered } = must(await office.app.transfers.offers({ actor, requestId }))
  await office.ports.shares.destroy((await office.stateOf(request)).key.keyId)

  const textSha256 = offered[0]?.textSha256 ?? ''
  const made = await office.app.transfers.instruct({ actor, requestId, receiverId, textSha256 })
  assert.equal(refusal(made), 'contentGone')
})

test('what was fetched and not signed for is listed as fetched', async (t) => {
  const { office, named } = await waiting(t)
  must(await office.app.receiving.content(named))
  const listed = must(await office.app.receiving.list(named))
  assert.deepEqual(
    listed.map(({ state }) => state),
    ['fetched'],
  )
})

test('what its person takes back in the moment of the fetch does not leave', async (t) => {
  const { office, request, named, meanwhile } = await waiting(t)
  const { person: actor, requestId } = request
  meanwhile.happens = () => office.app.transfers.takeBack({ actor, requestId })
  assert.equal(refusal(await office.app.receiving.content(named)), 'transferEnded')
  assert.equal((await office.stateOf(request)).transfer?.fetchedAt, undefined)
})

test('a package that is lost in the moment of the fetch is told as such', async (t) => {
  const { office, request, named, meanwhile } = await waiting(t)
  const { deliveries } = await office.stateOf(request)
  const name = deliveries.find(({ right }) => right === 'portability')?.blob ?? ''
  meanwhile.happens = () => office.ports.blobs.remove({ container: 'demo', name })
  assert.equal(refusal(await office.app.receiving.content(named)), 'deliveryUnreadable')
})

test('nothing is encrypted under a key that was changed behind everyone’s back', async (t) => {
  const { crypto } = (await openOffice(t)).ports
  const sealed = { contentKey: new Uint8Array(32), plaintext: new Uint8Array(1) }
  const encryptionKey = { n: 'AQAB', e: 'AQAB' }
  assert.throws(() => encryptedFor(crypto, { encryptionKey }, sealed), /wraps nothing/)
})

test('a receiver that is removed while it is asked proves nothing by its answer', async (t) => {
  const office = await openOffice(t)
  const removed = () => office.app.receivers.remove({ ...byAdmin(office), receiverId })
  const { url } = await answering(t, removed)
  const receiverId = await anEnteredReceiver(office, { url })
  const asked = await office.app.receivers.challenge({ ...byAdmin(office), receiverId })
  assert.equal(refusal(asked), 'notFound')
})

test('a receiver that proves itself when a hundred changes wait is told so, and stays unproved', async (t) => {
  const office = await openOffice(t, { mode: 'serve' })
  const first = await aChallengedReceiver(office)
  const held = must(await office.app.receivers.prove({ ...byAdmin(office), ...first }))
  assert.ok(held !== 'holds')
  const partition = companyPartition('demo')
  const found = await office.ports.documents.read<CompanyItem>(partition, itemDocumentId(held.itemId))
  assert.ok(found)
  for (let n = 1; n < 100; n++) {
    const value = { ...found.value, itemId: `other-${n}`, id: itemDocumentId(`other-${n}`) }
    await office.ports.documents.batch(partition, [{ kind: 'upsert', value }])
  }

  const second = await aChallengedReceiver(office, { name: 'Sydlys Forsikring' })
  const late = await office.app.receivers.prove({ ...byAdmin(office), ...second })
  assert.equal(refusal(late), 'limitReached')
  const listed = must(await office.app.receivers.list(byAdmin(office)))
  assert.deepEqual(
    listed.map(({ state }) => state),
    ['proved', 'unproved'],
  )
})

test('a company that is gone has no receivers, and gets none', async (t) => {
  const office = await openOffice(t)
  const asked = { actor: { ...office.as('admin'), companyId: 'gone' }, companyId: 'gone' }
  assert.deepEqual(must(await office.app.receivers.list(asked)), [])
  assert.equal(refusal(await office.app.receivers.add({ ...asked, facts: receiverFacts })), 'notFound')
})
