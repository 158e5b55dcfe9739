import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Actor, Grant, Operation, Relation, Role } from '../../../shared/domain/identity/roles.ts'
import { allowed, grants, permissions, queueScope, roles } from '../../../shared/domain/identity/roles.ts'
import type { RequestStatus } from '../../../shared/domain/requests/lifecycle.ts'
import { hasEnded, requestTransitions } from '../../../shared/domain/requests/lifecycle.ts'

const statuses = Object.keys(requestTransitions) as RequestStatus[]
const operations = Object.keys(permissions) as Operation[]
/** Every way of standing to a request that can be: nobody both had a hand in it and had none. */
const standings: readonly (readonly Relation[])[] = [
  ['uninvolved'],
  ['contributor'],
  ['uninvolved', 'approver'],
  ['assigned', 'uninvolved'],
  ['assigned', 'contributor'],
  ['assigned', 'uninvolved', 'approver'],
]

const someone = (more: Partial<Actor> = {}): Actor => ({ roles: [], grants: [], relations: [], ...more })
const as = (role: Role, relation: Relation = 'uninvolved', status: RequestStatus = 'collecting'): Actor =>
  someone({ roles: [role], relations: [relation], status })
const withGrant = (
  grant: Grant,
  relation: Relation = 'uninvolved',
  status: RequestStatus = 'collecting',
): Actor => someone({ grants: [grant], relations: [relation], status })

const what = (actor: Actor): readonly Operation[] =>
  operations.filter((operation) => allowed(operation, actor))

test('who has no role and no grant may do nothing', () => {
  for (const relations of standings)
    for (const status of statuses) assert.deepEqual(what(someone({ relations, status })), [])
  assert.deepEqual(what(someone()), [])
})

test('a system user works on the requests assigned to them and sees no other', () => {
  assert.deepEqual(what(as('systemUser', 'assigned')), [
    'seeQueue',
    'seeRequest',
    'seeContent',
    'registerRequest',
    'enterData',
    'seal',
    'resume',
    'establishIdentity',
    'proposeRefusal',
    'sendMessage',
    'confirmStop',
    'recordConsent',
  ])
  assert.deepEqual(what(as('systemUser', 'uninvolved')), ['seeQueue', 'registerRequest', 'recordConsent'])
  assert.deepEqual(what(as('systemUser', 'contributor')), ['seeQueue', 'registerRequest', 'recordConsent'])
})

test('a system manager runs the queue, and sees content only of what is assigned to them', () => {
  assert.deepEqual(what(as('systemManager')), [
    'seeQueue',
    'seeRequest',
    'assign',
    'registerRequest',
    'bypass',
    'extend',
    'pause',
    'resume',
    'establishIdentity',
    'proposeRefusal',
    'decidePending',
    'sendMessage',
    'confirmStop',
    'recallDelivery',
    'seeBreaches',
    'closeBreach',
    'seeEmployees',
    'publishConsentForm',
    'recordConsent',
    'seeConsents',
    'seeReports',
  ])
  assert.ok(allowed('seeContent', as('systemManager', 'assigned')))
})

test('owners and administrators see no content of any request, nor the request itself', () => {
  const forbidden: readonly Operation[] = [
    'seeRequest',
    'seeContent',
    'enterData',
    'seal',
    'approve',
    'seeQueue',
  ]
  for (const role of ['systemOwner', 'systemAdministrator'] as const)
    for (const relations of standings)
      for (const status of statuses)
        for (const operation of forbidden)
          assert.equal(
            allowed(operation, someone({ roles: [role], relations, status })),
            false,
            `${role} ${operation} ${status}`,
          )
})

test('data protection officer and auditor see metadata, clock and audit of every case, and no content', () => {
  const recalling: readonly Operation[] = ['recallDelivery', 'closeBreach', 'seeConsents']
  for (const grant of ['dataProtectionOfficer', 'auditor'] as const)
    for (const status of statuses)
      assert.deepEqual(
        what(withGrant(grant, 'uninvolved', status)).filter((operation) => !recalling.includes(operation)),
        ['seeQueue', 'seeRequest', 'seeBreaches', 'seeAudit', 'seeReports'],
      )
})

test('a misdelivery is stopped and its breach assessed by a manager or the officer, and by nobody else', () => {
  for (const operation of ['recallDelivery', 'closeBreach'] as const) {
    assert.ok(allowed(operation, as('systemManager', 'uninvolved', 'delivered')))
    assert.ok(allowed(operation, withGrant('dataProtectionOfficer', 'uninvolved', 'delivered')))
    for (const actor of [
      as('systemUser', 'assigned', 'delivered'),
      withGrant('auditor', 'uninvolved', 'delivered'),
    ])
      assert.equal(allowed(operation, actor), false)
  }
})

