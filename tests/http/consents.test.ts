// Consent over the API, as third-party applications call it: with an API key and nothing else.
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import { canonicalJson } from '../../shared/domain/evidence/canonical.ts'
import type { KeyScope } from '../../shared/domain/identity/key-scopes.ts'
import { must, openOffice, type OfficeOptions } from '../support/application.ts'
import { givenForm, publishedForm, sha256Hex } from '../support/consent.ts'
import { called, operationOf } from './support/called.ts'
import { callOperation, tokenOf, type Called } from './support/call-operation.ts'

type Answer = Readonly<Record<string, unknown>> & { readonly code?: string; readonly consentId?: string }

async function desk(t: TestContext, scopes: readonly KeyScope[] = ['consents'], options: OfficeOptions = {}) {
  const office = await openOffice(t, options)
  const form = await publishedForm(office)
  const wish = { name: 'Shop', scopes }
  const created = await office.app.apiKeys.create({ actor: office.as('owner'), companyId: 'demo', wish })
  const { secret = '' } = must(created)
  const withKey = async (operationId: string, how: Partial<Parameters<typeof called>[2]> = {}) => {
    const { status, body, headers } = await called(office.app, operationOf(operationId), {
      headers: { 'x-api-key': secret },
      ...how,
      params: { company: 'demo', ...how.params },
    })
    const text = typeof body === 'string' ? body : '{}'
    return { status, headers: headers as Record<string, string>, body: JSON.parse(text) as Answer }
  }
  const said = {
    ...form,
    subject: { externalId: 'customer-1' },
    purposes: [{ purposeId: 'newsletter', decision: 'given' }],
    method: 'apiThirdParty',
  }
  return { office, form, secret, said, withKey }
}

const question = '?externalId=customer-1&purpose=newsletter'

test('an application records, checks, reads and takes back a consent with its key alone', async (t) => {
  const { said, withKey } = await desk(t)
  const recorded = await withKey('recordConsent', { body: said })
  assert.equal(recorded.status, 201)
  const consentId = recorded.body.consentId ?? ''
  assert.equal(recorded.headers['location'], `/api/v1/consents/${consentId}`)
  assert.equal((await withKey('checkConsent', { query: question })).body['state'], 'given')
  const seen = await withKey('viewConsent', { params: { consentId } })
  assert.deepEqual([seen.status, seen.body['subject']], [200, { externalId: 'customer-1' }])

  const search = await withKey('searchConsents', { body: { subject: said.subject } })
  const { told: _told, ...summary } = seen.body
  assert.deepEqual(search.body['value'], [summary])
  const nobody = await withKey('searchConsents', { body: { subject: { email: 'customer-1@mail.example' } } })
  assert.deepEqual([nobody.status, nobody.body['value']], [200, []])

  const heard = { method: 'phone', reference: 'Note 12' }
  const withdrawn = await withKey('withdrawConsent', { params: { consentId }, body: heard })
  assert.equal(withdrawn.status, 200)
  assert.equal((await withKey('checkConsent', { query: question })).body['state'], 'withdrawn')
  const { body } = await withKey('listConsentEvents', { params: { consentId } })
  assert.equal((body['value'] as readonly unknown[]).length, 2)
})

test('an application says with its key whose mailbox a name stands for, and takes it back', async (t) => {
  const { said, withKey } = await desk(t)
  const params = { consentId: (await withKey('recordConsent', { body: said })).body.consentId ?? '' }
  const named = await withKey('nameConsentPerson', { params, body: { email: 'ida@example.org' } })
  assert.equal(named.status, 204)
  assert.equal((await withKey('forgetConsentPerson', { params })).status, 204)

  const subject = { email: 'ida@example.org' }
  const address = (await withKey('recordConsent', { body: { ...said, subject } })).body.consentId ?? ''
  const refused = await withKey('nameConsentPerson', { params: { consentId: address }, body: subject })
  assert.deepEqual([refused.status, refused.body['code']], [409, 'consentHasAddress'])
})

test('what has not changed is not sent again, and a withdrawal changes it at once', async (t) => {
  const { said, withKey, secret } = await desk(t)
  const { body } = await withKey('recordConsent', { body: said })
  const first = await withKey('checkConsent', { query: question })
  const headers = { 'x-api-key': secret, 'if-none-match': first.headers['etag'] ?? '' }
  assert.equal((await withKey('checkConsent', { query: question, headers })).status, 304)

  await withKey('withdrawConsent', { params: { consentId: body.consentId ?? '' }, body: {} })
  assert.equal((await withKey('checkConsent', { query: question, headers })).body['state'], 'withdrawn')
})

test('only a key with the scope, that is known and not stopped, opens consents, and nothing else', async (t) => {
  const { office, said, withKey, secret } = await desk(t)
  const other = await desk(t, ['requests'])
  assert.deepEqual([(await other.withKey('checkConsent', { query: question })).status], [403])
  for (const closed of ['listConsentForms', 'listTemplates', 'listRequests', 'viewSettings'])
    assert.equal((await withKey(closed)).status, 401, closed)
  for (const wrong of ['x', `${secret}x`, other.secret])
    assert.equal(
      (await withKey('recordConsent', { body: said, headers: { 'x-api-key': wrong } })).status,
      401,
    )
  assert.equal((await withKey('recordConsent', { body: said, headers: {} })).status, 401)
  const elsewhere = { params: { company: 'other' }, query: question }
  assert.equal((await withKey('checkConsent', elsewhere)).status, 404)
  const [key] = must(await office.app.apiKeys.list({ actor: office.as('owner'), companyId: 'demo' }))
  must(await office.app.apiKeys.stop({ actor: office.as('owner'), companyId: 'demo', keyId: key?.id ?? '' }))
  assert.equal((await withKey('checkConsent', { query: question })).status, 401)
})

