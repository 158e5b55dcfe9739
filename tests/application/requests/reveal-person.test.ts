import { test, type TestContext } from 'node:test'
import assert from 'node:assert/strict'

import type { EmployeeActor } from '../../../shared/application/actor.ts'
import { auditOf } from '../../support/audit.ts'
import { must, openOffice, refusal, type OfficeOptions } from '../../support/application.ts'
import { aRequest, personEmail } from '../../support/request-stages.ts'

async function sealed(t: TestContext, options: OfficeOptions = {}) {
  const office = await openOffice(t, options)
  const request = await aRequest(office, { message: 'Everything of 2025.' })
    .verified()
    .assignedTo('user')
    .filled()
    .sealed()
    .made()
  const { requestId } = request
  const seenBy = async (actor: EmployeeActor) =>
    must(await office.app.readContent({ actor, requestId })).personal
  const reveal = (actor: EmployeeActor) =>
    office.app.revealPerson({ actor, requestId, reasonCode: 'addressee' })
  return { office, request, seenBy, reveal, approver: office.as('approver') }
}

test('an approver reads the content, and name and contact of the person stay covered', async (t) => {
  const { office, seenBy, approver } = await sealed(t)

  assert.deepEqual(await seenBy(approver), { message: 'Everything of 2025.', masked: ['email'] })
  assert.equal((await seenBy(office.as('user'))).email, personEmail, 'who works on it must know who asks')
})

test('they are shown with a reason, and who, when and why stand in the audit without a name', async (t) => {
  const { office, seenBy, reveal, approver } = await sealed(t)
  const until = '2026-03-02T08:30:00.000Z'

  assert.deepEqual(must(await reveal(approver)), {
    ...{ personal: { email: personEmail, message: 'Everything of 2025.' }, until },
  })

  assert.deepEqual(await seenBy(approver), {
    ...{ email: personEmail, message: 'Everything of 2025.', shownUntil: until },
  })
  await office.app.sequenceAudit('demo')
  const entries = (await auditOf(office).lines()).flatMap(({ entry }) => entry ?? [])
  const shown = entries.filter(({ event }) => event === 'personShown')
  assert.deepEqual(
    shown.map(({ by, at, detail }) => ({ by, at, detail })),
    [
      {
        by: { kind: 'employee', id: 'approver' },
        at: office.clock.now().toISOString(),
        detail: { reasonCode: 'addressee', until },
      },
    ],
  )
  assert.ok(!JSON.stringify(entries).includes(personEmail))
})

test('what one is shown is covered again after half an hour, in another session and for everybody else', async (t) => {
  const { office, seenBy, reveal, approver } = await sealed(t)
  const second = { ...office.as('second'), grants: ['approver'] as const }
  must(await reveal(approver))

  assert.deepEqual((await seenBy({ ...approver, sessionId: 'the next one' })).masked, ['email'])
  assert.deepEqual((await seenBy(second)).masked, ['email'])
  office.clock.pass({ seconds: 30 * 60 - 1 })
  assert.equal((await seenBy(approver)).masked, undefined)
  office.clock.pass({ seconds: 1 })
  assert.deepEqual((await seenBy(approver)).masked, ['email'])
})

test('a seal that was approved and seen is the same seal: being shown a name changes no version', async (t) => {
  const { office, request, reveal, approver } = await sealed(t)
  const { requestId } = request
  const etag = async () => must(await office.app.viewRequest({ actor: approver, requestId })).etag
  const before = await etag()

  must(await reveal(approver))

  assert.equal(await etag(), before)
})

test('nobody is shown by it who may not read, and nothing when it is over', async (t) => {
  const { office, request, reveal, approver } = await sealed(t)

  for (const name of ['second', 'admin', 'owner'] as const)
    assert.equal(refusal(await reveal(office.as(name))), 'notFound')
  for (const name of ['manager', 'officer', 'user'] as const)
    assert.equal(refusal(await reveal(office.as(name))), 'forbidden', name)
  assert.equal(refusal(await reveal(office.elsewhere('approver'))), 'notFound')

  await office.ports.shares.destroy((await office.stateOf(request)).key.keyId)
  assert.equal(refusal(await office.afresh().revealPerson(wishOf(approver, request))), 'contentGone')
})

const wishOf = (actor: EmployeeActor, { requestId }: { readonly requestId: string }) => ({
  ...{ actor, requestId, reasonCode: 'contentInDoubt' as const },
})

test('a company may show its reviewers everything, and the change stands in the audit', async (t) => {
  const { office, seenBy, approver } = await sealed(t)
  const asked = { actor: office.as('admin'), companyId: 'demo' }

  must(await office.app.companySettings.change({ ...asked, change: { reviewersSee: 'everything' } }))

  assert.equal((await seenBy(approver)).email, personEmail)
  await office.app.sequenceAudit('demo')
  const entries = (await auditOf(office).lines()).flatMap(({ entry }) => entry ?? [])
  assert.deepEqual(entries.find(({ event }) => event === 'settingsChanged')?.detail, {
    ...{ members: 'reviewersSee', reviewersSeeBefore: 'noContact', reviewersSeeAfter: 'everything' },
  })
})
