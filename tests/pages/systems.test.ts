import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { test, type TestContext } from 'node:test'

import { must } from '../support/application.ts'
import type { OfficeOptions } from '../support/application.ts'
import { aConnection } from '../support/connections.ts'
import { officeWithVendor, vendorSays, zendeskSettings } from '../support/vendor.ts'
import { checkPage } from './markup.ts'
import { browserOf } from './plain-browser.ts'

const path = '/demo/staff/settings/systems'
const once = '01234567-89ab-cdef-0123-456789abcdef'

const typed = (settings: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(settings).map(([name, value]) => [`settings.${name}`, value]))
const zendesk = { sourceId: 'caseFiles', once, ...typed(zendeskSettings) }

async function world(t: TestContext, options: OfficeOptions = {}) {
  const { office, vendor } = await officeWithVendor(t, options)
  const admin = await browserOf(office, 'admin')
  const connections = async () =>
    must(await office.app.connections.list({ actor: office.as('admin'), companyId: 'demo' }))
  const shown = async (where: string): Promise<string> => {
    for (const language of ['da', 'en']) {
      const seen = await admin.get(`${where}${where.includes('?') ? '&' : '?'}language=${language}`)
      assert.equal(seen.status, 200)
      checkPage(seen.text)
    }
    return (await admin.get(where)).text
  }
  return { office, vendor, admin, connections, shown }
}

test('an administrator finds a system of the catalogue by name, kind and what it does', async (t) => {
  const { admin, shown } = await world(t)
  assert.match((await admin.get('/demo/staff/settings')).text, new RegExp(`href="${path}"`))
  const all = await shown(path)
  assert.match(all, /255 of 255 systems/)
  assert.match(all, /None of them was run against a vendor’s own system/)
  const named = await shown(`${path}?q=zenDESK`)
  assert.match(named, /Zendesk Support/)
  assert.doesNotMatch(named, /Salesforce/)
  assert.match(await shown(`${path}?kind=payments&level=asked`), /<td data-label="Kind">[^<]*Payments/)
  const guided = await shown(`${path}?level=guided`)
  assert.match(guided, /202 of 255 systems/)
  assert.match(await shown(`${path}?q=no-such-system&kind=none&level=none`), /0 of 255 systems/)
})

test('the page of a system says what it was verified against, and which hosts are called', async (t) => {
  const { admin, shown } = await world(t)
  const asked = await shown(`${path}/zendesk`)
  assert.match(asked, /Answers written by hand[^<]*Never run against the vendor’s own system/)
  assert.match(asked, /<code>\{subdomain\}\.zendesk\.com<\/code>/)
  assert.match(asked, /type="password"[^>]*name="settings\.token"/)
  const guided = await shown(`${path}/microsoft-teams`)
  assert.match(guided, /Nothing: general knowledge of the product/)
  assert.match(guided, /Look in Microsoft Teams by hand/)
  assert.equal((await admin.get(`${path}/none`)).status, 404)
  assert.equal((await admin.post(`${path}/none`, zendesk)).status, 404)
})

test('an administrator connects a system on a page, asks it a question, and disconnects it', async (t) => {
  const { office, vendor, admin, connections, shown } = await world(t)
  const made = await admin.post(`${path}/zendesk`, zendesk)
  assert.equal(made.location, `${path}?done=connected`)
  assert.match(await shown(made.location), /The system is connected/)
  await admin.post(`${path}/zendesk`, zendesk)
  const [connection, ...others] = await connections()
  assert.deepEqual(others, [], 'sent twice it is one')

  const one = `/demo/staff/settings/connections/${connection?.connectionId}`
  const text = await shown(one)
  assert.match(text, /Subdomain before \.zendesk\.com: acme/)
  assert.doesNotMatch(text, /zd-secret-token/)
  assert.match(await shown((await admin.post(`${one}/test`)).location), /The system answered as it should/)
  vendor.answers['/api/v2/users/me.json'] = vendorSays({}, 401)
  const tested = await admin.post(`${one}/test`)
  assert.match(await shown(tested.location), /does not take the credentials[^]*Code: credentialsRefused/)
  assert.doesNotMatch(await shown(`${one}?tested=constructor`), /role="alert"/)

  const removed = await admin.post(`${one}/removal`)
  assert.match(await shown(removed.location), /The system is no longer connected/)
  for (const act of [admin.get(one), admin.post(`${one}/test`), admin.post(`${one}/removal`)])
    assert.equal((await act).status, 404)
  assert.ok(office.rows().every((row) => !row.includes('zd-secret-token')))
})

