import assert from 'node:assert/strict'
import { test } from 'node:test'

import { openOffice } from '../support/application.ts'
import { aRequest } from '../support/request-stages.ts'
import { checkPage } from './markup.ts'
import { browserOfPerson } from './plain-browser.ts'

test('the person saves all that stands on their page as one file of JSON, and nobody keeps it in between', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office, { message: 'A word of my own' }).verified().made()
  const browser = await browserOfPerson(office, request)
  const page = await browser.get(`/demo/requests/${request.requestId}`)
  checkPage(page.text)
  const [, path = ''] = /href="(\/demo\/requests\/[^"]+\/copy)"/.exec(page.text) ?? assert.fail('no link')

  for (const language of ['', '?language=da', '?language=en']) {
    const { status, headers, text } = await browser.get(`${path}${language}`)

    assert.equal(status, 200)
    assert.match(headers['content-type'] ?? '', /^application\/json/)
    assert.ok(headers['content-disposition']?.startsWith(`attachment; filename="${request.reference}.json"`))
    assert.equal(headers['cache-control'], 'no-store')
    const copy = JSON.parse(text) as { given: { message: string }; request: { reference: string } }
    assert.equal(copy.given.message, 'A word of my own')
    assert.equal(copy.request.reference, request.reference)
  }
})
