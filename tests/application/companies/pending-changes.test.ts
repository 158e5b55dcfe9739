import { test, type TestContext } from 'node:test'
import assert from 'node:assert/strict'

import type { SettingsChange } from '../../../shared/application/companies/changed-company.ts'
import type { Held, ProposedItem } from '../../../shared/application/companies/guarded-change.ts'
import { itemDocumentId } from '../../../shared/application/companies/guarded-change.ts'
import type { CompanyItem } from '../../../shared/application/companies/guarded-change.ts'
import type { EmployeeActor } from '../../../shared/application/actor.ts'
import { companyPartition } from '../../../shared/application/place.ts'
import { must, openOffice, refusal, type Office, type OfficeOptions } from '../../support/application.ts'
import { auditOf } from '../../support/audit.ts'
import type { PersonName } from '../../support/companies.ts'
import { aRequest } from '../../support/request-stages.ts'

const serving = (t: TestContext, company: OfficeOptions['company'] = {}): Promise<Office> =>
  openOffice(t, { mode: 'serve', company })

const by = (office: Office, name: PersonName) => ({ actor: office.as(name), companyId: 'demo' })

const grant = (
  office: Office,
  employeeId: string,
  to: 'given' | 'taken' = 'given',
  name: PersonName = 'admin',
) => office.app.changeEmployee.role({ ...by(office, name), employeeId, role: 'approver', to })

const set = async (office: Office, change: SettingsChange, name: PersonName = 'admin') =>
  office.app.companySettings.change({ ...by(office, name), change })

function waits(held: Held | undefined): ProposedItem {
  assert.ok(held && held !== 'holds', 'it waits for a second person')
  return held
}

type Word = { readonly decision?: 'approve' | 'return'; readonly comment?: string; readonly hash?: string }

const decide = (
  office: Office,
  { itemId, manifestSha256 }: ProposedItem,
  who: PersonName | EmployeeActor,
  { hash = manifestSha256, decision = 'approve', ...word }: Word = {},
) =>
  office.app.companyItems.decide({
    ...{ actor: typeof who === 'string' ? office.as(who) : who, itemId, manifestSha256: hash, decision },
    ...word,
  })

const grantsOf = async (office: Office, employeeId: string) =>
  must(await office.app.viewEmployee({ ...by(office, 'admin'), employeeId })).employee.grants

test('who approves is changed only when a second owner or administrator has approved that', async (t) => {
  const office = await serving(t)
  const item = waits(must(await grant(office, 'user')))
  await office.pump()

  assert.deepEqual(await grantsOf(office, 'user'), [])
  const [waiting] = await office.app.companyItems.waitingFor(office.as('owner'))
  assert.deepEqual(
    [waiting?.id, waiting?.manifestSha256, waiting?.proposedBy, waiting?.change],
    [item.itemId, item.manifestSha256, 'admin', { kind: 'approverGrant', employeeId: 'user', to: 'given' }],
  )
  assert.deepEqual(await office.app.companyItems.waitingFor(office.as('admin')), [])
  assert.deepEqual(await office.app.companyItems.waitingFor(office.as('manager')), [])
  const [mail] = office.mail.list({ to: 'owner@demo.example', limit: 5 })
  assert.match(mail?.text ?? '', /^http:\/\/localhost:7071\/demo\/staff\/approvals$/m)

  assert.deepEqual(must(await decide(office, item, 'owner')), { status: 'approved' })
  assert.deepEqual(await grantsOf(office, 'user'), ['approver'])
  assert.deepEqual(await office.app.companyItems.waitingFor(office.as('owner')), [])
  await office.pump()
  const lines = (await auditOf(office).lines()).map(({ entry }) => entry)
  assert.deepEqual(
    lines.map((entry) => [entry?.event, entry?.by.id]),
    [
      ['changeProposed', 'admin'],
      ['changeApproved', 'owner'],
      ['roleGiven', 'owner'],
    ],
  )
  assert.ok(lines.every((entry) => entry?.detail['hash'] === item.manifestSha256))
})

