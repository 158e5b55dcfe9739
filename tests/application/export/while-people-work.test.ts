import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import { treePartition } from '../../../shared/application/evidence/tree-document.ts'
import { requestPartition } from '../../../shared/application/place.ts'
import type { Document } from '../../../shared/application/ports/documents.ts'
import type { Ports } from '../../../shared/application/ports/ports.ts'
import { createApp } from '../../../shared/composition/app.ts'
import { must, openOffice, otherSide, refusal, type Office } from '../../support/application.ts'
import { auditOf } from '../../support/audit.ts'
import { publishedForm, recorded } from '../../support/consent.ts'
import { filesIn, linesOf } from '../../support/exported.ts'
import { aRequest, goingOn } from '../../support/request-stages.ts'
import { bytesOf } from '../../support/streams.ts'
import { filesOf } from '../../support/zip-files.ts'

const batch = 100
const pageLength = 8
const owner = ({ as }: Office) => ({ actor: as('owner'), companyId: 'demo' })

type Happens = (reading: number, container: string) => Promise<unknown>

/** The same office, in which something happens at each reading of a list; a page is short. */
function worked({ ports }: Office, happens: Happens): Ports {
  const { documents } = ports
  let reading = 0
  let isBusy = false
  const query = (async (asked) => {
    const page = await documents.query({ ...asked, limit: pageLength })
    if (isBusy) return page
    isBusy = true
    await happens(reading++, asked.container)
    isBusy = false
    return page
  }) as Ports['documents']['query']
  return { ...ports, documents: { ...documents, query } }
}

/** Packed for another instance while that happens. */
async function packed(office: Office, fresh: Office, happens: Happens) {
  const { key: receivingKey } = await fresh.app.importCompany.receivingKey()
  const begun = must(await office.app.exports.handOver({ ...owner(office), receivingKey }))
  assert.ok('id' in begun)
  await office.pump()
  await createApp(worked(office, happens)).buildExports(batch)
  return { ...owner(office), exportId: begun.id }
}

async function filesFrom(office: Office, asked: Awaited<ReturnType<typeof packed>>) {
  return filesOf(await bytesOf(must(await office.app.exports.content(asked)).content))
}

async function offices(t: TestContext) {
  const office = await openOffice(t)
  return { office, fresh: await openOffice(t, { empty: { at: office.clock.now() } }) }
}

type Manifest = {
  readonly asOf: Readonly<Record<'treeSize' | 'companySequence' | 'companyChangedUntil', number>>
}

test('what is exported while people work is taken in, nothing of before is missing, and all of it goes on', async (t) => {
  const { office, fresh } = await offices(t)
  const before = [
    await aRequest(office).verified().assignedTo('user').made(),
    await aRequest(office, { email: 'second@person.example' }).verified().assignedTo('user').filled().made(),
    await aRequest(office, { email: 'third@person.example' }).verified().assignedTo('user').made(),
  ]
  await office.pump()
  const entriesBefore = (await auditOf(office).lines()).length
  const [first, , third] = before
  let people = 0
  const files = await filesFrom(
    office,
    await packed(office, fresh, async (reading) => {
      // Everybody goes home at last.
      if (reading > 60) return
      people += 1
      const { app, as } = office
      if (reading % 3 === 0) {
        const email = `new${people}@person.example`
        await aRequest(office, { email }).verified().assignedTo('user').filled().made()
      }
      if (reading % 5 === 0) {
        const name = { name: 'Nina New', email: `nina${people}@demo.example` }
        must(await app.inviteEmployee({ ...owner(office), ...name }))
      }
      const requestId = reading % 2 === 0 ? first?.requestId : third?.requestId
      must(await app.messages.post({ actor: as('user'), requestId: `${requestId}`, text: 'Soon.' }))
      await office.pump()
    }),
  )
  assert.ok(people > 20, `${people} readings`)

  must(await fresh.app.importCompany.run(filesIn(files)))
  await fresh.pump()
  for (const { requestId } of before) {
    assert.ok((await fresh.stateOf({ companyId: 'demo', requestId })).status)
    const entries = async ({ ports }: Office) =>
      (
        await ports.documents.query<{ readonly id: string; readonly sequence: number }>({
          ...{ container: 'requests', key: ['demo', requestId], idPrefix: 'audit:', limit: 1000 },
        })
      ).items.map(({ value }) => value.sequence)
    const { auditCount } = await fresh.stateOf({ companyId: 'demo', requestId })
    const kept = (await entries(office)).filter((sequence) => sequence <= auditCount)
    assert.deepEqual(await entries(fresh), kept, 'without a gap')
  }
  const lines = await auditOf(fresh).lines()
  assert.ok(lines.length > entriesBefore)
  for (const index of [0, entriesBefore, lines.length - 1]) assert.ok(await auditOf(fresh).isIncluded(index))

  const [, filled] = before
  assert.ok(filled)
  await goingOn(fresh, filled).sealed().approved().delivered().made()
  must(await fresh.app.inviteEmployee({ ...owner(fresh), name: 'Late', email: 'late@demo.example' }))
})

