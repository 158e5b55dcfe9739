import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { AuditEntry } from '../../../shared/application/evidence/audit-event.ts'
import type { CompanyDocument } from '../../../shared/application/companies/company-document.ts'
import type { TemplateContent } from '../../../shared/application/companies/edit-templates.ts'
import { companyPartition } from '../../../shared/application/place.ts'
import type { TemplateField } from '../../../shared/domain/templates/template.ts'
import { insuranceExample } from '../../../shared/domain/templates/insurance-example.ts'
import { insuranceTemplate } from '../../../shared/domain/templates/insurance.ts'
import { must, openOffice, refusal, type Office } from '../../support/application.ts'
import type { PersonName } from '../../support/companies.ts'
import { aRequest } from '../../support/request-stages.ts'

const field = (name: string): TemplateField => ({
  pointer: `/${name}`,
  label: { da: name, en: name },
  provenance: 'provided',
  category: 'dpv-pd:Name',
})

const content = (...names: readonly string[]): TemplateContent => ({
  title: { da: 'Vores', en: 'Ours' },
  schema: {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
  },
  fields: names.map(field),
  csv: [],
})

async function desk(t: TestContext) {
  const office = await openOffice(t)
  const by = (name: PersonName) => ({ actor: office.as(name), companyId: 'demo' })
  const { create, change, retire } = office.app.editTemplates
  const asked = { ...by('admin'), templateId: 'own' }
  return {
    office,
    by,
    asked,
    create: (given: Partial<TemplateContent>, more: object = {}) =>
      create({ ...asked, content: given, ...more }),
    change: (given: TemplateContent, more: object = {}) => change({ ...asked, content: given, ...more }),
    retire: (more: object = {}) => retire({ ...asked, ...more }),
    view: (templateId = 'own', version?: number) =>
      office.app.templates.view({ ...by('user'), templateId, ...(version === undefined ? {} : { version }) }),
  }
}

async function setHeads({ ports }: Office, templates: CompanyDocument['templates']): Promise<void> {
  const found = await ports.documents.read<CompanyDocument>(companyPartition('demo'), 'company')
  assert.ok(found)
  const value: CompanyDocument = { ...found.value, templates }
  await ports.documents.batch(companyPartition('demo'), [{ kind: 'upsert', value }])
}

/** What was entered for the company itself, in order. */
async function audited({ ports }: Office): Promise<readonly AuditEntry[]> {
  const query = { container: 'companies', key: ['demo'], idPrefix: 'audit:', limit: 100 } as const
  return (await ports.documents.query<AuditEntry>(query)).items.map(({ value }) => value)
}

test('a template is made and changed in versions, each of which stays readable', async (t) => {
  const { office, create, change, view } = await desk(t)

  assert.deepEqual(must(await create(content('name'))), { templateId: 'own', version: 1 })
  assert.deepEqual(must(await change(content('name', 'street'))), { templateId: 'own', version: 2 })

  const newest = must(await view()).template
  assert.deepEqual([newest.version, newest.state], [2, 'current'])
  assert.equal(newest.schema['$id'], 'urn:indsigt:template:demo:own:2')
  const first = must(await view('own', 1)).template
  assert.deepEqual([first.state, first.fields.length], ['superseded', 1])
  assert.equal(refusal(await view('own', 3)), 'notFound')
  assert.deepEqual(
    (await audited(office)).map(({ event, detail }) => [event, detail['version']]),
    [
      ['templateCreated', 1],
      ['templateChanged', 2],
    ],
  )
})

test('the same content makes no new version, in whatever order its members come', async (t) => {
  const { create, change } = await desk(t)
  must(await create(content('name')))
  const { title, schema, fields, csv } = content('name')
  const { type, ...rules } = schema

  const again = must(await change({ csv, fields, titles: [], schema: { ...rules, type }, title }))

  assert.equal(again.version, 1)
})

