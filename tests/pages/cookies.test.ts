import assert from 'node:assert/strict'
import { test } from 'node:test'

import { openOffice } from '../support/application.ts'
import { aRequest } from '../support/request-stages.ts'
import { checkPage } from './markup.ts'
import { browserOfPerson, plainBrowser } from './plain-browser.ts'

test('a page that every page leads to says which cookies there are; without a wish for one none is set', async (t) => {
  const office = await openOffice(t)
  const browser = plainBrowser(office)
  for (const path of ['/', '/demo', '/demo/links', '/demo/staff/sign-in']) {
    const { text, headers } = await browser.get(path)
    assert.match(text, /<a href="\/cookies">/)
    assert.equal(headers['set-cookie'], undefined)
  }
  assert.deepEqual([...browser.cookies], [])
  const page = await browser.get('/cookies')
  checkPage(page.text)
  assert.deepEqual([...browser.cookies], [])

  for (const language of ['da', 'en']) {
    const { status, text } = await browser.get(`/cookies?language=${language}`)
    assert.equal(status, 200)
    checkPage(text)
  }
  assert.deepEqual([...browser.cookies.keys()], ['__Host-indsigt-language'])
})

test('a whole visit of a person sets the one cookie that is needed', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().made()
  const browser = await browserOfPerson(office, request)
  const path = `/demo/requests/${request.requestId}`
  for (const at of [path, `${path}/sessions`, `${path}/copy`]) await browser.get(at)
  await browser.post(`${path}/messages`, { text: 'A word' })

  assert.deepEqual([...browser.cookies.keys()], ['__Host-indsigt'])
})
