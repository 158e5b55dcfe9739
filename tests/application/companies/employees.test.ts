import { test, type TestContext } from 'node:test'
import assert from 'node:assert/strict'

import { DependencyUnavailable } from '../../../shared/application/ports/unavailable.ts'
import type { Ports } from '../../../shared/application/ports/ports.ts'
import { companyPartition } from '../../../shared/application/place.ts'
import { assignedPartition } from '../../../shared/application/queue/queue-row.ts'
import { must, openOffice, refusal, type Office } from '../../support/application.ts'
import { auditOf } from '../../support/audit.ts'
import type { PersonName } from '../../support/companies.ts'
import { tokenTo } from '../../support/mailbox.ts'
import { aRequest } from '../../support/request-stages.ts'

const by = (office: Office, name: PersonName = 'admin') => ({ actor: office.as(name), companyId: 'demo' })

const kaj = { name: 'Kaj Kollega', email: 'kaj@demo.example' }

const eventsOf = async (office: Office) => {
  await office.pump()
  return (await auditOf(office).lines()).map(({ entry }) => entry?.event)
}

async function invited(t: TestContext) {
  const office = await openOffice(t)
  const { id } = must(await office.app.inviteEmployee({ ...by(office), ...kaj }))
  return { office, id }
}

const role = (
  office: Office,
  employeeId: string,
  held: string,
  { to = 'given', name = 'admin' }: { readonly to?: 'given' | 'taken'; readonly name?: PersonName } = {},
) => office.app.changeEmployee.role({ ...by(office, name), employeeId, role: held, to })

