import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import { must, openOffice } from '../../support/application.ts'
import { aRequest } from '../../support/request-stages.ts'
import { anApprovedReceiver, instructed } from '../../support/transfer.ts'

const year = 366

async function longAgo(t: TestContext, outcomeYears?: number, transfer?: 'signed') {
  const office = await openOffice(t)
  const { app, clock, ports } = office
  const keep = async (years: number) =>
    must(
      await app.companySettings.change({
        ...{ actor: office.as('owner'), companyId: 'demo', change: { retention: { outcomeYears: years } } },
      }),
    )
  if (outcomeYears !== undefined) await keep(outcomeYears)
  const rights = ['access', 'portability'] as const
  const request = await aRequest(office, { rights }).verified().assignedTo('user').made()
  if (transfer) await instructed(office, request, await anApprovedReceiver(office))
  const { companyId, requestId, person } = request
  must(await app.withdrawRequest({ actor: person, requestId }))
  await office.pump()
  for (const days of [33, 58]) {
    clock.pass({ days })
    await app.purgeContent(100)
    await app.purgeProof(100)
  }
  const documents = async () =>
    (
      await Promise.all(
        (['requests', 'queue'] as const).map((container) =>
          ports.documents.query({ container, key: [companyId], limit: 100 }),
        ),
      )
    ).flatMap(({ items }) => items.filter(({ value }) => JSON.stringify(value).includes(requestId)))
  return { office, request, keep, documents }
}

test('five years after the ending nothing is left of a request but hashes in the tree', async (t) => {
  const { office, documents } = await longAgo(t)
  office.clock.pass({ days: 4 * year })
  assert.equal(await office.app.purgeOutcomes(100), 0)
  assert.ok((await documents()).length > 0)

  office.clock.pass({ days: year })
  assert.equal(await office.app.purgeOutcomes(100), 1)

  assert.deepEqual(await documents(), [])
  assert.equal(await office.app.purgeOutcomes(100), 0)
})

test('a company keeps outcomes for as long as it states, and what it states later holds if it is longer', async (t) => {
  const { office, keep, documents } = await longAgo(t, 1)
  const { settings } = must(
    await office.app.companySettings.view({ actor: office.as('owner'), companyId: 'demo' }),
  )
  assert.deepEqual(settings.retention, { outcomeYears: 1 })
  await keep(3)
  office.clock.pass({ days: year })
  await office.app.purgeOutcomes(100)
  assert.ok((await documents()).length > 0, 'the longer period holds')

  office.clock.pass({ days: 2 * year })
  await office.app.purgeOutcomes(100)

  assert.deepEqual(await documents(), [])
})

test('nor in the list of the company that was to receive it', async (t) => {
  const { office, documents } = await longAgo(t, 1, 'signed')
  assert.ok((await documents()).length > 0)
  office.clock.pass({ days: 2 * year })
  assert.equal(await office.app.purgeOutcomes(100), 1)

  assert.deepEqual(await documents(), [])
})

test('an open breach keeps what it is about', async (t) => {
  const { office, request, documents } = await longAgo(t, 1)
  const { companyId, requestId } = request
  const partition = { container: 'requests', key: [companyId, requestId] } as const
  const breach = (breachState: 'open' | 'closed') =>
    office.ports.documents.batch(partition, [
      { kind: 'upsert', value: { id: 'breach:b1', companyId, requestId, breachState } as { id: string } },
    ])
  await breach('open')
  office.clock.pass({ days: year })
  await office.app.purgeOutcomes(100)
  assert.ok((await documents()).length > 0)

  await breach('closed')
  await office.app.purgeOutcomes(100)
  assert.ok((await documents()).length > 0, 'looked at again a month later')
  office.clock.pass({ days: 31 })
  await office.app.purgeOutcomes(100)

  assert.deepEqual(await documents(), [])
})
