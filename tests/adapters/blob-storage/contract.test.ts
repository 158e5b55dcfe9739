import { after } from 'node:test'

import { createBlobStore } from '../../../shared/adapters/blob-storage/blobs.ts'
import { createShareStore } from '../../../shared/adapters/blob-storage/shares.ts'
import { startAzurite } from '../../support/blob-storage/azurite.ts'
import { blobStoreContract } from '../../support/contracts/blob-store.ts'
import { shareStoreContract } from '../../support/contracts/share-store.ts'

const azurite = await startAzurite()
after(azurite.close)

const settings = () => ({ connectionString: azurite.account().connectionString() })
const close = async () => {}

blobStoreContract('Blob Storage', async () => ({ blobs: createBlobStore(settings()), close }))

shareStoreContract('Blob Storage', async () => ({ shares: createShareStore(settings()), close }))