test('whoever proposed it does not decide it, nor whoever it would give something to, nor who may not', async (t) => {
  const office = await serving(t)
  const item = waits(must(await grant(office, 'owner')))

  assert.equal(refusal(await decide(office, item, 'admin')), 'fourEyes')
  assert.equal(refusal(await decide(office, item, 'owner')), 'ownRoles')
  for (const name of ['manager', 'approver', 'officer'] as const)
    assert.equal(refusal(await decide(office, item, name)), 'notFound')
  assert.equal(refusal(await decide(office, item, office.elsewhere('owner'))), 'notFound')
  const gone = { ...office.as('owner'), companyId: 'gone' }
  assert.equal(refusal(await decide(office, item, gone)), 'notFound')
  assert.equal(refusal(await decide(office, { ...item, itemId: 'none' }, 'owner')), 'notFound')
})

test('a decision names the hash of what it decides, and what was changed behind it is not decided', async (t) => {
  const office = await serving(t)
  const item = waits(must(await grant(office, 'user')))
  assert.equal(refusal(await decide(office, item, 'owner', { hash: '0'.repeat(64) })), 'sealChanged')

  const partition = companyPartition('demo')
  const found = await office.ports.documents.read<CompanyItem>(partition, itemDocumentId(item.itemId))
  assert.ok(found)
  const change = { kind: 'approverGrant', employeeId: 'second', to: 'given' } as const
  const value: CompanyItem = { ...found.value, change }
  await office.ports.documents.batch(partition, [{ kind: 'upsert', value }])

  assert.equal(refusal(await decide(office, item, 'owner')), 'sealChanged')
})

test('a proposal is returned with its reason, which its proposer reads, and is then decided', async (t) => {
  const office = await serving(t)
  const item = waits(must(await grant(office, 'approver', 'taken')))

  assert.equal(refusal(await decide(office, item, 'owner', { decision: 'return' })), 'commentMissing')
  const returned = await decide(office, item, 'owner', { decision: 'return', comment: 'We need two.' })
  assert.deepEqual(must(returned), { status: 'returned' })

  assert.equal(refusal(await decide(office, item, 'owner')), 'nothingToDecide')
  const read = must(await office.app.companyItems.read({ actor: office.as('admin'), itemId: item.itemId }))
  assert.deepEqual([read.state, read.comment], ['returned', 'We need two.'])
  assert.deepEqual(await grantsOf(office, 'approver'), ['approver'])
  const manager = { actor: office.as('manager'), itemId: item.itemId }
  assert.equal(refusal(await office.app.companyItems.read(manager)), 'notFound')
})

test('a proposal lapses after thirty days', async (t) => {
  const office = await serving(t)
  const item = waits(must(await grant(office, 'user')))
  office.clock.pass({ days: 29 })
  assert.equal((await office.app.companyItems.waitingFor(office.as('owner'))).length, 1)
  office.clock.pass({ days: 1 })

  assert.deepEqual(await office.app.companyItems.waitingFor(office.as('owner')), [])
  assert.match(refusal(await decide(office, item, 'owner')), /notFound|nothingToDecide/)
})

test('the same proposal of the same person is one item, and what waits longest comes first', async (t) => {
  const office = await serving(t)
  const first = waits(must(await grant(office, 'user')))
  assert.deepEqual(waits(must(await grant(office, 'user'))), first)
  office.clock.pass({ seconds: 60 })
  waits(must(await grant(office, 'second')))
  const same = waits(must(await grant(office, 'user', 'given', 'owner')))
  assert.notEqual(same.itemId, first.itemId)

  const waiting = await office.app.companyItems.waitingFor(office.as('owner'))
  assert.deepEqual(
    waiting.map(({ since }) => since),
    ['2026-03-02T08:00:00.000Z', '2026-03-02T08:01:00.000Z'],
  )
  must(await decide(office, first, 'owner'))
  assert.equal(refusal(await decide(office, same, 'admin')), 'itemOutdated')
})