test('a starter template stands for what is not given; there is none of a made-up name', async (t) => {
  const { create, view, asked } = await desk(t)
  const title = { da: 'Skader', en: 'Claims' }

  must(await create({ title }, { from: 'insurance' }))

  const { template } = must(await view())
  assert.deepEqual([template.title, template.fields], [title, insuranceTemplate.fields])
  assert.equal(refusal(await create({}, { from: 'horoscope', templateId: 'x' })), 'templateUnknown')
  assert.equal(asked.templateId, 'own')
})

test('a name is taken once, and the same call again is the same answer', async (t) => {
  const { create } = await desk(t)
  const idempotency = { key: 'a', bodyHash: '1' }
  must(await create(content('name'), { idempotency }))

  assert.equal(must(await create(content('name'), { idempotency })).version, 1)
  assert.equal(
    refusal(await create(content('name'), { idempotency: { key: 'a', bodyHash: '2' } })),
    'idempotencyKeyReused',
  )
  assert.equal(refusal(await create(content('name'))), 'exists')
})

test('only administrators edit, and only in their own company', async (t) => {
  const { office, create, change, retire } = await desk(t)

  for (const name of ['owner', 'manager', 'user', 'approver', 'officer', 'auditor'] as const) {
    const actor = office.as(name)
    assert.equal(refusal(await create(content('a'), { actor })), 'forbidden')
    assert.equal(refusal(await change(content('a'), { actor })), 'forbidden')
    assert.equal(refusal(await retire({ actor })), 'forbidden')
  }
  const actor = office.elsewhere('admin')
  for (const refused of [
    await create(content('a'), { actor }),
    await change(content('a'), { actor }),
    await retire({ actor }),
  ])
    assert.equal(refusal(refused), 'notFound')
  const gone = { actor: { ...office.as('admin'), companyId: 'gone' }, companyId: 'gone' }
  assert.equal(refusal(await create(content('a'), gone)), 'notFound')
  assert.equal(refusal(await change(content('a'), gone)), 'templateUnknown')
})

test('what does not hold together, cannot be run or is too much is refused with its place', async (t) => {
  const { create, change, asked, office } = await desk(t)
  must(await create(content('name')))
  const open = { ...content('name'), schema: { type: 'object', properties: { name: { type: 'string' } } } }
  const slow = {
    ...content(),
    schema: { ...content().schema, properties: { a: { type: 'string', pattern: '(a+)+$' } } },
    fields: [field('a')],
  }

  for (const refused of [await create(open, { templateId: 'x' }), await change(open)])
    assert.deepEqual(refused, {
      ok: false,
      error: {
        code: 'templateInvalid',
        errors: [
          {
            pointer: '',
            code: 'objectNotClosed',
            detail: 'an object must have additionalProperties: false',
          },
        ],
      },
    })
  const unusable = await change(slow)
  assert.ok(!unusable.ok && unusable.error.code === 'templateInvalid')
  assert.equal(unusable.error.errors[0]?.code, 'schemaUnusable')
  const large = { ...content('name'), title: { da: 'x'.repeat(200_000), en: 'x' } }
  assert.equal(refusal(await change(large)), 'limitReached')
  await setHeads(office, [{ templateId: 'own', version: 1000, state: 'current' }])
  assert.equal(refusal(await change(content('a'))), 'limitReached')
  await setHeads(
    office,
    Array.from({ length: 100 }, (_, n) => ({ templateId: `t${n}`, version: 1, state: 'current' as const })),
  )
  assert.equal(refusal(await create(content('a'))), 'limitReached')
  assert.equal(asked.companyId, 'demo')
})

test('who changes or retires what somebody has changed since is told so', async (t) => {
  const { create, change, retire, view } = await desk(t)
  must(await create(content('name')))
  const { etag: expected } = must(await view())
  must(await change(content('a'), { expected }))

  assert.equal(refusal(await change(content('b'), { expected })), 'versionConflict')
  assert.equal(refusal(await retire({ expected })), 'versionConflict')
  assert.equal(refusal(await change(content('b'), { templateId: 'none' })), 'templateUnknown')
})

