// The same path through the genuine SDKs of Azure and SendGrid, to doubles on this machine: documents, blobs, shares, keys,
// messages and mail. The storage accounts are this test's, so that it can look into them.
import { after } from 'node:test'

import { startAzurite } from '../support/blob-storage/azurite.ts'

const azurite = await startAzurite()
after(azurite.close)
Object.assign(process.env, {
  INDSIGT_HOME: 'tests/support/azure-home.ts',
  BLOB_CONNECTION_STRING: azurite.account().connectionString(),
  SHARES_CONNECTION_STRING: azurite.account().connectionString(),
})
await import('./support/main-path.ts')
