import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openOffice, type Office } from '../support/application.ts'
import { checkPage } from './markup.ts'
import { browserOf } from './plain-browser.ts'

const path = '/demo/staff/keys'
const once = '01234567-89ab-cdef-0123-456789abcdef'
const wish = { name: 'Our CRM', scopes: ['requests', 'audit'], once }

const secretOn = (text: string): string => /<code>(ik_demo_[\w-]{22}_[\w-]{43})<\/code>/.exec(text)?.[1] ?? ''

const holds = async ({ app }: Office, presented: string): Promise<boolean> =>
  (await app.keyGate.check({ companyId: 'demo', presented })).ok

test('in serve mode an owner makes the first key on a page, and sees its secret once', async (t) => {
  const office = await openOffice(t, { mode: 'serve' })
  const owner = await browserOf(office, 'owner')
  assert.match((await owner.get('/demo/staff')).text, new RegExp(`href="${path}"`))
  for (const language of ['da', 'en']) checkPage((await owner.get(`${path}?language=${language}`)).text)

  const made = await owner.post(path, wish)
  const again = await owner.post(path, wish)
  const listed = await owner.get(path)

  for (const { status, text } of [made, again, listed]) {
    assert.equal(status, 200)
    checkPage(text)
  }
  assert.ok(await holds(office, secretOn(made.text)))
  assert.deepEqual([secretOn(again.text), secretOn(listed.text)], ['', ''])
  assert.equal(listed.text.split('<section id="key-').length - 1, 1, 'sent twice it is one key')
  assert.match(listed.text, /Our CRM[^]*ik_demo_[^]*Requests, their data[^]*never/)
})

test('a key gets a new secret, and is stopped, without script', async (t) => {
  const office = await openOffice(t)
  const owner = await browserOf(office, 'owner')
  const old = secretOn((await owner.post(path, wish)).text)
  const [, id = ''] = /section id="key-([^"]+)"/.exec((await owner.get(path)).text) ?? []

  const rotated = await owner.post(`${path}/${id}/rotate`, { once })
  checkPage(rotated.text)
  const fresh = secretOn(rotated.text)
  assert.deepEqual([await holds(office, old), await holds(office, fresh)], [false, true])
  assert.equal((await owner.get(path)).status, 200)

  const stopped = await owner.post(`${path}/${id}/stop`)
  assert.match((await owner.get(stopped.location)).text, /The key is stopped/)
  assert.equal(await holds(office, fresh), false)
  assert.equal((await owner.post(`${path}/${id}/stop`)).status, 404)
  assert.equal((await owner.post(`${path}/${id}/rotate`)).status, 404)
})

test('what is missing of a key is said at its field, and nothing is lost', async (t) => {
  const office = await openOffice(t)
  const owner = await browserOf(office, 'owner')

  const unnamed = await owner.post(path, { ...wish, name: ' ' })
  const idle = await owner.post(path, { name: 'Our CRM', once })

  for (const { status, text } of [unnamed, idle]) {
    assert.equal(status, 400)
    checkPage(text)
  }
  assert.match(unnamed.text, /Give the program a name[^]*value="audit"\s+checked/)
  assert.match(idle.text, /Choose what it may do[^]*value="Our CRM"/)
})

test('nobody but an owner is led to the keys, or let in', async (t) => {
  const office = await openOffice(t)
  for (const name of ['admin', 'manager', 'user'] as const) {
    const browser = await browserOf(office, name)
    assert.doesNotMatch((await browser.get('/demo/staff')).text, /staff\/keys/)
    assert.equal((await browser.get(path)).status, 403)
    assert.equal((await browser.post(path, wish)).status, 403)
  }
})

test('a key for a connector names its source, and a mistake is said at the field', async (t) => {
  const office = await openOffice(t)
  const owner = await browserOf(office, 'owner')
  const connector = { name: 'ERP', scopes: ['push'], once }

  const without = await owner.post(path, connector)
  const made = await owner.post(path, { ...connector, sourceId: 'webShop' })

  assert.equal(without.status, 400)
  for (const { text } of [without, made]) checkPage(text)
  assert.match(without.text, /for one source and may do nothing else/)
  assert.match(made.text, /ERP[^]*Push into one source[^]*Web shop/)
  assert.ok(await holds(office, secretOn(made.text)))
})

test('a key for pages is made with their origins and no part of the API, and says where it stands', async (t) => {
  const office = await openOffice(t)
  const owner = await browserOf(office, 'owner')
  const site = { name: 'Web site', once, origins: 'https://www.shop.example\r\nhttp://localhost:4000' }
  const made = await owner.post(path, site)
  checkPage(made.text)

  assert.match(made.text, /<code>pk_demo_[\w-]{22}_[\w-]{43}<\/code>/)
  assert.match((await owner.get(path)).text, /Web site[^]*pk_demo_[^]*<li>https:\/\/www\.shop\.example<\/li>/)
  for (const wrong of [{ origins: 'www.shop.example' }, { scopes: ['consents'] }]) {
    const refused = await owner.post(path, { ...site, ...wrong })
    checkPage(refused.text)
    assert.equal(refused.status, 400)
    assert.match(refused.text, /id="origins-error"/)
    assert.ok(refused.text.includes('shop.example'))
  }
})
