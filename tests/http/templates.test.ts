import assert from 'node:assert/strict'
import { test } from 'node:test'
import { insuranceExample } from '../../shared/domain/templates/insurance-example.ts'
import { must, openOffice, type Office } from '../support/application.ts'
import { aRequest } from '../support/request-stages.ts'
import { callAs, type Said } from './support/call-operation.ts'

const own = {
  title: { en: 'Ours' },
  schema: {
    type: 'object',
    additionalProperties: false,
    properties: { kind: { type: 'string', enum: ['new', 'old'] } },
  },
  fields: [
    {
      pointer: '/kind',
      label: { en: 'Kind' },
      hint: { da: 'Som i systemet', en: 'As in the system' },
      provenance: 'derived',
      category: 'dpv-pd:Purchase',
      values: { new: { en: 'New' }, old: { en: 'Old', da: 'Gammel' } },
    },
  ],
}

function templatesOf(office: Office, name = 'admin') {
  const call =
    (operationId: string, templateId: string, path: string) =>
    (said: Partial<Said> = {}) =>
      callAs(office, name, operationId, {
        ...{ path: `companies/demo/${path}`, params: { company: 'demo', templateId, version: '1' } },
        ...said,
      })
  return (templateId: string) => ({
    create: call('createTemplate', templateId, 'templates'),
    change: call('changeTemplate', templateId, `templates/${templateId}`),
    retire: call('retireTemplate', templateId, `templates/${templateId}`),
    view: (query = '', headers = {}) =>
      call('viewTemplate', templateId, `templates/${templateId}${query}`)({ headers }),
    schema: call('viewCompanySchema', templateId, `schemas/${templateId}/1`),
    validate: call('validateData', templateId, `schemas/${templateId}/1/validate`),
  })
}

test('an administrator makes a template by API, changes what they read, and retires it', async (t) => {
  const office = await openOffice(t)
  const { create, change, retire, view } = templatesOf(office)('own')

  const made = await create({ body: { templateId: 'own', ...own } })
  assert.deepEqual([made.status, made.body], [201, { templateId: 'own', version: 1 }])
  const read = await view()
  const { fields, title } = read.body as { fields: typeof own.fields; title: object }
  assert.deepEqual(title, { da: 'Ours', en: 'Ours' })
  assert.deepEqual(fields[0]?.values.new, { da: 'New', en: 'New' })
  assert.deepEqual(fields[0]?.hint, own.fields[0]?.hint)
  const etag = read.headers['etag'] ?? ''
  assert.equal((await view('', { 'if-none-match': etag })).status, 304)

  const csv = [{ name: 'kinds', rows: '', columns: [{ header: 'kind', pointer: '/kind' }] }]
  const titles = [{ pointer: '/kind', label: { en: 'Kinds' } }]
  const changed = await change({ body: { ...own, csv, titles }, headers: { 'if-match': etag } })
  assert.deepEqual([changed.status, changed.body], [200, { templateId: 'own', version: 2 }])
  assert.equal((await change({ body: own, headers: { 'if-match': etag } })).status, 412)
  assert.equal((await view('?version=1')).body['state'], 'superseded')
  assert.equal((await view('?version=0')).status, 400)
  assert.equal((await retire()).status, 204)
  assert.equal((await view()).body['state'], 'retired')
})

test('a template that is not whole, or does not hold together, is refused with pointers', async (t) => {
  const office = await openOffice(t)
  const { create } = templatesOf(office)('own')
  const pointers = ({ body }: { readonly body: Readonly<Record<string, unknown>> }) =>
    (body['errors'] as readonly { readonly pointer: string }[]).map(({ pointer }) => pointer)

  const bare = await create({ body: { templateId: 'own' } })
  assert.deepEqual([bare.status, pointers(bare)], [400, ['/title', '/schema', '/fields']])
  const unlabelled = await create({ body: { templateId: 'own', ...own, fields: [] } })
  assert.deepEqual([unlabelled.body['code'], pointers(unlabelled)], ['templateInvalid', ['/kind']])
  assert.equal((await create({ body: { templateId: 'own', from: 'retail' } })).status, 201)
})

test('a template in use is not retired, and only administrators edit', async (t) => {
  const office = await openOffice(t)

  const refused = await templatesOf(office)('insurance').retire()
  assert.deepEqual([refused.status, refused.body['code']], [409, 'templateInUse'])
  const owner = templatesOf(office, 'owner')('insurance')
  assert.equal((await owner.retire()).status, 403)
  assert.equal((await owner.change({ body: own })).status, 403)
})

test('a request that is open keeps its form after the template has changed; the next has the new one', async (t) => {
  const office = await openOffice(t)
  const open = await aRequest(office).verified().assignedTo('user').made()
  const { change } = templatesOf(office)('insurance')
  assert.equal((await change({ body: own })).body['version'], 2)
  const later = await aRequest(office).verified().assignedTo('user').made()
  const put = ({ requestId }: { readonly requestId: string }, body: object) =>
    callAs(office, 'user', 'putData', {
      ...{ path: `requests/${requestId}/data/insurance`, params: { requestId, templateId: 'insurance' } },
      body,
    })

  assert.equal((await put(open, insuranceExample)).status, 200)
  assert.equal((await put(open, { kind: 'new' })).status, 400)
  assert.equal((await put(later, { kind: 'new' })).status, 200)
  assert.equal((await put(later, insuranceExample)).status, 400)
})

test('a company’s schema is public, and data are tried against it before they are sent', async (t) => {
  const office = await openOffice(t)
  const { schema, validate, create } = templatesOf(office)('own')
  assert.equal((await schema()).status, 404)
  must({ ok: true, value: await create({ body: { templateId: 'own', ...own } }) })

  const published = await schema()
  assert.equal(published.headers['content-type'], 'application/schema+json')
  const said = { 'x-personal-data': { category: 'dpv-pd:Purchase', retention: 'content' } }
  assert.deepEqual((published.body as typeof own.schema).properties, {
    kind: { ...own.schema.properties.kind, ...said },
  })
  assert.deepEqual((await validate({ body: { kind: 'new' } })).body, { valid: true })
  const wrong = await validate({ body: { kind: 'hemmelig' } })
  assert.deepEqual([wrong.status, wrong.body['code']], [400, 'formInvalid'])
  assert.doesNotMatch(wrong.text, /hemmelig/)
  assert.equal((await validate({ body: 'nothing' })).body['code'], 'jsonMalformed')
})
