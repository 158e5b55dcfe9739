import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openOffice } from '../support/application.ts'
import { aRequest } from '../support/request-stages.ts'
import { checkPage } from './markup.ts'
import { browserOf } from './plain-browser.ts'

test('a delivery that fails is seen in the queue and on the page of its request, in both languages', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().sealed().approved().made()
  const path = `/demo/staff/requests/${request.requestId}`
  const before = await (await browserOf(office, 'manager')).get('/demo/staff?language=en')
  assert.doesNotMatch(before.text, /Does not go on/)
  office.clock.pass({ hours: 1 })
  await office.app.reconcile(100)
  const manager = await browserOf(office, 'manager')

  assert.match((await manager.get('/demo/staff?language=en')).text, /badge-bad">Does not go on/)
  assert.match((await manager.get('/demo/staff?language=da')).text, /Går ikke videre/)
  const english = (await manager.get(`${path}?language=en`)).text
  checkPage(english)
  assert.match(english, /approved on \d+ \w+ 2026 and has not left: its delivery was begun 2 times/)
  assert.match((await manager.get(`${path}?language=da`)).text, /Leveringen er begyndt 2 gange/)
})
