import { test } from 'node:test'
import assert from 'node:assert/strict'

import { must, openOffice } from '../../support/application.ts'
import { mailsTo } from '../../support/mailbox.ts'
import { aRequest, goingOn } from '../../support/request-stages.ts'

test('approvers are reminded after one, two and three days, and from the third time their managers too', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().sealed().made()
  const { companyId, requestId } = request
  const ref = { companyId, requestId }
  const instanceId =
    (await office.stateOf(request)).instances.find(({ name }) => name === 'approval')?.id ?? ''
  const mails = (name: string) => mailsTo(office, `${name}@demo.example`).length
  const waits: string[] = []
  for (let reminder = 1; reminder <= 4; reminder++) {
    const lap = await office.app.approval.lap({ ...ref, instanceId, reminders: reminder - 1 })
    assert.equal(lap.kind, 'wait')
    waits.push(lap.kind === 'wait' ? lap.until.slice(0, 10) : '')
    office.clock.set(lap.kind === 'wait' ? lap.until : '')
    await office.app.approval.remind({ ...ref, reminder })
    await office.app.approval.remind({ ...ref, reminder })
    await office.pump()
  }

  assert.deepEqual(waits, ['2026-03-03', '2026-03-05', '2026-03-08', '2026-03-11'])
  assert.equal(mails('approver'), 1 + 4)
  assert.equal(mails('coApprover'), 1 + 4)
  assert.equal(mails('manager'), 2)
})

test('once the seal is decided or another instance counts, nobody is reminded', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().sealed().made()
  const { companyId, requestId } = request
  const ref = { companyId, requestId }
  const instanceId =
    (await office.stateOf(request)).instances.find(({ name }) => name === 'approval')?.id ?? ''
  const lap = (id: string) => office.app.approval.lap({ ...ref, instanceId: id, reminders: 0 })

  assert.deepEqual(await lap('another'), { kind: 'decided' })
  await goingOn(office, request).approved().made()
  const before = office.mail.list().length
  assert.deepEqual(await lap(instanceId), { kind: 'decided' })
  await office.app.approval.remind({ ...ref, reminder: 1 })
  await office.app.approval.remind({ companyId, requestId: 'unknown', reminder: 1 })
  await office.pump()

  assert.equal(office.mail.list().length, before)
  assert.deepEqual(
    await office.app.approval.lap({ ...ref, requestId: 'unknown', instanceId, reminders: 0 }),
    {
      kind: 'decided',
    },
  )
})

test('those who approve are told when something waits for them, and told how many approvals there are', async (t) => {
  const office = await openOffice(t, { company: { approvalPolicy: { version: 1, approvalsNeeded: 2 } } })
  const request = await aRequest(office).verified().assignedTo('user').filled().sealed().approved().made()
  const { companyId, requestId } = request
  const instanceId =
    (await office.stateOf(request)).instances.find(({ name }) => name === 'approval')?.id ?? ''

  const lap = await office.app.approval.lap({ companyId, requestId, instanceId, reminders: 0 })

  assert.equal(mailsTo(office, 'approver@demo.example').length, 1)
  assert.equal(lap.kind === 'wait' && `${lap.approvals} of ${lap.approvalsNeeded}`, '1 of 2')
  assert.equal(must(await office.app.listApprovals({ actor: office.as('coApprover') })).items.length, 1)
})

test('only those whom the policy names are asked', async (t) => {
  const approvalPolicy = { version: 1, approvalsNeeded: 1, approverIds: ['coApprover'] }
  const office = await openOffice(t, { company: { approvalPolicy } })
  await aRequest(office).verified().assignedTo('user').filled().sealed().made()

  assert.equal(mailsTo(office, 'coApprover@demo.example').length, 1)
  assert.equal(mailsTo(office, 'approver@demo.example').length, 0)
})

test('reminders and lists keep to whom the policy names', async (t) => {
  const approvalPolicy = { version: 1, approvalsNeeded: 1, approverIds: ['coApprover'] }
  const office = await openOffice(t, { company: { approvalPolicy } })
  const { companyId, requestId } = await aRequest(office)
    .verified()
    .assignedTo('user')
    .filled()
    .sealed()
    .made()

  await office.app.approval.remind({ companyId, requestId, reminder: 1 })
  await office.pump()

  assert.equal(mailsTo(office, 'coApprover@demo.example').length, 2)
  assert.equal(mailsTo(office, 'approver@demo.example').length, 0)
  assert.equal(must(await office.app.listApprovals({ actor: office.as('coApprover') })).items.length, 1)
  assert.deepEqual(must(await office.app.listApprovals({ actor: office.as('approver') })).items, [])
})
