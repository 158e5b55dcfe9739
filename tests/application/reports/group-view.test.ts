import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { EmployeeActor } from '../../../shared/application/actor.ts'
import type { EmployeeDocument } from '../../../shared/application/companies/company-document.ts'
import { companyPartition } from '../../../shared/application/place.ts'
import { must, openOffice, refusal, type Office } from '../../support/application.ts'
import { aRequest } from '../../support/request-stages.ts'

/** The manager of the demonstration company, by the link that was mailed to them. */
const byLink = (office: Office): EmployeeActor => ({ ...office.as('manager'), proofs: ['link', 'totp'] })

/** In the other company the same address has these roles. */
async function worksElsewhere({ ports }: Office, change: Partial<EmployeeDocument> = {}) {
  const id = 'employee:manager'
  const found = await ports.documents.read<EmployeeDocument>(companyPartition('other'), id)
  const value = { ...(found?.value ?? assert.fail('nobody')), email: 'manager@demo.example', ...change }
  await ports.documents.batch(companyPartition('other'), [{ kind: 'upsert', value }])
}

const letsBeSeen = async ({ app, elsewhere }: Office, seenFrom: readonly string[]) =>
  must(
    await app.companySettings.change({ actor: elsewhere('admin'), companyId: 'other', change: { seenFrom } }),
  )

const seen = async (office: Office, actor = byLink(office)) => {
  const { companies, others } = must(await office.app.readGroupView({ actor }))
  return { names: companies.map(({ company }) => company), others, companies }
}

test('who serves two companies sees the counts of both in one view, where the other named this one', async (t) => {
  const office = await openOffice(t)
  await aRequest(office).verified().assignedTo('user').filled().sealed().made()
  await worksElsewhere(office)
  assert.deepEqual((await seen(office)).names, ['demo'], 'unless it did, nothing is seen')
  await letsBeSeen(office, ['demo'])

  const { companies, others } = await seen(office)

  const nothing = { received: 0, unanswered: 0, awaitingApproval: 0, dueSoon: 0, overdue: 0 }
  assert.deepEqual(companies, [
    { company: 'demo', name: 'Demo Company', ...nothing, received: 1, awaitingApproval: 1 },
    { company: 'other', name: 'Other Company', ...nothing },
  ])
  assert.equal(others, 'shown')
})

test('an address is shown by a mailed link in this very session; whoever came another way sees their own company alone', async (t) => {
  const office = await openOffice(t)
  await worksElsewhere(office)
  await letsBeSeen(office, ['demo'])

  const { names, others } = await seen(office, { ...office.as('manager'), proofs: ['passkey'] })

  assert.deepEqual([names, others], [['demo'], 'mailNeeded'])
})

test('a company is out of sight for whoever may not see its reports, has left it, or comes from one that it did not name', async (t) => {
  const office = await openOffice(t)
  await letsBeSeen(office, ['demo'])
  assert.deepEqual((await seen(office)).names, ['demo'], 'another address is somebody else')
  await worksElsewhere(office, { roles: ['systemUser'], grants: [] })
  assert.deepEqual((await seen(office)).names, ['demo'])
  await worksElsewhere(office, { roles: ['systemManager'] })
  assert.deepEqual((await seen(office)).names, ['demo', 'other'])
  await letsBeSeen(office, ['acme'])
  office.clock.pass({ seconds: 6 })
  assert.deepEqual((await seen(office)).names, ['demo'])
  await letsBeSeen(office, ['demo'])
  await office.ports.documents.batch(companyPartition('other'), [{ kind: 'delete', id: 'employee:manager' }])
  assert.deepEqual((await seen(office)).names, ['demo'])
})

test('who may see no reports here sees none elsewhere either, and neither does who is gone', async (t) => {
  const office = await openOffice(t)
  const asked = async (actor: EmployeeActor) => refusal(await office.app.readGroupView({ actor }))

  assert.equal(await asked(office.as('user')), 'forbidden')
  assert.equal(await asked({ ...byLink(office), employeeId: 'gone' }), 'notFound')
  assert.equal(await asked({ ...byLink(office), companyId: 'gone' }), 'notFound')
})
