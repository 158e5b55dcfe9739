import { test } from 'node:test'
import assert from 'node:assert/strict'

import { must, openOffice, refusal, type Office } from '../../support/application.ts'
import { mailsTo } from '../../support/mailbox.ts'
import { aRequest, goingOn, personEmail, type Stages } from '../../support/request-stages.ts'

const stages: Readonly<Record<string, (office: Office) => Stages>> = {
  'awaiting its verification': (office) => aRequest(office),
  open: (office) => aRequest(office).verified(),
  'being collected': (office) => aRequest(office).verified().assignedTo('user').filled(),
  sealed: (office) => aRequest(office).verified().assignedTo('user').filled().sealed(),
  approved: (office) => aRequest(office).verified().assignedTo('user').filled().sealed().approved(),
}

for (const [stage, reach] of Object.entries(stages))
  test(`the person takes back a request that is ${stage}, at once and without reasons`, async (t) => {
    const office = await openOffice(t)
    const request = await reach(office).made()
    const { requestId, person } = request
    office.clock.pass({ seconds: 1 })

    const withdrawn = must(await office.app.withdrawRequest({ actor: person, requestId }))
    await office.pump()

    const state = await office.stateOf(request)
    assert.equal(withdrawn.status, 'withdrawn')
    assert.deepEqual(state.rights, [{ right: 'access', status: 'withdrawn', outcome: 'withdrawn' }])
    assert.equal(state.ended?.how, 'withdrawn')
    const { letters } = must(await office.app.readLetters({ actor: person, requestId }))
    assert.equal(letters.at(-1)?.letter.kind, 'withdrawal')
  })

test('taking it back twice changes nothing and mails nothing more', async (t) => {
  const office = await openOffice(t)
  const { requestId, person } = await aRequest(office).verified().made()
  must(await office.app.withdrawRequest({ actor: person, requestId }))
  await office.pump()
  const mails = mailsTo(office, personEmail).length

  const again = must(await office.app.withdrawRequest({ actor: person, requestId }))
  await office.pump()

  assert.equal(again.status, 'withdrawn')
  assert.equal(mailsTo(office, personEmail).length, mails)
})

test('a request that was withdrawn while it was sealed asks nobody for an approval any more', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().sealed().made()
  const { requestId, person } = request
  const actor = office.as('approver')
  assert.equal(must(await office.app.listApprovals({ actor })).items.length, 1)

  must(await office.app.withdrawRequest({ actor: person, requestId }))

  assert.deepEqual(must(await office.app.listApprovals({ actor })).items, [])
  const manifestSha256 = (await office.stateOf(request)).seal?.root ?? ''
  const late = { actor, requestId, manifestSha256, decision: 'approve' } as const
  assert.equal(refusal(await office.app.decideSeal(late)), 'notFound')
})

test('a request that was withdrawn after its approval is not delivered', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().sealed().approved().made()
  const ref = { companyId: request.companyId, requestId: request.requestId }
  const [deliveryId = ''] = await office.app.delivery.prepare(ref)

  must(await office.app.withdrawRequest({ actor: request.person, requestId: request.requestId }))

  assert.equal(await office.app.delivery.build({ ...ref, deliveryId }), 'stopped')
  assert.equal(await office.app.delivery.release(ref), 'stopped')
})

test('an answer that was delivered cannot be taken back', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().sealed().approved().made()
  await goingOn(office, request).delivered().made()

  const late = await office.app.withdrawRequest({ actor: request.person, requestId: request.requestId })

  assert.equal(refusal(late), 'transitionNotAllowed')
})

test('staff cannot withdraw for the person', async (t) => {
  const office = await openOffice(t)
  const { requestId } = await aRequest(office).verified().assignedTo('user').made()

  for (const name of ['user', 'manager'] as const)
    assert.equal(refusal(await office.app.withdrawRequest({ actor: office.as(name), requestId })), 'notFound')
})
