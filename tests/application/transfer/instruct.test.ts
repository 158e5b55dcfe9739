import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import type { RequestWish } from '../../../shared/application/intake/new-request.ts'
import type { RequestDocument } from '../../../shared/application/requests/request-document.ts'
import { must, openOffice, refusal, type Office } from '../../support/application.ts'
import { auditOf } from '../../support/audit.ts'
import { aRequest, goingOn, type MadeRequest } from '../../support/request-stages.ts'
import { anApprovedReceiver, anEnteredReceiver, instructed, receiverFacts } from '../../support/transfer.ts'

async function world(t: TestContext, wish: Partial<RequestWish> = {}) {
  const office = await openOffice(t)
  const receiverId = await anApprovedReceiver(office)
  const request = await aRequest(office, { rights: ['access', 'portability'], ...wish })
    .verified()
    .assignedTo('user')
    .made()
  return { office, receiverId, request }
}

const offersOf = async ({ app }: Office, { person, requestId }: MadeRequest) =>
  must(await app.transfers.offers({ actor: person, requestId }))

const mailsTo = ({ mail }: Office, { email }: MadeRequest) => mail.list({ to: email })

const viewOf = async (office: Office, { requestId }: MadeRequest) =>
  must(await office.app.viewRequest({ actor: office.as('user'), requestId })).view

test('a person sees who could receive their data and signs the words that they were shown', async (t) => {
  const { office, receiverId, request } = await world(t)
  const { offered, transfer } = await offersOf(office, request)
  assert.deepEqual([offered.length, transfer], [1, undefined])
  const [{ textSha256, text, contact }] = offered as [(typeof offered)[0]]
  assert.equal(contact, receiverFacts.contact)
  assert.match(text, /Nordlys Forsikring/)

  const mailed = mailsTo(office, request).length
  const signed = await instructed(office, request, receiverId)
  await office.pump()

  assert.deepEqual(
    [signed.state, signed.textSha256, signed.factors, signed.receiver],
    ['instructed', textSha256, ['link'], { id: receiverId, name: 'Nordlys Forsikring' }],
  )
  assert.deepEqual((await viewOf(office, request)).transfer, signed)
  assert.equal(mailsTo(office, request).length, mailed + 1, 'and is told: it may not have been them')
  const entries = (await auditOf(office).lines()).map(({ entry }) => entry)
  const entry = entries.find((one) => one?.event === 'transferInstructed')
  assert.equal(entry?.detail['textSha256'], textSha256)
  assert.deepEqual(await instructed(office, request, receiverId), signed, 'a second time changes nothing')
  assert.equal((await offersOf(office, request)).transfer?.state, 'instructed')
})

test('the words in the other language are as good, and words that nobody was shown are not', async (t) => {
  const { office, receiverId, request } = await world(t)
  const { person: actor, requestId } = request
  const { language } = await offersOf(office, request)
  const other = language === 'da' ? 'en' : 'da'
  const { offered } = must(await office.app.transfers.offers({ actor, requestId, language: other }))
  const made = await office.app.transfers.instruct({
    ...{ actor, requestId, receiverId, textSha256: offered[0]?.textSha256 ?? '' },
  })
  assert.equal(must(made).state, 'instructed')
  const wrong = await office.app.transfers.instruct({
    actor,
    requestId,
    receiverId,
    textSha256: '0'.repeat(64),
  })
  assert.equal(refusal(wrong), 'instructionOutdated')
})

test('a seal commits to the receiver: signing voids it, and whoever approves what was before meets sealChanged', async (t) => {
  const { office, receiverId, request } = await world(t)
  await goingOn(office, request).filled().sealed().made()
  const before = (await office.stateOf(request)).seal?.root ?? ''

  await instructed(office, request, receiverId)

  const { status, seal } = await office.stateOf(request)
  assert.deepEqual([status, seal?.state], ['collecting', 'void'])
  await goingOn(office, request).sealed().made()
  const approval = {
    actor: office.as('approver'),
    requestId: request.requestId,
    decision: 'approve',
  } as const
  const decided = await office.app.decideSeal({ ...approval, manifestSha256: before })
  assert.equal(refusal(decided), 'sealChanged')
  await goingOn(office, request).approved().delivered().made()
  assert.equal((await viewOf(office, request)).transfer?.state, 'available')
})

