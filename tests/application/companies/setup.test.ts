import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { CompanyDocument } from '../../../shared/application/companies/company-document.ts'
import { startingCompany } from '../../../shared/application/companies/starting-company.ts'
import { must, openOffice, refusal } from '../../support/application.ts'

async function states(t: TestContext, company: Partial<CompanyDocument> = {}) {
  const office = await openOffice(t, { company })
  const setup = must(await office.app.viewSetup({ actor: office.as('owner'), companyId: 'demo' }))
  return { office, setup, open: setup.items.filter(({ state }) => state === 'missing').map(({ id }) => id) }
}

test('a company that can answer is ready, with nothing left to do', async (t) => {
  const { setup, open } = await states(t)
  assert.equal(setup.ready, true)
  assert.deepEqual(open, [])
})

test('a way to ask without e-mail and a data protection officer are advised, and done once they are named', async (t) => {
  const advised = ({ setup }: Awaited<ReturnType<typeof states>>) =>
    setup.items.filter(({ state }) => state === 'advised').map(({ id }) => id)
  const contact = { name: 'Privacy', email: 'privacy@demo.example' }
  assert.deepEqual(advised(await states(t, { contact })), ['otherChannel', 'dataProtectionOfficer'])
  const named = { contact: { ...contact, phone: '+4512345678' }, dataProtectionOfficers: [contact] }
  assert.deepEqual(advised(await states(t, named)), [])
  assert.deepEqual(advised(await states(t, { contact: { ...contact, postalAddress: 'Gade 1' } })), [
    'dataProtectionOfficer',
  ])
})

test('without types of information, or with one that nothing is said about, a company is not ready', async (t) => {
  assert.deepEqual((await states(t, { informationTypes: [] })).open, ['informationTypes'])
  const silent = await states(t, { activities: [] })
  assert.deepEqual([silent.setup.ready, silent.open], [false, ['activities']])
})

test('a policy that nobody could satisfy any more is missing approvers', async (t) => {
  const { open } = await states(t, {
    approvalPolicy: { version: 1, approvalsNeeded: 1, approverIds: ['gone'] },
  })
  assert.deepEqual(open, ['approvers'])
})

test('a company that was just opened is told of its people, and a second administrator is advised', async (t) => {
  const { app, as } = await openOffice(t)
  const owner = { employeeId: 'owner', name: 'Ona Owner', email: 'ona@third.example' }
  must(await app.openCompany(startingCompany({ companyId: 'third', name: 'Third', owner })))
  const asked = { actor: { ...as('owner'), companyId: 'third' }, companyId: 'third' }

  const { ready, items } = must(await app.viewSetup(asked))

  assert.equal(ready, false)
  assert.deepEqual(
    items.map(({ id, state }) => `${id} ${state}`),
    [
      ...['informationTypes done', 'activities missing', 'manager missing', 'workers missing'],
      ...['approvers missing', 'fourEyes missing', 'secondAdministrator advised'],
      ...['otherChannel advised', 'dataProtectionOfficer advised'],
    ],
  )
  must(await app.companySettings.change({ ...asked, change: { secondAdministrator: 'none' } }))
  const alone = must(await app.viewSetup(asked)).items.at(6)
  assert.deepEqual([alone?.id, alone?.state], ['secondAdministrator', 'done'])
})

test('only owners and administrators are told, and only of their own company', async (t) => {
  const { app, as, elsewhere } = await openOffice(t)
  const refused = [
    [as('manager'), 'demo', 'forbidden'],
    [elsewhere('owner'), 'demo', 'notFound'],
    [{ ...as('owner'), companyId: 'gone' }, 'gone', 'notFound'],
  ] as const
  for (const [actor, companyId, code] of refused)
    assert.equal(refusal(await app.viewSetup({ actor, companyId })), code)
})
