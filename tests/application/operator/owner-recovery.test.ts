import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import type { CompanyDocument } from '../../../shared/application/companies/company-document.ts'
import { companyPartition } from '../../../shared/application/place.ts'
import { must, openOffice, refusal, type Office } from '../../support/application.ts'
import { anOperator, anOpenedCompany, operatorsOf } from '../../support/operators.ts'

const newOwner = { ownerName: 'Ny Ejer', ownerEmail: 'ny@acme.example', language: 'en' } as const

/** A company that was opened for its owner, and two who run the instance. */
async function instance(t: TestContext) {
  const office = await openOffice(t, { mode: 'serve' })
  const first = await anOperator(office)
  must(await office.app.operators.invite({ actor: first, name: 'Ove Second', email: 'ove@operator.example' }))
  const second = (await operatorsOf(office)).find(({ employeeId }) => employeeId !== first.employeeId)
  assert.ok(second)
  const { companyId, owner } = await anOpenedCompany(office, first)
  await office.pump()
  const { ownerRecoveries } = office.app
  const by = (actor: typeof first) => ({ actor, companyId })
  const proposed = () => ownerRecoveries.propose({ ...by(first), ...newOwner })
  const agreed = async () => {
    must(await proposed())
    return must(await ownerRecoveries.agree(by(second)))
  }
  return { office, first, second, owner, companyId, ownerRecoveries, by, proposed, agreed }
}

async function eventsOf({ ports }: Office, companyId: string): Promise<readonly string[]> {
  const page = await ports.documents.query<{ readonly id: string; readonly event: string }>({
    ...{ container: 'companies', key: [companyId], idPrefix: 'audit:', limit: 100 },
  })
  return page.items.map(({ value }) => value.event).filter((event) => event.startsWith('owner'))
}

test('two operators and 72 hours after its people were told, a company has a new owner who is invited by mail', async (t) => {
  const { office, first, second, owner, companyId, ownerRecoveries, by, agreed } = await instance(t)
  const { holdsFrom } = await agreed()
  assert.equal(Date.parse(holdsFrom) - office.clock.now().getTime(), 72 * 3_600_000)
  await office.pump()
  const subjects = office.mail.list({ to: 'ole@acme.example' }).map(({ subject }) => subject)
  assert.ok(subjects.includes('Acme Pension: Virksomheden er ved at få en ny ejer'), subjects.join())

  office.clock.pass({ hours: 71, seconds: 3599 })
  assert.equal(refusal(await ownerRecoveries.complete(by(first))), 'transitionNotAllowed')
  office.clock.pass({ seconds: 1 })
  must(await ownerRecoveries.complete(by(second)))
  await office.pump()

  assert.equal(office.mail.list({ to: 'ny@acme.example' }).length, 1)
  const employees = must(await office.app.listEmployees({ actor: owner, companyId }))
  const ny = employees.find(({ email }) => email === 'ny@acme.example')
  assert.deepEqual(ny?.roles, ['systemOwner'])
  assert.deepEqual(await eventsOf(office, companyId), [
    ...['ownerRecoveryProposed', 'ownerRecoveryAgreed', 'ownerRecovered'],
  ])
  assert.equal(refusal(await ownerRecoveries.complete(by(first))), 'transitionNotAllowed')
})

test('one operator alone gets nowhere: neither twice, nor when the other has left meanwhile', async (t) => {
  const { office, first, second, ownerRecoveries, by, proposed, agreed } = await instance(t)
  assert.equal(refusal(await ownerRecoveries.agree(by(first))), 'transitionNotAllowed')
  must(await proposed())
  must(await proposed())
  assert.equal(refusal(await ownerRecoveries.propose({ ...by(second), ...newOwner })), 'transitionNotAllowed')
  assert.equal(refusal(await ownerRecoveries.agree(by(first))), 'fourEyes')
  assert.equal(refusal(await ownerRecoveries.complete(by(first))), 'transitionNotAllowed')
  const told = must(await ownerRecoveries.agree(by(second)))
  office.clock.pass({ hours: 1 })
  assert.deepEqual(must(await ownerRecoveries.agree(by(second))), told, 'no new 72 hours')
  must(await ownerRecoveries.end({ ...by(first), as: 'operator' }))
  await agreed()
  must(await office.app.operators.remove({ actor: first, operatorId: second.employeeId }))
  office.clock.pass({ hours: 72 })
  assert.equal(refusal(await ownerRecoveries.complete(by(first))), 'transitionNotAllowed')
})

