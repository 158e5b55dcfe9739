import { test, type TestContext } from 'node:test'
import assert from 'node:assert/strict'

import type { RequesterActor } from '../../../shared/application/actor.ts'
import { unzip } from '../../adapters/packaging/zip-tools.ts'
import { createApp } from '../../../shared/composition/app.ts'
import { must, openOffice, refusal } from '../../support/application.ts'
import { mailsTo } from '../../support/mailbox.ts'
import { bytesOf } from '../../support/streams.ts'
import { aRequest, goingOn, personEmail } from '../../support/request-stages.ts'

type WantedRange = { readonly first: number; readonly last?: number } | { readonly suffix: number }

async function deliveredRequest(t: TestContext) {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().sealed().approved().made()
  await goingOn(office, request).delivered().made()
  const [delivery] = (await office.stateOf(request)).deliveries
  const deliveryId = delivery?.id ?? ''
  const open = (range?: WantedRange, actor: RequesterActor = request.person) =>
    office.app.openDelivery({ actor, deliveryId, ...(range ? { range } : {}) })
  const read = async (range?: WantedRange) => bytesOf(must(await open(range)).content)
  return { office, request, deliveryId, open, read }
}

test('the person downloads the package: a zip that ordinary tools open, with its manifest', async (t) => {
  const { office, request, open } = await deliveredRequest(t)

  const opened = must(await open())
  const zip = await bytesOf(opened.content)

  assert.equal(opened.fileName, `${request.reference}-access.zip`)
  assert.equal(opened.sizeBytes, zip.length)
  const files = (await unzip(zip)).map(({ entry }) => entry.fileName)
  for (const wanted of ['OPEN-ME-FIRST.html', 'manifest.json', 'manifest.jws'])
    assert.ok(files.includes(wanted))
  const { view } = must(await office.app.viewRequest({ actor: request.person, requestId: request.requestId }))
  assert.equal(view.deliveries[0]?.sizeBytes, zip.length)
})

test('a download resumes at half, and the halves are the whole', async (t) => {
  const { open, read } = await deliveredRequest(t)
  const whole = await read()
  const half = Math.floor(whole.length / 2)

  const first = await read({ first: 0, last: half - 1 })
  const resumed = must(await open({ first: half }))

  assert.deepEqual(resumed.range, { start: half, end: whole.length })
  assert.ok(Buffer.concat([first, await bytesOf(resumed.content)]).equals(whole))
  assert.ok((await read({ suffix: 10 })).equals(whole.subarray(-10)))
  assert.ok((await read({ suffix: whole.length + 10 })).equals(whole))
  assert.ok((await read({ first: 5, last: whole.length + 10 })).equals(whole.subarray(5)))
})

test('a range outside the package cannot be satisfied', async (t) => {
  const { open, read } = await deliveredRequest(t)
  const { length } = await read()

  for (const range of [{ first: length }, { first: 5, last: 4 }, { suffix: 0 }])
    assert.equal(refusal(await open(range)), 'rangeNotSatisfiable')
})

test('a download is counted when it begins at the beginning, and one from a new browser is told', async (t) => {
  const { office, request, read, open } = await deliveredRequest(t)
  const mails = async () => {
    await office.pump()
    return mailsTo(office, personEmail).length
  }
  const before = await mails()
  await read()
  await read({ first: 100 })
  assert.equal((await office.stateOf(request)).deliveries[0]?.downloads, 1)
  assert.equal(await mails(), before + 1)

  await read()
  assert.equal(await mails(), before + 1)
  must(await open(undefined, { ...request.person, sessionId: 'another browser' }))

  assert.equal(await mails(), before + 2)
  assert.equal((await office.stateOf(request)).deliveries[0]?.downloads, 3)
})

test('staff do not open what has left, and nobody opens another’s', async (t) => {
  const { office, request, deliveryId, open } = await deliveredRequest(t)
  const other = await aRequest(office, { email: 'bo@person.example' }).verified().made()

  for (const name of ['user', 'approver', 'manager', 'owner'] as const)
    assert.equal(refusal(await office.app.openDelivery({ actor: office.as(name), deliveryId })), 'notFound')
  assert.equal(refusal(await open(undefined, other.person)), 'notFound')
  assert.equal(refusal(await open(undefined, { ...request.person, companyId: 'other' })), 'notFound')
  const unknown = { actor: request.person, deliveryId: 'unknown' }
  assert.equal(refusal(await office.app.openDelivery(unknown)), 'notFound')
})

