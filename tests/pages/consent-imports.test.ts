// The page on which an administrator takes over consents that were given elsewhere, and reads what became of each line.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { openOffice, type OfficeOptions } from '../support/application.ts'
import { publishedForm } from '../support/consent.ts'
import { checkPage } from './markup.ts'
import { browserOf, type PlainBrowser } from './plain-browser.ts'

const path = '/demo/staff/consent-imports'
const boundary = 'xxBOUNDARYxx'
const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` }

type Sent = { readonly how?: string; readonly name?: string; readonly csrf?: string }

const send = (
  browser: PlainBrowser,
  text: string,
  { how = 'dryRun', name = 'old.jsonl', csrf }: Sent = {},
) => {
  const field = (key: string, value: string) =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`
  const file = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/jsonl\r\n\r\n${text}\r\n--${boundary}--\r\n`
  const body = `${field('csrf', csrf ?? browser.csrf())}${field('how', how)}${file}`
  return browser.send('POST', path, new TextEncoder().encode(body), headers)
}

async function desk(t: TestContext, options: OfficeOptions = {}) {
  const office = await openOffice(t, options)
  const form = await publishedForm(office)
  const admin = await browserOf(office, 'admin')
  const line = (n: number, more: object = {}) =>
    JSON.stringify({
      ...{ ...form, subject: { externalId: `customer-${String(n)}` }, method: 'paper', language: 'en' },
      ...{ purposes: [{ purposeId: 'newsletter', decision: 'given' }], saidAt: '2025-05-06T10:00:00Z' },
      ...more,
    })
  const text = [line(1), line(2, { version: 9 }), 'no JSON', line(3), ''].join('\n')
  return { office, admin, text }
}

test('a file is looked at first, each refused line is told with its reason, and then it is recorded', async (t) => {
  const { office, admin, text } = await desk(t)
  for (const language of ['da', 'en']) checkPage((await admin.get(`${path}?language=${language}`)).text)
  const looked = await send(admin, text)
  assert.equal(looked.status, 303)
  const waiting = await admin.get(looked.location)
  checkPage(waiting.text)
  assert.match(waiting.text, /dealt with within minutes/)
  office.clock.pass({ seconds: 120 })
  await office.app.importConsents(10)

  const report = await admin.get(looked.location)
  checkPage(report.text)
  for (const word of [
    'Would be recorded',
    'no such published version',
    'only looked at',
    'is no JSON',
    '/formId',
  ])
    assert.ok(report.text.includes(word), word)
  const file = await admin.get(`${looked.location}/refused`)
  assert.match(file.headers['content-disposition'] ?? '', /refused\.jsonl/)
  assert.deepEqual(file.text.trim().split('\n').length, 2)
  const find = async () =>
    (await browserOf(office, 'manager')).post('/demo/staff/consents', { externalId: 'customer-1' })
  assert.match((await find()).text, /Nobody was ever asked/)

  const recorded = await send(admin, text, { how: 'record' })
  office.clock.pass({ seconds: 120 })
  await office.app.importConsents(10)
  const after = await admin.get(recorded.location)
  assert.match(after.text, /<dt>Recorded<\/dt>\s*<dd>2<\/dd>/)
  assert.match((await find()).text, /Given/)
  const listed = await admin.get(path)
  checkPage(listed.text)
  assert.equal(listed.text.split(`href="${path}/`).length - 1, 2)
})

test('without a file, of another page, or in another shape, nothing is kept', async (t) => {
  const { admin, office } = await desk(t)
  const empty = await send(admin, '', { name: '' })
  assert.equal(empty.status, 400)
  checkPage(empty.text)
  assert.match(empty.text, /href="#file"/)
  assert.equal((await send(admin, '{}', { csrf: 'x' })).status, 403)
  const foreign = { ...headers, 'sec-fetch-site': 'cross-site' }
  assert.equal((await admin.send('POST', path, new Uint8Array(1), foreign)).status, 403)
  assert.equal((await admin.send('POST', path, new Uint8Array(1), headers)).status, 415)
  assert.equal((await admin.post(path, {})).status, 415)
  assert.doesNotMatch((await admin.get(path)).text, /id="sent"/)
  assert.equal((await admin.get(`${path}/none`)).status, 404)
  assert.equal((await admin.get(`${path}/none/refused`)).status, 404)

  const user = await browserOf(office, 'user')
  assert.equal((await user.get(path)).status, 403)
  assert.equal((await send(user, '{}')).status, 403)
})

test('who has not just shown who they are is asked before the file is chosen, and not with it in hand', async (t) => {
  const { office, admin, text } = await desk(t, { mode: 'serve' })
  office.clock.pass({ seconds: 301 })
  const page = await admin.get(path)
  checkPage(page.text)
  assert.match(page.text, /Show first who you are/)
  assert.doesNotMatch(page.text, /type="file"/)
  assert.equal((await send(admin, text)).location, `${path}?done=prove`)
  assert.match((await admin.get(`${path}?done=prove`)).text, /then choose the file again/)
  assert.equal((await admin.post(`${path}/proof`)).status, 401)
})

test('a sixth file waits until one of five is dealt with', async (t) => {
  const { admin, text } = await desk(t)
  for (let n = 0; n < 5; n++) assert.equal((await send(admin, `${text}\n`.repeat(n + 1))).status, 303)
  const sixth = await send(admin, text.repeat(7))
  assert.equal(sixth.status, 409)
  checkPage(sixth.text)
  assert.match(sixth.text, /href="#file"/)
})
