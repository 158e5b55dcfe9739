import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import { takeLease } from '../../../shared/application/import/import-lease.ts'
import { must, openOffice, otherSide, refusal, type Office } from '../../support/application.ts'
import { mailTo, mailsTo } from '../../support/mailbox.ts'
import {
  anOpenedCompany,
  anOperator,
  operatorEmail,
  operatorsOf,
  threeFacts,
} from '../../support/operators.ts'
import { aRequest } from '../../support/request-stages.ts'

async function opened(t: TestContext) {
  const office = await openOffice(t)
  const operator = await anOperator(office)
  return { office, operator, ...(await anOpenedCompany(office, operator)) }
}

const wish = {
  rights: ['access'],
  personal: { email: 'person@mail.example' },
} as const

async function eventsIn({ ports }: Office, companyId: string) {
  const page = await ports.documents.query<{
    readonly id: string
    readonly event: string
    readonly by: object
  }>({
    ...{ container: 'companies', key: [companyId], idPrefix: 'audit:', limit: 100 },
  })
  return page.items.map(({ value: { event, by } }) => ({ event, by }))
}

test('the code on the console makes the first operator once, and a mail says where to sign in', async (t) => {
  const office = await openOffice(t)
  const claim = (code: string) =>
    office.app.firstOperator.claim({ code, name: 'Oda Operator', email: operatorEmail })
  assert.equal(refusal(await claim('0'.repeat(26))), 'operatorCodeWrong')

  const earlier = (await office.app.firstOperator.prepare()) ?? assert.fail('no code')
  const code = (await office.app.firstOperator.prepare()) ?? assert.fail('no code')
  assert.match(code, /^([0-9A-HJKMNP-TV-Z]{5}-){5}[0-9A-HJKMNP-TV-Z]$/)
  assert.equal(refusal(await claim(earlier)), 'operatorCodeWrong', 'a start makes a new one')
  must(await claim(` ${code.toLowerCase().replaceAll('-', ' ')}`))
  assert.equal(refusal(await claim(code)), 'operatorCodeWrong')
  assert.equal(await office.app.firstOperator.prepare(), undefined)

  await office.pump()
  assert.match(mailTo(office, operatorEmail).text, /^http:\/\/localhost:7071\/operator\/staff\/sign-in$/m)
})

test('where there is no console, the code that the deployment set makes the first operator', async (t) => {
  const operatorCode = 'a code of the deployment, long enough'
  const through = (ports: Office['ports']) => ({
    ...ports,
    settings: { ...ports.settings, operatorCode },
  })
  const { app } = await openOffice(t, { through })
  must(
    await app.firstOperator.claim({ code: operatorCode, name: 'Oda', email: operatorEmail, language: 'da' }),
  )
  const again = await app.firstOperator.claim({ code: operatorCode, name: 'Oda', email: operatorEmail })
  assert.equal(refusal(again), 'operatorCodeWrong')
})

test('three facts open a company: its owner is invited, signs in there, and finds careful settings', async (t) => {
  const { office, operator, companyId, owner } = await opened(t)
  assert.equal(companyId, 'acme-pension')
  await office.pump()
  assert.match(mailTo(office, threeFacts.ownerEmail).subject, /adgang/)
  assert.deepEqual(owner.roles, ['systemOwner'])
  const { settings } = must(await office.app.companySettings.view({ actor: owner, companyId }))
  assert.deepEqual([settings.name, settings.identityLevel], ['Acme Pension', 'onFile'])

  const [seen] = must(await office.app.seeCompanies.list({ actor: operator, limit: 10 })).companies
  assert.deepEqual([seen?.id, seen?.name, seen?.state], ['acme-pension', 'Acme Pension', 'open'])
  assert.deepEqual(seen?.counts, { employees: 1, openRequests: 0 })
  assert.deepEqual(await eventsIn(office, companyId), [
    { event: 'companyOpened', by: { kind: 'operator', id: operator.employeeId } },
  ])
})

