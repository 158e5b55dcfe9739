// Keys that stand in web pages, where everybody can read them: they ask for consent, from their pages, and do nothing else.
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import { operations } from '../../functions/operations.ts'
import { must, openOffice, refusal, type OfficeOptions } from '../support/application.ts'
import { aProgram, publishedForm } from '../support/consent.ts'
import { called, operationOf } from './support/called.ts'
import { tokenOf } from './support/call-operation.ts'

const site = 'https://www.shop.example'
const email = 'ada@example.com'

async function shop(t: TestContext, options: OfficeOptions = {}) {
  const office = await openOffice(t, options)
  const form = await publishedForm(office)
  const asked = { actor: office.as('owner'), companyId: 'demo' }
  const wish = { name: 'Web site', scopes: [], origins: [site] }
  const { secret = '', id, prefix } = must(await office.app.apiKeys.create({ ...asked, wish }))
  const body = {
    ...{ ...form, method: 'webForm', language: 'en', subject: { email } },
    purposes: [{ purposeId: 'newsletter', decision: 'given' }],
  }
  const send = async (more: object = {}, headers: Readonly<Record<string, string>> = {}) => {
    const answer = await called(office.app, operationOf('recordConsent'), {
      params: { company: 'demo' },
      headers: { 'x-api-key': secret, origin: site, ...headers },
      body: { ...body, ...more },
    })
    return { status: answer.status, body: JSON.parse(String(answer.body)) as Record<string, unknown> }
  }
  return { office, form, secret, id, prefix, send, asked }
}

test('a page asks with its key, and what it asked is a wish of which it learns no name', async (t) => {
  const { office, id, prefix, secret, send } = await shop(t)
  assert.deepEqual(await send(), { status: 202, body: { state: 'requested' } })
  assert.match(secret, /^pk_demo_/)
  assert.equal(prefix, `pk_demo_${id}`)

  const subject = { email }
  const [held] = must(
    await office.app.consents.check({
      ...{ caller: aProgram, companyId: 'demo' },
      questions: [{ subject, purposes: ['newsletter'] }],
    }),
  )
  assert.equal(held?.[0]?.state, 'requested')
  const consentId = held?.[0]?.consentId ?? ''
  const [event] = must(await office.app.consents.events({ caller: aProgram, consentId }))
  assert.deepEqual(
    [event?.by, event?.agentRef, event?.origin, event?.method],
    ['subject', id, site, 'webForm'],
  )
})

test('the key asks for nothing else: no other name, no other way, no other version, no other company', async (t) => {
  const { send, form, office } = await shop(t)
  for (const more of [
    { subject: { externalId: 'customer-1' } },
    { method: 'apiThirdParty' },
    { method: 'paper', saidAt: '2026-01-01T12:00:00Z' },
    { saidAt: '2026-01-01T12:00:00Z' },
    { reference: 'binder 7' },
  ]) {
    const { status, body } = await send(more)
    assert.deepEqual([status, body['code']], [403, 'apiKeyPublishable'], JSON.stringify(more))
  }
  const asked = { companyId: 'demo', formId: form.formId }
  const { form: given } = must(
    await office.app.consentForms.view({ ...asked, actor: office.as('admin'), version: 1 }),
  )
  const { formId: _formId, version: _version, ...next } = given
  must(await office.app.editConsentForms.addVersion({ ...asked, actor: office.as('admin'), given: next }))
  must(await office.app.editConsentForms.publish({ ...asked, actor: office.as('owner'), version: 2 }))
  assert.equal((await send()).body['code'], 'consentFormChanged')
  assert.equal((await send({ version: 2 })).status, 202)
})

