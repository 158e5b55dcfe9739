import assert from 'node:assert/strict'
import { test } from 'node:test'
import { archive, crm, mergingDesk } from '../support/merging.ts'
import { callAs } from './support/call-operation.ts'

test('a program is told what an import merges and sets in conflict, decides it, and takes the decision back', async (t) => {
  const { office, request } = await mergingDesk(t)
  const { requestId } = request
  const imported = (source: string, data: object, query = '') =>
    callAs(office, 'user', 'importData', {
      path: `requests/${requestId}/data/import?source=${source}${query}`,
      params: { requestId },
      body: { templateId: 'generic', version: 1, data },
    })
  const decide = (body: object, query = '') =>
    callAs(office, 'user', 'resolveConflict', {
      path: `requests/${requestId}/data/generic/conflicts${query}`,
      params: { requestId, templateId: 'generic' },
      body: { pointer: '/contact/address', ...body },
    })
  assert.equal((await imported('crm', crm)).status, 200)

  const tried = await imported('archive', archive, '&dryRun=true')
  assert.deepEqual(tried.body['merged'], ['/contact/name'])
  assert.equal((await decide({ take: 'all' })).body['code'], 'conflictNotFound')
  assert.equal((await imported('archive', archive)).status, 200)

  assert.equal((await decide({ take: 'source' })).status, 400)
  assert.equal((await decide({ take: 'all', value: 'Ribe' })).status, 400)
  const taken = async (body: object, query = '') =>
    ((await decide(body, query)).body['resolution'] as { take: string } | undefined)?.take
  assert.equal(await taken({ take: 'source', source: 'archive' }), 'source')
  assert.equal(await taken({ take: 'value', value: 'Ribe' }, '?source=crm'), 'value')
  const content = await callAs(office, 'user', 'viewContent', {
    path: `requests/${requestId}/data`,
    params: { requestId },
  })
  assert.match(content.text, /"merged":\[\{"informationType":"generic".*Ribe/)
  assert.equal(await taken({ take: 'nothing' }), undefined)
  const sealed = await callAs(office, 'user', 'sealRequest', {
    path: `requests/${requestId}/seal`,
    params: { requestId },
    body: {},
  })
  assert.deepEqual([sealed.status, sealed.body['code']], [409, 'conflictsOpen'])
})
