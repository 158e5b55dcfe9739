import { test } from 'node:test'
import assert from 'node:assert/strict'

import { DependencyUnavailable } from '../../../shared/application/ports/unavailable.ts'
import type { Ports } from '../../../shared/application/ports/ports.ts'
import { createApp } from '../../../shared/composition/app.ts'
import { must, openOffice, type Office } from '../../support/application.ts'
import { auditOf } from '../../support/audit.ts'
import { crashing, type Crash } from '../../support/faults.ts'
import { aRequest } from '../../support/request-stages.ts'

const rename = ({ app, as }: Pick<Office, 'app' | 'as'>, name: string) =>
  app.companySettings.change({ actor: as('owner'), companyId: 'demo', change: { name } })

const outboxes = async ({ ports }: Office) =>
  (
    await ports.documents.query({
      container: 'companies',
      where: [{ field: 'outboxPending', is: 'defined' }],
      limit: 10,
    })
  ).items.length

test('a change of the company stands in its audit beside what happened to its requests', async (t) => {
  const office = await openOffice(t)
  must(await rename(office, 'Ny'))
  await office.pump()
  await aRequest(office).verified().made()
  await office.pump()

  const audit = auditOf(office)
  const lines = await audit.lines()
  assert.deepEqual(
    lines.map(({ entry }) => [entry?.requestId === '-' ? 'company' : 'request', entry?.event]).slice(0, 2),
    [
      ['company', 'settingsChanged'],
      ['request', 'requestReceived'],
    ],
  )
  assert.deepEqual(lines[0]?.entry?.by, { kind: 'employee', id: 'owner' })
  assert.deepEqual(lines[0]?.entry?.detail, { members: 'name' })
  assert.ok(await audit.isIncluded(0))
  assert.equal(await outboxes(office), 0)
})

test('killed at any effect, a change of the company has one entry with one place, or none of it happened', async (t) => {
  for (let effect = 1; effect <= 8; effect++)
    for (const when of ['before', 'after'] as const) {
      const office = await openOffice(t)
      const crash: Crash = { at: effect, when }
      await rename({ as: office.as, app: createApp(crashing(office.ports, crash).ports) }, 'Ny').catch(
        () => undefined,
      )

      await office.app.relayOutbox(100, 0)
      await office.pump()
      const { name } = must(
        await office.app.companySettings.view({ actor: office.as('owner'), companyId: 'demo' }),
      ).settings
      assert.equal((await auditOf(office).lines()).length, name === 'Ny' ? 1 : 0, `${effect} ${when}`)
      assert.equal(await outboxes(office), 0)
    }
})

test('an entry of the company that was promised a place keeps it, whose message comes next', async (t) => {
  for (let effect = 1; effect <= 4; effect++)
    for (const when of ['before', 'after'] as const) {
      const office = await openOffice(t)
      must(await rename(office, 'Ny'))
      await createApp(crashing(office.ports, { at: effect, when }).ports)
        .sequenceAudit('demo')
        .catch(() => undefined)
      const wish = { rights: ['access' as const], personal: { email: 'p@person.example' } }
      const { requestId } = must(await office.app.createRequest({ companyId: 'demo', wish }))

      // The message of the request's change looks for entries of requests alone.
      await office.app.sequenceAudit('demo', { published: { requestId, version: '1' } })
      await office.app.sequenceAudit('demo')

      const events = (await auditOf(office).lines()).map(({ entry }) => entry?.event).sort()
      assert.deepEqual(events, ['requestReceived', 'settingsChanged'], `${effect} ${when}`)
    }
})

test('what the bus could not take is sent by the relay', async (t) => {
  let isAway = true
  const through = (ports: Ports): Ports => ({
    ...ports,
    messages: {
      send: async (...given) => {
        if (isAway) throw new DependencyUnavailable('messages', 1)
        return ports.messages.send(...given)
      },
    },
  })
  const office = await openOffice(t, { through })
  must(await rename(office, 'Ny'))
  assert.equal(await outboxes(office), 1)
  isAway = false
  office.clock.pass({ seconds: 60 })

  assert.equal(await office.app.relayOutbox(100), 1)

  assert.equal(await outboxes(office), 0)
  await office.pump()
  assert.equal((await auditOf(office).lines()).length, 1)
})

test('a bus that fails for another reason is a defect, and says so', async (t) => {
  const through = (ports: Ports): Ports => ({
    ...ports,
    messages: { send: () => Promise.reject(new TypeError('broken')) },
  })
  const office = await openOffice(t, { through })

  await assert.rejects(rename(office, 'Ny'), TypeError)
})

test('changes that overtake each other without end are refused rather than tried for ever', async (t) => {
  let busy = 0
  const through = (ports: Ports): Ports => ({
    ...ports,
    documents: {
      ...ports.documents,
      batch: async (partition, writes) => {
        const ledger = { id: 'ledger', version: ++busy, auditCount: 0 }
        if (partition.container === 'companies')
          await ports.documents.batch(partition, [{ kind: 'upsert', value: ledger }])
        return ports.documents.batch(partition, writes)
      },
    },
  })
  const office = await openOffice(t, { through })

  const changed = await rename(office, 'Ny')

  assert.deepEqual(changed, { ok: false, error: { code: 'versionConflict' } })
  assert.equal(busy, 50)
})

test('90 days after a change of the company its entry is gone, and its place in the tree still verifies', async (t) => {
  const office = await openOffice(t)
  must(await rename(office, 'Ny'))
  await office.pump()
  const before = await auditOf(office).lines()
  office.clock.pass({ days: 91 })

  const audit = auditOf(office)
  const [line] = await audit.lines()
  assert.equal(line?.entry, undefined)
  assert.equal(line?.leafHash, before[0]?.leafHash)
  assert.ok(await audit.isIncluded(0))
})