test('approval policy and identity level wait together, and the rest of the same call holds at once', async (t) => {
  const office = await serving(t, { identityLevel: 'onFile' })
  const wish: SettingsChange = {
    name: 'Ny',
    identityLevel: 'mailbox',
    approvalPolicy: { approvalsNeeded: 2, approverIds: ['approver', 'coApprover'] },
  }
  const { settings, pending } = must(await set(office, wish))

  assert.deepEqual([settings.name, settings.identityLevel], ['Ny', 'onFile'])
  const item = waits(pending)
  const read = must(await office.app.companyItems.read({ actor: office.as('owner'), itemId: item.itemId }))
  assert.deepEqual(read.change, {
    kind: 'settings',
    from: { identityLevel: 'onFile', approvalPolicy: { approvalsNeeded: 1 } },
    to: { identityLevel: 'mailbox', approvalPolicy: wish.approvalPolicy },
  })
  must(await decide(office, item, 'owner'))
  const { settings: after } = must(await office.app.companySettings.view(by(office, 'owner')))
  assert.equal(after.identityLevel, 'mailbox')
  assert.deepEqual(after.approvalPolicy, { version: 2, ...wish.approvalPolicy })
})

test('what is so already takes nobody, and what cannot be is refused before anybody is asked', async (t) => {
  const office = await serving(t)

  assert.equal(must(await set(office, { approvalPolicy: { approvalsNeeded: 1 } })).pending, undefined)
  assert.equal(must(await set(office, {})).pending, undefined)
  assert.equal(refusal(await set(office, { approvalPolicy: { approvalsNeeded: 3 } })), 'tooFewApprovers')
  assert.deepEqual(await office.app.companyItems.waitingFor(office.as('owner')), [])
})

test('a proposal is judged again by what holds when it is decided', async (t) => {
  const office = await serving(t)
  const level = waits(must(await set(office, { identityLevel: 'onFile' })).pending)
  const other = waits(must(await set(office, { identityLevel: 'nationalId' }, 'owner')).pending)
  must(await decide(office, other, 'admin'))
  assert.equal(refusal(await decide(office, level, 'owner')), 'itemOutdated')

  const policy = waits(must(await set(office, { approvalPolicy: { approvalsNeeded: 2 } })).pending)
  must(await office.app.leaveCompany({ ...by(office, 'admin'), employeeId: 'coApprover' }))
  assert.equal(refusal(await decide(office, policy, 'owner')), 'tooFewApprovers')

  const given = waits(must(await grant(office, 'user')))
  must(await office.app.leaveCompany({ ...by(office, 'admin'), employeeId: 'user' }))
  assert.equal(refusal(await decide(office, given, 'owner')), 'employeeUnknown')
})

test('what somebody proposed who may not any more, or is gone, is not approved', async (t) => {
  const office = await serving(t)
  const { id } = must(
    await office.app.inviteEmployee({ ...by(office, 'admin'), name: 'A', email: 'a@demo.example' }),
  )
  const role = (to: 'given' | 'taken') =>
    office.app.changeEmployee.role({
      ...{ ...by(office, 'admin'), employeeId: id, role: 'systemAdministrator', to },
    })
  must(await role('given'))
  const actor: EmployeeActor = { ...office.as('admin'), employeeId: id }
  const propose = async () =>
    waits(
      must(
        await office.app.changeEmployee.role({
          ...{ actor, companyId: 'demo', employeeId: 'user', role: 'approver', to: 'given' },
        }),
      ),
    )
  const item = await propose()
  const settings = waits(
    must(
      await office.app.companySettings.change({
        actor,
        companyId: 'demo',
        change: { identityLevel: 'onFile' },
      }),
    ).pending,
  )
  must(await role('taken'))
  for (const one of [item, settings])
    assert.equal(refusal(await decide(office, one, 'owner')), 'itemOutdated')

  must(await office.app.leaveCompany({ ...by(office, 'admin'), employeeId: id }))
  assert.equal(refusal(await decide(office, item, 'owner')), 'itemOutdated')
})

