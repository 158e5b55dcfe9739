import { test } from 'node:test'
import assert from 'node:assert/strict'

import type { Ports } from '../../../shared/application/ports/ports.ts'
import { DependencyUnavailable } from '../../../shared/application/ports/unavailable.ts'
import { createApp } from '../../../shared/composition/app.ts'
import { err } from '../../../shared/kernel/result.ts'
import { must, openOffice, type Office } from '../../support/application.ts'
import { aRequest } from '../../support/request-stages.ts'

const shareNames = async ({ ports }: Office): Promise<readonly string[]> =>
  (await ports.shares.list()).shares.map(({ name }) => name)

/** A store of requests in which every commit ends so. */
const committing = (ports: Ports, batch: Ports['documents']['batch']): Ports => ({
  ...ports,
  documents: {
    ...ports.documents,
    batch: (partition, writes) =>
      partition.container === 'requests'
        ? batch(partition, writes)
        : ports.documents.batch(partition, writes),
  },
})

const refused: Ports['documents']['batch'] = () =>
  Promise.resolve(err({ code: 'versionConflict', index: 0 } as const))

const lost = (ports: Ports, commits: 'stored' | 'dropped'): Ports['documents']['batch'] =>
  async function (partition, writes) {
    if (commits === 'stored') await ports.documents.batch(partition, writes)
    throw new DependencyUnavailable('documents', 1)
  }

const wish = { rights: ['access'], personal: { email: 'somebody@mail.example' } } as const
const asked = (ports: Ports) => createApp(ports).createRequest({ companyId: 'demo', wish })

const anotherDay = async (office: Office): Promise<number> => {
  office.clock.pass({ days: 1, seconds: 1 })
  return office.app.sweepShares(100)
}

test('a request that is refused at its commit leaves no key behind', async (t) => {
  const office = await openOffice(t)
  const idempotency = (bodyHash: string) => ({ key: 'the same', bodyHash })
  const asking = (bodyHash: string) =>
    office.app.createRequest({ companyId: 'demo', wish, idempotency: idempotency(bodyHash) })
  const outcomes = await Promise.all([asking('one'), asking('two')])

  assert.deepEqual(outcomes.map(({ ok }) => ok).sort(), [false, true])
  assert.equal((await shareNames(office)).length, 1)
})

test('a request that staff register twice at once has one key', async (t) => {
  const office = await openOffice(t)
  const registering = () =>
    office.app.registerRequest({
      ...{ actor: office.as('manager'), companyId: 'demo', wish, channel: 'phone' },
      idempotency: { key: 'the same', bodyHash: 'one' },
    })
  const [one, two] = await Promise.all([registering(), registering()])

  assert.deepEqual(must(one), must(two))
  assert.equal((await shareNames(office)).length, 1)
})

test('deliveries that somebody else overtook leave no keys behind', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().sealed().approved().made()
  const before = await shareNames(office)

  await createApp(committing(office.ports, refused)).delivery.prepare(request)

  assert.deepEqual(await shareNames(office), before)
})

test('a delivery that is prepared at the second attempt keeps its key and only its own', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().sealed().approved().made()
  let refusals = 1
  const batch: Ports['documents']['batch'] = (partition, writes) =>
    refusals-- > 0 ? refused(partition, writes) : office.ports.documents.batch(partition, writes)

  await createApp(committing(office.ports, batch)).delivery.prepare(request)

  const { key, deliveries } = await office.stateOf(request)
  const named = [key, ...deliveries.map((delivery) => delivery.key)].map(({ keyId }) => keyId)
  assert.equal(named.length, 2)
  assert.deepEqual([...(await shareNames(office))].sort(), named.sort())
})

test('a commit whose answer was lost keeps its key, now and when a day has passed', async (t) => {
  const office = await openOffice(t)
  await assert.rejects(asked(committing(office.ports, lost(office.ports, 'stored'))))
  const before = await shareNames(office)
  assert.equal(before.length, 1)

  assert.equal(await anotherDay(office), 0)

  assert.deepEqual(await shareNames(office), before)
})

test('a key whose commit never came is destroyed after a day, and not before', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).made()
  await assert.rejects(asked(committing(office.ports, lost(office.ports, 'dropped'))))
  assert.equal((await shareNames(office)).length, 2)
  assert.equal(await office.app.sweepShares(100), 0)
  office.clock.pass({ hours: 23 })
  assert.equal(await office.app.sweepShares(100), 0)

  office.clock.pass({ hours: 2 })
  assert.equal(await office.app.sweepShares(100), 1)

  assert.deepEqual(await shareNames(office), [(await office.stateOf(request)).key.keyId])
  assert.ok(
    office.log.some((line) => line.code === 'reconciled' && line.what === 'shares' && line.count === 1),
  )
})

test('each key is looked for once: what was found named yesterday is not read again', async (t) => {
  const office = await openOffice(t)
  await aRequest(office).made()
  await anotherDay(office)
  const read: string[] = []
  const { documents } = office.ports
  const app = createApp({
    ...office.ports,
    documents: {
      ...documents,
      read: (partition, id) => {
        if (partition.container === 'requests') read.push(id)
        return documents.read(partition, id)
      },
    },
  })
  await aRequest(office, { email: 'second@person.example' }).made()

  office.clock.pass({ days: 2 })
  await app.sweepShares(100)

  assert.deepEqual(read, ['request'])
})

test('a listing of many pages is read to its end', async (t) => {
  const office = await openOffice(t)
  await office.ports.shares.put('demo.gone.1', new Uint8Array(32))
  await office.ports.shares.put('demo.gone.2', new Uint8Array(32))
  const { shares } = office.ports
  const list: typeof shares.list = async ({ continuation } = {}) => {
    const [first, second] = (await shares.list()).shares
    if (!first || !second) return { shares: [] }
    return continuation === undefined ? { shares: [first], continuation: 'on' } : { shares: [second] }
  }
  office.clock.pass({ days: 2 })

  assert.equal(await createApp({ ...office.ports, shares: { ...shares, list } }).sweepShares(100), 2)
})

test('a pass that breaks off looks again at all of its keys', async (t) => {
  const office = await openOffice(t)
  await assert.rejects(asked(committing(office.ports, lost(office.ports, 'dropped'))))
  office.clock.pass({ days: 2 })
  const away = () => Promise.reject(new DependencyUnavailable('shares', 1))
  const broken = createApp({ ...office.ports, shares: { ...office.ports.shares, destroy: away } })
  await assert.rejects(broken.sweepShares(100), DependencyUnavailable)

  assert.equal(await office.app.sweepShares(100), 1)

  assert.deepEqual(await shareNames(office), [])
})

test('shares of a company that this store does not know, and of no known name, are left alone', async (t) => {
  const office = await openOffice(t)
  await office.ports.shares.put('elsewhere.request.key', new Uint8Array(32))
  await office.ports.shares.put('another-name', new Uint8Array(32))

  assert.equal(await anotherDay(office), 0)

  assert.equal((await shareNames(office)).length, 2)
})

test('a store that lost most of its requests costs no key: the sweep stops and says so', async (t) => {
  const office = await openOffice(t)
  for (let key = 0; key <= 100; key++) await office.ports.shares.put(`demo.gone.${key}`, new Uint8Array(32))

  await assert.rejects(anotherDay(office), /lost requests/)

  assert.equal((await shareNames(office)).length, 101)
})
