import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test, type TestContext } from 'node:test'

import { Ajv2020 } from 'ajv/dist/2020.js'

import { createApp } from '../../../shared/composition/app.ts'
import { must, openOffice, otherSide, refusal, type Office } from '../../support/application.ts'
import { publishedForm, recorded } from '../../support/consent.ts'
import { aRequest } from '../../support/request-stages.ts'
import { filesOf } from '../../support/zip-files.ts'

const batch = 100
const byOwner = (office: Office) => ({ actor: office.as('owner'), companyId: 'demo' })

async function exported(t: TestContext) {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().made()
  const begun = must(await office.app.exports.begin(byOwner(office)))
  await office.app.buildExports(batch)
  return { office, request, exportId: begun.id, begun }
}

async function packageOf(office: Office, exportId: string): Promise<Buffer> {
  const { content } = must(await office.app.exports.content({ ...byOwner(office), exportId }))
  const chunks: Uint8Array[] = []
  for await (const chunk of content) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

type Line = {
  readonly kind: string
  readonly place: readonly string[]
  readonly document: { readonly id: string }
}

const linesOf = (bytes: Buffer | undefined): readonly Line[] =>
  `${bytes?.toString()}`
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line)

test('an owner has everything packed: documents as lines, schemas, keys, and a manifest of hashes that hold', async (t) => {
  const { office, request, exportId, begun } = await exported(t)
  assert.deepEqual([begun.state, begun.documents], ['waiting', 0])
  const seen = must(await office.app.exports.view({ ...byOwner(office), exportId }))
  assert.equal(seen.state, 'ready')
  const zip = await packageOf(office, exportId)
  assert.equal(createHash('sha256').update(zip).digest('hex'), seen.sha256)
  assert.equal(zip.length, seen.sizeBytes)

  const files = await filesOf(zip)
  const manifest = JSON.parse(`${files.get('manifest.json')}`) as {
    readonly documents: number
    readonly files: readonly { readonly path: string; readonly sizeBytes: number; readonly sha256: string }[]
  }
  assert.deepEqual(
    [...files.keys()].sort(),
    ['manifest.json', ...manifest.files.map(({ path }) => path)].sort(),
  )
  for (const { path, sizeBytes, sha256 } of manifest.files) {
    const bytes = files.get(path) ?? assert.fail(path)
    assert.deepEqual(
      [bytes.length, createHash('sha256').update(bytes).digest('hex')],
      [sizeBytes, sha256],
      path,
    )
  }
  const requests = linesOf(files.get('documents/requests.jsonl'))
  assert.ok(requests.some(({ kind, place }) => kind === 'request' && place[0] === request.requestId))
  const companies = linesOf(files.get('documents/companies.jsonl'))
  assert.equal(companies.filter(({ kind }) => kind === 'employee').length, 10)
  assert.equal(requests.length + companies.length <= manifest.documents, true)
  assert.equal(seen.documents, manifest.documents)
})

test('each line is what its schema says, and what the machine notes for itself is not among them', async (t) => {
  const { office, exportId } = await exported(t)
  const files = await filesOf(await packageOf(office, exportId))
  const ajv = new Ajv2020()
  const kinds = new Set<string>()
  for (const container of ['companies', 'requests', 'consents', 'audit']) {
    const schema = JSON.parse(`${files.get(`schemas/${container}.schema.json`)}`) as Record<string, unknown>
    for (const line of linesOf(files.get(`documents/${container}.jsonl`))) {
      kinds.add(line.kind)
      assert.ok(ajv.validate(schema, line), line.document.id)
    }
  }
  for (const kind of ['outbox', 'mail', 'link', 'newest', 'idempotency', 'upload', 'export'])
    assert.ok(!kinds.has(kind), kind)
  for (const kind of ['company', 'employee', 'template', 'request', 'audit', 'head'])
    assert.ok(kinds.has(kind), kind)
})

test('of the consents of other companies nothing goes along', async (t) => {
  const office = await openOffice(t)
  for (const side of [office, otherSide(office)]) {
    const form = await publishedForm(side)
    must(await recorded(side, form))
  }
  const { id } = must(await office.app.exports.begin(byOwner(office)))
  await office.app.buildExports(batch)
  const lines = linesOf((await filesOf(await packageOf(office, id))).get('documents/consents.jsonl'))

  assert.deepEqual(
    lines.map(({ kind }) => kind).filter((kind) => kind !== 'audit'),
    ['state', 'consent', 'event', 'subject'],
  )
})

