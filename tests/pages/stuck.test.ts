import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { QueueName } from '../../shared/application/ports/messages.ts'
import { openOffice, type Office } from '../support/application.ts'
import { checkPage } from './markup.ts'
import { browserOf, type PlainBrowser } from './plain-browser.ts'

const path = '/demo/staff/stuck'

const buried = (office: Office, queue: QueueName, messageId: string, reason = 'triesUsedUp') =>
  office.app.bury(
    {
      ...{ queue, messageId, deliveryCount: 1 },
      body: { companyId: 'demo', requestId: 'request-1', version: '1', command: 'start', name: 'approval' },
    },
    reason,
  )

/** The ids of the tasks on the page. */
const idsOn = ({ text }: { readonly text: string }): readonly string[] =>
  [...text.matchAll(/<section id="stuck-([^"]+)"/g)].map(([, id = '']) => id)

async function lastLine(browser: PlainBrowser, location: string): Promise<string> {
  const { text } = await browser.get(location)
  checkPage(text)
  return /class="notice"[^>]*>([^<]*)</.exec(text)?.[1] ?? ''
}

test('an administrator finds what is stuck from wherever they are, in both languages', async (t) => {
  const office = await openOffice(t)
  await buried(office, 'mail', 'one')
  await buried(office, 'audit', 'two', 'lostOnTheWay')
  for (const name of ['admin', 'owner'] as const) {
    const browser = await browserOf(office, name)
    assert.match((await browser.get('/demo/staff')).text, /href="\/demo\/staff\/stuck"/)
    const english = await browser.get(`${path}?language=en`)
    checkPage(english.text)
    assert.match(english.text, /Send a mail[^]*It failed again and again/)
    assert.match(english.text, /Put an entry into the audit tree[^]*<code>lostOnTheWay<\/code>/)
    assert.match(english.text, /<code>start approval<\/code>[^]*<code>request-1<\/code>/)
    const danish = await browser.get(`${path}?language=da`)
    checkPage(danish.text)
    assert.match(danish.text, /Send en mail[^]*Den slog fejl gang på gang/)
  }
})

test('who may not settle what is stuck is not led there, and not let in', async (t) => {
  const office = await openOffice(t)
  for (const name of ['manager', 'user', 'officer'] as const) {
    const browser = await browserOf(office, name)
    assert.doesNotMatch((await browser.get('/demo/staff')).text, /staff\/stuck/)
    const shown = await browser.get(path)
    assert.equal(shown.status, 403)
    checkPage(shown.text)
  }
})

test('a task is sent again or let go without script, once, and then waits no more', async (t) => {
  const office = await openOffice(t)
  await buried(office, 'mail', 'one')
  await buried(office, 'mail', 'two')
  const browser = await browserOf(office, 'admin')
  const [first = '', second = ''] = idsOn(await browser.get(path))

  const sent = await browser.post(`${path}/${first}/retry`)
  assert.equal(sent.location, `${path}?done=stuckRetried`)
  assert.match(await lastLine(browser, sent.location), /on its way again/)
  assert.equal(office.queue.receive('mail', 9).length, 1)

  const unsaid = await browser.post(`${path}/${second}/discard`, { reason: 'Because of Aase Ærø' })
  assert.equal(unsaid.status, 400)
  const gone = await browser.post(`${path}/${second}/discard`, { reason: 'noLongerNeeded' })
  assert.match(await lastLine(browser, gone.location), /Let go/)
  assert.deepEqual(idsOn(await browser.get(path)), [])
  assert.match((await browser.get(path)).text, /Nothing is stuck/)

  const late = await browser.post(`${path}/${second}/retry`)
  assert.match(await lastLine(browser, late.location), /Somebody else/)
  assert.equal((await browser.post(`${path}/unknown/retry`)).status, 404)
  assert.equal((await browser.post(`${path}/${first}/retry`, { csrf: '' })).status, 403)
})

test('a page of a hundred says that there may be more', async (t) => {
  const office = await openOffice(t)
  for (let n = 0; n < 101; n++) await buried(office, 'mail', `message-${n}`)
  const { text } = await (await browserOf(office, 'admin')).get(path)

  checkPage(text)
  assert.equal(idsOn({ text }).length, 100)
  assert.match(text, /The newest 100 are shown/)
})
