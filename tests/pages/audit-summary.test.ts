import assert from 'node:assert/strict'
import { test } from 'node:test'

import { openOffice } from '../support/application.ts'
import { aRequest } from '../support/request-stages.ts'
import { checkPage } from './markup.ts'
import { browserOf } from './plain-browser.ts'

const path = '/demo/staff/audit'

test('an administrator sees in numbers what was done, and takes them along', async (t) => {
  const office = await openOffice(t)
  await aRequest(office).verified().assignedTo('user').filled().sealed().made()
  const browser = await browserOf(office, 'admin')

  for (const language of ['en', 'da'])
    for (const step of ['day', 'week', 'month', 'year'])
      checkPage((await browser.get(`${path}?from=2026-02-20&step=${step}&language=${language}`)).text)
  const { text } = await browser.get(`${path}?from=2026-03-02&to=2026-03-02&step=day&language=en`)

  assert.match(text, /By kind of act/)
  assert.match(text, /Worked on/)
  assert.match(text, /Others together/)
  const [, file = ''] = /href="([^"]+\/audit\/file\?[^"]+)"/.exec(text) ?? []
  const csv = await browser.get(file.replaceAll('&amp;', '&'))
  assert.match(csv.headers['content-type'] ?? '', /^text\/csv/)
  assert.match(csv.headers['content-disposition'] ?? '', /audit-2026-03-02-2026-03-02\.csv/)
  const empty = await browser.get(`${path}?from=2025-03-02&to=2025-03-02&language=en`)
  checkPage(empty.text)
  assert.match(empty.text, /0 entries/)
})

test('a period that cannot be is told where it stands, and nobody without the right finds the page', async (t) => {
  const office = await openOffice(t)
  const browser = await browserOf(office, 'officer')

  for (const query of ['from=yesterday', 'from=2026-03-02&to=2026-03-01', 'from=2025-01-01&to=2026-01-01']) {
    const wrong = await browser.get(`${path}?${query}`)
    assert.equal(wrong.status, 400, query)
    checkPage(wrong.text)
  }
  const file = await browser.get(`${path}/file?from=2026-03-02&to=2026-03-01`)
  assert.equal(file.status, 400)
  for (const name of ['manager', 'user', 'owner'] as const) {
    const other = await browserOf(office, name)
    for (const place of [path, `${path}/file`]) assert.equal((await other.get(place)).status, 403, name)
    assert.ok(!(await other.get('/demo/staff/sessions')).text.includes(`href="${path}"`))
  }
  assert.ok((await browser.get('/demo/staff/sessions')).text.includes(`href="${path}"`))
})