test('the address by which somebody signs in changes only with a second person, their name at once', async (t) => {
  const office = await serving(t)
  const change = async (more: { name?: string; email?: string }, employeeId = 'user') =>
    office.app.changeEmployee.details({ ...by(office, 'admin'), employeeId, ...more })
  const item = waits(must(await change({ name: 'Ulla', email: 'ulla@demo.example' })))
  const taken = waits(must(await change({ email: 'ulla@demo.example' }, 'second')))
  const late = waits(must(await change({ email: 'third@demo.example' })))
  const seen = async () =>
    must(await office.app.viewEmployee({ ...by(office, 'admin'), employeeId: 'user' })).employee

  assert.deepEqual([(await seen()).name, (await seen()).email], ['Ulla', 'user@demo.example'])
  must(await decide(office, item, 'owner'))
  assert.equal((await seen()).email, 'ulla@demo.example')
  assert.equal(refusal(await decide(office, taken, 'owner')), 'employeeExists')
  assert.equal(refusal(await decide(office, late, 'owner')), 'itemOutdated')
})

test('a company of one declares so, and decides alone as long as it is', async (t) => {
  const office = await serving(t)
  assert.equal(refusal(await set(office, { secondAdministrator: 'none' })), 'notAlone')
  const role = (employeeId: string, held: string, to: 'given' | 'taken', name: PersonName) =>
    office.app.changeEmployee.role({ ...by(office, name), employeeId, role: held, to })
  must(await role('owner', 'systemAdministrator', 'given', 'admin'))
  must(await office.app.leaveCompany({ ...by(office, 'owner'), employeeId: 'admin' }))
  assert.ok(must(await set(office, { identityLevel: 'onFile' }, 'owner')).pending)

  const declared = must(await set(office, { secondAdministrator: 'none' }, 'owner'))
  assert.equal(declared.settings.secondAdministrator, 'none')
  const { settings, pending } = must(await set(office, { identityLevel: 'onFile', name: 'Solo' }, 'owner'))
  assert.deepEqual([settings.identityLevel, settings.name, pending], ['onFile', 'Solo', undefined])
  await office.pump()
  const lines = (await auditOf({ ...office, as: () => office.as('auditor') }).lines()).map(
    ({ entry }) => entry,
  )
  assert.ok(lines.some((entry) => entry?.detail['members'] === 'secondAdministrator'))

  must(await role('manager', 'systemAdministrator', 'given', 'owner'))
  assert.ok(must(await set(office, { identityLevel: 'mailbox' }, 'owner')).pending)
})

test('a changed policy holds for later seals only', async (t) => {
  const office = await serving(t, { approvalPolicy: { version: 1, approvalsNeeded: 1 } })
  const sealed = await aRequest(office).verified().assignedTo('user').filled().sealed().made()
  const item = waits(must(await set(office, { approvalPolicy: { approvalsNeeded: 2 } })).pending)
  must(await decide(office, item, 'owner'))

  const { seal } = await office.stateOf(sealed)
  assert.equal(seal?.policy.approvalsNeeded, 1)
  const approved = await office.app.decideSeal({
    ...{ actor: office.as('approver'), requestId: sealed.requestId, manifestSha256: seal?.root ?? '' },
    decision: 'approve',
  })
  assert.equal(must(approved).status, 'approved')
})

test('more than a hundred changes do not wait at a time', async (t) => {
  const office = await serving(t)
  const rename = (n: number) =>
    office.app.changeEmployee.details({
      ...{ ...by(office, 'admin'), employeeId: 'user', email: `user-${n}@demo.example` },
    })
  for (let n = 0; n < 100; n++) must(await rename(n))

  assert.equal(refusal(await rename(100)), 'limitReached')
})

test('a pending item is found by its id alone, with a request or beside the company', async (t) => {
  const office = await serving(t)
  const item = waits(must(await grant(office, 'user')))
  const find = (name: PersonName, itemId = item.itemId) =>
    office.app.findItem({ actor: office.as(name), itemId })

  assert.deepEqual(must(await find('owner')), {})
  assert.equal(refusal(await find('manager')), 'notFound')
  assert.equal(refusal(await find('owner', 'none')), 'notFound')
})
