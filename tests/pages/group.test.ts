import assert from 'node:assert/strict'
import { test } from 'node:test'

import { openOffice } from '../support/application.ts'
import { aRequest } from '../support/request-stages.ts'
import { checkPage } from './markup.ts'
import { browserOf } from './plain-browser.ts'

const path = '/demo/staff/companies'

test('a manager finds how each company stands that they serve, from the reports, in both languages', async (t) => {
  const office = await openOffice(t)
  await aRequest(office).verified().made()
  const manager = await browserOf(office, 'manager')
  assert.match((await manager.get('/demo/staff/reports')).text, /href="\/demo\/staff\/companies"/)

  const english = await manager.get(`${path}?language=en`)
  checkPage(english.text)
  assert.match(english.text, /Your companies[^]*Demo Company[^]*data-label="Received in the last 30 days">1</)
  const danish = await manager.get(`${path}?language=da`)
  checkPage(danish.text)
  assert.match(danish.text, /Dine virksomheder/)
})

test('who may see no reports is not let in', async (t) => {
  const office = await openOffice(t)
  assert.equal((await (await browserOf(office, 'user')).get(path)).status, 403)
})