test('a company is opened once for the same key, under an address of its own, and the address may be said', async (t) => {
  const { office, operator: actor } = await opened(t)
  const open = (
    facts: Parameters<typeof office.app.openByFacts>[0]['facts'],
    key?: string,
    bodyHash = 'one',
  ) => office.app.openByFacts({ actor, facts, ...(key !== undefined && { idempotency: { key, bodyHash } }) })

  const second = must(await open(threeFacts, 'key'))
  assert.deepEqual(second, { companyId: 'acme-pension-2' })
  assert.deepEqual(must(await open(threeFacts, 'key')), second)
  assert.equal(refusal(await open(threeFacts, 'key', 'other')), 'idempotencyKeyReused')
  const english = { ...threeFacts, companyId: 'acme', language: 'en', country: 'IE' } as const
  assert.deepEqual(must(await open(english)), { companyId: 'acme' })
  assert.equal(refusal(await open(english)), 'companyExists')
  assert.equal(refusal(await open({ ...threeFacts, companyId: 'operator' })), 'companyIdInvalid')
  assert.deepEqual(must(await office.app.viewProfile('acme')).languages, ['en', 'da'])
})

test('no company is opened where one is being taken in from an export, or where such a run has left something', async (t) => {
  const { office, operator: actor } = await opened(t)
  const deps = { ...office.ports, clock: office.clock }
  const lease = must(await takeLease(deps, 'acme-pension-2', office.clock.now().toISOString()))
  const open = (more: object) => office.app.openByFacts({ actor, facts: { ...threeFacts, ...more } })
  office.clock.pass({ days: 1 })
  assert.equal(refusal(await open({ companyId: 'acme-pension-2' })), 'companyExists')
  await lease.release()
  assert.deepEqual(must(await open({})), { companyId: 'acme-pension-2' })
})

test('a company of a sector starts with its forms beside the general one', async (t) => {
  const office = await openOffice(t)
  const actor = await anOperator(office)

  must(await office.app.openByFacts({ actor, facts: { ...threeFacts, companyId: 'acme', sector: 'bank' } }))

  const { informationTypes } = must(await office.app.viewProfile('acme'))
  assert.deepEqual(
    informationTypes.map(({ id }) => id),
    ['bank', 'generic'],
  )
})

test('two who open the same address at once do not open each other’s', async (t) => {
  const office = await openOffice(t)
  const actor = await anOperator(office)
  const outcomes = await Promise.all(
    ['first', 'second'].map((name) =>
      office.app.openByFacts({ actor, facts: { ...threeFacts, ownerName: name, companyId: 'acme' } }),
    ),
  )
  assert.deepEqual(outcomes.map((one) => (one.ok ? 'opened' : one.error.code)).sort(), [
    'companyExists',
    'opened',
  ])
})

test('what was registered and not opened yet is listed as such, and the list comes in pages', async (t) => {
  const { office, operator: actor } = await opened(t)
  const row = {
    id: 'company:zebra',
    companyId: 'zebra',
    openedAt: '2026-03-02T08:00:00.000Z',
    openedBy: 'oda',
  }
  await office.ports.documents.batch({ container: 'companies', key: ['operator'] }, [
    { kind: 'create', value: row },
  ])
  const first = must(await office.app.seeCompanies.list({ actor, limit: 1 }))
  assert.ok(first.continuation)
  const rest = must(await office.app.seeCompanies.list({ actor, limit: 1, continuation: first.continuation }))
  assert.deepEqual([rest.companies[0]?.id, rest.companies[0]?.state], ['zebra', 'opening'])
  const made = await office.app.seeCompanies.list({ actor, limit: 1, continuation: 'made up' })
  assert.equal(refusal(made), 'parameterInvalid')
  assert.equal(refusal(await office.app.changeStanding.lift({ actor, companyId: 'zebra' })), 'notFound')
})

