import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import { decrypted, makeKeys, signed } from '../../../clients/receiver/receiver.ts'
import { unsealed } from '../../../clients/receiver/floe.ts'
import type { RequestDocument } from '../../../shared/application/requests/request-document.ts'
import { must, openOffice, refusal, type Office } from '../../support/application.ts'
import { auditOf } from '../../support/audit.ts'
import { aRequest, goingOn, type MadeRequest } from '../../support/request-stages.ts'
import { bytesOf } from '../../support/streams.ts'
import { anApprovedReceiver, instructed, receiverKeys } from '../../support/transfer.ts'
import { filesOf } from '../../support/zip-files.ts'

const keys = receiverKeys.own

type Call = { readonly companyId: string; readonly receiverId: string; readonly signed: string }

const callOf = (office: Office, receiverId: string, more: object = {}): Call => {
  const iat = Math.floor(office.clock.now().getTime() / 1000)
  const aud = `${office.app.settings.publicUrl}/api/v1/companies/demo`
  const said = { iss: receiverId, aud, iat, exp: iat + 60, ...more }
  return { companyId: 'demo', receiverId, signed: signed(keys, 'indsigt-receiver-call+jwt', said) }
}

const receiptOf = (said: object, own = keys) => signed(own, 'indsigt-receipt+jwt', said)

/** An answer that has left, and that its person had sent on. */
async function available(t: TestContext) {
  const office = await openOffice(t)
  const receiverId = await anApprovedReceiver(office)
  const request = await aRequest(office, { rights: ['access', 'portability'] })
    .verified()
    .assignedTo('user')
    .made()
  const { id: transferId } = await instructed(office, request, receiverId)
  await goingOn(office, request).filled().sealed().approved().delivered().made()
  const call = () => callOf(office, receiverId)
  const named = () => ({ ...call(), transferId })
  return { office, receiverId, request, transferId, call, named, receiving: office.app.receiving }
}

const stateOf = async (office: Office, { person, requestId }: MadeRequest) =>
  must(await office.app.viewRequest({ actor: person, requestId })).view.transfer

const portable = ({ deliveries }: RequestDocument) =>
  deliveries.findLast(({ right }) => right === 'portability') ?? assert.fail('nothing left')

test('a receiver sees what waits for it, fetches it, opens it with its own key, and signs for it; its person is told', async (t) => {
  const { office, request, transferId, call, named, receiving } = await available(t)
  const [waiting, ...others] = must(await receiving.list(call()))
  assert.deepEqual([waiting?.id, waiting?.state, others.length], [transferId, 'available', 0])
  const mails = office.mail.list({ to: request.email }).length
  assert.equal((await stateOf(office, request))?.state, 'available', 'who only looks has fetched nothing')

  const { key, sealedBytes, manifestSha256 } = must(await receiving.view(named()))
  const opens = JSON.parse(decrypted(keys, key).toString()) as { key: string; context: string }
  const fetched = must(await receiving.content(named()))
  const sealed = await bytesOf(fetched.content)
  assert.deepEqual([sealed.length, fetched.sizeBytes], [sealedBytes, sealedBytes])
  const binding = { key: Buffer.from(opens.key, 'base64url'), context: opens.context }
  const files = await filesOf(unsealed(binding, Buffer.from(sealed)))
  for (const kind of ['manifest.json', 'manifest.jws']) assert.ok(files.has(kind), kind)
  for (const kind of [/^data\/.*\.json$/, /^schemas\/.*\.json$/])
    assert.ok(
      [...files.keys()].some((path) => kind.test(path)),
      `${kind}`,
    )
  assert.equal((await stateOf(office, request))?.state, 'fetched')
  assert.throws(
    () => unsealed({ ...binding, context: 'another' }, Buffer.from(sealed)),
    /opens something else/,
  )
  assert.throws(() => unsealed(binding, Buffer.from(sealed).subarray(0, -1)))

  const receipt = receiptOf({ transferId, manifestSha256 })
  const acknowledged = must(await receiving.acknowledge({ ...named(), receipt }))
  await office.pump()

  assert.equal(acknowledged.state, 'acknowledged')
  const seen = await stateOf(office, request)
  assert.deepEqual([seen?.state, seen?.receipt], ['acknowledged', receipt])
  assert.equal(office.mail.list({ to: request.email }).length, mails + 2)
  const events = (await auditOf(office).lines()).map(({ entry }) => entry?.event)
  assert.deepEqual(
    events.filter((event) => event?.startsWith('transfer')),
    ['transferInstructed', 'transferFetched', 'transferAcknowledged'],
  )
  assert.deepEqual(
    must(await receiving.list(call())).map(({ state }) => state),
    ['acknowledged'],
  )
})

