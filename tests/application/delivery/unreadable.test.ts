import { test, type TestContext } from 'node:test'
import assert from 'node:assert/strict'

import { createPackageStore } from '../../../shared/adapters/packaging/package-store.ts'
import type { BlobStore } from '../../../shared/application/ports/blobs.ts'
import { DependencyUnavailable } from '../../../shared/application/ports/unavailable.ts'
import { auditOf } from '../../support/audit.ts'
import { must, openOffice, refusal, type Office } from '../../support/application.ts'
import { mailsTo } from '../../support/mailbox.ts'
import { aRequest, goingOn, type MadeRequest } from '../../support/request-stages.ts'
import { bytesOf } from '../../support/streams.ts'

const away = new DependencyUnavailable('documents', 1)

/** What has become of the blob that the package lies in. */
type Blob = 'whole' | 'changed' | 'cut' | 'lost' | 'away'

async function* changed(content: AsyncIterable<Uint8Array>) {
  for await (const chunk of content) yield Buffer.from(chunk).fill(0, chunk.length - 1)
}

function failing(blobs: BlobStore, stateOf: () => Promise<Blob>): BlobStore {
  return {
    ...blobs,
    size: async (name) => {
      const state = await stateOf()
      if (state === 'lost') return undefined
      return state === 'cut' ? 10 : blobs.size(name)
    },
    read: async (name, range) => {
      const state = await stateOf()
      if (state === 'away') throw new DependencyUnavailable('blobs', 1)
      const content = await blobs.read(name, range)
      return state === 'changed' && content ? changed(content) : content
    },
  }
}

async function deliveredOffice(t: TestContext) {
  let blob: Blob = 'whole'
  let meanwhile: (() => Promise<void>) | undefined
  let refused: Error | undefined
  const stateOf = async () => {
    const work = meanwhile
    meanwhile = undefined
    await work?.()
    return blob
  }
  const office = await openOffice(t, {
    through: (ports) => ({
      ...ports,
      packages: createPackageStore({ blobs: failing(ports.blobs, stateOf) }),
      documents: {
        ...ports.documents,
        batch: async (...args) => {
          if (refused) throw refused
          return ports.documents.batch(...args)
        },
      },
    }),
  })
  const request = await aRequest(office, { rights: ['access', 'portability'] })
    .verified()
    .assignedTo('user')
    .filled()
    .sealed()
    .approved()
    .made()
  await goingOn(office, request).delivered().made()
  const [delivery] = (await office.stateOf(request)).deliveries
  const deliveryId = delivery?.id ?? ''
  const open = () => office.app.openDelivery({ actor: request.person, deliveryId })
  const download = async () => bytesOf(must(await open()).content)
  await download()
  await office.pump()
  return {
    ...{ office, request, deliveryId, open, download },
    becomes: (state: Blob) => (blob = state),
    whileOpening: (work: () => Promise<void>) => (meanwhile = work),
    refuseWrites: (error: Error | undefined) => (refused = error),
  }
}

const problemFor = async (office: Office, { requestId }: MadeRequest) =>
  must(await office.app.viewRequest({ actor: office.as('manager'), requestId })).view.problem

const problemMails = async (office: Office) => {
  await office.pump()
  return mailsTo(office, 'manager@demo.example').filter(({ subject }) =>
    subject.endsWith('A request needs your attention'),
  ).length
}

const lines = ({ log }: Office) => log.filter(({ code }) => code === 'deliveryUnreadable')

test('a changed package is cut, shown to staff, logged, and mailed to the managers once', async (t) => {
  const { office, request, deliveryId, download, becomes } = await deliveredOffice(t)
  const since = office.clock.now().toISOString()
  assert.equal(await problemFor(office, request), undefined)
  becomes('changed')

  await assert.rejects(download(), /ciphertext refused/)
  await assert.rejects(download(), /ciphertext refused/)

  assert.deepEqual(await problemFor(office, request), { code: 'deliveryUnreadable', since, deliveryId })
  const { companyId, requestId } = request
  const line = { code: 'deliveryUnreadable', companyId, requestId, deliveryId } as const
  assert.deepEqual(lines(office), [line, line])
  assert.equal(await problemMails(office), 1)
  const events = (await auditOf(office).lines()).flatMap(({ entry }) =>
    entry?.event === 'deliveryUnreadable' ? [entry.detail] : [],
  )
  assert.deepEqual(events, [{ deliveryId }])
})

