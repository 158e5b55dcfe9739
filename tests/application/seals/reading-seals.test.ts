import { test, type TestContext } from 'node:test'
import assert from 'node:assert/strict'

import { createApp } from '../../../shared/composition/app.ts'
import { unzip } from '../../adapters/packaging/zip-tools.ts'
import type { PersonName } from '../../support/companies.ts'
import { must, openOffice, refusal } from '../../support/application.ts'
import { bytesOf } from '../../support/streams.ts'
import { aRequest, goingOn } from '../../support/request-stages.ts'

async function sealedRequest(t: TestContext) {
  const office = await openOffice(t)
  const request = await aRequest(office, { rights: ['access', 'portability'] })
    .verified()
    .assignedTo('user')
    .filled()
    .sealed()
    .made()
  const sealId = (await office.stateOf(request)).seal?.sealId ?? ''
  const seal = (name: PersonName) => ({ actor: office.as(name), requestId: request.requestId, sealId })
  return { office, request, seal, ...office.app.seals }
}

test('an approver reads the package as the person will see it, and each reading is written down', async (t) => {
  const { office, seal, list, content, file } = await sealedRequest(t)

  assert.deepEqual(
    must(await list(seal('approver'))).map(({ right }) => right),
    ['access', 'portability'],
  )
  const first = must(await content(seal('approver')))
  const zip = await bytesOf(first.content)
  const again = must(await content({ ...seal('approver'), right: 'access' }))
  const portability = must(await content({ ...seal('approver'), right: 'portability' }))
  const page = must(await file({ ...seal('approver'), right: 'access', path: 'OPEN-ME-FIRST.html' }))

  assert.equal(first.name, 'access.zip')
  assert.equal(first.sizeBytes, zip.length)
  assert.ok((await bytesOf(again.content)).equals(zip))
  assert.equal(portability.name, 'portability.zip')
  assert.ok((await unzip(zip)).some(({ entry }) => entry.fileName === 'OPEN-ME-FIRST.html'))
  assert.match((await bytesOf(page.content)).toString(), /<html/)
  office.clock.pass({ hours: 1 })
  must(await file({ ...seal('approver'), right: 'access', path: 'OPEN-ME-FIRST.html' }))
  await office.app.sequenceAudit('demo')
  const audit = await office.app.audit.entries({
    ...{ actor: office.as('admin'), companyId: 'demo', first: 0, limit: 100 },
  })
  const read = must(audit).lines.filter(({ entry }) => entry?.event === 'sealRead')
  assert.deepEqual(
    read.map(({ entry }) => entry?.by.id),
    ['approver', 'approver'],
    'once an hour, however much of it was opened',
  )
})

test('what a seal does not have cannot be read from it', async (t) => {
  const { seal, list, content, file } = await sealedRequest(t)
  const unknown = { ...seal('approver'), sealId: 'unknown' }

  assert.equal(refusal(await list(unknown)), 'sealNotFound')
  assert.equal(refusal(await content(unknown)), 'sealNotFound')
  assert.equal(refusal(await file({ ...unknown, right: 'access', path: 'a' })), 'sealNotFound')
  assert.equal(refusal(await file({ ...seal('approver'), right: 'access', path: '../a' })), 'fileNotFound')
})

test('a package of a right that was not asked for does not exist', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().sealed().made()
  const sealId = (await office.stateOf(request)).seal?.sealId ?? ''
  const seal = { actor: office.as('user'), requestId: request.requestId, sealId }

  assert.equal(refusal(await office.app.seals.content({ ...seal, right: 'portability' })), 'fileNotFound')
  const file = { ...seal, right: 'portability', path: 'manifest.json' } as const
  assert.equal(refusal(await office.app.seals.file(file)), 'fileNotFound')
})

test('the manager reads dates and states, not the package; a second user does not find it', async (t) => {
  const { seal, content } = await sealedRequest(t)

  assert.equal(refusal(await content(seal('manager'))), 'forbidden')
  assert.equal(refusal(await content(seal('second'))), 'notFound')
})

test('once it has left, staff cannot open it any more', async (t) => {
  const { office, request, seal, content, list } = await sealedRequest(t)
  await goingOn(office, request).approved().delivered().made()

  for (const name of ['user', 'approver'] as const) {
    const code = refusal(await content(seal(name)))
    assert.ok(code === 'forbidden' || code === 'notFound', code)
    assert.ok(!(await list(seal(name))).ok)
  }
})

test('a package whose key share is gone is gone', async (t) => {
  const { office, request, seal, content } = await sealedRequest(t)
  await office.ports.shares.destroy((await office.stateOf(request)).key.keyId)

  assert.equal(refusal(await content(seal('approver'))), 'contentGone')
})

test('a package whose blobs are gone is not half a package', async (t) => {
  const { office, request, seal, file } = await sealedRequest(t)
  const { names } = await office.ports.blobs.list('demo', `${request.requestId}/`)
  for (const name of names) await office.ports.blobs.remove({ container: 'demo', name })

  const one = await file({ ...seal('approver'), right: 'access', path: 'manifest.json' })

  assert.equal(refusal(one), 'fileNotFound')
})

test('a package that cannot be read back after it was put together is gone, not empty', async (t) => {
  const { office, seal } = await sealedRequest(t)
  const { packages } = office.ports
  const blind = { ...packages, readFile: () => Promise.resolve(undefined) }

  const read = await createApp({ ...office.ports, packages: blind }).seals.content(seal('approver'))

  assert.equal(refusal(read), 'contentGone')
})

test('only the seal that counts is read: an earlier one is history', async (t) => {
  const { office, request, seal, content, list } = await sealedRequest(t)
  const older = seal('user')
  const { requestId } = request
  const mark = { actor: office.as('user'), requestId, sourceId: 'caseFiles', state: 'failed' } as const
  must(await office.app.setSource(mark))
  await goingOn(office, request).sealed().made()

  assert.equal(refusal(await content(older)), 'sealNotFound')
  assert.equal(refusal(await list(older)), 'sealNotFound')
})