test('a suspended company takes nothing new, answers what is open, and reads why; lifting it takes all back', async (t) => {
  const { office, operator: actor, companyId, owner } = await opened(t)
  const { app } = office
  must(await app.createRequest({ companyId, wish }))
  must(await app.changeStanding.suspend({ actor, companyId, reason: 'Unpaid since March.' }))
  const again = await app.changeStanding.suspend({ actor, companyId, reason: 'Again.' })
  assert.equal(refusal(again), 'transitionNotAllowed')

  assert.equal(refusal(await app.createRequest({ companyId, wish })), 'companySuspended')
  const seen = must(await app.seeCompanies.view({ actor, companyId }))
  assert.deepEqual([seen.state, seen.suspended?.reason], ['suspended', 'Unpaid since March.'])
  must(await app.companySettings.view({ actor: owner, companyId }))

  must(await app.changeStanding.lift({ actor, companyId }))
  must(await app.changeStanding.lift({ actor, companyId }))
  must(await app.createRequest({ companyId, wish }))
  const byOperator = { kind: 'operator', id: actor.employeeId }
  assert.deepEqual((await eventsIn(office, companyId)).slice(1), [
    { event: 'companySuspended', by: byOperator },
    { event: 'suspensionLifted', by: byOperator },
  ])
})

test('what had reached a company before its suspension can still be entered, and nothing that came later', async (t) => {
  const office = await openOffice(t, {
    company: { suspended: { by: 'oda', at: '2026-03-02T07:00:00.000Z', reason: 'Unpaid.' } },
  })
  const register = (receivedAt: string) =>
    office.app.registerRequest({
      ...{ actor: office.as('user'), companyId: 'demo', wish, channel: 'letter' },
      ...{ receivedAt: new Date(receivedAt), backdatingReason: 'It lay in the branch.' },
    })
  must(await register('2026-03-01T08:00:00Z'))
  assert.equal(refusal(await register('2026-03-02T07:30:00Z')), 'companySuspended')
})

test('an open request is worked on to its end in a suspended company', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().made()
  const partition = { container: 'companies', key: ['demo'] } as const
  const company = (await office.ports.documents.read(partition, 'company')) ?? assert.fail('no company')
  const suspended = { by: 'oda', at: office.clock.now().toISOString(), reason: 'Unpaid.' }
  await office.ports.documents.batch(partition, [
    { kind: 'upsert', value: { ...company.value, suspended } as typeof company.value },
  ])
  office.clock.pass({ seconds: 10 })
  const assigned = { actor: office.as('manager'), requestId: request.requestId, employeeId: 'user' }
  must(await office.app.assignRequest(assigned))
})

test('a part that is switched off is refused with one code, stays off until it is on, and the company reads who did it', async (t) => {
  const { office, operator: actor, companyId, owner } = await opened(t)
  const { app } = office
  const wishOfKey = { name: 'CRM', scopes: ['company'] } as const
  const { secret = '' } = must(await app.apiKeys.create({ actor: owner, companyId, wish: wishOfKey }))
  must(await app.keyGate.check({ companyId, presented: secret }))

  const modules = { requests: 'off', sms: 'off', apiKeys: 'off' } as const
  must(await app.changeStanding.switchModules({ actor, companyId, modules }))
  must(await app.changeStanding.switchModules({ actor, companyId, modules: { requests: 'off' } }))
  assert.deepEqual(must(await app.seeCompanies.view({ actor, companyId })).modules, modules)
  assert.equal(refusal(await app.createRequest({ companyId, wish })), 'moduleOff')
  assert.equal(refusal(await app.keyGate.check({ companyId, presented: secret })), 'moduleOff')
  assert.equal(refusal(await app.apiKeys.create({ actor: owner, companyId, wish: wishOfKey })), 'moduleOff')
  assert.equal(must(await app.viewProfile(companyId)).secondFactors.sms, undefined)

  const on = { requests: 'on', sms: 'on', apiKeys: 'on' } as const
  must(await app.changeStanding.switchModules({ actor, companyId, modules: on }))
  must(await app.createRequest({ companyId, wish }))
  assert.deepEqual(
    (await eventsIn(office, companyId)).filter(({ event }) => event === 'modulesChanged').length,
    2,
  )
})

