import { after, type TestContext } from 'node:test'

import { createBlobStore } from '../../../shared/adapters/blob-storage/blobs.ts'
import { createShareStore } from '../../../shared/adapters/blob-storage/shares.ts'
import { createCosmosDocuments } from '../../../shared/adapters/cosmos/documents.ts'
import { createKeyVaultKeys } from '../../../shared/adapters/key-vault/keys.ts'
import { managedIdentity } from '../../../shared/adapters/managed-identity/credential.ts'
import { createSendGridMail } from '../../../shared/adapters/sendgrid/mail.ts'
import { createServiceBus } from '../../../shared/adapters/service-bus/message-bus.ts'
import { createSmtpMail } from '../../../shared/adapters/smtp/mail.ts'
import { createTwilioSms } from '../../../shared/adapters/twilio/sms.ts'
import type { Dependency } from '../../../shared/application/ports/unavailable.ts'
import { personal } from '../../../shared/kernel/personal.ts'
import { startAzurite } from '../../support/blob-storage/azurite.ts'
import { startCosmos } from '../../support/cosmos/over-http.ts'
import { faultProxy, type FaultProxy } from '../../support/fault-proxy.ts'
import { startIdentityEndpoint } from '../../support/identity-endpoint.ts'
import { anyToken } from '../../support/key-vault/open-key-vault.ts'
import { startVault } from '../../support/key-vault/vault-double.ts'
import { apiKey, from, sendGridDouble } from '../../support/sendgrid/service.ts'
import { startProductBroker } from '../../support/service-bus/bus-under-test.ts'
import { smtpRelay } from '../../support/smtp/relay.ts'
import * as twilio from '../../support/twilio/service.ts'
import { patienceMs, portOf, proxied } from './storms.ts'

type Connected = {
  readonly proxy: FaultProxy
  /** A call that needs the wire each time. */
  readonly call: (number: number) => Promise<unknown>
}

type Wire = {
  readonly dependency: Dependency
  readonly connect: (t: TestContext) => Promise<Connected>
  /** How many connections one caller after the other leaves open, to go on with. */
  readonly kept: number
}

const azurite = await startAzurite()
after(azurite.close)
const storagePatience = { callMs: patienceMs, tryMs: 700, tries: 2, pauseMs: 20, idleMs: 500 }

// The SDK keeps one way to the endpoint for the whole process.
const identity = await startIdentityEndpoint()
identity.tokensLive(60)
const toIdentity = await faultProxy(Number(new URL(identity.settings.IDENTITY_ENDPOINT).port))
Object.assign(process.env, identity.settings, {
  IDENTITY_ENDPOINT: `http://127.0.0.1:${toIdentity.port}/msi/token`,
})
after(async () => {
  await toIdentity.close()
  await identity.close()
})

const clock = { now: () => new Date('2026-03-02T08:00:00Z') }
const quiet = { write: () => undefined }

/** Every adapter that asks something of a service of Azure's. */
export const wires: Readonly<Record<string, Wire>> = {
  'Cosmos DB': {
    dependency: 'documents',
    kept: 2,
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
    kept: 2,
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
    kept: 2,
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
  'A mail relay': {
    dependency: 'mail',
    kept: 0,
    connect: async (t) => {
      const relay = await smtpRelay()
      const proxy = await proxied(t, relay.port, relay.close)
      const settings = { url: `smtp://127.0.0.1:${proxy.port}`, from }
      const mail = createSmtpMail(settings, { log: quiet }, patienceMs)
      const call = (number: number) =>
        mail.send({
          ...{ id: `m${number}`, to: personal('person@mail.example'), fromName: 'Company' },
          ...{ subject: 'S', text: 'T', html: '<p>T</p>' },
        })
      return { proxy, call }
    },
  },
  'Blob Storage': {
    dependency: 'blobs',
    kept: 2,
    connect: async (t) => {
      const proxy = await proxied(t, portOf(azurite.address))
      const connectionString = azurite.account().connectionString(`http://127.0.0.1:${proxy.port}`)
      const blobs = createBlobStore({ connectionString, patience: storagePatience })
      const call = (number: number) =>
        blobs.stage({ container: 'Company_1', name: `r/${number}` }, 0, Buffer.from('sealed'))
      return { proxy, call }
    },
  },
  'Blob Storage of the shares': {
    dependency: 'shares',
    kept: 2,
    connect: async (t) => {
      const proxy = await proxied(t, portOf(azurite.address))
      const connectionString = azurite.account().connectionString(`http://127.0.0.1:${proxy.port}`)
      const shares = createShareStore({ connectionString, patience: storagePatience })
      return { proxy, call: (number) => shares.put(`r.${number}`, Buffer.alloc(32, number)) }
    },
  },
  Twilio: {
    dependency: 'sms',
    kept: 0,
    connect: async (t) => {
      const { accountSid, authToken, from: sender } = twilio
      const double = await twilio.twilioDouble()
      const proxy = await proxied(t, portOf(double.url), double.close)
      const settings = { accountSid, authToken, from: sender, baseUrl: `http://127.0.0.1:${proxy.port}` }
      const sms = createTwilioSms(settings, { log: quiet }, patienceMs)
      const call = (number: number) =>
        sms.send({ id: `s${number}`, to: personal('+4512345678'), text: 'Your code is 1' })
      return { proxy, call }
    },
  },
  'The managed identity': {
    dependency: 'keys',
    kept: 0,
    connect: async (t) => {
      const vault = await startVault()
      t.after(vault.close)
      toIdentity.set('clear')
      const credential = managedIdentity(undefined, patienceMs)
      const settings = { url: vault.url, credential, patience: { callMs: 60_000, retries: 0 } }
      // A new client each time, since one that has a token needs no identity.
      const call = () => createKeyVaultKeys(settings, clock).ensure('k', 'sign')
      return { proxy: toIdentity, call }
    },
  },
  'Service Bus': {
    dependency: 'messages',
    kept: 2,
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
