import { randomUUID } from 'node:crypto'
import type { BlockBlobClient } from '@azure/storage-blob'

import { checkShareName } from '../../application/ports/blob-rules.ts'
import type { BlobName } from '../../application/ports/blobs.ts'
import type { ShareStore } from '../../application/ports/shares.ts'
import { storageAccount, type Account, type StorageSettings, type Try } from './account.ts'
import { blobClient, ifThere, writeInto } from './containers.ts'
import { isThereAlready, StorageAccountUnsuitable } from './failures.ts'
import { listPage } from './lists.ts'
import { writingOnce } from './once.ts'

const container = 'shares'
/** Not where the shares lie, so that no list shows what a check that was cut short left. */
const checks = 'checks'

/**
 * Shred shares in a storage account of their own (security.md, "Keys"). Before the first share is put, a blob without
 * meaning is put and deleted: an account that keeps versions or deleted blobs would keep what is destroyed, and gets none.
 */
export function createShareStore(settings: StorageSettings): ShareStore {
  const account = storageAccount('shares', settings)
  let checked: Promise<void> | undefined
  const check = async (): Promise<void> => {
    const checking = (checked ??= checkAccount(account))
    await checking.catch((error: unknown) => {
      if (checked === checking) checked = undefined
      throw error
    })
  }

  return {
    put: async (name, share) => {
      checkShareName(name)
      await check()
      await put(account, { container, name }, share)
    },
    get: async (name) => {
      checkShareName(name)
      return account.call((client, once) => get(blobClient(client, { container, name }), once))
    },
    destroy: async (name) => {
      checkShareName(name)
      await account.call((client, once) => destroy(blobClient(client, { container, name }), once))
    },
    list: (options) =>
      account.call(async (client, { abortSignal }) => {
        const { items, next } = await listPage(client, { container, ...options, abortSignal })
        const shares = items.map(({ name, properties }) => ({ name, createdAt: properties.lastModified }))
        return { shares, ...next }
      }),
  }
}

async function checkAccount(account: Account): Promise<void> {
  const check = { container: checks, name: randomUUID() }
  const versionId = await put(account, check, Buffer.from('nothing'))
  await account.call((client, once) => destroy(blobClient(client, check), once))
  if (versionId !== undefined) throw new StorageAccountUnsuitable('keeps versions of blobs: switch that off')
}

/** The version's id where the account keeps versions. */
async function put(account: Account, name: BlobName, share: Uint8Array): Promise<string | undefined> {
  const writing = writingOnce()
  return account.call(async (client, once) => {
    const { abortSignal, mayBeDone } = once
    const blob = blobClient(client, name)
    const upload = () => blob.upload(share, share.length, { abortSignal, ...writing.options })
    try {
      return (await writeInto(client, name.container, once, upload)).versionId
    } catch (error) {
      if (!isThereAlready(error)) throw error
    }
    const found = mayBeDone ? await ifThere(blob.getProperties({ abortSignal })) : undefined
    if (found && writing.isOurs(found)) return found.versionId
    throw new Error('a share of this name exists')
  })
}

async function get(blob: BlockBlobClient, { abortSignal }: Try): Promise<Uint8Array | undefined> {
  const found = await ifThere(blob.download(0, undefined, { abortSignal }))
  if (found === undefined) return undefined
  const pieces: Uint8Array[] = []
  for await (const piece of found.readableStreamBody ?? []) pieces.push(piece as Uint8Array)
  return Buffer.concat(pieces)
}

/** The service says whether what it deleted is gone (learn.microsoft.com, "Delete Blob", `x-ms-delete-type-permanent`). */
async function destroy(blob: BlockBlobClient, { abortSignal }: Try): Promise<void> {
  const deleted = await ifThere(blob.delete({ abortSignal, deleteSnapshots: 'include' }))
  if (deleted?._response.headers.get('x-ms-delete-type-permanent') === 'false')
    throw new StorageAccountUnsuitable('keeps deleted blobs: switch soft delete off')
}
