import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import { createApp } from '../../../shared/composition/app.ts'
import { DependencyUnavailable } from '../../../shared/application/ports/unavailable.ts'
import type { Ports } from '../../../shared/application/ports/ports.ts'
import { must, openOffice, refusal, type Office } from '../../support/application.ts'
import { busyCompany } from '../../support/busy-company.ts'
import { blobsOf, exportedFor, filesIn } from '../../support/exported.ts'

async function packedFor(t: TestContext) {
  const { office, requests } = await busyCompany(t)
  const fresh = await openOffice(t, { empty: { at: office.clock.now() } })
  return { office, requests, fresh, files: await exportedFor(office, fresh) }
}

/** Ports that work so many times and then never again, as for a process that is killed there. */
function until(ports: Ports, writes: number): Ports {
  let left = writes
  const counted =
    <Given extends unknown[], Answer>(work: (...given: Given) => Promise<Answer>) =>
    async (...given: Given): Promise<Answer> => {
      if (left-- <= 0) throw new DependencyUnavailable('documents', 1)
      return work(...given)
    }
  const { documents, shares, blobs } = ports
  return {
    ...ports,
    documents: { ...documents, batch: counted(documents.batch) },
    shares: { ...shares, put: counted(shares.put) },
    blobs: { ...blobs, stage: counted(blobs.stage), commit: counted(blobs.commit) },
  }
}

/** After that, a run that is not heard of is taken for dead. */
const leaseSeconds = 300

const isThere = async ({ ports }: Office): Promise<boolean> =>
  (await ports.documents.read({ container: 'companies', key: ['demo'] }, 'company')) !== undefined

test('an import that is killed anywhere leaves no company to anybody, and the same export is taken in by the next run', async (t) => {
  const { office, fresh, files } = await packedFor(t)
  for (let writes = 0; ; writes += 7) {
    const run = createApp(until(fresh.ports, writes)).importCompany.run(filesIn(files))
    const died = await run.then(
      () => false,
      () => true,
    )
    if (!died) break
    assert.equal(await isThere(fresh), false)
    assert.equal(refusal(await fresh.app.publicKeys('demo')), 'notFound')
    fresh.clock.pass({ seconds: leaseSeconds })
  }
  assert.equal(await isThere(fresh), true)
  assert.deepEqual(await blobsOf(fresh.ports), await blobsOf(office.ports))
  const queue = async ({ app, as }: Office) =>
    must(await app.listQueue({ actor: as('manager'), filter: { limit: 100 } }))
  assert.deepEqual(await queue(fresh), await queue(office))
})

test('timers that come by while it is half written destroy nothing of it', async (t) => {
  const { office, fresh, files } = await packedFor(t)
  const writes = 60
  await assert.rejects(createApp(until(fresh.ports, writes)).importCompany.run(filesIn(files)))
  const { app } = fresh
  const shares = async () => (await fresh.ports.shares.list()).shares.map(({ name }) => name)
  const before = await shares()
  assert.ok(before.length > 0)
  fresh.clock.pass({ hours: 26 })
  await app.sweepShares(100)
  await app.purgeContent(100)
  await app.closeForGood(100)
  await app.relayOutbox(100, 0)
  await app.sweepUnverified(100)
  await app.reconcile(100)
  assert.deepEqual(await shares(), before)
  must(await app.importCompany.run(filesIn(files)))
  assert.deepEqual(await blobsOf(fresh.ports), await blobsOf(office.ports))
})

test('of an export that was given up for a newer one nothing is left', async (t) => {
  const { office, requests, fresh, files } = await packedFor(t)
  await assert.rejects(createApp(until(fresh.ports, 60)).importCompany.run(filesIn(files)))
  const { requestId } = requests.collecting
  must(await office.app.removeFile({ actor: office.as('user'), requestId, name: 'policy.txt' }))
  office.clock.pass({ hours: 1 })
  fresh.clock.pass({ hours: 1 })
  const newer = await exportedFor(office, fresh)
  must(await fresh.app.importCompany.run(filesIn(newer)))
  assert.deepEqual([...(await blobsOf(fresh.ports)).keys()], [...(await blobsOf(office.ports)).keys()])
  const file = await fresh.app.readFile({ actor: fresh.as('user'), requestId, name: 'policy.txt' })
  assert.equal(refusal(file), 'fileNotFound')
})
