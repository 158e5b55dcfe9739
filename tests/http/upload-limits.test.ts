import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openOffice } from '../support/application.ts'
import { aRequest } from '../support/request-stages.ts'
import { callAs } from './support/call-operation.ts'

test('an administrator sets the limits of uploads; bad ones are refused, and what is refused by them names the limit', async (t) => {
  const office = await openOffice(t)
  const { requestId } = await aRequest(office).verified().assignedTo('user').made()
  const settings = (uploads: object) =>
    callAs(office, 'admin', 'changeSettings', {
      path: 'companies/demo/settings',
      params: { company: 'demo' },
      body: { uploads },
    })
  const put = (body: string, length?: number) =>
    callAs(office, 'user', 'putFile', {
      path: `requests/${requestId}/files/a.pdf`,
      params: { requestId, name: 'a.pdf' },
      body,
      ...(length === undefined ? {} : { headers: { 'content-length': String(length) } }),
    })

  const set = await settings({ largestFileBytes: 1_000, types: ['pdf'] })
  assert.equal(set.status, 200)
  assert.deepEqual(set.body['uploads'], {
    ...{ largestFileBytes: 1_000, totalBytes: 50 * 1024 ** 3, files: 500, types: ['pdf'] },
  })
  for (const bad of [
    { largestFileBytes: 0 },
    { largestFileBytes: 50 * 1024 ** 3 + 1 },
    { totalBytes: 200 * 1024 ** 3 + 1 },
    { files: 501 },
    { types: [] },
    { types: ['spreadsheet'] },
    { other: 1 },
  ])
    assert.equal((await settings(bad)).status, 400, JSON.stringify(bad))

  const told = await put('%PDF-1.7\n', 1_001)
  assert.deepEqual(
    [told.status, told.body['code'], told.body['detail']],
    [413, 'bodyTooLarge', 'rule: largestFileBytes: 1000 at most'],
  )
  const typed = await put('only text')
  assert.deepEqual(
    [typed.status, typed.body['code'], typed.body['detail']],
    [415, 'fileTypeNotAllowed', 'rule: types: pdf only'],
  )
  assert.equal((await put('%PDF-1.7\n')).status, 201)
})
