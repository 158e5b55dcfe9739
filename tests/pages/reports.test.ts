import assert from 'node:assert/strict'
import { test } from 'node:test'

import { openOffice } from '../support/application.ts'
import { addQueueRows } from '../support/queue-rows.ts'
import { checkPage } from './markup.ts'
import { browserOf } from './plain-browser.ts'

const path = '/demo/staff/reports'

test('a manager finds the numbers of requests in both languages, small ones among the others', async (t) => {
  const office = await openOffice(t)
  await addQueueRows(office.ports.documents, {
    ...{ count: 30, now: office.clock.now() },
    row: (i) => ({
      channel: i < 2 ? 'phone' : i < 12 ? 'letter' : 'web',
      outcome: {
        ...{
          rights: [{ right: 'access', outcome: i < 10 ? 'nothingHeld' : 'fulfilled' }],
          unusual: { recalled: 1 },
        },
        ...{ country: i < 20 ? 'DK' : 'SE', sealedAt: office.clock.now().toISOString() },
        verifiedAt: office.clock.now().toISOString(),
        ended: { how: 'delivered', at: office.clock.now().toISOString() },
        gathered: [{ source: 'caseFiles', informationType: 'x', fields: 2, files: 1 }],
      },
    }),
  })
  const manager = await browserOf(office, 'manager')
  assert.match((await manager.get('/demo/staff')).text, /href="\/demo\/staff\/reports"/)

  const english = await manager.get(`${path}?language=en`)
  checkPage(english.text)
  assert.match(english.text, /30 requests/)
  assert.match(english.text, /<th scope="row">\s*Web page\s*<\/th>[^]*?18[^]*?Others together[^]*?12/)
  assert.doesNotMatch(english.text, /Telephone|<th scope="row">\s*Letter/)
  assert.match(english.text, /A copy of my data: answered\s*<\/th>[^]*?20/)
  assert.match(english.text, /Denmark[^]*Sweden/)
  assert.match(english.text, /Of 30 answers, 100 % came by our own date/)
  assert.match(english.text, /Answers taken back\s*<\/th>[^]*?30/)
  assert.match(english.text, /<rect width="100" height="10"/)
  const danish = await manager.get(`${path}?language=da`)
  checkPage(danish.text)
  assert.match(danish.text, /Øvrige tilsammen[^]*Danmark/)
})

test('a period is chosen by its days, and taken along as a table', async (t) => {
  const office = await openOffice(t)
  const admin = await browserOf(office, 'admin')
  const { text } = await admin.get(`${path}?from=2026-02-01&to=2026-02-28&language=en`)
  checkPage(text)
  assert.match(text, /from 1 February 2026 to 28 February 2026/)
  assert.match(text, /0 requests[^]*Too few to tell without pointing at somebody/)
  const [, file = ''] = /href="([^"]*reports\/file[^"]*)"/.exec(text) ?? []

  const csv = await admin.get(file.replaceAll('&amp;', '&'))

  assert.equal(csv.headers['content-type'], 'text/csv; charset=utf-8; header=present')
  assert.match(csv.text, /"report","period","from","2026-02-01"/)
})

test('what is no day, and a period that ends before it begins, are told at their field', async (t) => {
  const office = await openOffice(t)
  const manager = await browserOf(office, 'manager')

  const wrong = await manager.get(`${path}?from=spring&language=en`)
  assert.equal(wrong.status, 400)
  checkPage(wrong.text)
  assert.match(wrong.text, /value="spring"[^]*/)
  assert.match(wrong.text, /Write a day, such as 2026-03-05/)
  for (const way of ['', '/file']) {
    const turned = await manager.get(`${path}${way}?from=2026-03-02&to=2026-03-01&language=en`)
    assert.equal(turned.status, 400)
    assert.match(turned.text, /The first day comes before the last/)
  }
})

test('who may not see reports is not led there, and not let in', async (t) => {
  const office = await openOffice(t)
  const user = await browserOf(office, 'user')

  assert.doesNotMatch((await user.get('/demo/staff')).text, /staff\/reports/)
  for (const way of ['', '/file']) assert.equal((await user.get(path + way)).status, 403)
})

test('a number that reached the end of its count says that there may be more', async (t) => {
  const office = await openOffice(t)
  await addQueueRows(office.ports.documents, { count: 1001, now: office.clock.now() })
  const manager = await browserOf(office, 'manager')
  assert.match(
    (await manager.get(`${path}?language=en`)).text,
    /Received in the last 30 days[^]*?1,000 or more/,
  )
})
