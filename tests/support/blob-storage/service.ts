import { DefaultAzureCredential } from '@azure/identity'

import type { StorageSettings } from '../../../shared/adapters/blob-storage/account.ts'
import { createBlobStore } from '../../../shared/adapters/blob-storage/blobs.ts'
import { createShareStore } from '../../../shared/adapters/blob-storage/shares.ts'
import type { BlobStoreUnderTest } from '../contracts/blob-store.ts'
import type { ShareStoreUnderTest } from '../contracts/share-store.ts'

type Given = { readonly endpoint: string | undefined; readonly connectionString: string | undefined }

export const settingsOf = ({ endpoint = '', connectionString }: Given): StorageSettings =>
  connectionString === undefined
    ? { endpoint, credential: new DefaultAzureCredential() }
    : { connectionString }

/** The blobs of an account that other data may lie in: what a check made is removed after it, and nothing else. */
export async function openRealBlobs(settings: StorageSettings): Promise<BlobStoreUnderTest> {
  const blobs = createBlobStore(settings)
  const used = new Set<string>()
  return {
    blobs: {
      ...blobs,
      stage: (blob, number, bytes) => {
        used.add(blob.container)
        return blobs.stage(blob, number, bytes)
      },
    },
    close: async () => {
      for (const container of used) {
        const { names } = await blobs.list(container, '', { staged: 'included' }).catch(() => ({ names: [] }))
        for (const name of names) await blobs.remove({ container, name })
      }
    },
  }
}

/** The shares likewise. */
export async function openRealShares(settings: StorageSettings): Promise<ShareStoreUnderTest> {
  const shares = createShareStore(settings)
  const used = new Set<string>()
  return {
    shares: {
      ...shares,
      put: (name, share) => {
        used.add(name)
        return shares.put(name, share)
      },
    },
    close: async () => {
      for (const name of used) await shares.destroy(name).catch(() => undefined)
    },
  }
}