test('an administrator enters other credentials, and sees how the system last answered', async (t) => {
  const { office, vendor, admin, shown } = await world(t)
  const connectionId = await aConnection(office, { settings: { subdomain: 'old' } })
  const one = `/demo/staff/settings/connections/${connectionId}`
  assert.match(await shown(one), /Not yet[^]*value="old"/)
  const empty = await admin.post(`${one}/renewal`, typed({ subdomain: 'a b' }))
  assert.equal(empty.status, 400)
  checkPage(empty.text)
  assert.match(empty.text, /id="renew"\s+open[^]*Write one word[^]*value="a b"/)
  vendor.answers['/api/v2/users/me.json'] = vendorSays({}, 401)
  const refused = await admin.post(`${one}/renewal`, typed(zendeskSettings))
  assert.equal(refused.status, 409)
  assert.match(refused.text, /href="#renew">The system does not take the credentials/)
  assert.doesNotMatch(refused.text, /zd-secret-token/)
  await admin.post(`${one}/test`)
  for (const where of [one, path]) assert.match(await shown(where), /It failed[^]*Code: [a-zA-Z]+/)

  vendor.answers['/api/v2/users/me.json'] = vendorSays({})
  const renewed = await admin.post(`${one}/renewal`, typed(zendeskSettings))
  assert.equal(renewed.location, `${one}?done=renewed`)
  assert.match(await shown(renewed.location), /The new credentials hold[^]*It answered as it should/)
  vendor.answers['/api/v2/users/me.json'] = vendorSays({}, 401)
  await admin.post(`${one}/test`)
  assert.match(await shown(one), /Code: credentialsRefused, status 401/)
  const guided = await aConnection(office, { connectionId: 'guided', systemId: 'microsoft-teams' })
  const there = `/demo/staff/settings/connections/${guided}`
  assert.doesNotMatch(await shown(there), /Enter other credentials/)
  assert.equal((await admin.post(`${there}/renewal`)).status, 400)
  assert.equal((await admin.post('/demo/staff/settings/connections/none/renewal')).status, 404)
})

test('other credentials wait for a second person, who reads where they lead', async (t) => {
  const { office, admin, shown } = await world(t, { mode: 'serve' })
  const connectionId = await aConnection(office)
  const one = `/demo/staff/settings/connections/${connectionId}`
  const waiting = await admin.post(`${one}/renewal`, typed(zendeskSettings))
  assert.match(await shown(waiting.location), /until then the old ones hold/)
  const owner = await browserOf(office, 'owner')
  const { text } = await owner.get('/demo/staff/approvals')
  assert.match(
    text,
    /The system Zendesk Support would be asked with other credentials[^]*before \.zendesk\.com: acme/,
  )
})