test('a package that was cut short, or is not there though its key is, is shown as well', async (t) => {
  const { office, request, download, open, becomes } = await deliveredOffice(t)
  becomes('cut')
  await assert.rejects(download(), /ciphertext refused/)
  assert.equal((await problemFor(office, request))?.code, 'deliveryUnreadable')

  becomes('whole')
  await download()
  assert.equal(await problemFor(office, request), undefined, 'all of it came out again')

  becomes('lost')
  assert.equal(refusal(await open()), 'deliveryUnreadable')
  assert.equal((await problemFor(office, request))?.code, 'deliveryUnreadable')
})

test('what was recalled, or went with its request, while it was opened is told as that and not as lost', async (t) => {
  const { office, request, deliveryId, open, becomes, whileOpening } = await deliveredOffice(t)
  becomes('lost')
  whileOpening(async () => {
    const recall = {
      actor: office.as('manager'),
      deliveryId,
      reasonCode: 'other',
      reason: 'Too early.',
    } as const
    must(await office.app.recallDelivery(recall))
  })
  assert.equal(refusal(await open()), 'deliveryRecalled')
  assert.equal(await problemFor(office, request), undefined)

  const other = await deliveredOffice(t)
  other.becomes('lost')
  const { companyId, requestId } = other.request
  other.whileOpening(async () => {
    const partition = { container: 'requests', key: [companyId, requestId] } as const
    await other.office.ports.documents.batch(partition, [{ kind: 'delete', id: 'request' }])
  })
  assert.equal(refusal(await other.open()), 'notFound')
})

test('a store that is away for a while is no damage', async (t) => {
  const { office, request, download, becomes } = await deliveredOffice(t)
  becomes('away')

  await assert.rejects(download(), DependencyUnavailable)

  assert.equal(await problemFor(office, request), undefined)
  assert.deepEqual(lines(office), [])
})

test('what breaks because it was recalled meanwhile is no problem, and a recall ends one', async (t) => {
  const { office, request, deliveryId, open, download, becomes } = await deliveredOffice(t)
  becomes('changed')
  const underWay = must(await open())
  const actor = office.as('manager')
  const recall = { actor, deliveryId, reasonCode: 'other', reason: 'Sent too early.' } as const
  await assert.rejects(download())
  assert.equal((await problemFor(office, request))?.code, 'deliveryUnreadable')
  must(await office.app.recallDelivery(recall))

  await assert.rejects(bytesOf(underWay.content))

  assert.equal(await problemFor(office, request), undefined)
  assert.equal(lines(office).length, 1)
})

test('what cannot be written down now is written down at the next download', async (t) => {
  const { office, request, open, download, becomes, refuseWrites } = await deliveredOffice(t)
  becomes('changed')
  const first = must(await open())
  refuseWrites(away)
  await assert.rejects(bytesOf(first.content), /ciphertext refused/)
  refuseWrites(undefined)
  assert.equal(await problemFor(office, request), undefined)
  await assert.rejects(download())
  assert.equal((await problemFor(office, request))?.code, 'deliveryUnreadable')

  becomes('whole')
  const whole = must(await open())
  refuseWrites(away)
  assert.equal((await bytesOf(whole.content)).length, whole.sizeBytes, 'and the person gets all of it')
})

test('a closed company is mailed nothing, and a defect in the noting is not hidden', async (t) => {
  const { office, request, open, download, becomes, refuseWrites } = await deliveredOffice(t)
  await office.ports.documents.batch({ container: 'companies', key: ['demo'] }, [
    { kind: 'delete', id: 'company' },
  ])
  office.clock.pass({ seconds: 10 })
  becomes('changed')
  const underWay = must(await open())
  refuseWrites(new Error('a defect'))
  await assert.rejects(bytesOf(underWay.content), /a defect/)
  refuseWrites(undefined)

  await assert.rejects(download(), /ciphertext refused/)

  assert.ok((await office.stateOf(request)).deliveries[0]?.unreadableSince)
})

test('a request that is gone meanwhile leaves nothing to note', async (t) => {
  const { office, request, open, becomes } = await deliveredOffice(t)
  becomes('changed')
  const underWay = must(await open())
  await office.ports.documents.batch({ container: 'requests', key: [request.companyId, request.requestId] }, [
    { kind: 'delete', id: 'request' },
  ])

  await assert.rejects(bytesOf(underWay.content), /ciphertext refused/)

  assert.deepEqual(lines(office), [])
})
