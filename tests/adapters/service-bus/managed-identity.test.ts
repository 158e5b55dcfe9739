import assert from 'node:assert/strict'
import { after, test } from 'node:test'

import { managedIdentity } from '../../../shared/adapters/managed-identity/credential.ts'
import type { BusMessage } from '../../../shared/adapters/service-bus/consuming.ts'
import { createMessageConsumer } from '../../../shared/adapters/service-bus/consumer.ts'
import { createServiceBus } from '../../../shared/adapters/service-bus/message-bus.ts'
import { DependencyUnavailable } from '../../../shared/application/ports/unavailable.ts'
import { azureStores, busSettings } from '../../../shared/composition/azure-stores.ts'
import { readConfig } from '../../../shared/config/read-config.ts'
import { startIdentityEndpoint } from '../../support/identity-endpoint.ts'
import { briefPatience, startBrokerOfThisMachine } from '../../support/service-bus/bus-under-test.ts'
import { trustedLocalhost } from '../../support/tls/certificate.ts'
import { until } from '../../support/until.ts'

const resource = 'https://servicebus.azure.net/'
const identity = await startIdentityEndpoint()
Object.assign(process.env, identity.settings)
const broker = await startBrokerOfThisMachine({
  tls: trustedLocalhost(),
  accepts: (token) => identity.issued(token, resource),
})
after(() => Promise.all([identity.close(), broker.stop()]))
const quick = { ...briefPatience, tryMs: 500 }
const namespace = broker.namespace()

const isUnavailable = (error: unknown): boolean =>
  error instanceof DependencyUnavailable && error.dependency === 'messages'

test('messages go and come over TLS as the identity of the application, by the setting of the namespace', async (t) => {
  const config = readConfig({ SERVICEBUS_NAMESPACE: namespace })
  assert.ok(config.ok && config.value.adapters.messages)
  assert.equal(config.value.mode, 'demo')
  const edges = { clock: { now: () => new Date(0) }, log: { write: () => {} } }
  const stores = azureStores(config.value.adapters, edges, (close) => t.after(close))
  const came: BusMessage[] = []
  const consumer = createMessageConsumer(busSettings(config.value.adapters.messages, undefined), quick)
  const failures: unknown[] = []
  const consumed = consumer.consume({
    ...{ queue: 'audit', hasSessions: true, concurrency: 1, renewForMs: 60_000 },
    handle: async (message) => came.push(message),
    failed: (error) => void failures.push(error),
  })
  t.after(consumed.stop)

  await stores.messages?.send('audit', [{ id: 'm-1', body: { entry: 1 }, sessionId: 'company' }])
  await until(() => came.length === 1)

  assert.deepEqual([came[0]?.messageId, came[0]?.sessionId], ['m-1', 'company'])
  assert.deepEqual([...new Set(identity.asked.map((asked) => asked.resource))], [resource])
  assert.deepEqual(failures, [])
})

test('a token that was given for another service lets nobody in', async (t) => {
  const own = managedIdentity()
  const credential = async () => ({ getToken: () => own.getToken('https://vault.azure.net/.default') })
  const bus = createServiceBus({ namespace, credential }, quick)
  t.after(bus.close)

  await assert.rejects(bus.send('mail', [{ id: 'm-2', body: {} }]), isUnavailable)

  assert.equal(broker.queue('mail').counts().waiting, 0)
})

test('an identity that cannot be had makes messages unavailable, and nothing is sent', async (t) => {
  const credential = async () => ({
    getToken: async () => {
      throw new Error('no identity here')
    },
  })
  const bus = createServiceBus({ namespace, credential }, quick)
  t.after(bus.close)

  await assert.rejects(bus.send('mail', [{ id: 'm-3', body: {} }]), isUnavailable)

  assert.equal(broker.queue('mail').counts().waiting, 0)
})

test('an identity that is silent ends the call in its time, and nothing is sent', async (t) => {
  const credential = async () => ({ getToken: () => new Promise<never>(() => undefined) })
  const bus = createServiceBus({ namespace, credential }, { ...quick, callMs: 500, tryMs: 4_000 })
  t.after(bus.close)

  const begun = performance.now()
  await assert.rejects(bus.send('mail', [{ id: 'm-4', body: {} }]), isUnavailable)

  assert.ok(performance.now() - begun < 3_000)
  assert.equal(broker.queue('mail').counts().waiting, 0)
})
