import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import { openOffice } from '../support/application.ts'
import { callOperation, tokenOf, type Called } from './support/call-operation.ts'

async function opened(t: TestContext, mode: 'demo' | 'serve') {
  const { app } = await openOffice(t, { mode, company: { programAccess: 'tokenAlone' } })
  const as = async (who: string, operation: string, more: Omit<Called, 'token'> = {}) =>
    callOperation(app, operation, { token: await tokenOf(app, who), ...more })
  return { app, as }
}

test('an employee is invited once, listed, changed with the version that was read, and removed', async (t) => {
  const { as } = await opened(t, 'demo')
  const body = { name: 'Kaj Kollega', email: 'kaj@demo.example' }
  const headers = { 'idempotency-key': 'one' }
  const invited = await as('admin', 'inviteEmployee', { body, headers })
  const again = await as('admin', 'inviteEmployee', { body, headers })

  assert.equal(invited.status, 201)
  assert.deepEqual(again.body, invited.body)
  assert.deepEqual((await as('owner', 'inviteEmployee', { body })).body.code, 'employeeExists')
  const params = { employeeId: String(invited.body['id']) }
  const seen = await as('admin', 'viewEmployee', { params })
  assert.deepEqual([seen.body['name'], seen.body['roles']], [body.name, []])
  const change = (etag: string) =>
    as('admin', 'changeEmployee', { params, body: { name: 'Kaj' }, headers: { 'if-match': etag } })
  assert.equal((await change(String(seen.headers['etag']))).status, 204)
  assert.equal((await change(String(seen.headers['etag']))).status, 412)

  const role = { ...params, role: 'systemUser' }
  assert.equal((await as('admin', 'giveRole', { params: role })).status, 204)
  assert.equal((await as('admin', 'takeRole', { params: role })).status, 204)
  assert.equal((await as('admin', 'giveRole', { params: { ...params, role: 'root' } })).status, 404)
  const last = await as('owner', 'takeRole', { params: { employeeId: 'owner', role: 'systemOwner' } })
  assert.deepEqual([last.status, last.body.code], [409, 'lastOwner'])
  assert.equal((await as('admin', 'removeEmployee', { params })).status, 204)
  assert.equal((await as('admin', 'removeEmployee', { params })).status, 404)
  const listed = (await as('manager', 'listEmployees')).body['value'] as readonly { readonly id: string }[]
  assert.ok(listed.length > 0 && listed.every(({ id }) => id !== params.employeeId))
})

test('in serve mode who approves waits for the second person, by the calls of any pending item', async (t) => {
  const { as } = await opened(t, 'serve')
  const params = { employeeId: 'user', role: 'approver' }
  const proposed = await as('admin', 'giveRole', { params })
  assert.equal(proposed.status, 202)
  const { itemId, manifestSha256 } = proposed.body
  assert.match(String(manifestSha256), /^[0-9a-f]{64}$/)
  const settings = await as('admin', 'changeSettings', { body: { approvalPolicy: { approvalsNeeded: 2 } } })
  assert.equal(settings.status, 202)

  const item = { itemId: String(itemId) }
  const listed = await as('owner', 'listApprovals', { query: '?state=pending' })
  const value = listed.body['value'] as readonly { readonly id: string; readonly kind: string }[]
  assert.deepEqual(
    value.map(({ kind }) => kind),
    ['companyChange', 'companyChange'],
  )
  assert.equal((await as('owner', 'readItem', { params: item })).body['proposedBy'], 'admin')
  const body = { manifestSha256, decision: 'approve' }
  const own = await as('admin', 'decideItem', { params: item, body })
  assert.deepEqual([own.status, own.body.code], [403, 'fourEyes'])
  const other = await as('owner', 'decideItem', {
    params: item,
    body: { ...body, manifestSha256: 'f'.repeat(64) },
  })
  assert.deepEqual([other.status, other.body.code], [409, 'sealChanged'])
  assert.deepEqual((await as('owner', 'decideItem', { params: item, body })).body, { status: 'approved' })
})
