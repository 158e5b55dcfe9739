import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { Document } from '../../../shared/application/ports/documents.ts'
import { makePurgeLedger } from '../../../shared/application/retention/purge-ledger.ts'
import { must, openOffice, type Office } from '../../support/application.ts'
import { mailsTo } from '../../support/mailbox.ts'
import { aRequest, goingOn, personEmail, type MadeRequest } from '../../support/request-stages.ts'
import { streamOf } from '../../support/streams.ts'

const batch = 100

async function deliveredRequest(office: Office): Promise<MadeRequest> {
  const request = await aRequest(office).verified().assignedTo('user').filled().made()
  const { requestId } = request
  must(
    await office.app.putFile({
      ...{ actor: office.as('user'), requestId, name: 'a', contentType: 'a/b', content: streamOf('a') },
    }),
  )
  return goingOn(office, request).sealed().approved().delivered().made()
}

type Backup = {
  readonly documents: readonly Document[]
  readonly mark?: Document | undefined
  readonly shares: readonly (readonly [name: string, share: Uint8Array])[]
}

const documentsOf = async ({ ports }: Office, { companyId, requestId }: MadeRequest) => {
  const query = { container: 'requests', key: [companyId, requestId], limit: 1000 } as const
  return (await ports.documents.query(query)).items.map(({ value }) => value)
}

/** What a backup of the documents holds of a request, and of the shares on a machine that mirrors them. */
async function backedUp(office: Office, request: MadeRequest): Promise<Backup> {
  const { documents, shares } = office.ports
  const kept = (await shares.list()).shares.map(
    async ({ name }) => [name, (await shares.get(name)) ?? assert.fail()] as const,
  )
  return {
    documents: await documentsOf(office, request),
    mark: (await documents.read({ container: 'access', key: ['purgeReplay'] }, 'purgeReplay'))?.value,
    shares: await Promise.all(kept),
  }
}

/** As it was, and nothing of what was written since. */
async function restored(office: Office, request: MadeRequest, backup: Backup): Promise<void> {
  const { documents, shares } = office.ports
  const place = { container: 'requests', key: [request.companyId, request.requestId] } as const
  for (const { id } of await documentsOf(office, request))
    await documents.batch(place, [{ kind: 'delete', id }])
  for (const value of backup.documents) await documents.batch(place, [{ kind: 'upsert', value }])
  const mark = backup.mark ?? assert.fail('the ledger was never compared')
  await documents.batch({ container: 'access', key: [mark.id] }, [{ kind: 'upsert', value: mark }])
  for (const [name, share] of backup.shares)
    if ((await shares.get(name)) === undefined) await shares.put(name, share)
}

async function purged(office: Office): Promise<void> {
  await office.app.purgeContent(batch)
  await office.pump()
}

test('what was purged after a backup cannot be read after its restore, and is purged again', async (t) => {
  const office = await openOffice(t)
  const request = await deliveredRequest(office)
  office.clock.pass({ days: 30 })
  await office.app.replayPurges(batch)
  const backup = await backedUp(office, request)
  office.clock.pass({ days: 3 })
  await purged(office)
  const told = mailsTo(office, personEmail).length
  office.clock.pass({ days: 20 })

  await restored(office, request, backup)
  assert.equal(await office.app.replayPurges(batch), 1)

  for (const [name] of backup.shares) assert.equal(await office.ports.shares.get(name), undefined)
  await purged(office)
  const state = await office.stateOf(request)
  assert.equal(state.status, 'closed')
  assert.ok(state.purgedAt !== undefined)
  assert.equal(mailsTo(office, personEmail).length, told, 'the person is not told a second time')
  assert.ok(office.log.some((line) => line.code === 'reconciled' && line.what === 'purges'))
})

test('a request whose purge came early is due at once after a restore, not when the backup says', async (t) => {
  const office = await openOffice(t)
  const request = await deliveredRequest(office)
  await office.app.replayPurges(batch)
  const { companyId, requestId } = request
  await makePurgeLedger(office.ports).enter({
    ...{ companyId, requestId, unreadableSince: office.clock.now().toISOString() },
  })

  assert.equal(await office.app.replayPurges(batch), 1)
  await purged(office)

  assert.ok((await office.stateOf(request)).purgedAt !== undefined)
})

test('a request that had not ended when the backup was made loses its keys, and stays to be answered', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().made()
  await office.app.replayPurges(batch)
  const { companyId, requestId } = request
  await makePurgeLedger(office.ports).enter({
    ...{ companyId, requestId, unreadableSince: office.clock.now().toISOString() },
  })

  assert.equal(await office.app.replayPurges(batch), 1)

  const { shares } = await office.ports.shares.list({ prefix: `${companyId}.${requestId}.` })
  assert.deepEqual(shares, [])
  assert.equal((await office.stateOf(request)).status, 'collecting')
})

test('a company that was closed after a backup cannot be read after its restore', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().made()
  await office.app.replayPurges(batch)
  await makePurgeLedger(office.ports).enter({
    ...{ companyId: 'demo', unreadableSince: office.clock.now().toISOString() },
  })

  assert.equal(await office.app.replayPurges(batch), 1)

  assert.deepEqual((await office.ports.shares.list({ prefix: 'demo.' })).shares, [])
  assert.equal((await office.stateOf(request)).status, 'collecting')
})

test('without a restore nothing is done, and only the last hours of the ledger are looked at', async (t) => {
  const office = await openOffice(t)
  const { companyId, requestId } = await deliveredRequest(office)
  await office.app.replayPurges(batch)
  office.clock.pass({ days: 33 })
  await purged(office)
  assert.equal(await office.app.replayPurges(batch), 0)
  const lists = office.ports.blobs.list
  let listed = 0
  t.mock.method(office.ports.blobs, 'list', (...call: Parameters<typeof lists>) => {
    listed += 1
    return lists(...call)
  })

  office.clock.pass({ hours: 1 })
  assert.equal(await office.app.replayPurges(batch), 0)

  assert.equal(listed, 3, 'the hour before, the hour of the last pass and this one')
  assert.ok((await office.stateOf({ companyId, requestId })).purgedAt !== undefined)
})

test('an hour with more purges than a page of the list is read to its end', async (t) => {
  const { ports, clock } = await openOffice(t)
  const ledger = makePurgeLedger({ ...ports, blobs: inPagesOfTwo(ports.blobs) })
  for (const requestId of ['a', 'b', 'c', 'd', 'e'])
    await ledger.enter({ companyId: 'demo', requestId, unreadableSince: clock.now().toISOString() })

  const found: (string | undefined)[] = []
  for await (const { requestId } of ledger.since(clock.now())) found.push(requestId)

  assert.deepEqual(found, ['a', 'b', 'c', 'd', 'e'])
})

type Blobs = Office['ports']['blobs']

const inPagesOfTwo = (blobs: Blobs): Blobs => ({
  ...blobs,
  list: async (container, prefix, { continuation = '0' } = {}) => {
    const { names } = await blobs.list(container, prefix)
    const [from, to] = [Number(continuation), Number(continuation) + 2]
    return { names: names.slice(from, to), ...(to < names.length && { continuation: `${to}` }) }
  },
})