test('fetched twice, in parts, and signed for twice is fetched once and signed for once', async (t) => {
  const { office, request, transferId, named, receiving } = await available(t)
  const whole = await bytesOf(must(await receiving.content(named())).content)
  const fetchedAt = (await stateOf(office, request))?.fetchedAt
  office.clock.pass({ seconds: 30 })
  const part = must(await receiving.content({ ...named(), range: { first: 10, last: 19 } }))
  assert.deepEqual(part.range, { start: 10, end: 20 })
  assert.deepEqual(Buffer.from(await bytesOf(part.content)), Buffer.from(whole).subarray(10, 20))
  const beyond = await receiving.content({ ...named(), range: { first: whole.length } })
  assert.equal(refusal(beyond), 'rangeNotSatisfiable')
  assert.equal((await stateOf(office, request))?.fetchedAt, fetchedAt)

  const { manifestSha256 } = portable(await office.stateOf(request))
  const receipt = receiptOf({ transferId, manifestSha256 })
  const first = must(await receiving.acknowledge({ ...named(), receipt }))
  office.clock.pass({ seconds: 30 })
  const again = must(await receiving.acknowledge({ ...named(), receipt }))
  assert.deepEqual(again, first)
  const events = (await auditOf(office).lines()).map(({ entry }) => entry?.event)
  assert.equal(events.filter((event) => event === 'transferAcknowledged').length, 1)
})

test('whoever asks for the head alone has fetched nothing, and nothing can be signed for before it was fetched', async (t) => {
  const { office, request, transferId, named, receiving } = await available(t)
  must(await receiving.content({ ...named(), looks: 'headOnly' }))
  assert.equal((await stateOf(office, request))?.state, 'available')
  const { manifestSha256 } = portable(await office.stateOf(request))
  const early = await receiving.acknowledge({
    ...named(),
    receipt: receiptOf({ transferId, manifestSha256 }),
  })
  assert.equal(refusal(early), 'transferNotFetched')
})

test('a receipt over another hash, for another transfer, or by another key is none', async (t) => {
  const { office, request, transferId, named, receiving } = await available(t)
  must(await receiving.content(named()))
  const { manifestSha256 } = portable(await office.stateOf(request))
  const said = { transferId, manifestSha256 }
  const wrong = {
    hash: receiptOf({ ...said, manifestSha256: '0'.repeat(64) }),
    transfer: receiptOf({ ...said, transferId: 'another' }),
    key: receiptOf(said, { ...keys, signing: makeKeys().own.signing }),
    kind: signed(keys, 'JWT', said),
  }
  for (const [name, receipt] of Object.entries(wrong))
    assert.equal(refusal(await receiving.acknowledge({ ...named(), receipt })), 'receiptInvalid', name)
  assert.equal((await stateOf(office, request))?.state, 'fetched')
})

test('a call opens nothing that is unsigned, over, too long, for another company, or by somebody else', async (t) => {
  const { office, receiverId, named, receiving, transferId } = await available(t)
  const iat = Math.floor(office.clock.now().getTime() / 1000)
  const other = await anApprovedReceiver(office)
  const wrong: Readonly<Record<string, object>> = {
    over: { iat: iat - 61, exp: iat },
    tooLong: { iat, exp: iat + 301 },
    ahead: { iat: iat + 61, exp: iat + 100 },
    timeless: { exp: 'never' },
    beginningless: { iat: null },
    issuer: { iss: other },
    audience: { aud: `${office.app.settings.publicUrl}/api/v1/companies/other` },
  }
  for (const [name, more] of Object.entries(wrong))
    assert.equal(refusal(await receiving.list(callOf(office, receiverId, more))), 'receiverUnknown', name)
  const nobody = { companyId: 'demo', receiverId, signed: undefined }
  assert.equal(refusal(await receiving.list(nobody)), 'receiverUnknown')
  const kind = { ...nobody, signed: signed(keys, 'JWT', {}) }
  assert.equal(refusal(await receiving.list(kind)), 'receiverUnknown')
  const elsewhere = { ...callOf(office, receiverId), companyId: 'nowhere' }
  assert.equal(refusal(await receiving.list(elsewhere)), 'receiverUnknown')

  // Approved as well, and with the same keys, but not the one that the person named.
  const its = { ...callOf(office, other), transferId }
  assert.deepEqual(must(await receiving.list(its)), [])
  assert.equal(refusal(await receiving.view(its)), 'notFound')
  assert.equal(refusal(await receiving.content(its)), 'notFound')
  assert.equal(refusal(await receiving.acknowledge({ ...its, receipt: 'a.b.c' })), 'notFound')
  for (const none of ['nonsense', `${transferId.slice(0, -1)}x`])
    assert.equal(refusal(await receiving.view({ ...named(), transferId: none })), 'notFound')
})

