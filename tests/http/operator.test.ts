// What an operator can reach: companies as they stand, and nothing that a company holds (security.md, "Operator").
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import { HttpRequest, InvocationContext } from '@azure/functions'

import { httpFunctions } from '../../functions/routes.ts'
import type { Operation } from '../../functions/http/operation.ts'
import { operations } from '../../functions/operations.ts'
import type { EmployeeActor } from '../../shared/application/actor.ts'
import { openOffice, type Office } from '../support/application.ts'
import { anOpenedCompany, anOperator, threeFacts } from '../support/operators.ts'
import { aRequest } from '../support/request-stages.ts'
import { callOperation } from './support/call-operation.ts'
import { validBodies } from './support/valid-bodies.ts'

async function tokenFor({ app }: Office, { companyId, employeeId }: EmployeeActor): Promise<string> {
  const { sessionId } = await app.sessions.open(companyId, { kind: 'employee', employeeId }, 'program')
  return (await app.grants.grant({ sessionId, companyId }, 'withoutRefresh')).accessToken
}

/** Whatever a company holds of persons bears one of these. */
const planted = {
  message: 'planted-message',
  person: 'planted@mail.example',
  owner: 'planted-owner',
  ownerMail: 'planted-owner@acme.example',
}

async function world(t: TestContext) {
  const office = await openOffice(t)
  const operator = await anOperator(office)
  const facts = { ...threeFacts, ownerName: planted.owner, ownerEmail: planted.ownerMail }
  const { companyId, owner } = await anOpenedCompany(office, operator, facts)
  const personal = { email: planted.person, message: planted.message }
  const made = await office.app.createRequest({ companyId, wish: { rights: ['access'], personal } })
  assert.ok(made.ok)
  const request = await aRequest(office)
    .verified()
    .assignedTo('user')
    .filled()
    .sealed()
    .approved()
    .delivered()
    .made()
  const state = await office.stateOf(request)
  const ids = {
    ...{
      requestId: request.requestId,
      deliveryId: state.deliveries[0]?.id ?? '',
      sealId: state.seal?.sealId ?? '',
    },
    ...{
      employeeId: 'user',
      role: 'systemUser',
      templateId: 'insurance',
      sourceId: 'caseFiles',
      version: '1',
    },
    ...{
      name: 'a.txt',
      n: '0',
      list: 'claims',
      right: 'objection',
      file: 'a.txt',
      code: 'forbidden',
      how: 'used',
    },
    ...{
      itemId: 'x',
      breachId: 'x',
      keyId: 'x',
      receiverId: 'x',
      connectionId: 'x',
      searchId: 'x',
      transferId: 'x',
      sessionId: 'x',
      uploadId: 'x',
      deadLetterId: 'x',
      operatorId: 'x',
      area: 'setup',
      factorId: 'x',
      exportId: 'x',
      importId: 'x',
    },
  }
  return { office, operator, owner, companyId, ids, token: await tokenFor(office, operator) }
}

/** Those that the address has: an id of the wrong shape would be refused before anybody is looked at. */
const named = (route: string, ids: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(ids).filter(([name, value]) => {
      const isNamed = new RegExp(`\\{\\*?${name}[:}]`).test(route)
      assert.ok(!isNamed || value !== '', name)
      return isNamed
    }),
  )

/** What everybody who is signed in asks of their own account: it names no company, request or item. */
const isOwn = ({ permission, route }: Operation): boolean =>
  [permission].flat().every((one) => one === 'employee' || one === 'person') &&
  !/\{(company|requestId|deliveryId|itemId)\}/.test(route)

const queries: Readonly<Record<string, string>> = {
  proveAuditEntry: '?entry=0',
  proveAuditConsistency: '?from=0',
  checkConsent: '?externalId=customer-1&purpose=newsletter',
}

test('with an operator’s token every call but the operator’s own and the public ones is 403 or 404, in every company', async (t) => {
  const { office, companyId, ids, token } = await world(t)
  const reached: string[] = []
  for (const operation of operations)
    for (const company of ['demo', companyId, 'operator']) {
      if (operation.security !== 'bearer' || operation.tags.includes('Operator')) continue
      if (isOwn(operation)) continue
      // Their own house has none.
      if (/^list(Templates|ConsentForms)$/.test(operation.operationId) && company === 'operator') continue
      const body = operation.body && (validBodies[operation.body] ?? {})
      const { status } = await callOperation(office.app, operation.operationId, {
        ...{ token, params: named(operation.route, { ...ids, company }) },
        query: queries[operation.operationId] ?? '',
        ...(body !== undefined && { body }),
        ...(operation.rawBody !== undefined && { raw: '{}', type: operation.rawBody }),
      })
      if (status !== 403 && status !== 404) reached.push(`${operation.operationId} in ${company}: ${status}`)
    }
  assert.deepEqual(reached, [])
})

