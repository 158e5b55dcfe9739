import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import { openOffice } from '../support/application.ts'
import { callback } from '../support/company-provider.ts'
import { reachingProvider, runOpenIdProvider } from '../support/openid-provider.ts'
import { checkPage } from './markup.ts'
import { browserOf } from './plain-browser.ts'

const path = '/demo/staff/settings/provider'

async function setUp(t: TestContext, mode: 'demo' | 'serve' = 'demo') {
  const provider = await runOpenIdProvider(t, { redirectUris: [callback] })
  const office = await openOffice(t, { mode, through: reachingProvider })
  const browser = await browserOf(office, 'admin')
  const form = async () => ({
    etag: /name="etag" value="([^"]+)"/.exec((await browser.get(path)).text)?.[1] ?? '',
    ...{ name: 'Entra ID', issuer: provider.issuer, clientId: provider.client.id },
    ...{ clientSecret: provider.client.secret, scopes: '', acrValues: '', prompt: '', use: 'offered' },
    requiredClaims: 'tid = one, two\nacr = high',
  })
  const kept = async () => {
    const seen = await office.app.providerSettings.view({ actor: office.as('admin'), companyId: 'demo' })
    return seen.ok ? seen.value.seen.provider : undefined
  }
  return { provider, office, browser, form, kept }
}

test('an administrator enters the provider on a page, sees it again without its secret, and takes it away', async (t) => {
  const { browser, form, kept, provider } = await setUp(t)
  assert.match((await browser.get('/demo/staff/settings')).text, new RegExp(`href="${path}"`))
  for (const language of ['da', 'en']) checkPage((await browser.get(`${path}?language=${language}`)).text)
  assert.match((await browser.get(path)).text, new RegExp(callback))

  const { location } = await browser.post(path, await form())
  assert.equal(location, `${path}?done=saved`)
  const { text } = await browser.get(location)
  checkPage(text)
  assert.ok(!text.includes(provider.client.secret))
  assert.match(text, /tid = one, two\nacr = high/)
  assert.deepEqual((await kept())?.requiredClaims, [
    { name: 'tid', values: ['one', 'two'] },
    { name: 'acr', values: ['high'] },
  ])
  const { clientSecret: _secret, ...later } = await form()
  assert.equal((await browser.post(path, { ...later, use: 'only', prompt: 'login' })).status, 303)
  assert.deepEqual([(await kept())?.use, (await kept())?.prompt], ['only', 'login'])
  const { etag } = await form()
  assert.equal((await browser.post(`${path}/removal`, { etag })).location, `${path}?done=saved`)
  assert.equal(await kept(), undefined)
})

test('what is wrong with a provider is said at its field, and nothing that was typed is lost', async (t) => {
  const { browser, form, provider } = await setUp(t)
  const sent = async (change: object) => {
    const shown = await browser.post(path, { ...(await form()), ...change })
    checkPage(shown.text)
    return shown
  }
  const away = await sent({ issuer: 'http://127.0.0.1:1' })
  assert.equal(away.status, 503)
  assert.match(away.text, /does not answer there[^]*value="http:\/\/127.0.0.1:1"/)
  const inner = await sent({ issuer: 'https://10.0.0.1' })
  assert.deepEqual([inner.status, /leads where we may not call/.test(inner.text)], [422, true])
  const secretless = await sent({ clientSecret: '' })
  assert.match(secretless.text, /needs its secret/)
  assert.match((await sent({ name: '' })).text, /Fill this in/)
  assert.match((await sent({ requiredClaims: 'acr' })).text, /Choose at least one/)
  assert.equal((await sent({ issuer: 'login.example' })).status, 400)
  assert.equal((await sent({ etag: 'another' })).status, 412)
  assert.ok(!(await sent({ name: '' })).text.includes(provider.client.secret))
})

test('outside demo mode it waits for another administrator, who reads all of it', async (t) => {
  const { browser, form, kept, office } = await setUp(t, 'serve')
  assert.equal((await browser.post(path, await form())).location, `${path}?done=waits`)
  assert.equal(await kept(), undefined)
  const { text } = await (await browserOf(office, 'owner')).get('/demo/staff/approvals')
  checkPage(text)
  assert.match(
    text,
    /Where people sign in[^]*nowhere but here[^]*Entra ID \(offered beside other ways\)[^]*tid: one \| two/,
  )
})

test('whoever does not administer the company neither sees nor changes it', async (t) => {
  const { office, form } = await setUp(t)
  const user = await browserOf(office, 'user')
  assert.equal((await user.get(path)).status, 403)
  assert.equal((await user.post(path, await form())).status, 403)
  assert.equal((await user.post(`${path}/removal`, {})).status, 403)
})
