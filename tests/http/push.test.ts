import assert from 'node:assert/strict'
import { test } from 'node:test'

import { retailExample } from '../../shared/domain/templates/retail-example.ts'
import { must, openOffice } from '../support/application.ts'
import { aRequest } from '../support/request-stages.ts'
import { tokenTo } from '../support/mailbox.ts'
import { called, operationOf } from './support/called.ts'

test('a connector with credentials of its own fills one source, gets no content back and opens nothing else', async (t) => {
  const office = await openOffice(t, { mode: 'demo' })
  const { app, as } = office
  const { requestId } = await aRequest(office).verified().assignedTo('user').made()
  const wish = { name: 'ERP', scopes: ['push'], sourceId: 'webShop' } as const
  const { secret = '' } = must(await app.apiKeys.create({ actor: as('owner'), companyId: 'demo', wish }))
  await app.askSignIn({ companyId: 'demo', email: 'user@demo.example' })
  await office.pump()
  const headers = { 'x-api-key': secret }
  const redeemed = await called(app, operationOf('redeemLink'), {
    ...{ params: {}, headers, body: { token: tokenTo(office, 'user@demo.example') } },
  })
  const { accessToken: token } = JSON.parse(String(redeemed.body)) as { accessToken: string }
  const send = (operationId: string, more: object = {}) =>
    called(app, operationOf(operationId), {
      ...{ token, headers, params: { requestId, sourceId: 'webShop', company: 'demo' }, ...more },
    })

  const pushed = await send('pushData', { body: { version: 1, data: retailExample } })
  assert.deepEqual([pushed.status, pushed.body ?? ''], [204, ''])
  const params = { requestId, sourceId: 'caseFiles' }
  assert.equal((await send('pushData', { params, body: { nothingHeld: true } })).status, 403)
  for (const closed of ['viewRequest', 'listRequests', 'listSessions', 'listTemplates', 'listFactors'])
    assert.equal((await send(closed)).status, 403, closed)
  assert.equal((await send('pushData', { headers: {}, body: { nothingHeld: true } })).status, 401)
})

test('outside demo mode the person behind a connector signed in with more than a mailed link', async (t) => {
  const office = await openOffice(t, { mode: 'serve' })
  const { app, as } = office
  const wish = { name: 'ERP', scopes: ['push'], sourceId: 'webShop' } as const
  const { secret = '' } = must(await app.apiKeys.create({ actor: as('owner'), companyId: 'demo', wish }))
  const subject = { kind: 'employee', employeeId: 'user', proofs: ['link'] } as const
  const { sessionId } = await app.sessions.open('demo', subject, 'program')
  const token = (await app.grants.grant({ sessionId, companyId: 'demo' }, 'withoutRefresh')).accessToken

  const { status, body } = await called(app, operationOf('pushData'), {
    ...{ token, headers: { 'x-api-key': secret }, body: { nothingHeld: true } },
    params: { requestId: 'x'.repeat(22), sourceId: 'webShop' },
  })

  assert.deepEqual([status, JSON.parse(String(body)).code], [401, 'factorRequired'])
})
