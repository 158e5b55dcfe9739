import assert from 'node:assert/strict'
import { test } from 'node:test'
import { must, openOffice } from '../../support/application.ts'

const ours = 'https://www.demo.example'

test('pages of the origins that a company names may read its answers, and of no other', async (t) => {
  const { app, as } = await openOffice(t)
  const change = { allowedOrigins: [ours] }
  must(await app.companySettings.change({ actor: as('admin'), companyId: 'demo', change }))
  assert.equal(await app.allowsOrigin('demo', ours, 'anything'), true)
  for (const origin of [
    `${ours}.evil.example`,
    'http://www.demo.example',
    'https://demo.example',
    'null',
    '',
  ])
    assert.equal(await app.allowsOrigin('demo', origin, 'anything'), false, origin)
})

test('what one company allows, a company that names no origin does not, nor one that is not there', async (t) => {
  const { app, as } = await openOffice(t)
  const change = { allowedOrigins: [ours] }
  must(await app.companySettings.change({ actor: as('admin'), companyId: 'demo', change }))
  for (const companyId of ['other', 'nobody'])
    assert.equal(await app.allowsOrigin(companyId, ours, 'askingForConsent'), false, companyId)
})

test('a page that has a key for it asks for consent, and reads nothing else', async (t) => {
  const { app, as } = await openOffice(t)
  const wish = { name: 'Web site', scopes: [], origins: [ours] }
  must(await app.apiKeys.create({ actor: as('owner'), companyId: 'demo', wish }))
  assert.equal(await app.allowsOrigin('demo', ours, 'askingForConsent'), true)
  assert.equal(await app.allowsOrigin('demo', ours, 'anything'), false)
  assert.equal(await app.allowsOrigin('other', ours, 'askingForConsent'), false)
  assert.equal(await app.allowsOrigin('demo', `${ours}.evil.example`, 'askingForConsent'), false)
})
