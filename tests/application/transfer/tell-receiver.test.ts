import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import type { MailDocument } from '../../../shared/application/letters/mail-document.ts'
import type { ReceiverFacts } from '../../../shared/application/transfer/receiver.ts'
import { must, openOffice, type Office } from '../../support/application.ts'
import { mailsTo } from '../../support/mailbox.ts'
import { aRequest, goingOn, type MadeRequest } from '../../support/request-stages.ts'
import { anApprovedReceiver, instructed } from '../../support/transfer.ts'

const contact = 'data@nordlys.example'

async function approved(t: TestContext, more: Partial<ReceiverFacts> = {}) {
  const office = await openOffice(t)
  const receiverId = await anApprovedReceiver(office, more)
  const rights = ['access', 'portability'] as const
  const request = await aRequest(office, { rights }).verified().assignedTo('user').made()
  await instructed(office, request, receiverId)
  await goingOn(office, request).filled().sealed().approved().made()
  return { office, receiverId, request }
}

const leave = (office: Office, request: MadeRequest) => goingOn(office, request).delivered().made()

/** The answer has left, and the mail to the receiver is not under way yet. */
async function justLeft(office: Office, { companyId, requestId }: MadeRequest): Promise<void> {
  const ref = { companyId, requestId }
  for (const deliveryId of await office.app.delivery.prepare(ref))
    await office.app.delivery.build({ ...ref, deliveryId })
  await office.app.delivery.release(ref)
  const query = { container: 'requests', key: [companyId, requestId], idPrefix: 'mail:', limit: 100 } as const
  const { items } = await office.ports.documents.query<MailDocument>(query)
  const mail = items.find(({ value }) => value.effect === 'deliveryNotified')?.value
  assert.equal(await office.app.sendMail(mail as MailDocument), 'sent')
}

test('the contact of the receiver is told that something waits, when it can be fetched, and not whose it is', async (t) => {
  const { office, receiverId, request } = await approved(t)
  assert.deepEqual(mailsTo(office, contact), [])
  await leave(office, request)

  const [mail, ...more] = mailsTo(office, contact)
  assert.equal(more.length, 0)
  const where = `${office.app.settings.publicUrl}/api/v1/companies/demo/receivers/${receiverId}/transfers`
  assert.ok(mail?.text.includes(`\n${where}\n`), mail?.text)
  const { reference } = await office.stateOf(request)
  for (const told of [reference, request.requestId, request.email, 'link#'])
    assert.ok(!`${mail?.subject} ${mail?.text}`.includes(told), told)
})

test('an answer that was recalled and left again is told of again', async (t) => {
  const { office, request } = await approved(t)
  await leave(office, request)
  const { deliveries } = await office.stateOf(request)
  const deliveryId = deliveries.find(({ right }) => right === 'portability')?.id ?? ''
  const why = { reasonCode: 'wrongContent', reason: 'A page of another.' } as const
  must(await office.app.recallDelivery({ actor: office.as('manager'), deliveryId, ...why }))
  await goingOn(office, request).sealed().approved().delivered().made()
  assert.equal(mailsTo(office, contact).length, 2)
})

test('a receiver for whom nothing was signed, or whose instruction was taken back, is told nothing', async (t) => {
  const office = await openOffice(t)
  const deliverTo = await anApprovedReceiver(office)
  const rights = ['access', 'portability'] as const
  const wished = await aRequest(office, { rights, deliverTo }).verified().assignedTo('user').made()
  await goingOn(office, wished).filled().sealed().approved().delivered().made()

  const second = await approved(t)
  const { person: actor, requestId } = second.request
  must(await second.office.app.transfers.takeBack({ actor, requestId }))
  await leave(second.office, second.request)
  for (const one of [office, second.office]) assert.deepEqual(mailsTo(one, contact), [])
})

test('what was taken back, or a receiver that was removed, before the mail left is not told of', async (t) => {
  const first = await approved(t)
  await justLeft(first.office, first.request)
  const { person: actor, requestId } = first.request
  must(await first.office.app.transfers.takeBack({ actor, requestId }))

  const second = await approved(t)
  await justLeft(second.office, second.request)
  const named = { actor: second.office.as('admin'), companyId: 'demo', receiverId: second.receiverId }
  must(await second.office.app.receivers.remove(named))

  for (const { office } of [first, second]) {
    await office.pump()
    assert.deepEqual(mailsTo(office, contact), [])
  }
})

test('a contact that takes no mail is a matter for the staff of the request', async (t) => {
  const { office, request } = await approved(t, { contact: 'data@nordlys.invalid' })
  await leave(office, request)
  const { problem, status } = await office.stateOf(request)
  assert.deepEqual([status, problem?.code, problem?.kind], ['delivered', 'mailRefused', 'receiverWaiting'])
})