test('an owner or administrator of the company ends it within the 72 hours', async (t) => {
  const { office, first, owner, companyId, ownerRecoveries, by, agreed } = await instance(t)
  await agreed()
  const company = { actor: owner, companyId, as: 'company' } as const
  must(await ownerRecoveries.end(company))
  must(await ownerRecoveries.end(company))
  office.clock.pass({ hours: 72 })
  assert.equal(refusal(await ownerRecoveries.complete(by(first))), 'transitionNotAllowed')
  assert.deepEqual((await eventsOf(office, companyId)).at(-1), 'ownerRecoveryEnded')
  const stranger = { actor: office.as('owner'), companyId, as: 'company' } as const
  assert.equal(refusal(await ownerRecoveries.end(stranger)), 'notFound')
  const user = { actor: office.as('user'), companyId: 'demo', as: 'company' } as const
  assert.equal(refusal(await ownerRecoveries.end(user)), 'forbidden')
})

test('whoever works there already becomes the owner under the same id, and has to enrol anew', async (t) => {
  const { office, first, owner, companyId, ownerRecoveries, by, second } = await instance(t)
  const ownerEmail = 'OLE@acme.example'
  must(await ownerRecoveries.propose({ ...by(first), ownerName: 'Ole Owner', ownerEmail }))
  must(await ownerRecoveries.agree(by(second)))
  office.clock.pass({ hours: 72 })
  must(await ownerRecoveries.complete(by(first)))
  const employees = must(await office.app.listEmployees({ actor: owner, companyId }))
  assert.equal(employees.length, 1)
  const factors = await office.ports.documents.read<{
    readonly id: string
    readonly factors: readonly unknown[]
  }>(companyPartition(companyId), `factors:${owner.employeeId}`)
  assert.deepEqual(factors?.value.factors, [])
})

test('nobody but an operator proposes it, and only for a company of theirs', async (t) => {
  const { office, first, owner, companyId, ownerRecoveries, by } = await instance(t)
  const asked = { ...newOwner, actor: owner, companyId }
  assert.equal(refusal(await ownerRecoveries.propose(asked)), 'forbidden')
  assert.equal(refusal(await ownerRecoveries.end({ ...asked, as: 'operator' })), 'forbidden')
  const elsewhere = { ...newOwner, actor: first, companyId: 'nobody' }
  assert.equal(refusal(await ownerRecoveries.propose(elsewhere)), 'notFound')
  assert.equal(refusal(await ownerRecoveries.end({ ...elsewhere, as: 'operator' })), 'notFound')
  await office.ports.documents.batch(companyPartition(companyId), [{ kind: 'delete', id: 'company' }])
  assert.equal(refusal(await ownerRecoveries.propose({ ...by(first), ...newOwner })), 'notFound')
  assert.equal(refusal(await ownerRecoveries.end({ ...by(first), as: 'operator' })), 'notFound')
  const gone = await office.ports.documents.read<CompanyDocument>(companyPartition(companyId), 'company')
  assert.equal(gone, undefined)
})

test('both sides see what is under way: nothing, proposed, and agreed with the time from which it holds', async (t) => {
  const { office, first, second, owner, companyId, ownerRecoveries, by, proposed } = await instance(t)
  const asOperator = { ...by(first), as: 'operator' } as const
  const asCompany = { actor: owner, companyId, as: 'company' } as const
  const seen = async () => {
    const [one, other] = [must(await ownerRecoveries.view(asOperator)), await ownerRecoveries.view(asCompany)]
    assert.deepEqual(must(other), one)
    return one
  }
  assert.deepEqual(await seen(), { state: 'none' })
  must(await proposed())
  const facts = {
    owner: { name: 'Ny Ejer', email: 'ny@acme.example' },
    ...{ proposedBy: first.employeeId, proposedAt: office.clock.now().toISOString() },
  }
  assert.deepEqual(await seen(), { state: 'proposed', ...facts })
  const { holdsFrom } = must(await ownerRecoveries.agree(by(second)))
  assert.deepEqual(await seen(), { state: 'agreed', ...facts, agreedBy: second.employeeId, holdsFrom })

  const user = { actor: office.as('user'), companyId: 'demo', as: 'company' } as const
  assert.equal(refusal(await ownerRecoveries.view(user)), 'forbidden')
  assert.equal(refusal(await ownerRecoveries.view({ ...asCompany, as: 'operator' })), 'forbidden')
  assert.equal(refusal(await ownerRecoveries.view({ ...asOperator, companyId: 'nobody' })), 'notFound')
  await office.ports.documents.batch(companyPartition(companyId), [{ kind: 'delete', id: 'company' }])
  assert.equal(refusal(await ownerRecoveries.view(asOperator)), 'notFound')
})
