import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'

import { createApp } from '../../../shared/composition/app.ts'
import { newExport } from '../../../shared/application/export/export-document.ts'
import { fingerprintOf } from '../../../shared/application/export/handed-keys.ts'
import { companyPartition } from '../../../shared/application/place.ts'
import { must, openOffice, otherSide, refusal, type Office } from '../../support/application.ts'
import { filesIn, linesOf } from '../../support/exported.ts'
import { filesOf } from '../../support/zip-files.ts'
import { aRequest } from '../../support/request-stages.ts'
import { bytesOf } from '../../support/streams.ts'

const batch = 100
const byOwner = (office: Office) => ({ actor: office.as('owner'), companyId: 'demo' })

function aReceiver() {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const { n = '', e = '' } = publicKey.export({ format: 'jwk' })
  return { kty: 'RSA', n, e } as const
}

const eventsOf = async ({ ports }: Office): Promise<readonly string[]> => {
  const page = await ports.documents.query<{ readonly id: string; readonly event: string }>({
    ...{ container: 'companies', key: ['demo'], idPrefix: 'audit:', limit: 100 },
  })
  return page.items.map(({ value }) => value.event)
}

test('an export with the keys waits for a second owner or administrator, who sees for whom they are', async (t) => {
  const office = await openOffice(t, { mode: 'serve' })
  const receivingKey = aReceiver()
  const { exports, companyItems } = office.app
  const idempotency = { key: 'one', bodyHash: 'x' }
  const begun = must(await exports.handOver({ ...byOwner(office), receivingKey, idempotency }))
  assert.ok('itemId' in begun)
  assert.deepEqual(must(await exports.handOver({ ...byOwner(office), receivingKey, idempotency })), begun)
  assert.deepEqual(must(await exports.list(byOwner(office))), [], 'nothing is packed until then')
  await office.app.buildExports(batch)

  const decision = { ...begun, decision: 'approve' } as const
  assert.equal(refusal(await companyItems.decide({ actor: office.as('owner'), ...decision })), 'fourEyes')
  const [waiting] = await companyItems.waitingFor(office.as('admin'))
  assert.ok(waiting?.change.kind === 'keysHandOver')
  assert.equal(waiting.change.fingerprint, fingerprintOf(office.ports.crypto, receivingKey))
  must(await companyItems.decide({ actor: office.as('admin'), ...decision }))

  const [asked] = must(await exports.list(byOwner(office)))
  assert.equal(asked?.state, 'waiting')
  await office.app.buildExports(batch)
  const { content } = must(await exports.content({ ...byOwner(office), exportId: asked.id }))
  assert.ok((await filesOf(await bytesOf(content))).has('keys/keys.jsonl'))
  assert.deepEqual(
    (await eventsOf(office)).filter((event) => /^(change|export)/.test(event)),
    ['changeProposed', 'changeApproved', 'exportAsked', 'exportBuilt', 'exportRead'],
  )
})

test('whoever may no longer export has not asked: their wish is out of date', async (t) => {
  const office = await openOffice(t, { mode: 'serve' })
  const begun = must(await office.app.exports.handOver({ ...byOwner(office), receivingKey: aReceiver() }))
  assert.ok('itemId' in begun)
  const { documents } = office.ports
  const partition = { container: 'companies', key: ['demo'] } as const
  const owner = await documents.read<{ readonly id: string }>(partition, 'employee:owner')
  assert.ok(owner)
  await documents.batch(partition, [
    { kind: 'upsert', value: { ...owner.value, roles: ['systemAdministrator'] } as { id: string } },
  ])
  const decided = await office.app.companyItems.decide({
    ...{ actor: office.as('admin'), ...begun, decision: 'approve' },
  })
  assert.equal(refusal(decided), 'itemOutdated')
})