test('an approver reads what is sealed and decides on it, if they had no hand in it', () => {
  assert.deepEqual(what(withGrant('approver', 'approver', 'sealed')), [
    'seeRequest',
    'seeContent',
    'revealPerson',
    'approve',
    'decidePending',
    'publishConsentForm',
  ])
  assert.deepEqual(what(withGrant('approver', 'contributor', 'sealed')), ['publishConsentForm'])
  assert.deepEqual(what(withGrant('approver', 'uninvolved', 'sealed')), ['publishConsentForm'])
  assert.equal(allowed('seeContent', withGrant('approver', 'approver', 'collecting')), false)
})

test('who is assigned and is an approver too keeps both, until they have a hand in it', () => {
  const both: Actor = { roles: ['systemUser'], grants: ['approver'], relations: [], status: 'sealed' }
  const asks: readonly Operation[] = ['approve', 'decidePending', 'enterData']
  const may = (...relations: readonly Relation[]) =>
    asks.filter((operation) => allowed(operation, { ...both, relations }))

  assert.deepEqual(may('assigned', 'uninvolved', 'approver'), asks)
  assert.deepEqual(may('assigned', 'contributor'), ['enterData'])
  assert.deepEqual(may('uninvolved', 'approver'), ['approve', 'decidePending'])
})

test('a manager who is assigned decides an ending that is not their own work, and none that is', () => {
  const manager: Actor = { roles: ['systemManager'], grants: [], relations: [], status: 'collecting' }

  assert.ok(allowed('decidePending', { ...manager, relations: ['assigned', 'uninvolved'] }))
  assert.equal(allowed('decidePending', { ...manager, relations: ['assigned', 'contributor'] }), false)
})

test('once a request has ended, nobody of the company sees content, whatever they hold', () => {
  const everything = { roles: [...roles], grants: [...grants] }
  for (const relations of standings)
    for (const status of statuses.filter(hasEnded))
      for (const operation of ['seeContent', 'enterData', 'seal', 'approve', 'extend', 'pause'] as const)
        assert.equal(
          allowed(operation, { ...everything, relations, status }),
          false,
          `${operation} ${status}`,
        )
})

test('a stranger’s unverified request gives nobody anything to work on', () => {
  const everything = { roles: [...roles], grants: [...grants], status: 'awaitingVerification' } as const
  for (const relations of standings)
    for (const operation of ['seeContent', 'enterData', 'assign', 'seal', 'decidePending'] as const)
      assert.equal(allowed(operation, { ...everything, relations }), false)
})

test('a change of the company is decided by an administrator or owner, an ending by an approver or manager', () => {
  assert.ok(allowed('decidePending', someone({ roles: ['systemAdministrator'] })))
  assert.ok(allowed('decidePending', someone({ roles: ['systemOwner'] })))
  assert.equal(allowed('decidePending', someone({ roles: ['systemManager'] })), false)
  assert.equal(allowed('decidePending', as('systemAdministrator')), false)
  assert.equal(allowed('decidePending', as('systemManager', 'contributor')), false)
})

test('operations about a request are never allowed where no request is named', () => {
  const everything = someone({
    roles: [...roles],
    grants: [...grants],
    relations: ['assigned', 'uninvolved', 'approver'],
  })
  for (const operation of ['seeContent', 'enterData', 'seal', 'approve', 'extend', 'assign'] as const)
    assert.equal(allowed(operation, everything), false)
})

test('another role or grant never takes anything away', () => {
  const actors = fc.record({
    roles: fc.uniqueArray(fc.constantFrom(...roles)),
    grants: fc.uniqueArray(fc.constantFrom(...grants)),
    relations: fc.constantFrom(...standings),
    status: fc.constantFrom(...statuses),
  })
  fc.assert(
    fc.property(actors, fc.constantFrom(...roles), fc.constantFrom(...grants), (actor, role, grant) => {
      const more = { ...actor, roles: [...actor.roles, role], grants: [...actor.grants, grant] }

      for (const operation of what(actor)) assert.ok(allowed(operation, more), operation)
    }),
  )
})

test('the queue shows managers all, users their own, overseers metadata and others nothing', () => {
  assert.equal(queueScope({ roles: ['systemUser', 'systemManager'], grants: [] }), 'all')
  assert.equal(queueScope({ roles: ['systemUser'], grants: ['auditor'] }), 'metadata')
  assert.equal(queueScope({ roles: ['systemUser'], grants: ['dataProtectionOfficer'] }), 'metadata')
  assert.equal(queueScope({ roles: ['systemUser'], grants: ['approver'] }), 'assigned')
  assert.equal(queueScope({ roles: ['systemOwner', 'systemAdministrator'], grants: ['approver'] }), 'nothing')
})
