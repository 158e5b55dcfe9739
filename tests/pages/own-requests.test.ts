import assert from 'node:assert/strict'
import { test } from 'node:test'

import { openOffice, otherSide } from '../support/application.ts'
import { aRequest } from '../support/request-stages.ts'
import { checkPage } from './markup.ts'
import { browserOfPerson } from './plain-browser.ts'

test('a person puts requests to two companies into one list, sees the other from the one, and takes it out', async (t) => {
  const office = await openOffice(t)
  const here = await aRequest(office).verified().made()
  const there = await aRequest(otherSide(office)).verified().made()
  const path = `/demo/requests/${here.requestId}`
  const elsewhere = `/other/requests/${there.requestId}`
  const browser = await browserOfPerson(office, here)
  const second = await browserOfPerson(office, there)

  assert.ok(!(await browser.get(path)).text.includes(there.reference))
  for (const [who, at] of [
    [browser, path],
    [second, elsewhere],
  ] as const)
    assert.equal((await who.post(`${at}/own-requests`, { to: 'shown' })).status, 303)

  for (const language of ['da', 'en']) {
    const page = await browser.get(`${path}?language=${language}`)
    checkPage(page.text)
    assert.ok(page.text.includes(there.reference))
    assert.match(page.text, /href="\/other\/links"/)
  }

  await browser.post(`${path}/own-requests`, { to: 'hidden' })
  assert.ok(!(await browser.get(path)).text.includes(there.reference))
})
