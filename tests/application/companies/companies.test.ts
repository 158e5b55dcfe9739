import { test } from 'node:test'
import assert from 'node:assert/strict'

import type { PersonName } from '../../support/companies.ts'
import { demoCompany } from '../../support/companies.ts'
import { createApp } from '../../../shared/composition/app.ts'
import { DependencyUnavailable } from '../../../shared/application/ports/unavailable.ts'
import { must, openOffice, refusal } from '../../support/application.ts'
import { aRequest } from '../../support/request-stages.ts'

test('a company is opened once, with its people and templates, and its own keys', async (t) => {
  const office = await openOffice(t)
  const company = { ...demoCompany, company: { ...demoCompany.company, companyId: 'third' } }

  assert.equal(must(await office.app.openCompany(company)), 'opened')
  assert.equal(must(await office.app.openCompany(company)), 'exists')

  const [key] = must(await office.app.publicKeys('third'))
  assert.match(key?.kid ?? '', /^company-third-sign\//)
})

test('two who open the same company at the same moment open one', async (t) => {
  const office = await openOffice(t)
  const company = { ...demoCompany, company: { ...demoCompany.company, companyId: 'third' } }

  const both = await Promise.all([office.app.openCompany(company), office.app.openCompany(company)])

  assert.deepEqual(both.map(must).sort(), ['exists', 'opened'])
})

test('a company with a template that does not hold together is not opened, and is told where', async (t) => {
  const office = await openOffice(t)
  const [whole] = demoCompany.templates
  assert.ok(whole)
  const templates = [whole, { ...whole, templateId: 'broken', fields: whole.fields.slice(1) }]
  const company = { ...demoCompany, templates, company: { ...demoCompany.company, companyId: 'third' } }

  const refused = await office.app.openCompany(company)

  assert.deepEqual(refused, {
    ok: false,
    error: {
      code: 'templateInvalid',
      errors: [{ code: 'leafWithoutField', pointer: `/1${whole.fields[0]?.pointer}` }],
    },
  })
  assert.equal(refusal(await office.app.publicKeys('third')), 'notFound')
})

test('anybody sees what a company says of itself, and of a company that does not exist nothing', async (t) => {
  const office = await openOffice(t)

  const profile = must(await office.app.viewProfile('demo'))

  assert.equal(profile.name, 'Demo Company')
  assert.deepEqual(
    profile.informationTypes.map(({ id }) => id),
    ['insurance', 'retail', 'generic'],
  )
  assert.match(profile.authority.name, /Datatilsynet/)
  assert.equal(refusal(await office.app.viewProfile('nowhere')), 'notFound')
  assert.equal(refusal(await office.app.publicKeys('nowhere')), 'notFound')
})

test('owner and administrator see and change settings; nobody else, and not another company’s', async (t) => {
  const office = await openOffice(t)
  const { view, change } = office.app.companySettings
  const ask = (name: PersonName) => view({ actor: office.as(name), companyId: 'demo' })

  for (const name of ['owner', 'admin'] as const)
    assert.equal(must(await ask(name)).settings.name, 'Demo Company')
  for (const name of ['manager', 'user', 'officer'] as const)
    assert.equal(refusal(await ask(name)), 'forbidden')
  const foreign = { actor: office.elsewhere('owner'), companyId: 'demo' }
  assert.equal(refusal(await view(foreign)), 'notFound')
  assert.equal(refusal(await change({ ...foreign, change: { name: 'Mine' } })), 'notFound')
  const gone = { actor: { ...office.as('owner'), companyId: 'gone' }, companyId: 'gone' }
  assert.equal(refusal(await view(gone)), 'notFound')
  assert.equal(refusal(await change({ ...gone, change: {} })), 'notFound')
})

test('a change of settings holds at the next call, raises the policy’s version, and refuses a stale one', async (t) => {
  const office = await openOffice(t)
  const { view, change } = office.app.companySettings
  const asked = { actor: office.as('admin'), companyId: 'demo' }
  const { etag } = must(await view(asked))

  const changed = must(
    await change({
      ...asked,
      expected: etag,
      change: { name: 'Ny', identityLevel: 'onFile', approvalPolicy: { approvalsNeeded: 2 } },
    }),
  )

  assert.deepEqual(changed.settings.approvalPolicy, { approvalsNeeded: 2, version: 2 })
  assert.equal(must(await office.app.viewProfile('demo')).name, 'Ny')
  assert.equal(
    refusal(await change({ ...asked, expected: etag, change: { name: 'Alt' } })),
    'versionConflict',
  )
  assert.equal(must(await change({ ...asked, change: { name: 'Igen' } })).settings.identityLevel, 'onFile')
})

test('a policy that nobody could satisfy, or that needs nobody, is refused', async (t) => {
  const office = await openOffice(t)
  const policy = (approvalPolicy: { approvalsNeeded: number; approverIds?: readonly string[] }) =>
    office.app.companySettings.change({
      ...{ actor: office.as('owner'), companyId: 'demo', change: { approvalPolicy } },
    })

  assert.equal(refusal(await policy({ approvalsNeeded: 0 })), 'approvalsNeededInvalid')
  for (const tooFew of [
    { approvalsNeeded: 2, approverIds: ['approver'] },
    { approvalsNeeded: 2, approverIds: ['approver', 'user'] },
    { approvalsNeeded: 3 },
  ])
    assert.equal(refusal(await policy(tooFew)), 'tooFewApprovers')
  assert.ok((await policy({ approvalsNeeded: 2, approverIds: ['approver', 'coApprover'] })).ok)
})

test('of two changes at the same moment neither is lost, and who named the version comes late', async (t) => {
  const office = await openOffice(t)
  const settings = office.app.companySettings
  const asked = { actor: office.as('owner'), companyId: 'demo' }
  const { etag: expected } = must(await settings.view(asked))

  const both = await Promise.all([
    settings.change({ ...asked, change: { name: 'One' } }),
    settings.change({ ...asked, change: { identityLevel: 'onFile' } }),
  ])

  assert.ok(both.every(({ ok }) => ok))
  const { name, identityLevel } = must(await settings.view(asked)).settings
  assert.deepEqual({ name, identityLevel }, { name: 'One', identityLevel: 'onFile' })
  assert.equal(
    refusal(await settings.change({ ...asked, change: { name: 'Two' }, expected })),
    'versionConflict',
  )
})

test('the people are listed for who manages them and who hands out requests', async (t) => {
  const office = await openOffice(t)
  const list = (name: PersonName) => office.app.listEmployees({ actor: office.as(name), companyId: 'demo' })

  for (const name of ['owner', 'admin', 'manager'] as const)
    assert.ok(must(await list(name)).some(({ id }) => id === 'user'))
  for (const name of ['user', 'officer'] as const) assert.equal(refusal(await list(name)), 'forbidden')
  const foreign = { actor: office.elsewhere('owner'), companyId: 'demo' }
  assert.equal(refusal(await office.app.listEmployees(foreign)), 'notFound')
})

test('readiness asks what every request needs, and says so when one of it is away or the disk is full', async (t) => {
  const office = await openOffice(t)
  assert.equal(await office.app.isReady(), true)
  const away = () => Promise.reject(new DependencyUnavailable('shares', 1))

  const broken = createApp({ ...office.ports, shares: { ...office.ports.shares, get: away } })

  assert.equal(await broken.isReady(), false)
  const full = createApp({ ...office.ports, hasRoom: () => Promise.resolve(false) })
  assert.equal(await full.isReady(), false)
  const { hasRoom: _onThisMachine, ...endless } = office.ports
  assert.equal(await createApp(endless).isReady(), true)
})

test('a key vault that was away a moment ago is asked again', async (t) => {
  const office = await openOffice(t)
  let away = true
  const { keys } = office.ports
  const app = createApp({
    ...office.ports,
    keys: {
      ...keys,
      unwrap: async (...input) => {
        if (away) throw new DependencyUnavailable('keys', 1)
        return keys.unwrap(...input)
      },
    },
  })
  await assert.rejects(app.askLinks({ companyId: 'demo', email: 'a@person.example' }), DependencyUnavailable)
  away = false

  await app.askLinks({ companyId: 'demo', email: 'a@person.example' })
  await aRequest(office).made()
})

test('a company says to which numbers codes are texted, how many a month, and sees how many were', async (t) => {
  const office = await openOffice(t)
  const { view, change } = office.app.companySettings
  const asked = { actor: office.as('admin'), companyId: 'demo' }
  const smsOf = async () => must(await view(asked)).settings.sms
  const offered = async () => must(await office.app.viewProfile('demo')).secondFactors

  assert.deepEqual(await smsOf(), { prefixes: ['+45'], monthlyCap: 100, usedThisMonth: 0 })
  assert.deepEqual(await offered(), { callingCode: '+45', sms: { prefixes: ['+45'] } })
  must(await change({ ...asked, change: { sms: { prefixes: ['+45', '+46'] } } }))
  const changed = must(await change({ ...asked, change: { sms: { monthlyCap: 0 } } }))

  assert.deepEqual(changed.settings.sms, { prefixes: ['+45', '+46'], monthlyCap: 0, usedThisMonth: 0 })
  assert.deepEqual(await offered(), { callingCode: '+45' })
})