test('of a neighbour on the same instance nothing is exported, however like ours it is', async (t) => {
  const { office, fresh } = await offices(t)
  await aRequest(office).verified().made()
  const neighbour = otherSide(office)
  await aRequest(neighbour, { email: 'berit@person.example' }).verified().made()
  const asked = { actor: neighbour.as('owner'), companyId: 'other' }
  must(await office.app.inviteEmployee({ ...asked, name: 'Nina New', email: 'nina@other.example' }))
  must(await office.app.inviteEmployee({ ...owner(office), name: 'Nina New', email: 'nina@demo.example' }))
  const files = await filesFrom(office, await packed(office, fresh, async () => undefined))
  const companies = ['companies', 'requests', 'audit'].flatMap((container) =>
    linesOf(files.get(`documents/${container}.jsonl`)).map(({ document }) => document['companyId'] ?? 'demo'),
  )
  assert.deepEqual([...new Set(companies)], ['demo'])
})

test('the manifest says what the export is a picture of', async (t) => {
  const { office, fresh } = await offices(t)
  await aRequest(office).verified().made()
  await office.pump()
  const quiet = await filesFrom(office, await packed(office, fresh, async () => undefined))
  const { asOf } = JSON.parse(`${quiet.get('manifest.json')}`) as Manifest
  const head = linesOf(quiet.get('documents/audit.jsonl')).find(({ kind }) => kind === 'head')
  const ledger = linesOf(quiet.get('documents/companies.jsonl')).find(({ kind }) => kind === 'ledger')
  assert.equal(asOf.treeSize, head?.document['size'])
  assert.equal(asOf.companySequence, ledger?.document['auditCount'])
  assert.equal(asOf.companyChangedUntil, asOf.companySequence, 'nobody changed it meanwhile')

  let people = 0
  const happens = async () =>
    must(
      await office.app.inviteEmployee({
        ...owner(office),
        ...{ name: 'Nina New', email: `nina${(people += 1)}@demo.example` },
      }),
    )
  const busy = await filesFrom(office, await packed(office, fresh, happens))
  const { asOf: then } = JSON.parse(`${busy.get('manifest.json')}`) as Manifest
  assert.ok(then.companyChangedUntil > then.companySequence, 'named, where people never stopped')
  const entries = linesOf(busy.get('documents/companies.jsonl')).filter(({ kind }) => kind === 'audit')
  const sequences = entries.map(({ document }) => document['sequence'])
  assert.deepEqual(
    sequences.toSorted((one, other) => Number(one) - Number(other)),
    Array.from({ length: then.companySequence }, (_, index) => index + 1),
  )
})

test('a request that somebody changes at every reading is read to an end all the same', async (t) => {
  const { office, fresh } = await offices(t)
  const { requestId, companyId } = await aRequest(office).verified().assignedTo('user').made()
  const say = () => office.app.messages.post({ actor: office.as('user'), requestId, text: 'Soon.' })
  const files = await filesFrom(office, await packed(office, fresh, say))
  must(await fresh.app.importCompany.run(filesIn(files)))
  const { auditCount } = await fresh.stateOf({ companyId, requestId })
  const lines = linesOf(files.get('documents/requests.jsonl')).filter(({ kind }) => kind === 'audit')
  assert.equal(lines.length, auditCount)
})

test('of a request that is gone when its turn comes nothing is exported', async (t) => {
  const { office, fresh } = await offices(t)
  const { requestId } = await aRequest(office).made()
  const partition = requestPartition('demo', requestId)
  const files = await filesFrom(
    office,
    await packed(office, fresh, async (_, container) => {
      if (container !== 'requests') return
      await office.ports.documents.batch(partition, [{ kind: 'delete', id: 'request' }])
    }),
  )
  assert.deepEqual(linesOf(files.get('documents/requests.jsonl')), [])
  must(await fresh.app.importCompany.run(filesIn(files)))
})

