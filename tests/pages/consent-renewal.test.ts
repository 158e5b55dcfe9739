// Asked again before it runs out: nothing is ticked, and nothing is renewed by itself.
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import { must, openOffice } from '../support/application.ts'
import { aProgram, givenForm, publishedForm, recorded } from '../support/consent.ts'
import { mailTo } from '../support/mailbox.ts'
import { checkPage } from './markup.ts'
import { plainBrowser } from './plain-browser.ts'

const email = 'ada@example.com'

async function runningOut(t: TestContext, language = 'en') {
  const office = await openOffice(t)
  const form = await publishedForm(office)
  const caller = office.as('manager')
  must(await recorded(office, { ...form, subject: { email }, method: 'paper', caller, language }))
  await office.pump()
  const [, path = ''] = /https?:\/\/[^/]+(\/demo\/consents\/\S+)/.exec(mailTo(office, email).text) ?? []
  office.clock.set('2028-02-10T09:00:00.000Z')
  const questions = [{ subject: { email }, purposes: ['newsletter'] }]
  const now = async () =>
    must(await office.app.consents.check({ caller: aProgram, companyId: 'demo', questions }))[0]?.[0]
  return { office, form, path, now, browser: plainBrowser(office) }
}

test('who ticks what they still want, and presses, consents again; the page thanks them', async (t) => {
  const { path, now, browser } = await runningOut(t)
  const shown = await browser.get(path)
  checkPage(shown.text)
  assert.match(shown.text, /Do you want to go on\?/)
  assert.doesNotMatch(shown.text, /type="checkbox"[^>]*checked/)

  const sent = await browser.post(`${path}/renewal`, { version: '1', purpose: 'newsletter' })
  assert.equal(sent.status, 303)
  assert.equal(sent.location, `${path}?done=renewed`)
  const after = await browser.get(sent.location)
  checkPage(after.text)
  assert.match(after.text, /role="status">Thank you\./)
  assert.doesNotMatch(after.text, /Do you want to go on\?/)
  assert.equal((await now())?.validUntil, '2030-02-10T22:59:59.999Z')
})

test('who ticks nothing renews nothing, and is told so', async (t) => {
  const { path, now, browser } = await runningOut(t)
  const sent = await browser.post(`${path}/renewal`, { version: '1' })
  const after = await browser.get(sent.location)
  checkPage(after.text)
  assert.match(after.text, /role="alert">You have ticked nothing/)
  assert.equal((await now())?.validUntil, '2028-03-02T22:59:59.999Z')
})

test('a text that changed while it was read is shown as it is now, and nothing is renewed', async (t) => {
  const { office, form, path, browser } = await runningOut(t, 'da')
  const asked = { companyId: 'demo', formId: form.formId }
  const given = { ...givenForm, title: { da: 'Breve', en: 'Letters' } }
  const add = office.app.editConsentForms.addVersion({ actor: office.as('admin'), ...asked, given })
  const { version } = must(await add)
  must(await office.app.editConsentForms.publish({ actor: office.as('owner'), ...asked, version }))
  const sent = await browser.post(`${path}/renewal`, { version: '1', purpose: 'newsletter' })
  const after = await browser.get(sent.location)
  checkPage(after.text)
  assert.match(after.text, /role="alert">Teksten er ændret imens/)
  assert.match(after.text, /Breve/)
})

test('a guessed address renews nothing', async (t) => {
  const { path, now, browser } = await runningOut(t)
  const guessed = path.replace(/[^/]+$/, 'x'.repeat(43))
  const sent = await browser.post(`${guessed}/renewal`, { version: '1', purpose: 'newsletter' })
  assert.equal(sent.status, 404)
  assert.equal((await now())?.validUntil, '2028-03-02T22:59:59.999Z')
})