test('what is wrong is said at its field, and no secret comes back', async (t) => {
  const { vendor, admin, connections } = await world(t)
  const answers = async (wrong: Readonly<Record<string, string>>, status = 400): Promise<string> => {
    const answer = await admin.post(`${path}/zendesk`, { ...zendesk, ...wrong })
    assert.equal(answer.status, status)
    checkPage(answer.text)
    assert.doesNotMatch(answer.text, /zd-secret-token/)
    return answer.text
  }
  assert.match(await answers({ sourceId: '' }), /Choose a source/)
  assert.match(await answers({ sourceId: 'nothing' }, 404), /Choose a source/)
  assert.match(
    await answers({ 'settings.subdomain': 'acme.evil' }),
    /href="#settings-subdomain"[^]*Write one word[^]*value="acme\.evil"/,
  )
  assert.match(await answers({ 'settings.token': '' }), /Enter it anew/)
  assert.match(await answers({ 'settings.token': 'x'.repeat(9000) }), /Enter it anew/)
  vendor.answers['/api/v2/users/me.json'] = vendorSays({}, 403)
  assert.match(await answers({}, 409), /The system does not take the credentials/)
  assert.deepEqual(await connections(), [])
})

test('no more systems are connected than a company can have, and the page says so', async (t) => {
  const { office, admin } = await world(t)
  for (let n = 0; n < 40; n++) await aConnection(office, { connectionId: `one-${n}` })
  const answer = await admin.post(`${path}/zendesk`, zendesk)
  assert.match(answer.text, /A company connects 40 systems at most/)
})

test('a system that is asked waits for a second person, and a guided one holds at once', async (t) => {
  const { office, admin, connections, shown } = await world(t, { mode: 'serve' })
  const waiting = await admin.post(`${path}/zendesk`, zendesk)
  assert.match(await shown(waiting.location), /It waits for a second owner or administrator/)
  assert.deepEqual(await connections(), [])
  const owner = await browserOf(office, 'owner')
  const approvals = await owner.get('/demo/staff/approvals')
  assert.match(
    approvals.text,
    /The system Zendesk Support would be asked for persons, for the source Case files/,
  )
  assert.doesNotMatch(approvals.text, /zd-secret-token/)

  const guided = await admin.post(`${path}/microsoft-teams`, { sourceId: 'caseFiles' })
  assert.match(guided.location, /done=connected/)
  const [{ connectionId = '' } = {}] = await connections()
  const one = await shown(`/demo/staff/settings/connections/${connectionId}`)
  assert.doesNotMatch(one, /Ask it a harmless question/)
})

test('a private key is taken in as a browser and a file of a service account hand it over', async (t) => {
  const { vendor, admin } = await world(t)
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  vendor.answers['/token'] = vendorSays({ access_token: 'a', token_type: 'Bearer' })
  vendor.answers['/gmail/v1/users/me/profile'] = vendorSays({ emailAddress: 'dpo@acme.example' })
  const settings = { serviceAccount: 'indsigt@acme.example', user: 'dpo@acme.example' }
  for (const typedKey of [
    key.replaceAll('\n', ''),
    key.replaceAll('\n', ' '),
    key.replaceAll('\n', '\\n'),
    key,
  ]) {
    const wish = { sourceId: 'caseFiles', ...typed({ ...settings, privateKey: typedKey }) }
    assert.match((await admin.post(`${path}/gmail`, wish)).location, /done=connected/)
  }
})

test('who administers no company comes to none of its systems', async (t) => {
  const { office } = await world(t)
  const connectionId = await aConnection(office)
  const user = await browserOf(office, 'user')
  const one = `/demo/staff/settings/connections/${connectionId}`
  for (const where of [path, `${path}/zendesk`, one]) assert.equal((await user.get(where)).status, 403)
  for (const where of [`${path}/zendesk`, `${one}/test`, `${one}/removal`])
    assert.equal((await user.post(where, zendesk)).status, 403)
})

test('a connection whose system and source are gone is still shown, to be taken away', async (t) => {
  const { office, shown } = await world(t)
  const connectionId = await aConnection(office, { systemId: 'gone', sourceId: 'gone', settings: { a: 'b' } })
  for (const where of [path, `/demo/staff/settings/connections/${connectionId}`])
    assert.match(await shown(where), /Not in the catalogue any more[^]*a source that is not there any more/)
})
