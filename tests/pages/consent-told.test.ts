import assert from 'node:assert/strict'
import { test } from 'node:test'

import { must, openOffice } from '../support/application.ts'
import { publishedForm, recorded } from '../support/consent.ts'
import { mailTo } from '../support/mailbox.ts'
import { receiver } from '../support/receiver.ts'
import { aWebhook } from '../application/webhooks/support.ts'
import { checkPage } from './markup.ts'
import { plainBrowser } from './plain-browser.ts'

test('who withdrew sees that it was passed on, and that it was heard', async (t) => {
  const email = 'ada@example.com'
  const office = await openOffice(t)
  const { url } = await receiver(t)
  await aWebhook(office, url, { events: ['consentWithdrawn'] })
  const form = await publishedForm(office)
  const caller = office.as('manager')
  must(await recorded(office, { ...form, subject: { email }, method: 'paper', caller }))
  await office.pump()
  const [, path = ''] = /https?:\/\/[^/]+(\/demo\/consents\/\S+)/.exec(mailTo(office, email).text) ?? []
  const browser = plainBrowser(office)
  assert.doesNotMatch((await browser.get(path)).text, /Who was told/)
  await browser.post(`${path}/withdrawal`, {})
  await office.pump()

  const shown = await browser.get(path)
  checkPage(shown.text)
  assert.match(shown.text, /Who was told/)
  assert.match(shown.text, /Told, and has answered \(/)
})
