import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { RequestOptions } from '../../shared/application/factors/passkey-options.ts'
import { must, openOffice } from '../support/application.ts'
import { enrolled, signedIn, signInToken, withPasskey } from '../support/enrolled.ts'
import { passkeyDevice } from '../support/passkey-device.ts'
import { checkPage } from './markup.ts'
import { browserOf, plainBrowser, type Shown } from './plain-browser.ts'

const path = '/demo/staff/factors'

type Asked = { readonly publicKey: RequestOptions & { readonly rp: { readonly id: string } } }

/** As the script reads it. */
const optionsIn = ({ text }: Shown) => (JSON.parse(text) as Asked).publicKey

test('a passkey is added from the page, with its recovery codes, and the page says how it is kept', async (t) => {
  const office = await openOffice(t, { mode: 'serve' })
  const browser = plainBrowser(office)
  await browser.post('/demo/link', { token: await signInToken(office, 'manager') })
  for (const language of ['da', 'en']) {
    const shown = await browser.get(`${path}?language=${language}`)
    checkPage(shown.text)
    assert.match(shown.text, /data-with-passkey hidden[^]*data-passkey="create"[^]*passkey\.\w/)
  }
  const asked = await browser.post(`${path}/passkeys`, { name: 'My laptop' })
  const passkey = JSON.stringify(passkeyDevice().create(optionsIn(asked), { backup: 'kept' }))

  const added = await browser.post(`${path}/passkeys/confirmation`, { passkey })

  checkPage(added.text)
  assert.match(added.text, /Recovery codes/)
  const shown = await browser.get(path)
  checkPage(shown.text)
  assert.match(shown.text, /Passkey: My laptop[^]*on several devices/)
  assert.equal((await browser.get('/demo/staff')).status, 200)
})

test('what is no new passkey is told at its field, and nothing is added', async (t) => {
  const office = await openOffice(t)
  const browser = await browserOf(office, 'user')
  assert.equal((await browser.post(`${path}/passkeys`, { name: 'x'.repeat(61) })).status, 400)
  for (const passkey of ['', '{', '{"id":"x"}']) {
    const wrong = await browser.post(`${path}/passkeys/confirmation`, { passkey })
    checkPage(wrong.text)
    assert.deepEqual([wrong.status, /could not be read/.test(wrong.text)], [400, true])
  }
  const options = optionsIn(await browser.post(`${path}/passkeys`))
  const elsewhere = JSON.stringify(passkeyDevice('https://evil.example').create(options))
  const refused = await browser.post(`${path}/passkeys/confirmation`, { passkey: elsewhere })
  checkPage(refused.text)
  assert.match(refused.text, /page of another address/)
  const { value } = await office.app.ownFactors.list({ actor: office.as('user') })
  assert.equal(value.length, 0)
})

test('a link is opened by the passkey, and the page says why one does not count', async (t) => {
  const office = await openOffice(t, { mode: 'serve' })
  const { shown } = await withPasskey(office, await signedIn(office, 'manager', ['link']))
  const browser = plainBrowser(office)
  const token = await signInToken(office, 'manager')
  const asking = await browser.post('/demo/link', { token })
  checkPage(asking.text)
  assert.match(asking.text, /data-passkey="get"[^]*data-options="\/demo\/link\/passkey"/)
  const options = () => browser.post('/demo/link/passkey', { token })
  const answer = async (quirks = {}) => {
    const given = shown({ publicKey: optionsIn(await options()) }, quirks)
    return given.kind === 'passkey' ? JSON.stringify(given.credential) : ''
  }
  const unlocked = await browser.post('/demo/link', { token, passkey: await answer({ isVerified: false }) })
  checkPage(unlocked.text)
  assert.deepEqual([unlocked.status, /did not ask for your finger/.test(unlocked.text)], [401, true])
  assert.equal((await browser.post('/demo/link', { token, passkey: 'nonsense' })).status, 401)

  const right = await browser.post('/demo/link', { token, passkey: await answer() })

  assert.equal(right.location, '/demo/staff')
  assert.equal((await browser.get('/demo/staff')).status, 200)
  assert.equal((await options()).status, 410)
})

test('who has no passkey is not offered one, on the page of the link and before a fresh proof', async (t) => {
  const office = await openOffice(t, { mode: 'serve' })
  await enrolled(office, 'owner')
  const asking = await plainBrowser(office).post('/demo/link', { token: await signInToken(office, 'owner') })
  assert.doesNotMatch(asking.text, /data-passkey/)
  const browser = await browserOf(office, 'owner')
  office.clock.pass({ seconds: 301 })
  assert.doesNotMatch((await browser.post('/demo/staff/keys', { name: 'CRM' })).text, /data-passkey/)
  assert.equal((await browser.post('/demo/staff/proof/passkey')).status, 404)
})

test('a passkey is a fresh proof on the way, keeps what was typed, and goes on', async (t) => {
  const office = await openOffice(t, { mode: 'serve' })
  const { shown } = await withPasskey(office, await signedIn(office, 'owner', ['link']))
  const browser = await browserOf(office, 'owner')
  office.clock.pass({ seconds: 301 })
  const form = { name: 'CRM', scopes: ['requests'] }
  const asked = await browser.post('/demo/staff/keys', form)
  checkPage(asked.text)
  assert.match(asked.text, /data-passkey="get"[^]*data-options="\/demo\/staff\/proof\/passkey"/)
  const given = async (quirks = {}) => {
    const options = optionsIn(await browser.post('/demo/staff/proof/passkey'))
    const factor = shown({ publicKey: options }, quirks)
    return JSON.stringify(factor.kind === 'passkey' && factor.credential)
  }
  const copied = await browser.post('/demo/staff/keys', { ...form, passkey: await given({ counter: 1 }) })
  checkPage(copied.text)
  assert.match(copied.text, /may be a copy[^]*value="CRM"/)

  const made = await browser.post('/demo/staff/keys', { ...form, passkey: await given() })

  assert.match(made.text, /ik_demo_/)
  assert.equal(
    must(await office.app.apiKeys.list({ actor: office.as('owner'), companyId: 'demo' })).length,
    1,
  )
})
