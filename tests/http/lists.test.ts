import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openOffice } from '../support/application.ts'
import { aRequest } from '../support/request-stages.ts'
import { callAs } from './support/call-operation.ts'

test('the queue leaves as a file where the address or the caller’s wish says so', async (t) => {
  const office = await openOffice(t)
  const { requestId } = await aRequest(office).verified().made()
  const list = (query: string, accept = 'application/json') =>
    callAs(office, 'manager', 'listRequests', { path: `requests${query}`, headers: { accept } })

  for (const csv of [await list('?format=csv'), await list('', 'text/csv, */*;q=0.1')]) {
    assert.match(csv.headers['content-type'] ?? '', /^text\/csv/)
    assert.match(csv.headers['content-disposition'] ?? '', /requests\.csv/)
    assert.match(csv.text, new RegExp(`"${requestId}"`))
  }
  for (const lines of [await list('?format=jsonl'), await list('', 'application/x-ndjson')]) {
    assert.equal(lines.headers['content-type'], 'application/jsonl')
    assert.equal(lines.text.trim().split('\n').length, 2)
  }
  assert.equal((await list('?format=csv&status=approved')).text.split('\r\n').length, 3)
  assert.equal((await list('?format=pdf')).status, 400)
  assert.equal((await list('')).headers['content-type'], 'application/json; charset=utf-8')
  const owner = await callAs(office, 'owner', 'listRequests', { path: 'requests?format=csv' })
  assert.equal(owner.status, 403)
})

test('many requests are assigned by the filter of their list, after a dry run', async (t) => {
  const office = await openOffice(t)
  const { requestId } = await aRequest(office).verified().made()
  const bulk = (body: object) =>
    callAs(office, 'manager', 'bulkAssign', { path: 'requests/bulk', body: { action: 'assign', ...body } })
  const all = { dueAfter: '2026-01-01T00:00:00Z', dueBefore: '2027-01-01T00:00:00Z' }
  const wish = { employeeId: 'user', filter: all }

  assert.deepEqual((await bulk({ ...wish, dryRun: true })).body, { count: 1, value: [] })
  assert.deepEqual((await bulk(wish)).body, { count: 1, value: [{ id: requestId, outcome: 'done' }] })
  assert.equal((await bulk({ ...wish, filter: { status: 'lost' } })).status, 400)
})

test('a table that a spreadsheet copied fills a list of a form; a wrong cell is told by row and column', async (t) => {
  const office = await openOffice(t)
  const { requestId } = await aRequest(office).verified().assignedTo('user').made()
  const put = (body: string, { list = 'records', query = '' } = {}) =>
    callAs(office, 'user', 'putTable', {
      path: `requests/${requestId}/data/generic/tables/${list}${query}`,
      params: { requestId, templateId: 'generic', list },
      body,
    })

  const tried = await put('Art\tDato\tStatus\nBrev\t2025-05-06\tLukket', { query: '?dryRun=true' })
  assert.deepEqual([tried.status, tried.body['code']], [400, 'formInvalid'])
  const stored = await put('Art\tDato\tStatus\nBrev\t2025-05-06\tAfsluttet')
  assert.deepEqual(stored.body['data'], {
    records: [{ kind: 'Brev', date: '2025-05-06', status: 'closed' }],
  })
  const again = await put('kind,date\nBrev,i går')
  assert.deepEqual(
    (again.body['errors'] as readonly { readonly pointer: string }[]).map(({ pointer }) => pointer),
    ['/records/0/date'],
  )
  const unknown = await put('kind,hour\nBrev,2')
  assert.match(unknown.text, /row 1, column 2/)
  assert.equal((await put('a', { list: 'nothing' })).status, 400)
  assert.equal((await put('a', { query: '?dryRun=maybe' })).status, 400)
  assert.equal((await put('x'.repeat(1024 ** 2 + 1))).status, 413)
  const begun = await callAs(office, 'user', 'patchData', {
    path: `requests/${requestId}/data/generic`,
    params: { requestId, templateId: 'generic' },
    body: { contact: { name: 'Bo' } },
  })
  assert.equal(begun.status, 200)
  assert.deepEqual(Object.keys((await put('kind\nBrev')).body['data'] as object).sort(), [
    'contact',
    'records',
  ])
})
