// The other home on this machine: `INDSIGT_HOME=tests/support/azure-home.ts npm start` runs Indsigt on the genuine SDKs of
// Cosmos DB, Blob Storage, Key Vault, Service Bus, SendGrid and Twilio, which speak to doubles here. Orchestrations stay
// in the folder. The doubles forget everything when it stops.
import { randomUUID } from 'node:crypto'

import type { Mail, Sms } from '../../shared/application/ports/mail.ts'
import { startAzurite } from './blob-storage/azurite.ts'
import { startCosmos, type CosmosWishes } from './cosmos/over-http.ts'
import { startIdentityEndpoint } from './identity-endpoint.ts'
import { trustedLocalhost } from './tls/certificate.ts'
import { startVault } from './key-vault/vault-double.ts'
import { apiKey, from, sendGridDouble } from './sendgrid/service.ts'
import { startBrokerOfThisMachine } from './service-bus/bus-under-test.ts'
import * as twilio from './twilio/service.ts'
import { personal } from '../../shared/kernel/personal.ts'

/** What an instance gives to the home it runs on. */
type World = {
  readonly now: () => Date
  /** Mail that the provider accepted; it goes to the mailbox page. */
  readonly deliver: (mail: Mail) => Promise<unknown>
  /** The same for text messages. */
  readonly deliverSms: (sms: Sms) => Promise<unknown>
}

type Wishes = CosmosWishes & {
  /** Blobs, shares and messages over TLS as an identity, as in Azure; by the keys of emulators, if left out. */
  readonly signIn?: 'identity'
}

/** Starts the doubles, and answers the settings that lead to them. */
export async function startHome({ now, deliver, deliverSms }: World, wishes: Wishes = {}) {
  const identity = await startIdentityEndpoint()
  Object.assign(process.env, identity.settings)
  const cosmos = await startCosmos(now, wishes)
  const vault = await startVault({
    now,
    accepts: (token) => identity.issued(token, 'https://vault.azure.net'),
  })
  const storage = await (wishes.signIn === 'identity' ? startStorageForIdentity() : startStorage())
  const byIdentity = {
    tls: trustedLocalhost(),
    accepts: (token: string) => identity.issued(token, 'https://servicebus.azure.net/'),
  }
  const broker = await startBrokerOfThisMachine(
    wishes.signIn === 'identity' ? byIdentity : {},
    // What a killed process held comes again when its lock has run out, and nobody waits a minute for that here.
    { lockMs: 5_000 },
  )
  const sendGrid = await sendGridDouble((mail) => void deliver({ ...mail, to: personal(mail.to) }))
  const phones = await twilio.twilioDouble(
    ({ to, text }) => void deliverSms({ id: randomUUID(), to: personal(to), text }),
  )
  return {
    settings: {
      ...identity.settings,
      ...cosmos.settings,
      ...storage.settings,
      KEYVAULT_URL: vault.url,
      ...(wishes.signIn === 'identity'
        ? { SERVICEBUS_NAMESPACE: broker.namespace() }
        : { SERVICEBUS_CONNECTION_STRING: broker.connectionString() }),
      ...{ SENDGRID_API_KEY: apiKey, MAIL_FROM: from, SENDGRID_BASE_URL: sendGrid.url },
      ...{ TWILIO_ACCOUNT_SID: twilio.accountSid, TWILIO_AUTH_TOKEN: twilio.authToken },
      ...{ TWILIO_FROM: twilio.from, TWILIO_BASE_URL: phones.url },
    },
    /** What was asked for outside the closed lists of the doubles. */
    outside: cosmos.outside,
    /** How many messages lie in a queue. */
    waiting: (queue: string) => broker.queue(queue).counts().waiting,
    stop: async () => {
      await Promise.all([cosmos.stop(), vault.close(), identity.close(), storage.close(), broker.stop()])
      await Promise.all([sendGrid.close(), phones.close()])
    },
  }
}

/** Two storage accounts: those of the settings, whose owner looks into them, or of an Azurite that ends with this. */
async function startStorage() {
  const { BLOB_CONNECTION_STRING: blobs, SHARES_CONNECTION_STRING: shares } = process.env
  if (blobs !== undefined && shares !== undefined)
    return { settings: accounts(blobs, shares), close: async () => {} }
  const { account, close } = await startAzurite()
  return { settings: accounts(account().connectionString(), account().connectionString()), close }
}

async function startStorageForIdentity() {
  const { account, close } = await startAzurite({ tokens: true })
  return { settings: { BLOB_ENDPOINT: account().endpoint, SHARES_ENDPOINT: account().endpoint }, close }
}

const accounts = (blobs: string, shares: string) => ({
  BLOB_CONNECTION_STRING: blobs,
  SHARES_CONNECTION_STRING: shares,
})
