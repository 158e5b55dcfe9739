import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import { createApp } from '../../../shared/composition/app.ts'
import { importingId } from '../../../shared/application/import/import-lease.ts'
import type { Ports } from '../../../shared/application/ports/ports.ts'
import { must, openOffice, type Office } from '../../support/application.ts'
import { blobsOf, exportedFor, filesIn } from '../../support/exported.ts'
import { aRequest } from '../../support/request-stages.ts'

async function packedFor(t: TestContext) {
  const office = await openOffice(t)
  await aRequest(office).verified().assignedTo('user').filled().sealed().made()
  const fresh = await openOffice(t, { empty: { at: office.clock.now() } })
  return { office, fresh, files: filesIn(await exportedFor(office, fresh)) }
}

/** The same stores, with something that happens once before the write that `about` knows. */
function interrupted(
  { ports }: Office,
  about: (writes: Parameters<Ports['documents']['batch']>[1]) => boolean,
  happens: () => Promise<unknown>,
): Ports {
  let isOver = false
  const batch: Ports['documents']['batch'] = async (partition, writes) => {
    if (!isOver && about(writes)) {
      isOver = true
      await happens()
    }
    return ports.documents.batch(partition, writes)
  }
  return { ...ports, documents: { ...ports.documents, batch } }
}

const isOfARequest = (writes: Parameters<Ports['documents']['batch']>[1]): boolean =>
  writes.some((one) => one.kind === 'upsert' && one.value.id === 'request')

const isItsLease = (writes: Parameters<Ports['documents']['batch']>[1]): boolean =>
  writes.some((one) => one.kind === 'create' && one.value.id === importingId)

const run = (ports: Ports, files: Parameters<ReturnType<typeof createApp>['importCompany']['run']>[0]) =>
  createApp(ports).importCompany.run(files)

const isThere = ({ ports }: Office, id: string) =>
  ports.documents.read({ container: 'companies', key: ['demo'] }, id)

test('of two runs at once one takes the company in, and the other is told until when it is held', async (t) => {
  const { office, fresh, files } = await packedFor(t)
  let told: unknown
  const first = interrupted(fresh, isOfARequest, async () => {
    told = await fresh.app.importCompany.run(files)
  })
  must(await run(first, files))
  const until = new Date(fresh.clock.now().getTime() + 300_000).toISOString()
  assert.deepEqual(told, { ok: false, error: { code: 'importRunning', until } })
  assert.equal(await isThere(fresh, importingId), undefined)
  assert.deepEqual(await blobsOf(fresh.ports), await blobsOf(office.ports))
})

test('of two that begin in the same moment one holds', async (t) => {
  const { fresh, files } = await packedFor(t)
  const first = interrupted(fresh, isItsLease, () =>
    fresh.ports.documents.batch({ container: 'companies', key: ['demo'] }, [
      { kind: 'create', value: { id: importingId } },
    ]),
  )
  const taken = await run(first, files)
  assert.equal(taken.ok || taken.error.code, 'importRunning')
})

test('a run that is heard of keeps the company for as long as it takes', async (t) => {
  const { fresh, files } = await packedFor(t)
  const slow = {
    ...files,
    async *open(path: string) {
      for await (const piece of files.open(path)) {
        if (path.startsWith('documents/') && (await isThere(fresh, importingId)))
          fresh.clock.pass({ seconds: 240 })
        yield piece
      }
    },
  }
  let told: unknown
  const ports = interrupted(fresh, isOfARequest, async () => {
    told = await fresh.app.importCompany.run(files)
  })
  const begun = fresh.clock.now()
  must(await run(ports, slow))
  assert.ok(fresh.clock.now().getTime() - begun.getTime() > 300_000, 'longer than one lease')
  assert.equal((told as { error: { code: string } }).error.code, 'importRunning')
})

test('a run that was taken for dead writes nothing more, once another one goes on in its place', async (t) => {
  const { office, fresh, files } = await packedFor(t)
  let isTaken = false
  const late: string[] = []
  const ports = interrupted(fresh, isOfARequest, async () => {
    fresh.clock.pass({ seconds: 300 })
    must(await fresh.app.importCompany.run(files))
    isTaken = true
  })
  const { batch } = ports.documents
  const noting: typeof batch = async (partition, writes) => {
    if (isTaken) late.push(...writes.map((one) => one.kind))
    return batch(partition, writes)
  }
  const taken = await run({ ...ports, documents: { ...ports.documents, batch: noting } }, files)
  assert.equal(taken.ok || taken.error.code, 'importOvertaken')
  assert.deepEqual(late, ['replace'], 'nothing but asking for its lease')
  assert.deepEqual(await blobsOf(fresh.ports), await blobsOf(office.ports))
})

test('a company that another run took in meanwhile is left as it is', async (t) => {
  const { fresh, files } = await packedFor(t)
  const ports = interrupted(fresh, isItsLease, async () => {
    must(await fresh.app.importCompany.run(files))
  })
  const before = fresh.ports.documents
  const taken = await run(ports, files)
  assert.equal(taken.ok || taken.error.code, 'companyExists')
  assert.equal(
    await isThere({ ...fresh, ports: { ...fresh.ports, documents: before } }, importingId),
    undefined,
  )
})

test('an address that the operators give to another company meanwhile is theirs', async (t) => {
  const { fresh, files } = await packedFor(t)
  const partition = { container: 'companies', key: ['demo'] } as const
  const ports = interrupted(fresh, isOfARequest, () =>
    fresh.ports.documents.batch(partition, [{ kind: 'create', value: { id: 'company' } }]),
  )
  const taken = await run(ports, files)
  assert.equal(taken.ok || taken.error.code, 'companyExists')
})

test('at the same time two companies are taken in, since neither is in the other’s way', async (t) => {
  const { fresh, files } = await packedFor(t)
  const elsewhere = { container: 'companies', key: ['other'] } as const
  const value = { id: importingId, companyId: 'other', heldUntil: '2100-01-01T00:00:00.000Z' }
  await fresh.ports.documents.batch(elsewhere, [{ kind: 'create', value }])
  must(await fresh.app.importCompany.run(files))
})
