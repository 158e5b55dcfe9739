// The other home on this machine: `INDSIGT_HOME=tests/support/azure-home.ts npm start` runs Indsigt on the genuine SDKs of
// Cosmos DB, Blob Storage, Key Vault and SendGrid, which speak to doubles here. Messages and orchestrations stay in the
// folder, since the movable clock waits for them there. The doubles forget everything when it stops.
import type { Mail } from '../../shared/application/ports/mail.ts'
import { startAzurite } from './blob-storage/azurite.ts'
import { startCosmos } from './cosmos/over-http.ts'
import { startIdentityEndpoint } from './identity-endpoint.ts'
import { startVault } from './key-vault/vault-double.ts'
import { apiKey, from, sendGridDouble } from './sendgrid/service.ts'
import { personal } from '../../shared/kernel/personal.ts'

/** What an instance gives to the home it runs on. */
type World = {
  readonly now: () => Date
  /** Mail that the provider accepted; it goes to the mailbox page. */
  readonly deliver: (mail: Mail) => Promise<unknown>
}

/** Starts the doubles, and answers the settings that lead to them. */
export async function startHome({ now, deliver }: World) {
  const identity = await startIdentityEndpoint()
  Object.assign(process.env, identity.settings)
  const cosmos = await startCosmos(now)
  const vault = await startVault({
    now,
    accepts: (token) => identity.issued(token, 'https://vault.azure.net'),
  })
  const storage = await startStorage()
  const sendGrid = await sendGridDouble((mail) => void deliver({ ...mail, to: personal(mail.to) }))
  return {
    settings: {
      ...cosmos.settings,
      ...storage.settings,
      KEYVAULT_URL: vault.url,
      ...{ SENDGRID_API_KEY: apiKey, MAIL_FROM: from, SENDGRID_BASE_URL: sendGrid.url },
    },
    /** What was asked for outside the closed lists of the doubles. */
    outside: cosmos.outside,
    stop: async () => {
      await Promise.all([cosmos.stop(), vault.close(), identity.close(), storage.close(), sendGrid.close()])
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

const accounts = (blobs: string, shares: string) => ({
  BLOB_CONNECTION_STRING: blobs,
  SHARES_CONNECTION_STRING: shares,
})
