import assert from 'node:assert/strict'
import { test } from 'node:test'

import { createApp } from '../../../shared/composition/app.ts'
import { exportDocumentId } from '../../../shared/application/export/export-document.ts'
import { companyPartition } from '../../../shared/application/place.ts'
import type { Ports } from '../../../shared/application/ports/ports.ts'
import { err } from '../../../shared/kernel/result.ts'
import { must, openOffice, refusal, type Office } from '../../support/application.ts'

const batch = 100
const byOwner = (office: Office) => ({ actor: office.as('owner'), companyId: 'demo' })

const piecesOf = async ({ ports }: Office) =>
  (await ports.blobs.list('demo', 'exports/', { staged: 'included' })).names

const gone = (office: Office, id: string) =>
  office.ports.documents.batch(companyPartition('demo'), [{ kind: 'delete', id }])

async function eventsOf({ ports }: Office): Promise<readonly string[]> {
  const page = await ports.documents.query<{ readonly id: string; readonly event: string }>({
    ...{ container: 'companies', key: ['demo'], idPrefix: 'audit:', limit: 100 },
  })
  return page.items.map(({ value }) => value.event).filter((event) => event.startsWith('export'))
}

const defectsOf = ({ log }: Office) => log.filter(({ code }) => code === 'defect')

test('of a company that is closed by now nothing is packed', async (t) => {
  const office = await openOffice(t)
  must(await office.app.exports.begin(byOwner(office)))
  await gone(office, 'company')
  await office.restarted().buildExports(batch)
  assert.deepEqual(await piecesOf(office), [])
  assert.deepEqual(await eventsOf(office), ['exportAsked'])
  assert.deepEqual(defectsOf(office), [])
})

test('an export that is deleted while it is packed does not come back', async (t) => {
  const office = await openOffice(t)
  const { id: exportId } = must(await office.app.exports.begin(byOwner(office)))
  const { packages } = office.ports
  const buildPackage: Ports['packages']['buildPackage'] = async (...given) => {
    await gone(office, exportDocumentId(exportId))
    return packages.buildPackage(...given)
  }
  await createApp({ ...office.ports, packages: { ...packages, buildPackage } }).buildExports(batch)
  assert.equal(refusal(await office.app.exports.view({ ...byOwner(office), exportId })), 'notFound')
  assert.deepEqual(await eventsOf(office), ['exportAsked'])
  assert.deepEqual(defectsOf(office), [])
})

test('an export that cannot hold all documents is not handed out with fewer: it is packed again', async (t) => {
  const office = await openOffice(t)
  const asked = { ...byOwner(office), exportId: must(await office.app.exports.begin(byOwner(office))).id }
  const { packages } = office.ports
  const storeFile: Ports['packages']['storeFile'] = async (file, ...given) =>
    file.blob.endsWith('/audit') ? 'tooLarge' : packages.storeFile(file, ...given)
  await createApp({ ...office.ports, packages: { ...packages, storeFile } }).buildExports(batch)
  assert.equal(must(await office.app.exports.view(asked)).state, 'waiting')
  assert.equal(refusal(await office.app.exports.content(asked)), 'exportNotReady')
  await office.app.buildExports(batch)
  assert.equal(must(await office.app.exports.view(asked)).state, 'ready')
})

test('a package whose bytes are gone is not found, and no reading of it is in the audit', async (t) => {
  const office = await openOffice(t)
  const { id: exportId } = must(await office.app.exports.begin(byOwner(office)))
  await office.app.buildExports(batch)
  for (const name of await piecesOf(office)) await office.ports.blobs.remove({ container: 'demo', name })
  assert.equal(refusal(await office.app.exports.content({ ...byOwner(office), exportId })), 'notFound')
  assert.deepEqual(await eventsOf(office), ['exportAsked', 'exportBuilt'])
})

test('a reading that cannot be entered in the audit hands nothing out', async (t) => {
  const office = await openOffice(t)
  const { id: exportId } = must(await office.app.exports.begin(byOwner(office)))
  await office.app.buildExports(batch)
  const { documents } = office.ports
  const full = async () => err({ code: 'versionConflict', index: 0 } as const)
  const busy = createApp({ ...office.ports, documents: { ...documents, batch: full } })
  assert.equal(refusal(await busy.exports.content({ ...byOwner(office), exportId })), 'versionConflict')
})