test('the key counts from its pages alone, letter by letter, and from no program', async (t) => {
  const { send, secret, office } = await shop(t)
  for (const origin of ['https://shop.example', 'http://www.shop.example', `${site}:8443`, 'null', '']) {
    const { status, body } = await send({}, { origin })
    assert.deepEqual([status, body['code']], [403, 'apiKeyOriginRefused'], origin)
  }
  const program = await called(office.app, operationOf('recordConsent'), {
    ...{ params: { company: 'demo' }, headers: { 'x-api-key': secret } },
    body: {},
  })
  assert.equal(program.status, 403)
  const unknown = `${secret.slice(0, -43)}${'A'.repeat(43)}`
  assert.equal((await send({}, { 'x-api-key': unknown })).body['code'], 'apiKeyInvalid')
  const wish = { name: 'Program', scopes: ['consents' as const] }
  const made = must(await office.app.apiKeys.create({ actor: office.as('owner'), companyId: 'demo', wish }))
  const pretended = (made.secret ?? '').replace('ik_', 'pk_')
  assert.equal((await send({}, { 'x-api-key': pretended })).body['code'], 'apiKeyOriginRefused')
})

test('every other call with the key is refused by a code of its own, alone and beside a token', async (t) => {
  const { office, secret } = await shop(t)
  const token = await tokenOf(office.app, 'owner')
  const params = { company: 'demo', consentId: 'x'.repeat(44) }
  const headers = { 'x-api-key': secret, origin: site }
  for (const operation of operations.filter(({ security }) => security === 'bearer')) {
    const beside = await called(office.app, operation, { token, params, headers })
    assert.equal(
      (JSON.parse(String(beside.body)) as { code: string }).code,
      'apiKeyPublishable',
      operation.operationId,
    )
    if (operation.apiKey !== 'alone') continue
    const alone = await called(office.app, operation, { params, headers })
    assert.equal(
      (JSON.parse(String(alone.body)) as { code: string }).code,
      'apiKeyPublishable',
      operation.operationId,
    )
  }
})

test('a stopped key asks no more, and a rotated one is another secret for the same pages', async (t) => {
  const { office, send, id, asked } = await shop(t)
  const rotated = must(await office.app.apiKeys.rotate({ ...asked, keyId: id }))
  assert.deepEqual([rotated.origins, rotated.scopes], [[site], []])
  assert.equal((await send()).body['code'], 'apiKeyInvalid')
  assert.equal((await send({}, { 'x-api-key': rotated.secret ?? '' })).status, 202)
  must(await office.app.apiKeys.stop({ ...asked, keyId: id }))
  assert.equal((await send({}, { 'x-api-key': rotated.secret ?? '' })).body['code'], 'apiKeyInvalid')
})

test('a key that everybody can read gets no part of the API, and no source', async (t) => {
  const { office, asked } = await shop(t)
  const create = (body: object) =>
    called(office.app, operationOf('createApiKey'), {
      ...{ token: '', params: { company: 'demo' }, headers: {} },
      body: { name: 'Web site', ...body },
    })
  assert.equal((await create({ origins: [site] })).status, 401)
  const token = await tokenOf(office.app, 'owner')
  for (const wrong of [
    { origins: [site], scopes: ['consents'] },
    { origins: [] },
    { origins: ['http://shop.example'] },
    { origins: [`${site}/page`] },
    {},
  ]) {
    const { status } = await called(office.app, operationOf('createApiKey'), {
      ...{ token, params: { company: 'demo' } },
      body: { name: 'Web site', ...wrong },
    })
    assert.equal(status, 400, JSON.stringify(wrong))
  }
  const wish = { name: 'Odd', scopes: [], origins: [site], sourceId: 'claims' }
  assert.equal(refusal(await office.app.apiKeys.create({ ...asked, wish })), 'keySourceInvalid')
})

test('outside demo mode a key is for so many answers an hour, whoever they are of', async (t) => {
  const { send } = await shop(t, { mode: 'serve' })
  const statuses: number[] = []
  for (let n = 0; n < 11; n++) statuses.push((await send()).status ?? 0)
  assert.deepEqual(statuses, [...Array.from({ length: 10 }, () => 202), 429])
})
