import assert from 'node:assert/strict'
import { test } from 'node:test'

import { must, openOffice, type Office } from '../support/application.ts'
import { aRequest } from '../support/request-stages.ts'
import { callOperation, tokenOf } from './support/call-operation.ts'

async function report(office: Office, query = '', accept = 'application/json') {
  const token = await tokenOf(office.app, 'admin')
  return callOperation(office.app, 'viewReport', { token, query, headers: { accept } })
}

test('an administrator reads the report of a period, as JSON and as a table of one number a line', async (t) => {
  const office = await openOffice(t)
  for (let i = 0; i < 5; i++)
    await aRequest(office, { email: `p${i}@person.example`, country: 'DK' })
      .verified()
      .assignedTo('user')
      .filled()
      .sealed()
      .approved()
      .delivered()
      .made()

  const { status, body } = await report(office, '?from=2026-03-01&to=2026-03-02T12:00:00%2B01:00')
  assert.deepEqual(
    [status, body['received'], body['period']],
    [200, 5, { from: '2026-03-01', to: '2026-03-02' }],
  )
  assert.deepEqual(body['byCountry'], { values: [{ key: 'DK', count: 5 }], others: 0 })

  for (const csv of [await report(office, '?format=csv'), await report(office, '', 'text/csv;q=0.9, */*')]) {
    assert.match(
      csv.headers['content-disposition'] ?? '',
      /attachment; filename="report-2025-12-03-2026-03-02.csv"/,
    )
    assert.equal(csv.headers['content-type'], 'text/csv; charset=utf-8; header=present')
    const lines = csv.text.split('\r\n')
    assert.equal(lines[0], '"table","row","measure","value"')
    for (const line of ['"country","DK","requests","5"', '"outcome","access fulfilled","requests","5"'])
      assert.ok(lines.includes(line), line)
    assert.ok(lines.some((line) => line.startsWith('"timing","receivedToDelivered","medianHours"')))
    assert.ok(lines.some((line) => line.startsWith('"source",')))
    assert.ok(!csv.text.includes('person'))
  }
})

test('a name that a spreadsheet would take for a formula does not become one', async (t) => {
  const office = await openOffice(t)
  const read = must(await office.app.readReport({ actor: office.as('manager'), companyId: 'demo' }))
  const source = {
    source: '=cmd()',
    informationType: 'x',
    requests: 5,
    fields: 1,
    files: 0,
    label: { da: '', en: '' },
  }

  const csv = await office.app.reportCsv({ ...read, sources: [source] })

  assert.match(csv, /"source","'=cmd\(\)","requests","5"/)
})

test('a day that there is not, another format, and a period without an end are refused by name', async (t) => {
  const office = await openOffice(t)
  const refused = async (query: string) => {
    const { status, body } = await report(office, query)
    const [error] = body['errors'] as readonly { readonly pointer: string }[]
    return [status, body.code, error?.pointer]
  }

  assert.deepEqual(await refused('?from=2026-02-30'), [400, 'parameterInvalid', '/from'])
  assert.deepEqual(await refused('?to=soon'), [400, 'parameterInvalid', '/to'])
  assert.deepEqual(await refused('?format=pdf'), [400, 'parameterInvalid', '/format'])
  assert.deepEqual(await refused('?from=2024-01-01'), [400, 'parameterInvalid', '/from'])
  const token = await tokenOf(office.app, 'user')
  assert.equal((await callOperation(office.app, 'viewReport', { token })).status, 403)
})

test('what was done is read in numbers over the API, as JSON and as a table, and a wrong wish is told where', async (t) => {
  const office = await openOffice(t)
  await aRequest(office).verified().made()
  const token = await tokenOf(office.app, 'auditor')
  const read = (query = '', accept = 'application/json') =>
    callOperation(office.app, 'viewAuditSummary', { token, query, headers: { accept } })

  const { status, body } = await read('?from=2026-03-01&to=2026-03-02T12:00:00%2B01:00&step=day')
  assert.deepEqual(
    [status, body['step'], body['period']],
    [200, 'day', { from: '2026-03-01', to: '2026-03-02' }],
  )
  for (const csv of [await read('?format=csv'), await read('', 'text/csv')]) {
    assert.equal(csv.headers['content-type'], 'text/csv; charset=utf-8; header=present')
    assert.match(csv.headers['content-disposition'] ?? '', /filename="audit-2025-12-03-2026-03-02\.csv"/)
  }
  const wrong = { from: 'yesterday', to: 'x', step: 'year', format: 'xml' }
  for (const [name, value] of Object.entries(wrong)) {
    const refused = await read(`?${name}=${value}`)
    assert.deepEqual([refused.status, refused.body['code']], [400, 'parameterInvalid'], name)
    assert.match(JSON.stringify(refused.body['errors']), new RegExp(`"/${name}"`))
  }
  assert.equal((await read('?from=2025-01-01&to=2026-01-01')).status, 400)
  const manager = await tokenOf(office.app, 'manager')
  assert.equal((await callOperation(office.app, 'viewAuditSummary', { token: manager })).status, 403)
})
