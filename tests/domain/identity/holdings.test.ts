import assert from 'node:assert/strict'
import { test } from 'node:test'

import {
  holdings,
  holds,
  isHolding,
  judgeHolding,
  judgeLeaving,
  withHolding,
} from '../../../shared/domain/identity/holdings.ts'
import type { Holder, Holding } from '../../../shared/domain/identity/holdings.ts'
import { grants, roles } from '../../../shared/domain/identity/roles.ts'
import type { CompanyRole, Grant } from '../../../shared/domain/identity/roles.ts'

const one = (employeeId: string, ...held: readonly Holding[]): Holder => ({
  employeeId,
  roles: held.filter((holding): holding is CompanyRole => (roles as readonly string[]).includes(holding)),
  grants: held.filter((holding): holding is Grant => (grants as readonly string[]).includes(holding)),
})

const owner = one('owner', 'systemOwner')
const admin = one('admin', 'systemAdministrator')
const manager = one('manager', 'systemManager', 'dataProtectionOfficer')
const colleagues = [owner, admin, manager]

const code = (by: Holder, of: Holder, holding: Holding, { to, among }: Asked = {}): string => {
  const judged = judgeHolding({ by, of, holding, to: to ?? 'given', colleagues: among ?? colleagues })
  return judged.ok ? 'allowed' : judged.error.code
}

type Asked = { readonly to?: 'taken'; readonly among?: readonly Holder[] }

test('owners and administrators give every role and grant, but an owner alone makes owners', () => {
  const target = one('new')
  for (const holding of holdings) {
    assert.equal(code(owner, target, holding), 'allowed', holding)
    assert.equal(code(admin, target, holding), holding === 'systemOwner' ? 'forbidden' : 'allowed', holding)
    assert.equal(code(manager, target, holding), 'forbidden', holding)
  }
})

test('nobody gives themselves anything, and everybody who may take roles may take their own', () => {
  for (const holding of holdings.filter((held) => held !== 'systemOwner'))
    for (const by of [owner, admin]) assert.equal(code(by, by, holding), 'ownRoles', holding)
  assert.equal(code(owner, owner, 'systemOwner'), 'ownRoles')
  const both = one('both', 'systemAdministrator', 'auditor')
  assert.equal(code(both, both, 'auditor', { to: 'taken' }), 'allowed')
})

test('the last owner and the last administrator stay, whoever asks; with a second one they may go', () => {
  for (const by of [owner, admin]) {
    assert.equal(code(by, owner, 'systemOwner', { to: 'taken' }), 'lastOwner')
    assert.equal(code(by, admin, 'systemAdministrator', { to: 'taken' }), 'lastAdministrator')
  }
  const more = [...colleagues, one('owner2', 'systemOwner'), one('admin2', 'systemAdministrator')]
  assert.equal(code(owner, owner, 'systemOwner', { to: 'taken', among: more }), 'allowed')
  assert.equal(code(admin, owner, 'systemOwner', { to: 'taken', among: more }), 'forbidden')
  assert.equal(code(admin, admin, 'systemAdministrator', { to: 'taken', among: more }), 'allowed')
  assert.equal(code(admin, manager, 'systemAdministrator', { to: 'taken' }), 'allowed')
})

test('who leaves loses what they hold under the rules of each role', () => {
  const leaving = (by: Holder, of: Holder, among: readonly Holder[] = colleagues): string => {
    const judged = judgeLeaving({ by, of, colleagues: among })
    return judged.ok ? 'allowed' : judged.error.code
  }
  assert.equal(leaving(admin, manager), 'allowed')
  assert.equal(leaving(admin, one('new')), 'allowed')
  assert.equal(leaving(manager, one('new')), 'forbidden')
  assert.equal(leaving(owner, owner), 'lastOwner')
  assert.equal(leaving(owner, admin), 'lastAdministrator')
  const second = one('owner2', 'systemOwner')
  assert.equal(leaving(admin, second, [...colleagues, second]), 'forbidden')
  assert.equal(leaving(owner, second, [...colleagues, second]), 'allowed')
})

test('a role that is given is held once, and one that is taken is not held any more', () => {
  const given = withHolding(manager, 'approver', 'given')
  assert.deepEqual(given, { roles: ['systemManager'], grants: ['approver', 'dataProtectionOfficer'] })
  assert.deepEqual(withHolding(given, 'approver', 'given'), given)
  assert.deepEqual(withHolding(given, 'systemManager', 'taken').roles, [])
  assert.ok(holds(given, 'approver'))
  for (const text of ['approver', 'systemOwner']) assert.ok(isHolding(text))
  for (const text of ['', 'root', 'toString', 'SystemOwner']) assert.equal(isHolding(text), false)
})
