import assert from 'node:assert/strict'
import { test } from 'node:test'

import { operations } from '../../functions/operations.ts'
import type { App } from '../../shared/composition/app.ts'
import { openOffice } from '../support/application.ts'
import { called } from './support/called.ts'

const callers = ['nobody', 'user', 'manager', 'approver', 'admin', 'owner', 'person'] as const

type Caller = (typeof callers)[number]

async function tokenOf(app: App, caller: Caller): Promise<string | undefined> {
  if (caller === 'nobody') return undefined
  const subject =
    caller === 'person'
      ? ({ kind: 'requester', requestId: 'x'.repeat(22) } as const)
      : ({ kind: 'employee', employeeId: caller } as const)
  const { sessionId } = await app.sessions.open('demo', subject, 'program')
  return (await app.grants.grant({ sessionId, companyId: 'demo' }, 'withoutRefresh')).accessToken
}

const nothing = {
  company: 'nowhere',
  requestId: 'x'.repeat(22),
  uploadId: 'x'.repeat(22),
  sealId: 'x'.repeat(22),
  deadLetterId: 'x'.repeat(22),
  deliveryId: 'x'.repeat(22),
  itemId: 'x'.repeat(22),
  sourceId: 'none',
  list: 'none',
  templateId: 'none',
  employeeId: 'nobody',
  keyId: 'x'.repeat(22),
  webhookId: 'x'.repeat(22),
  receiverId: 'x'.repeat(22),
  connectionId: 'x'.repeat(22),
  searchId: 'x'.repeat(22),
  transferId: 'x'.repeat(22),
  eventId: 'x'.repeat(22),
  role: 'systemUser',
  sessionId: 'x'.repeat(22),
  factorId: 'x'.repeat(22),
  name: 'none.txt',
  n: '0',
  version: '1',
}

const own = { ...nothing, company: 'demo' }

test('whoever calls, and whatever the address names, an answer is a success or a refusal with a code', async (t) => {
  const { app } = await openOffice(t)
  for (const caller of callers) {
    const token = await tokenOf(app, caller)
    for (const operation of operations)
      for (const params of [{}, nothing, own]) {
        const { status = 200, body } = await called(app, operation, { token, params })
        const where = `${operation.operationId} by ${caller}: ${status}`

        // Without its parameters no route matches; a handler that gets none still answers with a problem.
        assert.ok(status < 500 || Object.keys(params).length === 0, where)
        if (status >= 400) assert.match(String(body), /"code":"\w+"/, where)
        if (caller === 'nobody' && operation.security === 'bearer') assert.equal(status, 401, where)
      }
  }
})

test('a parameter that nobody knows, or that says nothing, is refused by name of its rule', async (t) => {
  const { app } = await openOffice(t)
  const token = await tokenOf(app, 'manager')
  const admin = await tokenOf(app, 'admin')
  for (const operation of operations.filter(({ method }) => method === 'GET')) {
    assert.equal((await called(app, operation, { token, params: own, query: '?unknown=1' })).status, 400)
    for (const { name } of operation.query ?? []) {
      const query = `?${name}=%20%20`
      const { status = 200 } = await called(app, operation, {
        token: operation.tags[0] === 'Audit' ? admin : token,
        params: own,
        query,
      })
      assert.ok(status < 500, `${operation.operationId} ${query}: ${status}`)
    }
  }
})
