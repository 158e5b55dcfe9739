import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { ConsentCaller } from '../../shared/application/consent/consent-caller.ts'
import { must, openOffice } from '../support/application.ts'
import type { Office } from '../support/application.ts'
import { givenForm, publishedForm, recorded } from '../support/consent.ts'
import { mailTo } from '../support/mailbox.ts'
import { verifyReceipt } from '../../tools/verify-receipt.ts'
import { checkPage } from './markup.ts'
import { plainBrowser } from './plain-browser.ts'

const person = 'ada@example.com'

/** Where the mail leads to that the person got, once staff entered what they signed on paper. */
async function mailedPath(office: Office, language = 'en'): Promise<string> {
  const form = await publishedForm(office)
  const purposes = givenForm.purposes.map(({ purposeId }) => ({ purposeId, decision: 'given' as const }))
  const caller = office.as('user') as ConsentCaller
  const said = { caller, language, subject: { email: person }, method: 'paper', purposes } as const
  must(await recorded(office, { ...form, ...said }))
  await office.pump()
  const [, path] = /https?:\/\/[^/]+(\/demo\/consents\/\S+)/.exec(mailTo(office, person).text) ?? []
  return path ?? assert.fail('no address')
}

const formsIn = (text: string): readonly string[] =>
  [...text.matchAll(/<form method="post" action="([^"]+)"/g)].map(([, action = '']) => action)

test('the address in the mail shows what was asked, what was answered and who answers for it, in both languages', async (t) => {
  const office = await openOffice(t)
  const path = await mailedPath(office)
  const browser = plainBrowser(office)

  for (const [language, words] of [
    ['en', ['You consent', 'Post Example A/S', 'Who is responsible', 'US: Standard contract']],
    ['da', ['Du giver samtykke', 'Post Example A/S', 'Hvem der er ansvarlig', 'Datatilsynet']],
  ] as const) {
    const shown = await browser.get(`${path}?language=${language}`)
    checkPage(shown.text)
    assert.equal(shown.status, 200)
    for (const word of words) assert.ok(shown.text.includes(word), word)
    assert.ok(!shown.text.includes(person))
    assert.match(shown.headers['x-robots-tag'] ?? '', /noindex/)
    assert.equal(shown.headers['cache-control'], 'no-store')
    assert.equal(shown.headers['referrer-policy'], 'no-referrer')
  }
})

test('the page speaks the language in which the consent was given, until the reader picks another', async (t) => {
  const office = await openOffice(t)
  const path = await mailedPath(office, 'da')

  assert.ok((await plainBrowser(office).get(path)).text.includes('Dit samtykke'))
})

test('one press withdraws one purpose, another all of it, without a script and without signing in', async (t) => {
  const office = await openOffice(t)
  const path = await mailedPath(office)
  const browser = plainBrowser(office)
  const before = await browser.get(path)
  assert.equal(formsIn(before.text).length, 3)

  const sent = await browser.post(`${path}/withdrawal`, { purpose: 'newsletter' })
  assert.equal(sent.status, 303)
  const after = await browser.get(sent.location)
  checkPage(after.text)
  assert.match(after.text, /role="status">Your consent is withdrawn/)
  assert.equal(formsIn(after.text).length, 1)
  assert.ok(after.text.includes('You consent') && after.text.includes('Withdrawn'))

  assert.equal((await browser.post(`${path}/withdrawal`, {})).status, 303)
  const ended = await browser.get(path)
  checkPage(ended.text)
  assert.equal(formsIn(ended.text).length, 0)
  assert.ok(!ended.text.includes('You consent'))
})

test('opening the page withdraws nothing, and neither does a page of another site', async (t) => {
  const office = await openOffice(t)
  const path = await mailedPath(office)
  const browser = plainBrowser(office)
  await browser.get(path)
  await browser.get(`${path}?done=withdrawn`)
  const foreign = await browser.post(`${path}/withdrawal`, {}, { 'sec-fetch-site': 'cross-site' })

  assert.equal(foreign.status, 403)
  assert.equal(formsIn((await browser.get(path)).text).length, 3)
})

test('a consent that runs out says until when it holds, and that it is over once it has run out', async (t) => {
  const office = await openOffice(t)
  const path = await mailedPath(office)
  const browser = plainBrowser(office)

  assert.match((await browser.get(path)).text, /Holds until\s+<time datetime="2028-03-02">/)
  office.clock.pass({ days: 732 })
  const over = (await browser.get(path)).text
  checkPage(over)
  assert.ok(over.includes('Expired'))
})

test('the receipt is downloaded from the page, and is genuine', async (t) => {
  const office = await openOffice(t)
  const path = await mailedPath(office)
  const file = await plainBrowser(office).get(`${path}/receipt`)

  assert.equal(file.headers['content-type'], 'application/ld+json')
  assert.match(file.headers['content-disposition'] ?? '', /filename="receipt\.json"/)
  assert.equal((await verifyReceipt(file.text)).genuine, true)
})

test('an address of another code is one where nothing is, whatever is asked of it', async (t) => {
  const office = await openOffice(t)
  const path = await mailedPath(office)
  const browser = plainBrowser(office)
  const wrong = path.slice(0, path.lastIndexOf('/') + 1) + 'A'.repeat(43)

  assert.equal((await browser.get(wrong)).status, 404)
  assert.equal((await browser.get(`${wrong}/receipt`)).status, 404)
  assert.equal((await browser.post(`${wrong}/withdrawal`, {})).status, 404)
})