test('a new employee is invited by a mail without a token that leads to the sign-in page, and sees nothing', async (t) => {
  const { office, id } = await invited(t)
  await office.pump()

  const [mail] = office.mail.list({ to: kaj.email, limit: 5 })
  assert.match(mail?.subject ?? '', /You have been given access/)
  assert.match(mail?.text ?? '', /^http:\/\/localhost:7071\/demo\/staff\/sign-in$/m)
  assert.doesNotMatch(`${mail?.text}${mail?.html}`, /Kaj|link#/)
  const { sessionId } = await office.app.sessions.open(
    'demo',
    { kind: 'employee', employeeId: id },
    'program',
  )
  const actor = await office.app.sessions.actor(sessionId)
  assert.ok(actor?.kind === 'employee')
  assert.deepEqual([actor.roles, actor.grants], [[], []])
  const { requestId } = await aRequest(office).verified().made()
  assert.equal(refusal(await office.app.viewRequest({ actor, requestId })), 'notFound')
  assert.equal(refusal(await office.app.listQueue({ actor, filter: { limit: 10 } })), 'forbidden')
})

test('an invitation is written in the language that was asked for', async (t) => {
  const office = await openOffice(t)
  must(await office.app.inviteEmployee({ ...by(office), ...kaj, language: 'da' }))
  await office.pump()

  const [mail] = office.mail.list({ to: kaj.email, limit: 5 })
  assert.match(mail?.subject ?? '', /Du har fået adgang/)
})

test('an address works here once, however it is written, and the same key invites once', async (t) => {
  const office = await openOffice(t)
  const invite = (email: string, key?: string, bodyHash = 'one') =>
    office.app.inviteEmployee({
      ...{ ...by(office, 'owner'), name: 'Kaj', email },
      ...(key === undefined ? {} : { idempotency: { key, bodyHash } }),
    })
  const first = must(await invite(kaj.email, 'key'))

  assert.deepEqual(must(await invite(kaj.email, 'key')), first)
  assert.equal(refusal(await invite(kaj.email, 'key', 'other')), 'idempotencyKeyReused')
  assert.equal(refusal(await invite(kaj.email.toUpperCase())), 'employeeExists')
  await office.pump()
  assert.equal(office.mail.list({ to: kaj.email, limit: 5 }).length, 1)
})

test('only owners and administrators of the company invite, look after and remove its people', async (t) => {
  const { office, id } = await invited(t)
  const { app } = office
  const all = (asked: ReturnType<typeof by>) => [
    () => app.inviteEmployee({ ...asked, name: 'A', email: 'a@demo.example' }),
    () => app.viewEmployee({ ...asked, employeeId: id }),
    () => app.changeEmployee.details({ ...asked, employeeId: id, name: 'B' }),
    () => app.changeEmployee.role({ ...asked, employeeId: id, role: 'systemUser', to: 'given' }),
    () => app.leaveCompany({ ...asked, employeeId: id }),
  ]
  for (const name of ['manager', 'user', 'officer', 'auditor', 'approver'] as const)
    for (const call of all(by(office, name))) assert.equal(refusal(await call()), 'forbidden', name)
  for (const call of all({ actor: office.elsewhere('owner'), companyId: 'demo' }))
    assert.equal(refusal(await call()), 'notFound')
  const gone = { actor: { ...office.as('owner'), companyId: 'gone' }, companyId: 'gone' }
  for (const call of all(gone)) assert.match(refusal(await call()), /notFound|employeeUnknown/)
})

test('a role holds from the next call on, ends the sessions that were open, and is written down once', async (t) => {
  const { office, id } = await invited(t)
  const open = () => office.app.sessions.open('demo', { kind: 'employee', employeeId: id }, 'program')
  const before = await open()

  assert.equal(must(await role(office, id, 'systemManager')), 'holds')
  assert.equal(must(await role(office, id, 'systemManager')), 'holds')

  assert.equal(await office.app.sessions.actor(before.sessionId), undefined)
  assert.equal(await office.app.sessions.renew(before.sessionId), undefined)
  const actor = await office.app.sessions.actor((await open()).sessionId)
  assert.ok(actor?.kind === 'employee')
  assert.deepEqual(actor.roles, ['systemManager'])
  assert.deepEqual(await eventsOf(office), ['employeeInvited', 'roleGiven'])

  const last = await open()
  must(await role(office, id, 'systemManager', { to: 'taken' }))
  must(await role(office, id, 'systemManager', { to: 'taken' }))
  assert.equal(await office.app.sessions.actor(last.sessionId), undefined)
  assert.deepEqual(await eventsOf(office), ['employeeInvited', 'roleGiven', 'roleTaken'])
})

test('what there is not is not given, and nobody gives themselves a role', async (t) => {
  const { office, id } = await invited(t)

  assert.equal(refusal(await role(office, id, 'root')), 'roleUnknown')
  assert.equal(refusal(await role(office, 'nobody', 'systemUser')), 'employeeUnknown')
  assert.equal(refusal(await role(office, 'admin', 'systemManager')), 'ownRoles')
  assert.equal(refusal(await role(office, id, 'systemOwner')), 'forbidden')
  assert.equal(must(await role(office, id, 'systemOwner', { name: 'owner' })), 'holds')
})

test('the last owner and the last administrator neither lose their role nor leave', async (t) => {
  const office = await openOffice(t)
  for (const name of ['owner', 'admin'] as const) {
    assert.equal(
      refusal(await role(office, 'owner', 'systemOwner', { to: 'taken', name: name })),
      'lastOwner',
    )
    assert.equal(
      refusal(await role(office, 'admin', 'systemAdministrator', { to: 'taken', name: name })),
      'lastAdministrator',
    )
    const leave = (employeeId: string) => office.app.leaveCompany({ ...by(office, name), employeeId })
    assert.equal(refusal(await leave('owner')), 'lastOwner')
    assert.equal(refusal(await leave('admin')), 'lastAdministrator')
  }
})

test('of two owners who take each other away at the same moment one stays', async (t) => {
  const { office, id } = await invited(t)
  must(await role(office, id, 'systemOwner', { name: 'owner' }))
  const other = { ...office.as('owner'), employeeId: id }

  const both = await Promise.all([
    role(office, id, 'systemOwner', { to: 'taken', name: 'owner' }),
    office.app.changeEmployee.role({
      ...{ actor: other, companyId: 'demo', employeeId: 'owner', role: 'systemOwner', to: 'taken' },
    }),
  ])

  assert.equal(both.filter(({ ok }) => ok).length, 1)
})

test('a name is changed at once, a stale version is refused, and the same again is no change', async (t) => {
  const { office, id } = await invited(t)
  const seen = async () => must(await office.app.viewEmployee({ ...by(office), employeeId: id }))
  const { etag } = await seen()
  const change = (more: object) =>
    office.app.changeEmployee.details({ ...by(office), employeeId: id, ...more })

  assert.equal(must(await change({ name: 'Kaj K.', expected: etag })), 'holds')
  assert.equal(refusal(await change({ name: 'Kaj', expected: etag })), 'versionConflict')
  assert.equal(must(await change({ name: 'Kaj K.', email: kaj.email })), 'holds')
  assert.equal((await seen()).employee.name, 'Kaj K.')
  assert.deepEqual(await eventsOf(office), ['employeeInvited', 'employeeChanged'])
})

test('in demo mode an address changes at once with the name, and ends the sessions', async (t) => {
  const { office, id } = await invited(t)
  const { sessionId } = await office.app.sessions.open(
    'demo',
    { kind: 'employee', employeeId: id },
    'program',
  )
  const change = (more: object) =>
    office.app.changeEmployee.details({ ...by(office), employeeId: id, ...more })

  assert.equal(refusal(await change({ email: 'user@demo.example' })), 'employeeExists')
  assert.equal(must(await change({ name: 'K', email: 'k@demo.example' })), 'holds')

  const { employee } = must(await office.app.viewEmployee({ ...by(office), employeeId: id }))
  assert.deepEqual([employee.name, employee.email], ['K', 'k@demo.example'])
  assert.equal(await office.app.sessions.actor(sessionId), undefined)
  assert.equal(must(await change({ email: 'k2@demo.example' })), 'holds')
})

test('an access review tells who gave each role, and when; the manager who assigns sees no such thing', async (t) => {
  const { office, id } = await invited(t)
  office.clock.pass({ days: 1 })
  must(await role(office, id, 'systemUser'))
  must(await role(office, id, 'auditor', { name: 'owner' }))
  must(await role(office, id, 'systemUser', { to: 'taken' }))
  const list = async (name: PersonName) =>
    must(await office.app.listEmployees(by(office, name))).find((one) => one.id === id)

  assert.deepEqual((await list('admin'))?.review, {
    held: [{ role: 'auditor', by: 'owner', at: '2026-03-03T08:00:00.000Z' }],
    invited: { by: 'admin', at: '2026-03-02T08:00:00.000Z' },
  })
  assert.equal((await list('manager'))?.review, undefined)
  const view = (employeeId: string) => office.app.viewEmployee({ ...by(office), employeeId })
  assert.deepEqual(must(await view('user')).employee.review, { held: [{ role: 'systemUser' }] })
  assert.equal(refusal(await view('nobody')), 'employeeUnknown')
})

test('who leaves is gone at the next call, their work is back in the queue, and the managers are told once', async (t) => {
  const office = await openOffice(t)
  const open = await aRequest(office).verified().assignedTo('user', 'second').made()
  const other = await aRequest(office).verified().assignedTo('user').made()
  const { sessionId } = await office.app.sessions.open(
    'demo',
    { kind: 'employee', employeeId: 'user' },
    'program',
  )
  await office.pump()
  const told = () => office.mail.list({ to: 'manager@demo.example', limit: 50 }).length
  const before = told()

  must(await office.app.leaveCompany({ ...by(office), employeeId: 'user' }))
  await office.pump()

  assert.equal(await office.app.sessions.actor(sessionId), undefined)
  assert.deepEqual((await office.stateOf(open)).assignees, ['second'])
  assert.deepEqual((await office.stateOf(other)).assignees, [])
  assert.equal(told() - before, 1)
  const [mail] = office.mail.list({ to: 'manager@demo.example', limit: 1 })
  assert.match(mail?.text ?? '', /^http:\/\/localhost:7071\/demo\/staff$/m)
  const lines = (await auditOf(office).lines()).map(({ entry }) => entry)
  const left = lines.find((entry) => entry?.event === 'employeeLeft')
  assert.deepEqual(left?.detail, { employeeId: 'user' })
  assert.equal(
    refusal(await office.app.leaveCompany({ ...by(office), employeeId: 'user' })),
    'employeeUnknown',
  )
})

test('a manager who leaves is not told of it, and who had nothing to do leaves nothing to tell', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('manager').made()
  await office.pump()
  const count = (name: string) => office.mail.list({ to: `${name}@demo.example`, limit: 50 }).length
  const before = [count('deputy'), count('manager')]

  must(await office.app.leaveCompany({ ...by(office), employeeId: 'manager' }))
  must(await office.app.leaveCompany({ ...by(office), employeeId: 'second' }))
  must(await office.app.leaveCompany({ ...by(office), employeeId: 'officer' }))
  await office.pump()

  assert.deepEqual((await office.stateOf(request)).assignees, [])
  assert.deepEqual([count('deputy'), count('manager')], [(before[0] ?? 0) + 1, before[1]])
})

