import assert from 'node:assert/strict'
import { test } from 'node:test'

import { factorsDocumentId } from '../../../shared/application/factors/factors-document.ts'
import { companyPartition } from '../../../shared/application/place.ts'
import { must, openOffice, refusal, type Office } from '../../support/application.ts'
import { auditOf } from '../../support/audit.ts'
import { enrolled, signedIn, signInToken } from '../../support/enrolled.ts'
import { mailsTo } from '../../support/mailbox.ts'

const reset = ({ app, as }: Office, by: 'admin' | 'owner' | 'manager', employeeId: string) =>
  app.changeEmployee.resetFactors({ actor: as(by), companyId: 'demo', employeeId })

test('who lost everything enrols anew after two administrators agreed, is told by mail, and is signed out', async (t) => {
  const office = await openOffice(t, { mode: 'serve' })
  const { app } = office
  await enrolled(office, 'user')
  const { sessionId } = await signedIn(office, 'user')
  const proposed = must(await reset(office, 'admin', 'user'))
  assert.ok(proposed !== 'holds')
  assert.ok(await app.sessions.actor(sessionId), 'nothing has happened yet')
  const { itemId, manifestSha256 } = proposed
  const decision = { itemId, manifestSha256, decision: 'approve' } as const
  assert.equal(refusal(await app.companyItems.decide({ actor: office.as('admin'), ...decision })), 'fourEyes')

  must(await app.companyItems.decide({ actor: office.as('owner'), ...decision }))

  assert.equal(await app.sessions.actor(sessionId), undefined)
  const token = await signInToken(office, 'user')
  assert.equal(must(await app.redeemLink({ token, use: 'program' })).purpose, 'enrolFactor')
  const told = mailsTo(office, 'user@demo.example').filter(({ subject }) =>
    /sign in has changed/.test(subject),
  )
  assert.equal(told.length, 2, 'of the enrolling, and of the reset')
  const events = (await auditOf(office).lines()).map(({ entry }) => entry?.event)
  assert.ok(events.includes('changeProposed') && events.includes('factorsReset'))
})

test('nobody resets their own, neither as the first person nor as the second', async (t) => {
  const office = await openOffice(t, { mode: 'serve' })
  const { app } = office
  assert.equal(refusal(await reset(office, 'admin', 'admin')), 'ownFactors')
  const proposed = must(await reset(office, 'admin', 'owner'))
  assert.ok(proposed !== 'holds')
  const { itemId, manifestSha256 } = proposed
  const decision = { itemId, manifestSha256, decision: 'approve' } as const
  assert.equal(
    refusal(await app.companyItems.decide({ actor: office.as('owner'), ...decision })),
    'ownFactors',
  )
})

test('a manager resets nothing, and nobody is reset who is not there', async (t) => {
  const office = await openOffice(t)
  assert.equal(refusal(await reset(office, 'manager', 'user')), 'forbidden')
  assert.equal(refusal(await reset(office, 'admin', 'nobody')), 'employeeUnknown')
})

test('in demo mode it holds at once; who leaves the company leaves no factors behind', async (t) => {
  const office = await openOffice(t)
  await enrolled(office, 'user')
  await enrolled(office, 'second')
  assert.equal(must(await reset(office, 'admin', 'user')), 'holds')
  assert.deepEqual((await office.app.ownFactors.list({ actor: office.as('user') })).value, [])
  const asked = { actor: office.as('admin'), companyId: 'demo' }
  must(await office.app.leaveCompany({ ...asked, employeeId: 'second' }))
  const id = factorsDocumentId('second')
  assert.equal(await office.ports.documents.read(companyPartition('demo'), id), undefined)
})