test('a receiver that is put in behind the approvers’ backs releases nothing', async (t) => {
  const { office, receiverId, request } = await world(t)
  await instructed(office, request, receiverId)
  await goingOn(office, request).filled().sealed().approved().made()
  const ref = { companyId: request.companyId, requestId: request.requestId }
  const found = await office.ports.documents.read(
    { container: 'requests', key: [ref.companyId, ref.requestId] },
    'request',
  )
  const before = await office.stateOf(ref)
  assert.ok(found && before.transfer)
  const receiver = { ...before.transfer.receiver, fingerprint: 'another' }
  const value: RequestDocument = { ...before, transfer: { ...before.transfer, receiver } }
  await office.ports.documents.batch({ container: 'requests', key: [ref.companyId, ref.requestId] }, [
    { kind: 'replace', value, etag: found.etag },
  ])

  assert.deepEqual(await office.app.delivery.prepare(ref), [])
  assert.equal(await office.app.delivery.release(ref), 'stopped')
})

test('what is taken back is sent nowhere, the answer to the person goes on, and they may sign again', async (t) => {
  const { office, receiverId, request } = await world(t)
  const { person: actor, requestId } = request
  const { id } = await instructed(office, request, receiverId)
  await goingOn(office, request).filled().sealed().approved().made()

  assert.equal(must(await office.app.transfers.takeBack({ actor, requestId })).state, 'takenBack')
  assert.equal(must(await office.app.transfers.takeBack({ actor, requestId })).state, 'takenBack')
  const again = await instructed(office, request, receiverId)
  assert.notEqual(again.id, id)
  must(await office.app.transfers.takeBack({ actor, requestId }))
  await goingOn(office, request).sealed().approved().delivered().made()
  const { transfer, deliveries } = await viewOf(office, request)
  assert.deepEqual([transfer?.state, deliveries.length], ['takenBack', 2])
  const events = (await auditOf(office).lines()).map(({ entry }) => entry?.event)
  assert.equal(events.filter((event) => event === 'transferTakenBack').length, 2)
})

test('where it goes is settled when the answer leaves, and nobody is offered anything after that', async (t) => {
  const { office, receiverId, request } = await world(t)
  const textSha256 = (await offersOf(office, request)).offered[0]?.textSha256 ?? ''
  await goingOn(office, request).filled().sealed().approved().delivered().made()
  const { person: actor, requestId } = request

  const late = await office.app.transfers.instruct({ actor, requestId, receiverId, textSha256 })
  assert.equal(refusal(late), 'transferTooLate')
  assert.deepEqual((await offersOf(office, request)).offered, [])
})

test('only an approved receiver is offered, only for what Art. 20 gives, and only to the person', async (t) => {
  const { office, receiverId, request } = await world(t)
  const textSha256 = (await offersOf(office, request)).offered[0]?.textSha256 ?? ''
  const entered = await anEnteredReceiver(office)
  const { person: actor, requestId } = request
  const { transfers, receivers } = office.app
  const unproved = await transfers.instruct({ actor, requestId, receiverId: entered, textSha256 })
  assert.equal(refusal(unproved), 'transferNotOffered')

  const access = await aRequest(office, { email: 'other@person.example' }).verified().made()
  const notAsked = { actor: access.person, requestId: access.requestId }
  assert.deepEqual((await offersOf(office, access)).offered, [])
  const notPortable = await transfers.instruct({ ...notAsked, receiverId, textSha256 })
  assert.equal(refusal(notPortable), 'transferNotOffered')

  for (const nobody of [office.as('user'), access.person, { ...actor, companyId: 'nowhere' }]) {
    const wrong = { actor: nobody, requestId }
    assert.equal(refusal(await transfers.offers(wrong)), 'notFound')
    assert.equal(refusal(await transfers.instruct({ ...wrong, receiverId, textSha256 })), 'notFound')
    assert.equal(refusal(await transfers.takeBack(wrong)), 'notFound')
  }
  assert.equal(refusal(await transfers.takeBack({ actor, requestId })), 'notFound', 'nothing was signed')

  await instructed(office, request, receiverId)
  must(await receivers.remove({ actor: office.as('admin'), companyId: 'demo', receiverId }))
  assert.equal((await viewOf(office, request)).transfer?.state, 'receiverRemoved')
  const gone = await transfers.instruct({ actor, requestId, receiverId, textSha256 })
  assert.equal(refusal(gone), 'transferNotOffered')
})