test('a template in use is not retired: by a source of the catalogue, or by a request that is still open', async (t) => {
  const { office, retire, view } = await desk(t)
  const { requestId, person: actor } = await aRequest(office).verified().made()
  const insurance = { templateId: 'insurance' }
  assert.equal(refusal(await retire(insurance)), 'templateInUse')
  const found = await office.ports.documents.read<CompanyDocument>(companyPartition('demo'), 'company')
  assert.ok(found)
  const value = { ...found.value, informationTypes: found.value.informationTypes.slice(1) }
  await office.ports.documents.batch(companyPartition('demo'), [{ kind: 'upsert', value }])

  assert.equal(refusal(await retire(insurance)), 'templateInUse')
  must(await office.app.withdrawRequest({ actor, requestId }))
  must(await retire(insurance))
  assert.equal(must(await view('insurance')).template.state, 'retired')
})

test('a retired template is out of use until it is changed, or put back as it was', async (t) => {
  const { office, by, create, change, retire, view } = await desk(t)
  must(await create(content('name')))
  must(await retire())
  must(await retire())

  assert.equal(must(await view()).template.state, 'retired')
  assert.ok(must(await office.app.templates.list(by('user'))).some(({ state }) => state === 'retired'))
  assert.equal(must(await change(content('name'))).version, 1)
  assert.equal(must(await view()).template.state, 'current')
  assert.deepEqual(
    (await audited(office)).map(({ event }) => event),
    ['templateCreated', 'templateRetired', 'templateChanged'],
  )
})

test('an open request keeps the form it was opened with; a later one has the new version', async (t) => {
  const { office, change } = await desk(t)
  const before = await aRequest(office).verified().assignedTo('user').made()
  const narrow = content('name')
  assert.equal(must(await change(narrow, { templateId: 'insurance' })).version, 2)

  const after = await aRequest(office).verified().assignedTo('user').made()

  const enter = (requestId: string, data: object) =>
    office.app.enterData({
      ...{ actor: office.as('user'), requestId, templateId: 'insurance', via: 'manual' },
      entry: { kind: 'whole', data },
    })
  assert.ok((await enter(before.requestId, insuranceExample)).ok)
  assert.equal(refusal(await enter(before.requestId, { name: 'Bo' })), 'formInvalid')
  assert.ok((await enter(after.requestId, { name: 'Bo' })).ok)
  assert.equal(refusal(await enter(after.requestId, insuranceExample)), 'formInvalid')
})

test('templates are listed and read by the company’s people only', async (t) => {
  const { office, by, view } = await desk(t)
  const { list } = office.app.templates
  const foreign = { actor: office.elsewhere('user'), companyId: 'demo' }

  assert.equal(must(await list(by('user'))).length, 3)
  assert.equal(
    must(await list({ actor: { ...office.as('user'), companyId: 'gone' }, companyId: 'gone' })).length,
    0,
  )
  assert.equal(refusal(await list(foreign)), 'notFound')
  assert.equal(refusal(await office.app.templates.view({ ...foreign, templateId: 'insurance' })), 'notFound')
  assert.equal(refusal(await view('horoscope')), 'notFound')
  assert.equal((await office.app.starterTemplate('retail', 1))?.templateId, 'retail')
})

test('anybody reads the schema of a version, and staff try data against it without a request', async (t) => {
  const { office, by, create } = await desk(t)
  must(await create(content('name')))
  const { schema, validate } = office.app.templates
  const own = { companyId: 'demo', templateId: 'own', version: 1 }
  const tried = (data: unknown, more: object = {}) => validate({ ...by('user'), ...own, data, ...more })

  assert.equal(must(await schema(own))['type'], 'object')
  assert.equal(refusal(await schema({ ...own, companyId: 'other' })), 'templateUnknown')
  assert.ok((await tried({ name: 'Bo' })).ok)
  assert.equal(refusal(await tried({ name: 3 })), 'formInvalid')
  assert.equal(refusal(await tried({}, { version: 2 })), 'templateUnknown')
  assert.equal(refusal(await tried({}, { actor: office.elsewhere('user') })), 'notFound')
})
