import assert from 'node:assert/strict'
import { createPublicKey, verify } from 'node:crypto'
import { test, type TestContext } from 'node:test'

import { requestPartition } from '../../../shared/application/place.ts'
import type { PublicJwk } from '../../../shared/application/ports/keys.ts'
import type { PurgeCertificate } from '../../../shared/application/retention/purge-content.ts'
import { must, openOffice, refusal, type Office } from '../../support/application.ts'
import { auditOf } from '../../support/audit.ts'
import { aProgram } from '../../support/consent.ts'
import { busyCompany } from '../../support/busy-company.ts'
import { assertSame, blobsOf, exportedFor, fileIn, filesIn, linesOf } from '../../support/exported.ts'
import { goingOn } from '../../support/request-stages.ts'
import { bytesOf } from '../../support/streams.ts'

const batch = 100

/** The company as it was, and the same on a machine that had none. */
async function moved(t: TestContext) {
  const { office, requests } = await busyCompany(t)
  const fresh = await openOffice(t, { empty: { at: office.clock.now() } })
  const files = await exportedFor(office, fresh)
  const report = must(await fresh.app.importCompany.run(filesIn(files)))
  await fresh.pump()
  return { office, fresh, requests, files, report }
}

test('a company that was exported and taken in elsewhere exports the same again, but for what the report names', async (t) => {
  const { fresh, files, report } = await moved(t)
  const again = await exportedFor(fresh, fresh)

  assertSame(files, again)
  assert.deepEqual(report, {
    companyId: 'demo',
    documents: linesOf(Buffer.concat(['companies', 'requests', 'consents', 'audit'].map(fileIn(files))))
      .length,
    blobs: [...files.keys()].filter((path) => path.startsWith('blobs/')).length,
    remade: { requestKeys: 10, apiKeys: 1, orchestrations: 5, outlived: 0 },
  })
})

test('every ciphertext lies there as it lay, and opens', async (t) => {
  const { office, fresh, requests } = await moved(t)
  assert.deepEqual(await blobsOf(fresh.ports), await blobsOf(office.ports))
  const { requestId } = requests.collecting
  const read = async ({ app, as }: Office) => {
    const content = must(await app.readContent({ actor: as('user'), requestId }))
    const file = must(await app.readFile({ actor: as('user'), requestId, name: 'policy.txt' }))
    const messages = must(await app.messages.list({ actor: as('user'), requestId }))
    return { content, messages, file: `${await bytesOf(file.content)}` }
  }
  const there = await read(office)
  assert.equal(there.file, 'word of the person')
  assert.deepEqual(await read(fresh), there)
})

test('each request goes on where it was: entered, sealed, approved, delivered, downloaded, purged', async (t) => {
  const { office, fresh, requests } = await moved(t)
  const queue = async ({ app, as }: Office) =>
    must(await app.listQueue({ actor: as('manager'), filter: { limit: 100 } }))
  assert.deepEqual(await queue(fresh), await queue(office))

  await goingOn(fresh, requests.filled).sealed().approved().delivered().made()
  await goingOn(fresh, requests.sealed).approved().delivered().made()
  const { person } = requests.delivered
  const [delivery] = (await fresh.stateOf(requests.delivered)).deliveries
  const download = async ({ app }: Office) =>
    bytesOf(must(await app.openDelivery({ actor: person, deliveryId: delivery?.id ?? '' })).content)
  assert.ok((await download(fresh)).equals(await download(office)))

  fresh.clock.pass({ days: 33 })
  await fresh.app.purgeContent(batch)
  const late = await fresh.app.openDelivery({ actor: person, deliveryId: delivery?.id ?? '' })
  assert.equal(refusal(late), 'deliveryPurged')
  assert.equal((await fresh.stateOf(requests.delivered)).status, 'closed')
})

test('what has a deadline is watched from the next look on, and what was approved leaves', async (t) => {
  const { fresh, requests } = await moved(t)
  await fresh.app.reconcile(batch)
  await fresh.pump()
  const started = fresh.commands.flatMap((one) =>
    one.command === 'start' ? [`${one.name} ${one.requestId}`] : [],
  )
  const { collecting, filled, sealed, approved, recalled } = requests
  const watched = [collecting, filled, sealed, approved, recalled].map(
    (one) => `requestLifecycle ${one.requestId}`,
  )
  assert.deepEqual(
    started.sort(),
    [...watched, `approval ${sealed.requestId}`, `delivery ${approved.requestId}`].sort(),
  )
})

