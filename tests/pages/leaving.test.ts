import assert from 'node:assert/strict'
import { createHash, generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'

import { must, openOffice, type Office } from '../support/application.ts'
import { aRequest } from '../support/request-stages.ts'
import { checkPage } from './markup.ts'
import { browserOf, plainBrowser } from './plain-browser.ts'

const path = '/demo/staff/leaving'
const once = '01234567-89ab-cdef-0123-456789abcdef'
const byOwner = (office: Office) => ({ actor: office.as('owner'), companyId: 'demo' })

function aReceivingKey(): string {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const { n, e } = publicKey.export({ format: 'jwk' })
  return JSON.stringify({ kty: 'RSA', n, e })
}

test('an owner has everything packed on a page, sees how far it is, and downloads what its SHA-256 says', async (t) => {
  const office = await openOffice(t)
  const owner = await browserOf(office, 'owner')
  assert.match((await owner.get('/demo/staff')).text, new RegExp(`href="${path}"`))
  for (const language of ['da', 'en']) checkPage((await owner.get(`${path}?language=${language}`)).text)

  const begun = await owner.post(`${path}/exports`, { once })
  await owner.post(`${path}/exports`, { once })
  const waiting = await owner.get(begun.location)
  checkPage(waiting.text)
  assert.match(waiting.text, /The export has begun[^]*Being packed[^]*Look how far it is/)
  const exports = must(await office.app.exports.list(byOwner(office)))
  assert.equal(exports.length, 1, 'sent twice it is one export')
  assert.equal((await owner.post(`${path}/exports/${exports[0]?.id}/content`)).status, 409)

  await office.app.buildExports(100)
  const ready = await owner.get(path)
  checkPage(ready.text)
  const [, id = ''] = /exports\/([\w-]+)\/content"/.exec(ready.text) ?? []
  const [, sha256] = /class="hash">([0-9a-f]{64})</.exec(ready.text) ?? []
  const { sizeBytes } = must(await office.app.exports.view({ ...byOwner(office), exportId: id }))
  const zip = await owner.post(`${path}/exports/${id}/content`)
  assert.equal(zip.headers['content-length'], String(sizeBytes))
  assert.match(zip.headers['content-disposition'] ?? '', /attachment.*demo-export\.zip/)
  const { content } = must(await office.app.exports.content({ ...byOwner(office), exportId: id }))
  const hash = createHash('sha256')
  for await (const chunk of content) hash.update(chunk)
  assert.equal(hash.digest('hex'), sha256)

  office.clock.pass({ days: 8 })
  await office.app.buildExports(100)
  const again = await browserOf(office, 'owner')
  const removed = await again.get(`${path}?language=en`)
  assert.match(removed.text, /Removed after its seven days/)
  assert.doesNotMatch(removed.text, /\/content"/)
})

test('an owner hands the keys to another instance: what is no key is said at its field, and a second person decides', async (t) => {
  const office = await openOffice(t, { mode: 'serve' })
  const owner = await browserOf(office, 'owner')
  await owner.get(`${path}?language=en`)
  const key = aReceivingKey()
  for (const wrong of ['', 'no key', '[]', key.replace('AQAB', 'Aw'), key.replace('RSA', 'EC')]) {
    const refused = await owner.post(`${path}/hand-over`, { once, key: wrong })
    assert.equal(refused.status, 400, wrong)
    checkPage(refused.text)
    assert.match(refused.text, /href="#key"[^]*That is no key of another instance/)
  }

  const asked = await owner.post(`${path}/hand-over`, { once, key: `  ${key}\n` })
  const shown = await owner.get(asked.location)
  checkPage(shown.text)
  assert.match(shown.text, /waits for a second owner or administrator/)
  const admin = await browserOf(office, 'admin')
  const [waiting] = await office.app.companyItems.waitingFor(office.as('admin'))
  assert.ok(waiting?.change.kind === 'keysHandOver')
  assert.ok((await admin.get('/demo/staff/approvals')).text.includes(waiting.change.fingerprint))
})

test('where nobody else is asked, the export with the keys begins at once', async (t) => {
  const office = await openOffice(t)
  const owner = await browserOf(office, 'owner')
  const asked = await owner.post(`${path}/hand-over`, { once, key: aReceivingKey() })
  assert.equal(asked.location, `${path}?done=begun`)
})

test('an owner closes the company on a page that says what it means, and takes it back', async (t) => {
  const office = await openOffice(t)
  const owner = await browserOf(office, 'owner')
  const before = await owner.get(`${path}?language=en`)
  assert.match(before.text, /takes no new requests[^]*35 days[^]*destroyed first[^]*Begin the closing/)

  const begun = await owner.post(`${path}/closing`)
  for (const language of ['da', 'en']) {
    const shown = await owner.get(`${begun.location}&language=${language}`)
    checkPage(shown.text)
    assert.match(shown.text, /datetime="2026-04-06T08:00:00\.000Z"[^]*\/demo\/closed/)
  }
  const kept = await owner.post(`${path}/closing/end`)
  const shown = await owner.get(kept.location)
  assert.match(shown.text, /The company stays[^]*Begin the closing/)
})

test('while somebody waits for an answer the page says so, and offers no closing', async (t) => {
  const office = await openOffice(t)
  const owner = await browserOf(office, 'owner')
  await aRequest(office).verified().made()
  const shown = await owner.get(`${path}?language=en`)
  checkPage(shown.text)
  assert.match(shown.text, /Somebody still waits for an answer/)
  assert.doesNotMatch(shown.text, /Begin the closing/)
  assert.equal((await owner.post(`${path}/closing`)).status, 409)
})

test('the certificate of a closed company is a page for everybody, and before there is one there is no page', async (t) => {
  const office = await openOffice(t)
  const anybody = plainBrowser(office)
  assert.equal((await anybody.get('/demo/closed')).status, 404)
  must(await office.app.closings.begin({ ...byOwner(office), as: 'company' }))
  office.clock.pass({ days: 36 })
  await office.app.closeForGood(100)
  const start = await anybody.get('/demo')
  assert.deepEqual([start.status, start.location], [303, '/demo/closed'])
  assert.equal((await anybody.get('/never-was')).status, 404)
  for (const language of ['da', 'en']) {
    const shown = await anybody.get(`/demo/closed?language=${language}`)
    checkPage(shown.text)
    assert.match(shown.text, /href="\/api\/v1\/companies\/demo\/closing\/certificate"/)
  }
})

test('nobody but an owner is led to export and closing, or let in', async (t) => {
  const office = await openOffice(t)
  for (const name of ['admin', 'manager', 'user'] as const) {
    const browser = await browserOf(office, name)
    assert.doesNotMatch((await browser.get('/demo/staff')).text, /staff\/leaving/)
    assert.equal((await browser.get(path)).status, 403)
    for (const form of ['exports', 'exports/x/content', 'closing', 'closing/end'])
      assert.equal((await browser.post(`${path}/${form}`, { once })).status, 403, form)
    assert.equal((await browser.post(`${path}/hand-over`, { key: aReceivingKey() })).status, 403)
  }
})

test('export, hand-over, download and closing ask who it is once more, and lose nothing that was typed', async (t) => {
  const office = await openOffice(t, { mode: 'serve' })
  const owner = await browserOf(office, 'owner')
  office.clock.pass({ seconds: 360 })
  const key = aReceivingKey()
  for (const [form, fields] of [
    ...([['exports', { once }] as const, ['exports/x/content', {}] as const] as const),
    ...([['hand-over', { once, key }] as const, ['closing', {}] as const] as const),
  ]) {
    const asked = await owner.post(`${path}/${form}`, fields)
    assert.equal(asked.status, 401, form)
    checkPage(asked.text)
  }
  assert.deepEqual(must(await office.app.exports.list(byOwner(office))), [])
  assert.equal(must(await office.app.closings.view(byOwner(office))).state, 'open')
})
