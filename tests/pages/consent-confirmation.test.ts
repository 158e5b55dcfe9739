// What somebody typed for an address, confirmed by the person whose it is: by two presses, without a script.
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import { must, openOffice } from '../support/application.ts'
import { aProgram, publishedForm, recorded } from '../support/consent.ts'
import { mailTo } from '../support/mailbox.ts'
import { checkPage } from './markup.ts'
import { plainBrowser } from './plain-browser.ts'

const email = 'ada@example.com'

async function asked(t: TestContext, language = 'en') {
  const office = await openOffice(t)
  const form = await publishedForm(office)
  const purposes = [
    { purposeId: 'newsletter', decision: 'given' },
    { purposeId: 'profiling', decision: 'refused' },
  ] as const
  must(await recorded(office, { ...form, subject: { email }, method: 'webForm', language, purposes }))
  await office.pump()
  const [, path = ''] = /https?:\/\/[^/]+(\/demo\/consents\/\S+)/.exec(mailTo(office, email).text) ?? []
  const questions = [{ subject: { email }, purposes: ['newsletter'] }]
  const state = async () =>
    must(await office.app.consents.check({ caller: aProgram, companyId: 'demo', questions }))[0]?.[0]?.state
  return { office, path, state, browser: plainBrowser(office) }
}

test('opening the page confirms nothing, however often; the button under the answers does', async (t) => {
  const { path, state, browser } = await asked(t)
  for (const _time of [1, 2, 3]) {
    const shown = await browser.get(path)
    checkPage(shown.text)
    assert.match(shown.text, /Is this your answer\?/)
    assert.match(shown.text, /Yes:\s*<span lang="en">Send me the newsletter/)
    assert.match(shown.text, /No:\s*<span lang="en">Learn from what I read/)
    assert.match(shown.text, /1 April 2026/)
  }
  assert.equal(await state(), 'requested')

  const sent = await browser.post(`${path}/confirmation`, {})
  assert.equal(sent.status, 303)
  const after = await browser.get(sent.location)
  checkPage(after.text)
  assert.match(after.text, /role="status">Thank you\. Your answer is recorded/)
  assert.doesNotMatch(after.text, /Is this your answer\?/)
  assert.equal(await state(), 'given')
})

test('the page asks in the language in which the form was shown', async (t) => {
  const { path, browser } = await asked(t, 'da')
  const shown = await browser.get(path)

  checkPage(shown.text)
  assert.match(shown.text, /Er det dit svar\?/)
})

test('an answer that nobody confirmed in thirty days cannot be confirmed any more', async (t) => {
  const { office, path, state, browser } = await asked(t)
  office.clock.pass({ days: 30 })

  assert.doesNotMatch((await browser.get(path)).text, /Is this your answer\?/)
  assert.equal((await browser.post(`${path}/confirmation`, {})).status, 410)
  assert.equal(await state(), 'requested')
})
