import { test, type TestContext } from 'node:test'
import assert from 'node:assert/strict'

import { must, openOffice } from '../../support/application.ts'
import { mailsTo } from '../../support/mailbox.ts'
import { aRequest, goingOn, personEmail } from '../../support/request-stages.ts'

async function afterDays(t: TestContext, days: number) {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().sealed().approved().made()
  await goingOn(office, request).delivered().made()
  office.clock.pass({ days })
  const reminders = async () => {
    await office.pump()
    return mailsTo(office, personEmail).filter(({ subject }) => /in time/.test(subject))
  }
  const recall = async () => {
    const [delivery] = (await office.stateOf(request)).deliveries
    const why = { reasonCode: 'other', reason: 'Too early.' } as const
    const actor = office.as('manager')
    must(await office.app.recallDelivery({ actor, deliveryId: delivery?.id ?? '', ...why }))
  }
  return { office, request, reminders, recall }
}

test('a week before the answer is destroyed its person is reminded, once, also after a restart', async (t) => {
  const { office, request, reminders } = await afterDays(t, 24)
  await office.app.remindOfDeliveries(100)
  assert.deepEqual(await reminders(), [])
  office.clock.pass({ days: 1 })

  await Promise.all([office.app.remindOfDeliveries(100), office.restarted().remindOfDeliveries(100)])
  await office.restarted().remindOfDeliveries(100)

  const sent = await reminders()
  assert.equal(sent.length, 1)
  assert.match(sent[0]?.text ?? '', /There are 6 days left.*destroyed after 2 April 2026/s)
  assert.doesNotMatch(sent[0]?.text ?? '', /anna|insurance|access/i)
  assert.equal(
    must(await office.app.redeemLink({ token: sent[0]?.token ?? '', use: 'program' })).requestId,
    request.requestId,
  )
})

test('of what was recalled or purged meanwhile nobody is reminded', async (t) => {
  const recalled = await afterDays(t, 25)
  await recalled.recall()
  await recalled.office.app.remindOfDeliveries(100)
  assert.deepEqual(await recalled.reminders(), [])

  const purged = await afterDays(t, 33)
  await purged.office.app.purgeContent(100)
  await purged.office.app.remindOfDeliveries(100)
  assert.deepEqual(await purged.reminders(), [])

  const held = await afterDays(t, 33)
  await held.office.app.remindOfDeliveries(100)
  assert.deepEqual(await held.reminders(), [])
  assert.equal((await held.office.stateOf(held.request)).remindAt, undefined)
})

test('a reminder that waits for its provider is dropped when the delivery is recalled', async (t) => {
  const { office, reminders, recall } = await afterDays(t, 25)
  office.mail.setProvider('down')
  await office.app.remindOfDeliveries(100)
  await office.pump()
  await recall()
  office.mail.setProvider('up')
  office.clock.pass({ hours: 1 })
  await office.app.retryMails(100)

  assert.deepEqual(await reminders(), [])
})

test('an answer in words has nothing to be downloaded in time', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office, { rights: ['erasure'] })
    .verified()
    .assignedTo('user')
    .filled()
    .made()
  const { requestId } = request
  must(await office.app.messages.post({ actor: office.as('user'), requestId, text: 'Done.' }))
  await goingOn(office, request).sealed().approved().delivered().made()

  assert.equal((await office.stateOf(request)).remindAt, undefined)
})