test('who set a factor beside the mailbox signs with both, or not at all', async (t) => {
  const secondFactor = { kind: 'passcode', passcode: 'correct horse' } as const
  const { office, receiverId, request } = await world(t, { secondFactor })
  const { person, requestId } = request
  const textSha256 = (await offersOf(office, request)).offered[0]?.textSha256 ?? ''
  const wish = { requestId, receiverId, textSha256 }

  assert.equal(refusal(await office.app.transfers.instruct({ actor: person, ...wish })), 'codeRequired')
  const both = await office.app.transfers.instruct({ actor: { ...person, factor: 'shown' }, ...wish })
  assert.deepEqual(must(both).factors, ['link', 'ownFactor'])
})

test('a receiver that is named with the request is a wish, and nothing goes anywhere before it is signed', async (t) => {
  const office = await openOffice(t)
  const receiverId = await anApprovedReceiver(office)
  const rights = ['access', 'portability'] as const
  const request = await aRequest(office, { rights, deliverTo: receiverId })
    .verified()
    .assignedTo('user')
    .filled()
    .sealed()
    .made()
  assert.equal((await viewOf(office, request)).transfer?.state, 'wished')
  await goingOn(office, request).approved().delivered().made()
  assert.equal((await viewOf(office, request)).transfer?.state, 'lapsed')
})

test('a receiver that is not offered, or for whom Art. 20 gives nothing, is refused with the request', async (t) => {
  const office = await openOffice(t)
  const receiverId = await anApprovedReceiver(office)
  const personal = { email: 'anna@person.example' }
  const wishes: readonly RequestWish[] = [
    { rights: ['portability'], deliverTo: 'nobody', personal },
    { rights: ['access'], deliverTo: receiverId, personal },
  ]
  for (const wish of wishes)
    assert.equal(refusal(await office.app.createRequest({ companyId: 'demo', wish })), 'transferNotOffered')
  const onPaper = await office.app.registerRequest({
    ...{ actor: office.as('user'), companyId: 'demo', channel: 'letter' },
    wish: { rights: ['portability'], deliverTo: receiverId, personal: { postalAddress: 'Road 1' } },
  })
  assert.equal(refusal(onPaper), 'transferNotOffered')
})

test('what the person withdrew, and what was recalled, is not sent on', async (t) => {
  const { office, receiverId, request } = await world(t)
  await instructed(office, request, receiverId)
  await goingOn(office, request).filled().sealed().approved().delivered().made()
  const { deliveries } = await office.stateOf(request)
  const delivery = deliveries.find(({ right }) => right === 'portability')
  const why = { reasonCode: 'wrongContent', reason: 'A page of another.' } as const
  must(
    await office.app.recallDelivery({ actor: office.as('manager'), deliveryId: delivery?.id ?? '', ...why }),
  )
  assert.equal((await viewOf(office, request)).transfer?.state, 'instructed', 'it is prepared anew')

  must(await office.app.withdrawRequest({ actor: request.person, requestId: request.requestId }))
  assert.equal((await viewOf(office, request)).transfer?.state, 'lapsed')
})

test('what was to be sent is gone after its last day', async (t) => {
  const { office, receiverId, request } = await world(t)
  await instructed(office, request, receiverId)
  await goingOn(office, request).filled().sealed().approved().delivered().made()
  office.clock.pass({ days: 33 })
  assert.equal((await viewOf(office, request)).transfer?.state, 'lapsed')
})