test('a company of many pages is packed to its last document', async (t) => {
  const { office, exportId } = await exported(t)
  const { documents } = office.ports
  const query: typeof documents.query = (asked) => documents.query({ ...asked, limit: 2 })
  const inPages = createApp({ ...office.ports, documents: { ...documents, query } })
  const { id: pagedId } = must(await inPages.exports.begin(byOwner(office)))
  await inPages.buildExports(batch)
  const requestsOf = async (id: string) =>
    linesOf((await filesOf(await packageOf(office, id))).get('documents/requests.jsonl'))
  const whole = await requestsOf(exportId)
  assert.ok(whole.length > 2)
  assert.deepEqual(await requestsOf(pagedId), whole)
})

test('no word of a person stands in it: what staff may not read, no owner takes along', async (t) => {
  const office = await openOffice(t)
  const personal = { email: 'planted@mail.example', message: 'planted-message' }
  must(await office.app.createRequest({ companyId: 'demo', wish: { rights: ['access'], personal } }))
  await aRequest(office).verified().assignedTo('user').filled().sealed().approved().delivered().made()
  const { id: exportId } = must(await office.app.exports.begin(byOwner(office)))
  await office.app.buildExports(batch)
  for (const bytes of (await filesOf(await packageOf(office, exportId))).values())
    assert.doesNotMatch(bytes.toString(), /planted-message|planted@mail/)
})

test('a pass that dies begins anew, and nothing of the first is left', async (t) => {
  let failures = 1
  const office = await openOffice(t, {
    through: (ports) => ({
      ...ports,
      packages: {
        ...ports.packages,
        buildPackage: async (...given) => {
          if (failures-- > 0) throw new Error('out of memory')
          return ports.packages.buildPackage(...given)
        },
      },
    }),
  })
  const { id: exportId } = must(await office.app.exports.begin(byOwner(office)))
  await office.app.buildExports(batch)
  const waiting = must(await office.app.exports.view({ ...byOwner(office), exportId }))
  assert.equal(waiting.state, 'waiting')
  assert.ok(waiting.documents > 0, 'its progress is seen')
  assert.equal(refusal(await office.app.exports.content({ ...byOwner(office), exportId })), 'exportNotReady')
  await office.app.buildExports(batch)
  assert.equal(must(await office.app.exports.view({ ...byOwner(office), exportId })).state, 'ready')
  const { names } = await office.ports.blobs.list('demo', `exports/${exportId}/`)
  assert.equal(names.length, 5)
})

test('it waits seven days, is read as often as one likes, and each reading is in the audit', async (t) => {
  const { office, exportId } = await exported(t)
  const asked = { ...byOwner(office), exportId }
  await packageOf(office, exportId)
  await packageOf(office, exportId)
  office.clock.pass({ days: 7 })
  await office.app.buildExports(batch)
  assert.equal(must(await office.app.exports.view(asked)).state, 'removed')
  assert.equal(refusal(await office.app.exports.content(asked)), 'exportNotReady')
  assert.deepEqual((await office.ports.blobs.list('demo', 'exports/')).names, [])
  const page = await office.ports.documents.query<{ readonly id: string; readonly event: string }>({
    ...{ container: 'companies', key: ['demo'], idPrefix: 'audit:', limit: 100 },
  })
  const events = page.items.map(({ value }) => value.event).filter((event) => event.startsWith('export'))
  assert.deepEqual(events, ['exportAsked', 'exportBuilt', 'exportRead', 'exportRead', 'exportRemoved'])
  await office.app.buildExports(batch)
})

test('the same key asks once, three at a time are enough, and nobody but an owner asks', async (t) => {
  const office = await openOffice(t)
  const { exports } = office.app
  const idempotency = { key: 'one', bodyHash: 'x' }
  const first = must(await exports.begin({ ...byOwner(office), idempotency }))
  assert.deepEqual(must(await exports.begin({ ...byOwner(office), idempotency })), first)
  const other = { key: 'one', bodyHash: 'y' }
  assert.equal(
    refusal(await exports.begin({ ...byOwner(office), idempotency: other })),
    'idempotencyKeyReused',
  )
  must(await exports.begin(byOwner(office)))
  must(await exports.begin(byOwner(office)))
  assert.equal(refusal(await exports.begin(byOwner(office))), 'limitReached')
  assert.equal(must(await exports.list(byOwner(office))).length, 3)
  assert.equal(refusal(await exports.view({ ...byOwner(office), exportId: 'none' })), 'notFound')
  for (const name of ['admin', 'manager'] as const) {
    const asked = { actor: office.as(name), companyId: 'demo', exportId: first.id }
    const refused = [
      await exports.begin(asked),
      await exports.list(asked),
      await exports.view(asked),
      await exports.content(asked),
    ]
    assert.deepEqual([...new Set(refused.map(refusal))], ['forbidden'])
  }
})
