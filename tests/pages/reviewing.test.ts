import assert from 'node:assert/strict'
import { test } from 'node:test'

import { openOffice } from '../support/application.ts'
import { aRequest, personEmail } from '../support/request-stages.ts'
import { checkPage } from './markup.ts'
import { browserOf } from './plain-browser.ts'

test('a reviewer’s page covers who asked, shows it for a reason, and says until when', async (t) => {
  const office = await openOffice(t)
  const { requestId } = await aRequest(office).verified().assignedTo('user').filled().sealed().made()
  const path = `/demo/staff/requests/${requestId}`
  const browser = await browserOf(office, 'approver')

  for (const language of ['da', 'en']) {
    const { text } = await browser.get(`${path}?language=${language}`)
    checkPage(text)
    assert.ok(!text.includes(personEmail))
  }
  const wrong = await browser.post(`${path}/reveal`, { reasonCode: 'curiosity' })
  assert.equal(wrong.status, 400)
  checkPage(wrong.text)
  assert.ok(!wrong.text.includes(personEmail))

  const shown = await browser.post(`${path}/reveal`, { reasonCode: 'conflictOfInterest' })
  assert.equal(shown.location, `${path}?done=personShown#summary`)
  const { text } = await browser.get(`${path}?done=personShown`)
  checkPage(text)
  assert.ok(text.includes(personEmail))
  assert.match(text, /Shown to you in this session, until/)
  assert.ok(!text.includes(`${path}/reveal`))
})

test('who works on a request sees who asked, and no cover', async (t) => {
  const office = await openOffice(t)
  const { requestId } = await aRequest(office).verified().assignedTo('user').filled().made()

  const { text } = await (await browserOf(office, 'user')).get(`/demo/staff/requests/${requestId}`)

  assert.ok(text.includes(personEmail))
  assert.ok(!text.includes('/reveal'))
})
