import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import { eventIdOf } from '../../../shared/application/webhooks/told-events.ts'
import { DependencyUnavailable } from '../../../shared/application/ports/unavailable.ts'
import type { Ports } from '../../../shared/application/ports/ports.ts'
import type { WebhookEvent } from '../../../shared/domain/webhooks/webhook-events.ts'
import { createApp, type App } from '../../../shared/composition/app.ts'
import { must, openOffice } from '../../support/application.ts'
import { pumpOf } from '../../support/pump.ts'
import { receiver } from '../../support/receiver.ts'
import { aWebhook, deliveriesOf, retried } from './support.ts'

async function told(t: TestContext, events: readonly WebhookEvent[]) {
  const office = await openOffice(t)
  const there = await receiver(t)
  const webhook = await aWebhook(office, there.url, { events })
  const bodies = () => there.calls.map(({ body }) => JSON.parse(body()) as { type: string; data: object })
  const owner = { actor: office.as('owner'), companyId: 'demo' }
  return { office, there, webhook, bodies, owner }
}

test('what happens to the company itself is told with ids alone: who left, which key, which export', async (t) => {
  const events = ['employeeLeft', 'apiKeyRotated', 'apiKeyStopped', 'exportReady', 'closingBegun'] as const
  const { office, bodies, owner } = await told(t, events)
  const { app } = office
  const left = must(await app.inviteEmployee({ ...owner, name: 'Nina New', email: 'nina@demo.example' }))
  must(await app.leaveCompany({ ...owner, employeeId: left.id }))
  const { id: keyId } = must(
    await app.apiKeys.create({ ...owner, wish: { name: 'CRM', scopes: ['requests'] } }),
  )
  must(await app.apiKeys.rotate({ ...owner, keyId }))
  must(await app.apiKeys.stop({ ...owner, keyId }))
  const { id: exportId } = must(await app.exports.begin(owner))
  await app.buildExports(100)
  await office.pump()

  const companyId = 'demo'
  assert.deepEqual(
    bodies().map(({ type, data }) => ({ type, data })),
    [
      { type: 'employeeLeft', data: { companyId, employeeId: left.id } },
      { type: 'apiKeyRotated', data: { companyId, keyId } },
      { type: 'apiKeyStopped', data: { companyId, keyId } },
      { type: 'exportReady', data: { companyId, exportId } },
    ],
  )
})

test('a system that is told of several companies never gets the same id for two things', () => {
  const entry = { requestId: '-', sequence: 7 }
  const ids = ['demo', 'other'].map((companyId) => eventIdOf({ companyId, ...entry }))
  assert.deepEqual(ids, ['demo-7', 'other-7'])
})

/** Ports that work so many times and then never again, as for a process that is killed there. */
function dying(ports: Ports, effects: number) {
  let left = effects
  let hasDied = false
  const counted =
    <Given extends unknown[], Answer>(work: (...given: Given) => Promise<Answer>) =>
    async (...given: Given): Promise<Answer> => {
      hasDied ||= left-- <= 0
      if (hasDied) throw new DependencyUnavailable('documents', 1)
      return work(...given)
    }
  const { documents, messages, egress } = ports
  const mortal = {
    ...ports,
    documents: { ...documents, batch: counted(documents.batch) },
    messages: { ...messages, send: counted(messages.send) },
    egress: { ...egress, call: counted(egress.call) },
  }
  return { ports: mortal, hasDied: () => hasDied }
}

test('killed after any of its effects and started again, it tells what was committed, under one id, and says how often', async (t) => {
  const { office, there, webhook, owner } = await told(t, ['apiKeyRotated'])
  const wish = { name: 'CRM', scopes: ['requests'] } as const
  const { id: keyId } = must(await office.app.apiKeys.create({ ...owner, wish }))
  await office.pump()
  const rotations = async (): Promise<number> =>
    (
      await office.ports.documents.query<{ readonly id: string; readonly event: string }>({
        ...{ container: 'companies', key: ['demo'], idPrefix: 'audit:', limit: 1000 },
      })
    ).items.filter(({ value }) => value.event === 'apiKeyRotated').length
  const once = async (app: App) => {
    must(await app.apiKeys.rotate({ ...owner, keyId }))
    await pumpOf(app, office.queue).pump()
  }
  const enough = 40
  let effects = 0
  for (; effects < enough; effects++) {
    const before = await rotations()
    const process = dying(office.ports, effects)
    await once(createApp(process.ports)).catch(() => undefined)
    office.clock.pass({ seconds: 60 })
    await office.app.relayOutbox(100, 0)
    await office.pump()
    office.clock.pass({ seconds: 180 })
    await retried(office)
    const deliveries = await deliveriesOf(office, webhook.id)
    assert.equal(deliveries.length, await rotations(), `after ${effects} effects`)
    assert.ok((await rotations()) - before <= 1)
    for (const { id, outcome, tries, attempts } of deliveries) {
      const calls = there.calls.filter(({ request }) => request.headers['webhook-id'] === id)
      assert.deepEqual([outcome, attempts.length], ['delivered', tries], id)
      // A try that was lost may have died before the call, or after it.
      const lost = attempts.filter(({ failure }) => failure === 'interrupted').length
      assert.ok(calls.length >= tries - lost && calls.length <= tries, `${calls.length} calls`)
    }
    if (!process.hasDied()) break
  }
  assert.ok(effects > 5 && effects < enough, `${effects} effects`)
})
