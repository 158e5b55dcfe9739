import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import type { EmployeeActor } from '../../../shared/application/actor.ts'
import { companyPartition } from '../../../shared/application/place.ts'
import { must, openOffice, refusal, type Office } from '../../support/application.ts'
import { anOperator, operatorEmail, operatorsOf } from '../../support/operators.ts'
import { aRequest } from '../../support/request-stages.ts'

const wish = { operatorEmail, areas: ['stuckTasks'], hours: 4, reason: 'Mails do not leave.' } as const

async function world(t: TestContext) {
  const office = await openOffice(t)
  const operator = await anOperator(office)
  const { supportAccesses } = office.app
  const owner = { actor: office.as('owner'), companyId: 'demo' }
  const support = { actor: operator, companyId: 'demo' }
  return { office, operator, supportAccesses, owner, support }
}

async function invitedOperators(office: Office, first: EmployeeActor, names: readonly string[]) {
  for (const name of names) {
    const email = `${name}@operator.example`
    must(await office.app.operators.invite({ actor: first, name, email }))
  }
  return operatorsOf(office)
}

const eventsOf = async ({ ports }: Office) => {
  const page = await ports.documents.query<{ readonly id: string; readonly event: string }>({
    ...{ container: 'companies', key: ['demo'], idPrefix: 'audit:', limit: 100 },
  })
  return page.items.map(({ value }) => value.event).filter((event) => event.startsWith('support'))
}

test('nobody who runs the instance sees how a company stands, unless its owner invited them', async (t) => {
  const { supportAccesses, support, owner, office } = await world(t)
  assert.equal(refusal(await supportAccesses.own(support)), 'notFound')
  for (const area of ['setup', 'stuckTasks'])
    assert.equal(refusal(await supportAccesses.look({ ...support, area })), 'notFound')
  assert.deepEqual(must(await supportAccesses.list(owner)), [])
  assert.deepEqual(await eventsOf(office), [])
})

test('an owner invites one operator for some hours with a reason; they see what is named, and each look is in the audit', async (t) => {
  const { office, supportAccesses, support, owner, operator } = await world(t)
  const { requestId } = await aRequest(office).verified().made()
  const message = { queue: 'mail', messageId: 'stuck', deliveryCount: 1 } as const
  await office.app.bury({ ...message, body: { companyId: 'demo', requestId } }, 'triesUsedUp')

  const invited = must(await supportAccesses.invite({ ...owner, wish }))
  const since = office.clock.now().toISOString()
  const until = new Date(office.clock.now().getTime() + 4 * 3_600_000).toISOString()
  const { areas, reason } = wish
  const seen = { operatorId: operator.employeeId, name: 'Oda Operator', email: operatorEmail }
  assert.deepEqual(invited, { ...seen, areas, reason, since, until })
  assert.deepEqual(must(await supportAccesses.list(owner)), [invited])
  assert.deepEqual(must(await supportAccesses.own(support)), { areas, reason, since, until })

  const { stuckTasks = [] } = must(await supportAccesses.look({ ...support, area: 'stuckTasks' }))
  assert.deepEqual(Object.keys(stuckTasks[0] ?? {}), ['queue', 'kind', 'at', 'reason', 'retries'])
  assert.ok(!JSON.stringify(stuckTasks).includes(requestId))
  assert.equal(refusal(await supportAccesses.look({ ...support, area: 'setup' })), 'notFound', 'not named')
  assert.equal(refusal(await supportAccesses.look({ ...support, area: 'audit' })), 'notFound')
  assert.deepEqual(await eventsOf(office), ['supportInvited', 'supportLooked'])
})

test('what the company lacks is shown as steps and states, without a name or a word of the company', async (t) => {
  const { office, supportAccesses, support, owner } = await world(t)
  must(await supportAccesses.invite({ ...owner, wish: { ...wish, areas: ['setup'] } }))
  const { setup = [] } = must(await supportAccesses.look({ ...support, area: 'setup' }))
  const own = must(await office.app.viewSetup(owner))
  assert.deepEqual(
    setup,
    own.items.map(({ id, state }) => ({ id, state })),
  )
})

