import type { BlobServiceClient, BlockBlobClient } from '@azure/storage-blob'

import type { BlobName } from '../../application/ports/blobs.ts'
import { isContainerMissing, isMissing } from './failures.ts'
import { azureContainer } from './names.ts'

export const blobClient = (client: BlobServiceClient, { container, name }: BlobName): BlockBlobClient =>
  client.getContainerClient(azureContainer(container)).getBlockBlobClient(name)

type Call = { readonly abortSignal: AbortSignal }

/**
 * Writes, and makes the container where the service says that there is none: nothing is asked or remembered for the sake of
 * the first write of a company. Of two who make the same container, the SDK lets both go on.
 */
export async function writeInto<T>(
  client: BlobServiceClient,
  container: string,
  { abortSignal }: Call,
  write: () => Promise<T>,
): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (!isContainerMissing(error)) throw error
  }
  await client.getContainerClient(azureContainer(container)).createIfNotExists({ abortSignal })
  return write()
}

/** Undefined when there is no such blob, or no such container. */
export async function ifThere<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}
