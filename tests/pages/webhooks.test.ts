import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import { openOffice } from '../support/application.ts'
import { receiver } from '../support/receiver.ts'
import { aRequest } from '../support/request-stages.ts'
import { checkPage } from './markup.ts'
import { browserOf } from './plain-browser.ts'

const path = '/demo/staff/webhooks'
const once = '01234567-89ab-cdef-0123-456789abcdef'

const secretOn = (text: string): string => /<code>(whsec_[A-Za-z0-9+/=]{44})<\/code>/.exec(text)?.[1] ?? ''

async function added(t: TestContext) {
  const office = await openOffice(t)
  const there = await receiver(t)
  const admin = await browserOf(office, 'admin')
  const wish = { url: there.url, events: ['requestVerified', 'requestOverdue'], once }
  const made = await admin.post(path, wish)
  const [, id = ''] = /section id="webhook-([^"]+)"/.exec(made.text) ?? []
  return { office, there, admin, wish, made, one: `${path}/${id}` }
}

test('an administrator adds a system on a page and sees its secret once', async (t) => {
  const { admin, wish, made } = await added(t)
  assert.match((await admin.get('/demo/staff/stuck')).text, new RegExp(`href="${path}"`))
  for (const language of ['da', 'en']) checkPage((await admin.get(`${path}?language=${language}`)).text)

  const again = await admin.post(path, wish)
  const listed = await admin.get(path)

  for (const { status, text } of [made, again, listed]) {
    assert.equal(status, 200)
    checkPage(text)
  }
  assert.deepEqual([secretOn(made.text).length, secretOn(again.text), secretOn(listed.text)], [50, '', ''])
  assert.equal(listed.text.split('<section id="webhook-').length - 1, 1, 'sent twice it is one')
})

test('a test is sent, the log says how each try went, and what was sent is sent again', async (t) => {
  const { office, there, admin, one } = await added(t)
  assert.match((await admin.get(one)).text, /Nothing has been sent yet/)
  await aRequest(office).verified().made()

  const tested = await admin.post(`${one}/test`)
  assert.equal(tested.location, `${one}#log`)
  const seen = await admin.get(one)
  checkPage(seen.text)
  assert.match(seen.text, /Test[^]*Taken[^]*200/)
  assert.match(seen.text, /A request is confirmed by its person/)
  const [, resend = ''] = /action="([^"]+\/resend)"/.exec(seen.text) ?? []
  assert.equal((await admin.post(resend)).location, `${one}#log`)
  assert.equal(there.calls.length, 3)
  assert.equal((await admin.post(`${one}/deliveries/none/resend`)).status, 404)
})

test('a system gets a new secret, and is removed in two steps, without script', async (t) => {
  const { office, admin, made, one } = await added(t)
  const rotated = await admin.post(`${one}/rotate`, { once })
  checkPage(rotated.text)
  assert.notEqual(secretOn(rotated.text), secretOn(made.text))
  assert.match(rotated.text, /Both secrets sign until/)

  const removed = await admin.post(`${one}/remove`)
  assert.match((await admin.get(removed.location)).text, /The system is removed/)
  assert.deepEqual(
    [
      (await admin.get(one)).status,
      (await admin.post(`${one}/remove`)).status,
      (await admin.post(`${one}/test`)).status,
    ],
    [404, 404, 404],
  )
  assert.equal((await admin.post(`${one}/rotate`, { once: once.replace('0', '1') })).status, 404)
  assert.equal((await (await browserOf(office, 'manager')).get(path)).status, 403)
})

test('what is wrong with a system is said at its field, and nothing is lost', async (t) => {
  const { admin } = await added(t)
  const inner = await admin.post(path, { url: 'https://10.0.0.1/', events: ['requestOverdue'], once })
  const empty = await admin.post(path, { url: ' ', events: ['requestOverdue'], once })
  const idle = await admin.post(path, { url: 'https://hooks.example/', once })

  for (const { status, text } of [inner, empty, idle]) {
    assert.equal(status, 400)
    checkPage(text)
  }
  assert.match(inner.text, /Give an address that can be called[^]*value="https:\/\/10\.0\.0\.1\/"/)
  assert.match(idle.text, /Choose at least one/)
})

test('why nothing is told any more stands on the page', async (t) => {
  const office = await openOffice(t)
  const gone = await receiver(t, { answer: (_, response) => response.writeHead(410).end() })
  const failing = await receiver(t, { answer: (_, response) => response.writeHead(500).end() })
  const admin = await browserOf(office, 'admin')
  for (const { url } of [gone, failing])
    await admin.post(path, {
      url,
      events: ['requestVerified'],
      once: `${once}${url.length}${url}`.slice(-36),
    })
  await aRequest(office).verified().made()

  const { text } = await admin.get(path)
  checkPage(text)
  assert.match(text, /It answered that it is gone \(410\)/)
  assert.match(text, /Nothing has got through since/)
})