test('an answer that is destroyed between its request and its key has the export packed anew', async (t) => {
  const { office, fresh } = await offices(t)
  await aRequest(office).verified().assignedTo('user').filled().sealed().approved().delivered().made()
  office.clock.pass({ days: 33 })
  fresh.clock.pass({ days: 33 })
  const { shares } = office.ports
  let isPurged = false
  const get: typeof shares.get = async (name) => {
    if (!isPurged && name.startsWith('demo.')) {
      isPurged = true
      await office.app.purgeContent(batch)
    }
    return shares.get(name)
  }
  const { key: receivingKey } = await fresh.app.importCompany.receivingKey()
  const begun = must(await office.app.exports.handOver({ ...owner(office), receivingKey }))
  assert.ok('id' in begun)
  await createApp({ ...office.ports, shares: { ...shares, get } }).buildExports(batch)
  assert.ok(isPurged)
  const files = await filesFrom(office, { ...owner(office), exportId: begun.id })
  must(await fresh.app.importCompany.run(filesIn(files)))
})

test('an export whose keys are missing each time waits for the next pass, and is never handed out', async (t) => {
  const { office, fresh } = await offices(t)
  await aRequest(office).verified().made()
  const { shares } = office.ports
  const get: typeof shares.get = async (name) => (name.startsWith('demo.') ? undefined : shares.get(name))
  const { key: receivingKey } = await fresh.app.importCompany.receivingKey()
  const begun = must(await office.app.exports.handOver({ ...owner(office), receivingKey }))
  assert.ok('id' in begun)
  await createApp({ ...office.ports, shares: { ...shares, get } }).buildExports(batch)
  const asked = { ...owner(office), exportId: begun.id }
  assert.equal(refusal(await office.app.exports.content(asked)), 'exportNotReady')
  await office.app.buildExports(batch)
  assert.equal(must(await office.app.exports.view(asked)).state, 'ready')
})

test('of a tree that grew meanwhile there is what its head counts, on every level', async (t) => {
  const { office, fresh } = await offices(t)
  const { documents } = office.ports
  const tree = treePartition('demo')
  const leaves = Array.from({ length: 256 }, (_, at) => `hash request ${at}`)
  const tile = (id: string, more: object) => ({ kind: 'upsert', value: { id, ...more } }) as const
  await documents.batch(tree, [
    tile('head', { size: 600, frontier: [], edge: [], promised: [] }),
    ...['0', '1', '2'].map((number) => tile(`tile:0:${number.padStart(12, '0')}`, { leaves })),
    tile('tile:1:000000000000', { hashes: ['a', 'b', 'c'] }),
    tile('tile:2:000000000000', { hashes: ['d'] }),
  ])
  const files = await filesFrom(office, await packed(office, fresh, async () => undefined))
  const found = linesOf(files.get('documents/audit.jsonl')).map(({ document }) => [
    document.id,
    document['hashes'] ?? 'whole',
  ])
  assert.deepEqual(found, [
    ['head', 'whole'],
    ['tile:0:000000000000', 'whole'],
    ['tile:0:000000000001', 'whole'],
    ['tile:1:000000000000', ['a', 'b']],
  ])
})

test('of a company whose tree has not begun there is none', async (t) => {
  const { office, fresh } = await offices(t)
  const { key: receivingKey } = await fresh.app.importCompany.receivingKey()
  const begun = must(await office.app.exports.handOver({ ...owner(office), receivingKey }))
  assert.ok('id' in begun)
  await office.app.buildExports(batch)
  const files = await filesFrom(office, { ...owner(office), exportId: begun.id })
  assert.deepEqual(linesOf(files.get('documents/audit.jsonl')), [])
})

test('of somebody whose consents are gone before they are read, nothing is taken along', async (t) => {
  const { office, fresh } = await offices(t)
  const form = await publishedForm(office)
  must(await recorded(office, form))
  await office.pump()
  const { documents } = office.ports
  const asked = await packed(office, fresh, async (_reading, container) => {
    if (container !== 'consents') return
    const { items } = await documents.query<Document>({ container: 'consents', key: ['demo'], limit: 100 })
    for (const { partition, value } of items)
      await documents.batch(partition, [{ kind: 'delete', id: value.id }])
  })

  const files = await filesFrom(office, asked)
  assert.deepEqual(linesOf(files.get('documents/consents.jsonl')), [])
})
