import assert from 'node:assert/strict'
import { test } from 'node:test'
import { must, openOffice } from '../support/application.ts'
import { aRequest } from '../support/request-stages.ts'
import { checkPage } from './markup.ts'
import { browserOf } from './plain-browser.ts'

test('a table from a spreadsheet is pasted into a list; a wrong cell is told by row and column, and the paste stays', async (t) => {
  const office = await openOffice(t)
  const { requestId } = await aRequest(office).verified().assignedTo('user').made()
  const browser = await browserOf(office, 'user')
  const path = `/demo/staff/requests/${requestId}/data/caseFiles`
  const { text } = await browser.get(path)
  checkPage(text)
  assert.match(text, /Paste a table/)
  const paste = (table: string, list = 'records') => browser.post(`${path}/table`, { list, table })

  const heading = await paste('Kind\tShoe size\r\nLetter\t42')
  assert.equal(heading.status, 400)
  checkPage(heading.text)
  assert.match(heading.text, /Row 1, column 2: This is no field of the list/)
  assert.match(heading.text, />\nKind\tShoe size/)
  const wrong = await paste('Kind;Date\nLetter;2025-05-06\nCall;tomorrow')
  assert.match(wrong.text, /Records 2, Date: /)
  assert.match((await paste('a', 'nowhere')).text, /The form has no such list/)
  const saved = await paste('Kind\tDate\r\nLetter\t2025-05-06')
  assert.equal(saved.status, 303)
  const after = await browser.get(saved.location)
  assert.match(after.text, /The table is in its list/)
  assert.match(after.text, /value="Letter"/)
  const content = must(await office.app.readContent({ actor: office.as('user'), requestId }))
  assert.deepEqual(content.forms.find(({ sourceId }) => sourceId === 'caseFiles')?.data, {
    records: [{ kind: 'Letter', date: '2025-05-06' }],
  })
})

test('a table too large for a form, or of somebody who may not enter data, is refused', async (t) => {
  const office = await openOffice(t)
  const { requestId } = await aRequest(office).verified().assignedTo('user').made()
  const path = `/demo/staff/requests/${requestId}/data/caseFiles/table`
  const rows = Array.from({ length: 900 }, () => `Letter\t${'x'.repeat(1000)}`).join('\n')
  const table = `kind\tdescription\n${rows}`

  const large = await (await browserOf(office, 'user')).post(path, { list: 'records', table })
  assert.equal(large.status, 400)
  checkPage(large.text)
  const stranger = await browserOf(office, 'approver')
  assert.equal((await stranger.post(path, { list: 'records', table: 'a' })).status, 404)
})