test('a role without which nobody works on requests takes its work back; one of several does not', async (t) => {
  const { office, id } = await invited(t)
  must(await role(office, id, 'systemUser'))
  must(await role(office, id, 'systemManager'))
  const request = await aRequest(office).verified().made()
  must(
    await office.app.assignRequest({
      actor: office.as('manager'),
      requestId: request.requestId,
      employeeId: id,
    }),
  )

  must(await role(office, id, 'systemUser', { to: 'taken' }))
  assert.deepEqual((await office.stateOf(request)).assignees, [id])
  must(await role(office, id, 'systemManager', { to: 'taken' }))
  assert.deepEqual((await office.stateOf(request)).assignees, [])
})

test('what was given to a leaver in the same moment is taken back by the timer, and from nobody who works again', async (t) => {
  const { office, id } = await invited(t)
  must(await role(office, id, 'systemUser'))
  const request = await aRequest(office).verified().made()
  const assign = () =>
    office.app.assignRequest({ actor: office.as('manager'), requestId: request.requestId, employeeId: id })
  must(await role(office, id, 'systemUser', { to: 'taken' }))
  must(await role(office, id, 'systemUser'))
  must(await assign())
  office.clock.pass({ seconds: 600 })

  assert.equal(await office.app.sweepTakeBacks(100), 1)
  assert.deepEqual((await office.stateOf(request)).assignees, [id])
  assert.equal(await office.app.sweepTakeBacks(100), 0)
})

