// What is stored of anyone, looked at behind the back of the instance: in its folder, or in the accounts of the settings.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { BlobServiceClient } from '@azure/storage-blob'

type Stored = {
  /** All stored bytes but the ledger of purges, which names ids and times alone. */
  readonly blobs: () => Promise<readonly string[]>
  readonly shares: () => Promise<readonly string[]>
}

export function storedBy(instance: { readonly folder: string }): Stored {
  const { BLOB_CONNECTION_STRING: blobs, SHARES_CONNECTION_STRING: shares } = process.env
  const inBlobs = () => (blobs === undefined ? filesIn(join(instance.folder, 'blobs')) : blobsIn(blobs))
  return {
    blobs: async () => (await inBlobs()).filter((path) => !path.includes('ledger')),
    shares: async () => (shares === undefined ? filesIn(join(instance.folder, 'shares')) : blobsIn(shares)),
  }
}

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

/** Of all containers, also what was only staged. */
async function blobsIn(connectionString: string): Promise<readonly string[]> {
  const account = BlobServiceClient.fromConnectionString(connectionString)
  const found: string[] = []
  for await (const { name: container } of account.listContainers()) {
    const blobs = account.getContainerClient(container).listBlobsFlat({ includeUncommitedBlobs: true })
    for await (const { name } of blobs) found.push(`${container}/${name}`)
  }
  return found
}
