import type { BlobServiceClient } from '@azure/storage-blob'

import { checkBlobName, checkBlock, checkContainer } from '../../application/ports/blob-rules.ts'
import type { BlobName, BlobStore } from '../../application/ports/blobs.ts'
import { err, ok } from '../../kernel/result.ts'
import { storageAccount, type StorageSettings, type Try } from './account.ts'
import { blobClient, ifThere, writeInto } from './containers.ts'
import { isBlockMissing, isThereAlready } from './failures.ts'
import { listPage } from './lists.ts'
import { blockId, blockNumber } from './names.ts'
import { writingOnce } from './once.ts'
import { readBlob, sizeOf } from './reads.ts'

/** The blobs port on Blob Storage, through its own SDK. Nothing is asked and no SDK is read before the first call. */
export function createBlobStore(settings: StorageSettings): BlobStore {
  const account = storageAccount('blobs', settings)

  return {
    stage: async (blob, number, bytes) => {
      checkBlobName(blob)
      checkBlock(number, bytes)
      await account.call(
        (client, once) =>
          writeInto(client, blob.container, once, () =>
            blobClient(client, blob).stageBlock(blockId(number), bytes, bytes.length, {
              abortSignal: once.abortSignal,
            }),
          ),
        bytes.length,
      )
    },
    staged: async (blob) => {
      checkBlobName(blob)
      return account.call((client, once) => stagedBlocks(client, blob, once))
    },
    commit: async (blob, numbers) => {
      checkBlobName(blob)
      const writing = writingOnce()
      return account.call((client, once) => commit({ client, blob, once, writing }, numbers))
    },
    read: async (blob, range) => {
      checkBlobName(blob)
      return readBlob(account, blob, range)
    },
    size: async (blob) => {
      checkBlobName(blob)
      return sizeOf(account, blob)
    },
    remove: async (blob) => {
      checkBlobName(blob)
      await account.call((client, once) => remove(client, blob, once))
    },
    list: async (container, prefix, options) => {
      checkContainer(container)
      return account.call(async (client, { abortSignal }) => {
        const { items, next } = await listPage(client, { container, prefix, ...options, abortSignal })
        return { names: items.map(({ name }) => name), ...next }
      })
    },
  }
}

async function stagedBlocks(client: BlobServiceClient, blob: BlobName, { abortSignal }: Try) {
  const found = await ifThere(blobClient(client, blob).getBlockList('uncommitted', { abortSignal }))
  return (found?.uncommittedBlocks ?? [])
    .map(({ name, size }) => ({ number: blockNumber(name), sizeBytes: size }))
    .sort((a, b) => a.number - b.number)
}

type Commit = {
  readonly client: BlobServiceClient
  readonly blob: BlobName
  readonly once: Try
  readonly writing: ReturnType<typeof writingOnce>
}

/** The blocks are looked at first: the service says neither how large the blob became nor which block it missed. */
async function commit(
  { client, blob, once, writing }: Commit,
  numbers: readonly number[],
): ReturnType<BlobStore['commit']> {
  const { abortSignal } = once
  const target = blobClient(client, blob)
  const staged = await stagedBlocks(client, blob, once)
  const sizes = new Map(staged.map(({ number, sizeBytes }) => [number, sizeBytes]))
  const missing = numbers.find((number) => !sizes.has(number))
  let refused: unknown
  if (missing === undefined) {
    const ids = numbers.map(blockId)
    try {
      await writeInto(client, blob.container, once, () =>
        target.commitBlockList(ids, { abortSignal, ...writing.options }),
      )
      return ok({ sizeBytes: numbers.reduce((sum, number) => sum + (sizes.get(number) ?? 0), 0) })
    } catch (error) {
      if (!isThereAlready(error) && !isBlockMissing(error)) throw error
      refused = error
    }
  }

  // A commit takes the blocks with it, so blocks that are not there may be those of a blob that is.
  const found = await ifThere(target.getProperties({ abortSignal }))
  if (found && once.mayBeDone && writing.isOurs(found)) return ok({ sizeBytes: found.contentLength ?? 0 })
  if (found) return err({ code: 'exists' })
  if (missing !== undefined) return err({ code: 'blockMissing', number: missing })
  throw refused
}

/** Deleting takes what is committed; a commit drops every staged block that it does not name ("Put Block List", remarks). */
async function remove(client: BlobServiceClient, blob: BlobName, once: Try): Promise<void> {
  const { abortSignal } = once
  const target = blobClient(client, blob)
  const staged = await stagedBlocks(client, blob, once)
  if (staged.length > 0) await target.commitBlockList([], { abortSignal })
  await ifThere(target.delete({ abortSignal, deleteSnapshots: 'include' }))
}