test('what an operator may ask answers nothing that a company holds', async (t) => {
  const { office, companyId, ids, token } = await world(t)
  const seen: string[] = []
  for (const operation of operations.filter((one) => one.tags.includes('Operator') || isOwn(one))) {
    const called = await callOperation(office.app, operation.operationId, {
      ...{ token, params: named(operation.route, { ...ids, company: companyId }) },
      ...(operation.body && { body: validBodies[operation.body] ?? {} }),
    })
    assert.ok(called.status < 500, operation.operationId)
    seen.push(JSON.stringify(called.body))
  }
  assert.match(seen.join(), /"employees":1/)
  for (const word of Object.values(planted)) assert.ok(!seen.join().includes(word), word)
})

test('with an operator’s cookie no page of a company opens', async (t) => {
  const { office, operator, companyId, ids } = await world(t)
  const { app } = office
  const subject = { kind: 'employee', employeeId: operator.employeeId } as const
  const { cookie = '' } = await app.sessions.open('operator', subject, 'browser')
  const open = new Set<string>()
  for (const [name, { methods = [], route = '', handler }] of Object.entries(httpFunctions(app))) {
    if (!name.startsWith('page') || !/\{company\}\/(staff|requests)/.test(route) || /SignIn/.test(name))
      continue
    for (const company of ['demo', companyId]) {
      const url = `http://localhost:7071/${route.replace('{company}', company)}`
      const request = new HttpRequest({
        ...{ method: methods[0] ?? 'GET', url, params: { ...ids, company } },
        headers: {
          cookie: `__Host-indsigt.${company}=${cookie}`,
          'sec-fetch-site': 'same-origin',
          origin: 'http://localhost:7071',
        },
      })
      const answer = await handler(request, new InvocationContext({ functionName: name }))
      const { status = 200 } = (answer ?? {}) as { readonly status?: number }
      if (![303, 403, 404].includes(status)) open.add(name)
    }
  }
  assert.deepEqual([...open], [])
})

test('an operator opens, lists, suspends and switches by the calls, and a company’s staff may do none of it', async (t) => {
  const { office, companyId, owner, token } = await world(t)
  const call = (operationId: string, more: object = {}) =>
    callOperation(office.app, operationId, { token, params: { company: companyId }, ...more })
  const body = validBodies.openCompany
  const headers = { 'idempotency-key': 'one' }
  const first = await call('operatorOpenCompany', { body, headers })
  assert.deepEqual([first.status, first.body['id']], [201, 'acme-pension-2'])
  assert.deepEqual((await call('operatorOpenCompany', { body, headers })).body, first.body)

  const page = await call('operatorListCompanies', { query: '?limit=1' })
  assert.match(String(page.body['nextLink']), /\/api\/v1\/operator\/companies\?limit=1&continuation=/)
  for (const query of ['?limit=0', '?limit=101', '?limit=x'])
    assert.equal((await call('operatorListCompanies', { query })).status, 400, query)

  assert.equal((await call('operatorSuspend', { body: { reason: 'Unpaid.' } })).status, 204)
  assert.equal((await call('operatorSuspend', { body: { reason: 'Unpaid.' } })).status, 409)
  assert.equal((await call('operatorViewCompany')).body['state'], 'suspended')
  const wish = { token: '', body: validBodies.createRequest, params: { company: companyId } }
  assert.equal((await callOperation(office.app, 'createRequest', wish)).body.code, 'companySuspended')
  const setup = await callOperation(office.app, 'viewSetup', {
    ...{ token: await tokenFor(office, owner), params: { company: companyId } },
  })
  assert.equal((setup.body['suspended'] as { readonly reason: string }).reason, 'Unpaid.')
  assert.equal((await call('operatorLiftSuspension')).status, 204)
  assert.equal((await call('operatorSwitchModules', { body: { requests: 'off' } })).status, 204)
  const modules = await call('operatorViewModules')
  assert.deepEqual(modules.body, { requests: 'off', sms: 'on', apiKeys: 'on' })
  assert.equal((await callOperation(office.app, 'createRequest', wish)).body.code, 'moduleOff')

  const ofOwner = await tokenFor(office, owner)
  for (const { operationId, body: name } of operations.filter(
    ({ tags, security }) => tags.includes('Operator') && security === 'bearer',
  )) {
    const asked = { token: ofOwner, params: { company: companyId, operatorId: 'x' } }
    const answer = await callOperation(office.app, operationId, {
      ...asked,
      ...(name && { body: validBodies[name] }),
    })
    assert.deepEqual([answer.status, answer.body.code], [403, 'forbidden'], operationId)
  }
})
