// Every adapter of Azure over a wire on which things go wrong: no call outlasts its patience, none leaves a connection
// behind, and all is well when the wire is.
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import { createCosmosDocuments } from '../../../shared/adapters/cosmos/documents.ts'
import { createKeyVaultKeys } from '../../../shared/adapters/key-vault/keys.ts'
import { createSendGridMail } from '../../../shared/adapters/sendgrid/mail.ts'
import { createServiceBus } from '../../../shared/adapters/service-bus/message-bus.ts'
import { DependencyUnavailable, type Dependency } from '../../../shared/application/ports/unavailable.ts'
import { personal } from '../../../shared/kernel/personal.ts'
import { startCosmos } from '../../support/cosmos/over-http.ts'
import { faultProxy, type FaultProxy, type Weather } from '../../support/fault-proxy.ts'
import { anyToken } from '../../support/key-vault/open-key-vault.ts'
import { startVault } from '../../support/key-vault/vault-double.ts'
import { apiKey, from, sendGridDouble } from '../../support/sendgrid/service.ts'
import { startProductBroker } from '../../support/service-bus/bus-under-test.ts'

const patienceMs = 1_500
/** A busy machine, and the SDK's own tidying up. */
const graceMs = 2_500

type Connected = {
  readonly proxy: FaultProxy
  /** A call that needs the wire each time. */
  readonly call: (number: number) => Promise<unknown>
}

type Wire = {
  readonly dependency: Dependency
  readonly connect: (t: TestContext) => Promise<Connected>
  /** How many connections the adapter may hold at once. */
  readonly most: number
}

const clock = { now: () => new Date('2026-03-02T08:00:00Z') }
const quiet = { write: () => undefined }
const portOf = (url: string): number => Number(new URL(url).port)

async function proxied(t: TestContext, port: number, stop: () => Promise<unknown>): Promise<FaultProxy> {
  const proxy = await faultProxy(port)
  t.after(async () => {
    await proxy.close()
    await stop()
  })
  return proxy
}

const wires: Readonly<Record<string, Wire>> = {
  'Cosmos DB': {
    dependency: 'documents',
    most: 2,
    connect: async (t) => {
      const cosmos = await startCosmos(clock.now)
      const proxy = await proxied(t, portOf(cosmos.settings.COSMOS_ENDPOINT), cosmos.stop)
      const documents = createCosmosDocuments(
        {
          endpoint: `http://localhost:${proxy.port}`,
          database: cosmos.settings.COSMOS_DATABASE,
          signIn: { key: cosmos.settings.COSMOS_KEY },
        },
        { patience: { callMs: patienceMs, requestMs: 700, retries: 1 } },
      )
      return { proxy, call: () => documents.read({ container: 'companies', key: ['c'] }, 'x') }
    },
  },
  'Key Vault': {
    dependency: 'keys',
    most: 2,
    connect: async (t) => {
      const vault = await startVault()
      const proxy = await proxied(t, portOf(vault.url), vault.close)
      const settings = { url: `https://localhost:${proxy.port}`, credential: anyToken }
      const keys = createKeyVaultKeys({ ...settings, patience: { callMs: patienceMs, retries: 1 } }, clock)
      await keys.ensure('k', 'sign')
      return { proxy, call: (number) => keys.ensure(`k${number}`, 'sign') }
    },
  },
  SendGrid: {
    dependency: 'mail',
    most: 2,
    connect: async (t) => {
      const double = await sendGridDouble()
      const proxy = await proxied(t, portOf(double.url), double.close)
      const settings = { apiKey, from, baseUrl: `http://127.0.0.1:${proxy.port}` }
      const mail = createSendGridMail(settings, { clock, log: quiet }, patienceMs)
      const call = (number: number) =>
        mail.send({
          ...{ id: `m${number}`, to: personal('person@mail.example'), fromName: 'Company' },
          ...{ subject: 'S', text: 'T', html: '<p>T</p>' },
        })
      return { proxy, call }
    },
  },
  'Service Bus': {
    dependency: 'messages',
    most: 2,
    connect: async (t) => {
      const { broker } = await startProductBroker()
      const direct = broker.connectionString()
      const port = Number(/sb:\/\/[^:;]+:(\d+)/.exec(direct)?.[1])
      const closing: { bus?: { readonly close: () => Promise<void> } } = {}
      // Before the wire is taken away: without it a connection is never done closing.
      t.after(() => closing.bus?.close())
      const proxy = await proxied(t, port, () => broker.stop())
      const connectionString = direct.replace(`:${port}`, `:${proxy.port}`)
      const patience = { callMs: patienceMs, tryMs: 700, retries: 1, pauseMs: 20 }
      const bus = createServiceBus({ connectionString }, patience)
      closing.bus = bus
      const call = (number: number) => bus.send('mail', [{ id: `m${number}`, body: { number } }])
      return { proxy, call }
    },
  },
}

const storms: Readonly<Record<string, Weather>> = {
  'half open': 'halfOpen',
  reset: 'reset',
  'slower than patience': { bytesASecond: 20 },
  'later than patience': { latencyMs: 4_000 },
  'cut in the answer': { cutAfterBytes: 10 },
}

for (const [name, { dependency, connect, most }] of Object.entries(wires)) {
  test(`${name}: a wire that is late but good is no failure`, async (t) => {
    const { proxy, call } = await connect(t)
    await call(0)
    proxy.set({ latencyMs: 30 })

    await call(1)
  })

  for (const [what, weather] of Object.entries(storms)) {
    test(`${name}: a wire that is ${what} ends each call in time, and leaves nothing behind`, async (t) => {
      const { proxy, call } = await connect(t)
      await call(0)
      proxy.set(weather)

      const begun = performance.now()
      const ended = await Promise.allSettled([1, 2, 3, 4].map((number) => call(number)))
      const took = performance.now() - begun

      for (const each of ended) {
        assert.equal(each.status, 'rejected', 'nothing gets through')
        assert.ok(each.reason instanceof DependencyUnavailable, String(each.reason))
        assert.equal(each.reason.dependency, dependency)
      }
      assert.ok(took < patienceMs + graceMs, `${Math.round(took)} ms`)
      proxy.set('clear')
      await call(5)
      await call(6)
      assert.ok(proxy.open() <= most + 4, `${proxy.open()} connections are open`)
    })
  }
}