test('its people sign in with what they had, and its key of the API opens nothing until it is rotated', async (t) => {
  const { office, fresh } = await moved(t)
  const asked = { actor: fresh.as('owner'), companyId: 'demo' }
  const [key] = must(await fresh.app.apiKeys.list(asked))
  assert.equal(key?.name, 'CRM')
  assert.ok(must(await fresh.app.apiKeys.rotate({ ...asked, keyId: key.id })).secret)
  const listed = async ({ app, as }: Office) =>
    must(await app.listEmployees({ actor: as('admin'), companyId: 'demo' }))
  assert.deepEqual(await listed(fresh), await listed(office))
  const hooks = async ({ app, as }: Office) =>
    must(await app.webhooks.list({ actor: as('admin'), companyId: 'demo' }))
  assert.deepEqual(await hooks(fresh), await hooks(office))
})

test('what people consented to holds there as it did, and goes on in the same chain', async (t) => {
  const { fresh } = await moved(t)
  const subject = { externalId: 'customer-1' }
  const questions = [{ subject, purposes: ['newsletter', 'profiling'] }]
  const check = async () =>
    must(await fresh.app.consents.check({ caller: aProgram, companyId: 'demo', questions }))[0] ?? []
  const [news, reading] = await check()
  assert.deepEqual([news?.state, reading?.state], ['withdrawn', 'given'])
  const consentId = reading?.consentId ?? ''
  must(await fresh.app.withdrawConsent.forPerson({ caller: aProgram, consentId }))
  const events = must(await fresh.app.consents.events({ caller: aProgram, consentId }))

  assert.deepEqual(
    events.map(({ seq, type }) => [seq, type]),
    [
      [2, 'given'],
      [4, 'withdrawn'],
    ],
  )
  assert.deepEqual(must(await fresh.app.consents.view({ caller: aProgram, consentId })).subject, subject)
  assert.equal((await check())[1]?.state, 'withdrawn')
})

test('the audit goes on in the same tree, and what the old instance signed still verifies', async (t) => {
  const { office, fresh, requests } = await moved(t)
  const audit = auditOf(fresh)
  const lines = await audit.lines()
  const before = await auditOf(office).lines()
  const told = before.slice(0, lines.length - 1)
  assert.deepEqual(lines.slice(0, -1), told)
  assert.equal(lines.at(-1)?.entry?.event, 'companyImported')
  assert.ok(await audit.isIncluded(0))
  assert.ok(await audit.isIncluded(lines.length - 1))

  const keys = must(await fresh.app.publicKeys('demo'))
  assert.equal(new Set(keys.map(({ kid }) => kid)).size, 2)
  const certificate = await fresh.ports.documents.read<PurgeCertificate>(
    requestPartition('demo', requests.purged.requestId),
    'certificate',
  )
  assert.ok(isSignedBy(keys, certificate?.value.signature ?? ''))
})

function isSignedBy(keys: readonly PublicJwk[], signed: string): boolean {
  const [header = '', payload = '', signature = ''] = signed.split('.')
  const { kid } = JSON.parse(`${Buffer.from(header, 'base64url')}`) as { readonly kid: string }
  const jwk = keys.find((one) => one.kid === kid) ?? assert.fail('the key is published')
  const key = { key: createPublicKey({ key: { ...jwk }, format: 'jwk' }), dsaEncoding: 'ieee-p1363' } as const
  const bytes = Buffer.from(`${header}.${payload}`)
  return verify('sha256', bytes, key, Buffer.from(signature, 'base64url'))
}

test('what the company may not keep any longer is left behind, and the report counts it', async (t) => {
  const office = await openOffice(t)
  must(await office.app.inviteEmployee({ ...asAdmin(office), name: 'Nina New', email: 'nina@demo.example' }))
  const later = await openOffice(t, {
    empty: { at: new Date(office.clock.now().getTime() + 91 * 86_400_000) },
  })
  const { remade } = must(await later.app.importCompany.run(filesIn(await exportedFor(office, later))))
  assert.equal(remade.outlived, 2)
})

const asAdmin = ({ as }: Office) => ({ actor: as('admin'), companyId: 'demo' })