test('it ends by itself when its hours are over, and what lapsed goes with the next change', async (t) => {
  const { office, supportAccesses, support, owner, operator } = await world(t)
  await invitedOperators(office, operator, ['ove'])
  must(await supportAccesses.invite({ ...owner, wish }))
  office.clock.pass({ hours: 3, seconds: 3599 })
  must(await supportAccesses.look({ ...support, area: 'stuckTasks' }))
  office.clock.pass({ seconds: 1 })
  assert.equal(refusal(await supportAccesses.own(support)), 'notFound')
  assert.equal(refusal(await supportAccesses.look({ ...support, area: 'stuckTasks' })), 'notFound')
  assert.deepEqual(must(await supportAccesses.list(owner)), [])
  must(await supportAccesses.invite({ ...owner, wish: { ...wish, operatorEmail: 'ove@operator.example' } }))
  type Kept = { readonly id: string; readonly support?: readonly unknown[] }
  const kept = await office.ports.documents.read<Kept>(companyPartition('demo'), 'company')
  assert.equal(kept?.value.support?.length, 1)
})

test('an owner or administrator ends it at once, and ending it again changes nothing', async (t) => {
  const { office, supportAccesses, support, owner, operator } = await world(t)
  must(await supportAccesses.invite({ ...owner, wish }))
  const { employeeId: operatorId } = operator
  const admin = { actor: office.as('admin'), companyId: 'demo', operatorId }
  must(await supportAccesses.end(admin))
  must(await supportAccesses.end(admin))
  assert.equal(refusal(await supportAccesses.look({ ...support, area: 'stuckTasks' })), 'notFound')
  assert.deepEqual(await eventsOf(office), ['supportInvited', 'supportEnded'])
})

test('an invitation is for one person: another operator sees nothing, and who has left is nobody’s support', async (t) => {
  const { office, supportAccesses, owner, operator } = await world(t)
  const [other] = (await invitedOperators(office, operator, ['ove'])).filter(
    ({ employeeId }) => employeeId !== operator.employeeId,
  )
  assert.ok(other)
  must(await supportAccesses.invite({ ...owner, wish }))
  const asked = { actor: other, companyId: 'demo', area: 'stuckTasks' }
  assert.equal(refusal(await supportAccesses.look(asked)), 'notFound')
  assert.equal(refusal(await supportAccesses.own(asked)), 'notFound')
  must(await office.app.operators.remove({ actor: other, operatorId: operator.employeeId }))
  assert.deepEqual(must(await supportAccesses.list(owner)), [])
})

test('inviting again takes the place of the earlier invitation, and no more than five last at a time', async (t) => {
  const { office, supportAccesses, support, owner, operator } = await world(t)
  const names = ['a', 'b', 'c', 'd', 'e']
  await invitedOperators(office, operator, names)
  must(await supportAccesses.invite({ ...owner, wish }))
  must(await supportAccesses.invite({ ...owner, wish: { ...wish, areas: ['stuckTasks', 'setup'] } }))
  assert.deepEqual(must(await supportAccesses.own(support)).areas, ['setup', 'stuckTasks'])
  const inviteOf = (name: string) =>
    supportAccesses.invite({ ...owner, wish: { ...wish, operatorEmail: `${name}@operator.example` } })
  for (const name of names.slice(0, 4)) must(await inviteOf(name))
  assert.equal(refusal(await inviteOf('e')), 'limitReached')
})

test('only an owner invites, only operators are invited, and nobody of a company looks', async (t) => {
  const { office, supportAccesses, owner, support } = await world(t)
  const unknown = { ...owner, wish: { ...wish, operatorEmail: 'admin@demo.example' } }
  assert.equal(refusal(await supportAccesses.invite(unknown)), 'operatorUnknown')
  for (const name of ['admin', 'manager', 'user'] as const)
    assert.equal(
      refusal(await supportAccesses.invite({ ...owner, actor: office.as(name), wish })),
      'forbidden',
    )
  const elsewhere = { ...owner, actor: office.elsewhere('owner') }
  assert.equal(refusal(await supportAccesses.invite({ ...elsewhere, wish })), 'notFound')
  for (const actor of [office.as('user'), office.as('manager')]) {
    assert.equal(refusal(await supportAccesses.list({ ...owner, actor })), 'forbidden')
    assert.equal(refusal(await supportAccesses.end({ ...owner, actor, operatorId: 'x' })), 'forbidden')
  }
  assert.equal(refusal(await supportAccesses.own(owner)), 'forbidden')
  assert.equal(refusal(await supportAccesses.look({ ...owner, area: 'setup' })), 'forbidden')
  const nowhere = { ...support, companyId: 'nowhere' }
  assert.equal(refusal(await supportAccesses.own(nowhere)), 'notFound')
  assert.equal(refusal(await supportAccesses.look({ ...nowhere, area: 'setup' })), 'notFound')
  await office.ports.documents.batch(companyPartition('demo'), [{ kind: 'delete', id: 'company' }])
  assert.equal(refusal(await supportAccesses.list(owner)), 'notFound')
})