test('when a part is away in the middle, whoever left is gone, and the timer finishes', async (t) => {
  let isAway = false
  const through = (ports: Ports): Ports => ({
    ...ports,
    documents: {
      ...ports.documents,
      batch: async (partition, writes) => {
        if (isAway && partition.container === 'requests') throw new DependencyUnavailable('documents', 1)
        return ports.documents.batch(partition, writes)
      },
    },
  })
  const office = await openOffice(t, { through })
  const request = await aRequest(office).verified().assignedTo('user').made()
  isAway = true

  must(await office.app.leaveCompany({ ...by(office), employeeId: 'user' }))
  assert.deepEqual((await office.stateOf(request)).assignees, ['user'])
  isAway = false
  office.clock.pass({ seconds: 600 })
  await office.app.sweepTakeBacks(100)

  assert.deepEqual((await office.stateOf(request)).assignees, [])
})

test('a defect while work is taken back is not hidden', async (t) => {
  const through = (ports: Ports): Ports => ({
    ...ports,
    documents: {
      ...ports.documents,
      batch: async (partition, writes) => {
        if (partition.container === 'requests' && isBroken) throw new TypeError('broken')
        return ports.documents.batch(partition, writes)
      },
    },
  })
  let isBroken = false
  const office = await openOffice(t, { through })
  await aRequest(office).verified().assignedTo('user').made()
  isBroken = true

  await assert.rejects(office.app.leaveCompany({ ...by(office), employeeId: 'user' }), TypeError)
})

test('a list that says they work on something they do not is believed over nothing', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').made()
  const { documents } = office.ports
  const { requestId } = request
  const row = await documents.read<{ id: string }>(assignedPartition('demo', 'user'), requestId)
  assert.ok(row)
  await documents.batch(assignedPartition('demo', 'second'), [{ kind: 'create', value: row.value }])
  const before = await office.stateOf(request)

  must(await office.app.leaveCompany({ ...by(office), employeeId: 'second' }))

  assert.deepEqual(await office.stateOf(request), before)
})

test('a company has two thousand people at most, through all of whom a sign-in looks', async (t) => {
  const office = await openOffice(t)
  for (let n = 0; n < 20; n++)
    await office.ports.documents.batch(
      companyPartition('demo'),
      Array.from({ length: 100 }, (_, i) => {
        const employeeId = `e-${n}-${i}`
        const value = { id: `employee:${employeeId}`, employeeId, email: `${employeeId}@demo.example` }
        return { kind: 'create' as const, value }
      }),
    )

  assert.equal(refusal(await office.app.inviteEmployee({ ...by(office), ...kaj })), 'limitReached')
})

test('the day of the last sign-in stands in the access review, in the company’s own time', async (t) => {
  const office = await openOffice(t)
  const seen = async () =>
    must(await office.app.viewEmployee({ ...by(office), employeeId: 'user' })).employee.review?.lastSignInOn
  const signIn = async () => {
    await office.app.askSignIn({ companyId: 'demo', email: 'user@demo.example' })
    await office.pump()
    const token = tokenTo(office, 'user@demo.example')
    must(await office.app.redeemLink({ token, use: 'program' }))
  }
  assert.equal(await seen(), undefined)
  await signIn()
  assert.equal(await seen(), '2026-03-02')
  await signIn()
  office.clock.set('2026-03-02T23:30:00.000Z')
  await signIn()
  assert.equal(await seen(), '2026-03-03')
})

test('one address may work for several companies, with other rights in each, and no session is of two', async (t) => {
  const { office, id } = await invited(t)
  must(await role(office, id, 'systemManager'))
  const elsewhere = { actor: office.elsewhere('owner'), companyId: 'other' }
  const there = must(await office.app.inviteEmployee({ ...elsewhere, ...kaj }))

  const { sessionId } = await office.app.sessions.open(
    ...(['other', { kind: 'employee', employeeId: there.id }, 'program'] as const),
  )
  const actor = await office.app.sessions.actor(sessionId)
  assert.ok(actor?.kind === 'employee')
  assert.deepEqual([actor.companyId, actor.roles], ['other', []])
  assert.equal(refusal(await office.app.listEmployees({ actor, companyId: 'demo' })), 'notFound')
  const mixed = await office.app.sessions.open('other', { kind: 'employee', employeeId: id }, 'program')
  assert.equal(await office.app.sessions.actor(mixed.sessionId), undefined)
})