test('a package whose notice has not left does not exist for its person', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().sealed().approved().made()
  const { companyId, requestId, person } = request
  const [deliveryId = ''] = await office.app.delivery.prepare({ companyId, requestId })
  const open = () => office.app.openDelivery({ actor: person, deliveryId })
  assert.equal(refusal(await open()), 'notFound')
  await office.app.delivery.build({ companyId, requestId, deliveryId })
  await office.app.delivery.release({ companyId, requestId })

  assert.equal(refusal(await open()), 'notFound')
  assert.deepEqual(must(await office.app.viewRequest({ actor: person, requestId })).view.deliveries, [])
})

test('after the purge its content is gone, and a recalled one is recalled', async (t) => {
  const { office, request, open } = await deliveredRequest(t)
  const partition = { container: 'requests', key: [request.companyId, request.requestId] } as const
  const state = await office.stateOf(request)
  const deliveries = state.deliveries.map((one) => ({ ...one, state: 'recalled' as const }))
  await office.ports.documents.batch(partition, [
    { kind: 'upsert', value: { ...state, deliveries } as typeof state },
  ])
  assert.equal(refusal(await open()), 'deliveryRecalled')
  office.clock.pass({ days: 33 })
  await office.app.purgeContent(100)

  assert.equal(refusal(await open()), 'deliveryPurged')
})

test('a package whose share is lost before its time opens no more, and is not called purged', async (t) => {
  const { office, request, open } = await deliveredRequest(t)
  const [delivery] = (await office.stateOf(request)).deliveries
  await office.ports.shares.destroy(delivery?.key.keyId ?? '')

  assert.equal(refusal(await open()), 'deliveryUnreadable')
  const { view } = must(
    await office.app.viewRequest({ actor: office.as('manager'), requestId: request.requestId }),
  )
  assert.equal(view.problem?.code, 'deliveryUnreadable')
})

test('each package is counted for itself', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office, { rights: ['access', 'portability'] })
    .verified()
    .assignedTo('user')
    .filled()
    .sealed()
    .approved()
    .made()
  await goingOn(office, request).delivered().made()
  const [first] = (await office.stateOf(request)).deliveries

  must(await office.app.openDelivery({ actor: request.person, deliveryId: first?.id ?? '' }))

  assert.deepEqual(
    (await office.stateOf(request)).deliveries.map(({ downloads }) => downloads),
    [1, 0],
  )
})

test('a person gets their answer also after the company was closed', async (t) => {
  const { office, open } = await deliveredRequest(t)
  await office.ports.documents.batch({ container: 'companies', key: ['demo'] }, [
    { kind: 'delete', id: 'company' },
  ])
  office.clock.pass({ seconds: 10 })

  assert.ok((await open()).ok)
})

test('after its last day it is not readable, also while the purge is held, and a download that goes on is refused', async (t) => {
  const { office, request, open, read } = await deliveredRequest(t)
  const { requestId, person } = request
  await read()
  const [delivery] = (await office.stateOf(request)).deliveries
  office.clock.set(new Date(new Date(delivery?.expiresAt ?? '').getTime() - 1))
  assert.ok((await open({ first: 100 })).ok)

  office.clock.set(delivery?.expiresAt ?? '')

  assert.equal(refusal(await open({ first: 100 })), 'deliveryPurged')
  assert.equal(refusal(await open()), 'deliveryPurged')
  const { view } = must(await office.app.viewRequest({ actor: person, requestId }))
  assert.deepEqual(
    view.deliveries.map(({ state }) => state),
    ['purged'],
  )
})

/** Serves a package in two chunks, with whatever happens in between. */
async function whileDownloading(
  { office, request, deliveryId }: Awaited<ReturnType<typeof deliveredRequest>>,
  between: () => void,
): Promise<number> {
  const { packages } = office.ports
  const slow = async function* () {
    yield new Uint8Array(1)
    between()
    yield new Uint8Array(1)
    yield new Uint8Array(1)
  }
  const app = createApp({ ...office.ports, packages: { ...packages, readFile: async () => slow() } })
  const opened = must(await app.openDelivery({ actor: request.person, deliveryId }))
  return (await bytesOf(opened.content)).length
}

test('a download that is under way stops when its delivery comes to its end', async (t) => {
  const delivered = await deliveredRequest(t)
  const { office } = delivered
  assert.equal(await whileDownloading(delivered, () => undefined), 3)
  assert.equal(await whileDownloading(delivered, () => office.clock.pass({ hours: 1 })), 3)

  await assert.rejects(
    whileDownloading(delivered, () => office.clock.pass({ days: 32 })),
    /ended while it was downloaded/,
  )
})