test('the same call with the same key of idempotency is one consent', async (t) => {
  const { said, withKey, secret } = await desk(t)
  const headers = { 'x-api-key': secret, 'idempotency-key': 'once' }
  const first = await withKey('recordConsent', { body: said, headers })
  const again = await withKey('recordConsent', { body: said, headers })
  const other = await withKey('recordConsent', { body: { ...said, method: 'webForm' }, headers })

  assert.deepEqual([first.status, again.body], [201, first.body])
  assert.deepEqual([other.status, other.body.code], [422, 'idempotencyKeyReused'])
})

test('many are asked about at once, addresses too, and answered in order', async (t) => {
  const { said, withKey } = await desk(t)
  await withKey('recordConsent', { body: said })
  await withKey('recordConsent', { body: { ...said, subject: { email: 'anna@mail.example' } } })
  const questions = [
    { email: 'anna@mail.example' },
    { externalId: 'customer-1' },
    { externalId: 'nobody' },
  ].map((subject) => ({ subject, purposes: ['newsletter', 'profiling'] }))
  const { body } = await withKey('checkConsents', { body: { questions } })
  const states = (
    body['value'] as readonly { readonly purposes: readonly { readonly state: string }[] }[]
  ).map(({ purposes }) => purposes.map(({ state }) => state))

  assert.deepEqual(states, [
    ['requested', 'unknown'],
    ['given', 'unknown'],
    ['unknown', 'unknown'],
  ])
})

test('an application keeps a copy by the cursor of the answer before', async (t) => {
  const { said, withKey } = await desk(t)
  await withKey('recordConsent', { body: said })
  const first = await withKey('listConsentChanges')
  const again = await withKey('listConsentChanges', { query: `?cursor=${String(first.body['cursor'])}` })

  assert.equal((first.body['value'] as readonly unknown[]).length, 1)
  assert.deepEqual([again.status, again.body['value'], again.body['nextLink']], [200, [], undefined])
  assert.equal((await withKey('listConsentChanges', { query: '?cursor=x' })).status, 400)
  assert.equal((await withKey('listConsentChanges', { params: { company: 'other' } })).status, 404)
})

test('a question without a name is refused, and says which', async (t) => {
  const { withKey } = await desk(t)
  for (const query of [
    '',
    '?externalId=%20&purpose=x',
    `?externalId=${'x'.repeat(201)}&purpose=x`,
    '?externalId=x',
  ])
    assert.deepEqual((await withKey('checkConsent', { query })).status, 400, query)
})

test('anybody reads the published text, and can compute the hash that the records carry', async (t) => {
  const { form, withKey } = await desk(t)
  const params = { formId: form.formId }
  const open = { params, headers: {} }
  const { status, body, headers } = await withKey('viewPublishedConsentForm', {
    ...open,
    query: '?language=da',
  })
  const { languages, factors, publishedAt, textSha256, ...shown } = body

  assert.deepEqual([status, headers['content-language'], headers['vary'] ?? ''], [200, 'da', ''])
  assert.equal(sha256Hex(Buffer.from(canonicalJson(shown))), textSha256)
  assert.deepEqual([languages, factors, typeof publishedAt], [['da', 'en'], ['emailLink'], 'string'])
  const accepted = { params, headers: { 'accept-language': 'da' } }
  assert.equal((await withKey('viewPublishedConsentForm', accepted)).headers['content-language'], 'da')
  const known = { params, headers: { 'if-none-match': headers['etag'] ?? '' }, query: '?language=da' }
  assert.equal((await withKey('viewPublishedConsentForm', known)).status, 304)
  assert.equal((await withKey('viewPublishedConsentForm', { ...open, query: '?language=xx' })).status, 400)
})

test('forms are written and published over the API by two people, and say by code what is wrong', async (t) => {
  const office = await openOffice(t)
  const call = (name: string, operationId: string, called: Omit<Called, 'token'>) =>
    tokenOf(office.app, name).then((token) => callOperation(office.app, operationId, { ...called, token }))
  const created = await call('admin', 'createConsentForm', { body: givenForm })
  assert.equal(created.status, 201)
  const formId = String(created.body['id'])
  const params = { formId, version: '1' }
  assert.equal((await call('admin', 'addConsentFormVersion', { params, body: givenForm })).body['version'], 2)
  assert.equal((await call('admin', 'publishConsentForm', { params })).body.code, 'fourEyes')
  assert.equal((await call('owner', 'publishConsentForm', { params })).status, 200)
  assert.equal((await call('user', 'viewConsentFormVersion', { params })).body['status'], 'published')
  const { body } = await call('user', 'listConsentForms', {})
  assert.equal((body['value'] as readonly unknown[]).length, 1)
  const purposes = [{ ...givenForm.purposes[0], required: true }]
  const refused = await call('admin', 'createConsentForm', { body: { ...givenForm, purposes } })
  assert.deepEqual([refused.status, refused.body.code], [400, 'purposeRequired'])
})
