import { test } from 'node:test'
import assert from 'node:assert/strict'

import { auditOf } from '../../support/audit.ts'
import { openOffice, type Office } from '../../support/application.ts'
import { crashing, type Crash } from '../../support/faults.ts'
import { aRequest } from '../../support/request-stages.ts'
import { createApp } from '../../../shared/composition/app.ts'

async function withEntries(office: Office, requests: number): Promise<void> {
  for (let number = 0; number < requests; number++)
    await office.app.createRequest({
      companyId: 'demo',
      wish: { rights: ['access'], personal: { email: `p${number}@person.example` } },
    })
}

async function isWhole(office: Office, entries: number): Promise<void> {
  const audit = auditOf(office)
  const { treeSize } = await audit.head()
  assert.equal(treeSize, entries)
  const sequences = (await audit.lines()).map(({ entry }) => `${entry?.requestId} ${entry?.sequence}`)
  assert.equal(new Set(sequences).size, entries)
  for (let index = 0; index < entries; index++) assert.ok(await audit.isIncluded(index), `leaf ${index}`)
}

test('two sequencers at once give each entry one place', async (t) => {
  const office = await openOffice(t)
  await withEntries(office, 50)
  const other = office.restarted()

  const placed = await Promise.all([office.app.sequenceAudit('demo'), other.sequenceAudit('demo')])

  assert.equal(placed[0] + placed[1], 50)
  await isWhole(office, 50)
})

test('a sequencer that dies between the head and its leaves is finished by the next', async (t) => {
  for (let effect = 1; effect <= 14; effect++)
    for (const when of ['before', 'after'] as const) {
      const office = await openOffice(t)
      await withEntries(office, 3)
      const crash: Crash = { at: effect, when }
      const { ports } = crashing(office.ports, crash)
      await createApp(ports)
        .sequenceAudit('demo')
        .catch(() => undefined)

      await office.restarted().sequenceAudit('demo')

      await isWhole(office, 3)
    }
})

test('a second run places nothing twice', async (t) => {
  const office = await openOffice(t)
  await aRequest(office).verified().made()
  const { treeSize } = await auditOf(office).head()

  assert.equal(await office.app.sequenceAudit('demo'), 0)

  assert.equal((await auditOf(office).head()).treeSize, treeSize)
})

test('each company has a tree of its own', async (t) => {
  const office = await openOffice(t)
  await withEntries(office, 2)
  await office.app.createRequest({
    companyId: 'other',
    wish: { rights: ['access'], personal: { email: 'p@person.example' } },
  })

  assert.equal(await office.app.sequenceAudit('other'), 1)
  assert.equal(await office.app.sequenceAudit('demo'), 2)
})