test('where nobody runs the instance yet, nobody invites to it', async (t) => {
  const elsewhere = await openOffice(t)
  const actor = await anOperator(elsewhere)
  const { app } = await openOffice(t)

  const invited = await app.operators.invite({ actor, name: 'Ove', email: 'ove@operator.example' })

  assert.equal(refusal(invited), 'notFound')
})

test('operators invite one another, know who came by whom, and the last one stays', async (t) => {
  const office = await openOffice(t)
  const actor = await anOperator(office)
  const { operators } = office.app
  assert.equal(refusal(await operators.remove({ actor, operatorId: actor.employeeId })), 'lastOperator')
  const ove = { name: 'Ove Operator', email: 'ove@operator.example', language: 'da' } as const
  const { id } = must(await operators.invite({ actor, ...ove }))
  assert.equal(refusal(await operators.invite({ actor, ...ove })), 'employeeExists')
  await office.pump()
  assert.equal(mailsTo(office, ove.email).length, 1)
  const listed = must(await operators.list({ actor }))
  assert.equal(listed.find((one) => one.id === id)?.invitedBy, actor.employeeId)
  assert.equal((await operatorsOf(office)).length, 2)

  assert.equal(refusal(await operators.remove({ actor, operatorId: 'nobody' })), 'notFound')
  must(await operators.remove({ actor, operatorId: id }))
  assert.equal((await operatorsOf(office)).length, 1)
})

test('there are at most fifty operators', async (t) => {
  const office = await openOffice(t)
  const actor = await anOperator(office)
  const invite = (n: number) =>
    office.app.operators.invite({ actor, name: 'Ove', email: `ove${n}@operator.example` })
  for (let n = 1; n < 50; n++) must(await invite(n))
  assert.equal(refusal(await invite(50)), 'limitReached')
})

test('a company is counted by what is its own, and only what stands in the operators’ house is a company', async (t) => {
  const { office, operator: actor, companyId } = await opened(t)
  await aRequest(office).verified().made()
  await aRequest(otherSide(office)).verified().made()
  const forged = { id: 'company:forged', companyId: 'forged', openedAt: '2026-03-02T08:00:00.000Z' }
  await office.ports.documents.batch({ container: 'companies', key: ['demo'] }, [
    { kind: 'create', value: forged },
  ])

  const { companies } = must(await office.app.seeCompanies.list({ actor, limit: 100 }))

  assert.deepEqual(
    companies.map(({ id, counts }) => [id, counts]),
    [[companyId, { employees: 1, openRequests: 0 }]],
  )
})

test('nobody of a company is an operator, whatever role they hold there, and in their house none without the role', async (t) => {
  const { office, operator, owner, companyId } = await opened(t)
  const { seeCompanies, changeStanding, operators, openByFacts } = office.app
  const pretender = { ...owner, roles: ['operator'] } as const
  for (const actor of [owner, pretender, { ...operator, roles: [] }]) {
    const asked = { actor, companyId }
    const refused = [
      await seeCompanies.list({ actor, limit: 1 }),
      await seeCompanies.view(asked),
      await changeStanding.suspend({ ...asked, reason: 'x' }),
      await changeStanding.lift(asked),
      await changeStanding.switchModules({ ...asked, modules: {} }),
      await operators.list({ actor }),
      await operators.invite({ actor, name: 'x', email: 'x@y.example' }),
      await operators.remove({ actor, operatorId: 'x' }),
      await openByFacts({ actor, facts: threeFacts }),
    ]
    assert.deepEqual([...new Set(refused.map(refusal))], ['forbidden'])
  }
})

test('a company that came with the machine has no operator, and one that nobody opened is not found', async (t) => {
  const office = await openOffice(t)
  const actor = await anOperator(office)
  for (const companyId of ['demo', 'nowhere', 'operator']) {
    assert.equal(refusal(await office.app.seeCompanies.view({ actor, companyId })), 'notFound')
    const suspended = await office.app.changeStanding.suspend({ actor, companyId, reason: 'x' })
    assert.equal(refusal(suspended), 'notFound')
  }
})