test('neither a key nor a ciphertext of a file goes along with an export for reading', async (t) => {
  const office = await openOffice(t)
  await aRequest(office).verified().assignedTo('user').filled().sealed().made()
  const { id: exportId } = must(await office.app.exports.begin(byOwner(office)))
  await office.app.buildExports(batch)
  const { content } = must(await office.app.exports.content({ ...byOwner(office), exportId }))
  const paths = [...(await filesOf(await bytesOf(content))).keys()]
  assert.deepEqual(
    paths.filter((path) => /^(keys|blobs)\//.test(path)),
    [],
  )
})

test('no line shows a key: neither half of it, nor the hash of a key of the API', async (t) => {
  const office = await openOffice(t)
  await aRequest(office).verified().made()
  const wish = { name: 'CRM', scopes: ['requests'] } as const
  must(await office.app.apiKeys.create({ ...byOwner(office), wish }))
  const begun = must(await office.app.exports.handOver({ ...byOwner(office), receivingKey: aReceiver() }))
  assert.ok('id' in begun)
  await office.app.buildExports(batch)
  const { content } = must(await office.app.exports.content({ ...byOwner(office), exportId: begun.id }))
  const files = await filesOf(await bytesOf(content))
  const [key] = linesOf(files.get('documents/companies.jsonl')).filter(({ kind }) => kind === 'apiKey')
  assert.equal(key?.document['name'], 'CRM')
  assert.equal(key.document['secretHash'], undefined)
  const { shares } = await office.ports.shares.list({ prefix: 'demo.' })
  const share = Buffer.from((await office.ports.shares.get(shares[0]?.name ?? '')) ?? [])
  assert.equal(share.length, 32)
  for (const [path, bytes] of files)
    for (const encoding of ['base64url', 'base64', 'hex'] as const)
      assert.ok(!bytes.toString().includes(share.toString(encoding)), path)
})

test('what is no key of another instance is refused, by whoever is no owner too', async (t) => {
  const office = await openOffice(t)
  const { exports } = office.app
  const good = aReceiver()
  const modulus = Buffer.from(good.n, 'base64url')
  const wrong = [
    { ...good, e: 'Aw' },
    { ...good, n: modulus.subarray(0, 128).toString('base64url') },
    { ...good, n: Buffer.alloc(1025, 0xff).toString('base64url') },
    { ...good, n: Buffer.concat([Buffer.from([0]), modulus]).toString('base64url') },
    { ...good, n: Buffer.concat([modulus, Buffer.from([0])]).toString('base64url') },
  ]
  for (const receivingKey of wrong)
    assert.equal(refusal(await exports.handOver({ ...byOwner(office), receivingKey })), 'receivingKeyInvalid')
  const asked = { actor: office.as('admin'), companyId: 'demo', receivingKey: good }
  assert.equal(refusal(await exports.handOver(asked)), 'forbidden')
})

test('a company of many pages hands over its last key and its last file', async (t) => {
  const office = await openOffice(t)
  for (let i = 0; i < 3; i++) await aRequest(office).verified().assignedTo('user').filled().sealed().made()
  const { documents, blobs } = office.ports
  const query: typeof documents.query = (asked) => documents.query({ ...asked, limit: 2 })
  const list: typeof blobs.list = async (container, prefix, options = {}) => {
    const { names } = await blobs.list(container, prefix)
    const [first, second] = [...names].sort().filter((name) => name > (options.continuation ?? ''))
    if (first === undefined) return { names: [] }
    return second === undefined ? { names: [first] } : { names: [first], continuation: first }
  }
  const inPages = createApp({
    ...office.ports,
    documents: { ...documents, query },
    blobs: { ...blobs, list },
  })
  const begun = must(await inPages.exports.handOver({ ...byOwner(office), receivingKey: aReceiver() }))
  assert.ok('id' in begun)
  await inPages.buildExports(batch)
  const { content } = must(await inPages.exports.content({ ...byOwner(office), exportId: begun.id }))
  const files = filesIn(await filesOf(await bytesOf(content)))
  assert.equal(files.paths.filter((path) => path.startsWith('blobs/')).length, 3)
  const keys = `${await bytesOf(files.open('keys/keys.jsonl'))}`.split('\n').length - 1
  assert.equal(keys, 4)
})

test('no more wait for a second person than anybody could read, and none for a company that is gone', async (t) => {
  const office = await openOffice(t, { mode: 'serve' })
  const asked = { ...byOwner(office), receivingKey: aReceiver() }
  for (let i = 0; i < 100; i++) must(await office.app.exports.handOver(asked))
  assert.equal(refusal(await office.app.exports.handOver(asked)), 'limitReached')
  await office.ports.documents.batch(companyPartition('demo'), [{ kind: 'delete', id: 'company' }])
  assert.equal(refusal(await office.restarted().exports.handOver(asked)), 'notFound')
})

test('an export whose key is not one by now is never built, and says so in the log', async (t) => {
  const office = await openOffice(t)
  const asked = {
    companyId: 'demo',
    exportId: 'x',
    askedBy: 'owner',
    askedAt: office.clock.now().toISOString(),
  }
  const value = newExport({ ...asked, receivingKey: { n: 'AQAB', e: 'AQAB' } })
  await office.ports.documents.batch(companyPartition('demo'), [{ kind: 'create', value }])
  assert.equal(await office.app.buildExports(batch), 0)
  assert.ok(office.log.some(({ code }) => code === 'defect'))
})

test('of the keys on this instance only those of the company that leaves are handed over', async (t) => {
  const office = await openOffice(t)
  await aRequest(office).verified().made()
  const elsewhere = aRequest(otherSide(office), { email: 'berit@person.example' })
  await elsewhere.verified().made()
  const begun = must(await office.app.exports.handOver({ ...byOwner(office), receivingKey: aReceiver() }))
  assert.ok('id' in begun)
  await office.app.buildExports(batch)
  const { content } = must(await office.app.exports.content({ ...byOwner(office), exportId: begun.id }))
  const files = await filesOf(await bytesOf(content))

  const ids = String(files.get('keys/keys.jsonl'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as { keyId: string }).keyId)

  assert.ok(ids.length > 1)
  assert.deepEqual(
    ids.filter((keyId) => keyId !== 'company' && !keyId.startsWith('demo.')),
    [],
  )
})