test('a receiver that is removed between the instruction and the fetch gets nothing from the next call on', async (t) => {
  const { office, receiverId, request, transferId, named, receiving, call } = await available(t)
  must(await office.app.receivers.remove({ actor: office.as('admin'), companyId: 'demo', receiverId }))
  assert.equal(refusal(await receiving.list(call())), 'receiverUnknown')
  assert.equal(refusal(await receiving.content(named())), 'receiverUnknown')
  const receipt = receiptOf({ transferId })
  assert.equal(refusal(await receiving.acknowledge({ ...named(), receipt })), 'receiverUnknown')
  assert.equal(refusal(await receiving.view(named())), 'receiverUnknown')
  assert.equal((await stateOf(office, request))?.state, 'receiverRemoved')
})

test('what is taken back before the fetch is not fetched, and what was fetched cannot be taken back', async (t) => {
  const first = await available(t)
  const { person: actor, requestId } = first.request
  must(await first.office.app.transfers.takeBack({ actor, requestId }))
  assert.equal(refusal(await first.receiving.content(first.named())), 'transferEnded')
  assert.deepEqual(must(await first.receiving.list(first.call())), [])

  const second = await available(t)
  must(await second.receiving.content(second.named()))
  const { person, requestId: other } = second.request
  const late = await second.office.app.transfers.takeBack({ actor: person, requestId: other })
  assert.equal(refusal(late), 'transferTooLate')
})

test('nothing is there before the answer has left, and nothing after a recall until it has left again', async (t) => {
  const { office, request, transferId, named, receiving } = await available(t)
  must(await receiving.content(named()))
  const before = portable(await office.stateOf(request))
  must(
    await receiving.acknowledge({
      ...named(),
      receipt: receiptOf({ transferId, manifestSha256: before.manifestSha256 }),
    }),
  )
  const why = { reasonCode: 'wrongContent', reason: 'A page of another.' } as const
  must(await office.app.recallDelivery({ actor: office.as('manager'), deliveryId: before.id, ...why }))
  assert.equal(refusal(await receiving.content(named())), 'transferEnded')

  const { deliveries } = await office.stateOf(request)
  assert.ok(deliveries.length > 0)
  await goingOn(office, request).sealed().approved().delivered().made()
  assert.equal(
    must(await receiving.view(named())).state,
    'available',
    'another answer than the one signed for',
  )
  must(await receiving.content(named()))
  const seen = await stateOf(office, request)
  assert.deepEqual([seen?.state, seen?.receipt], ['fetched', undefined])
})

test('a transfer that was signed for an answer not yet sent does not exist for its receiver', async (t) => {
  const office = await openOffice(t)
  const receiverId = await anApprovedReceiver(office)
  const rights = ['access', 'portability'] as const
  const request = await aRequest(office, { rights, deliverTo: receiverId }).verified().made()
  const wished = (await office.stateOf(request)).transfer?.transferId ?? ''
  const call = callOf(office, receiverId)
  assert.equal(refusal(await office.app.receiving.view({ ...call, transferId: wished })), 'notFound')
  const { id: transferId } = await instructed(office, request, receiverId)
  await office.pump()
  assert.equal(refusal(await office.app.receiving.view({ ...call, transferId })), 'notFound')
  assert.deepEqual(must(await office.app.receiving.list(call)), [])
})

test('after its last day nothing is fetched, and a package that is lost is told as such', async (t) => {
  const { office, receiverId, request, transferId, receiving, named } = await available(t)
  const { blob, key } = portable(await office.stateOf(request))
  await office.ports.shares.destroy(key.keyId)
  assert.equal(refusal(await receiving.view(named())), 'deliveryUnreadable')
  await office.ports.blobs.remove({ container: 'demo', name: blob })
  assert.equal(refusal(await receiving.content(named())), 'deliveryUnreadable')
  assert.equal(refusal(await receiving.view(named())), 'deliveryUnreadable')

  office.clock.pass({ days: 33 })
  const late = { ...callOf(office, receiverId), transferId }
  assert.equal(refusal(await receiving.content(late)), 'transferEnded')
  await office.app.purgeContent(100)
  assert.equal(refusal(await receiving.content(late)), 'transferEnded')
})

test('a week before the end the person is told that nobody has fetched it', async (t) => {
  const { office, request } = await available(t)
  office.clock.pass({ days: 26 })
  await office.app.remindOfDeliveries(100)
  await office.pump()
  const subjects = office.mail.list({ to: request.email }).map(({ subject }) => subject)
  assert.ok(
    subjects.some((subject) => /ikke hentet|not been fetched/.test(subject)),
    subjects.join(),
  )
})
