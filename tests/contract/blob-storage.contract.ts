// The contracts of the blobs and shares ports on a real storage account or an emulator: npm run test:contract.
import { test } from 'node:test'

import { openRealBlobs, openRealShares, settingsOf } from '../support/blob-storage/service.ts'
import { blobStoreContract } from '../support/contracts/blob-store.ts'
import { shareStoreContract } from '../support/contracts/share-store.ts'

const { BLOB_ENDPOINT: endpoint, BLOB_CONNECTION_STRING: connectionString } = process.env

if (endpoint === undefined && connectionString === undefined) {
  test('Blob Storage', (context) => context.skip('neither BLOB_ENDPOINT nor BLOB_CONNECTION_STRING is set'))
} else {
  const settings = settingsOf({ endpoint, connectionString })
  blobStoreContract('the Blob Storage of the settings', () => openRealBlobs(settings))
  shareStoreContract('the Blob Storage of the settings', () => openRealShares(settings))
}
