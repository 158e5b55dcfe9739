import type { BlobItem, BlobServiceClient, ContainerListBlobFlatSegmentResponse } from '@azure/storage-blob'

import { ifThere } from './containers.ts'
import { azureContainer } from './names.ts'

const pageLength = 5_000

type List = {
  readonly abortSignal: AbortSignal
  readonly container: string
  readonly prefix?: string
  readonly continuation?: string
  readonly staged?: 'included'
}

type Page = { readonly items: readonly BlobItem[]; readonly next: { readonly continuation?: string } }

/** One page, in the order of names; a container that nobody has written to holds nothing. */
export async function listPage(
  client: BlobServiceClient,
  { container, prefix = '', continuation, staged, abortSignal }: List,
): Promise<Page> {
  const pages = client
    .getContainerClient(azureContainer(container))
    .listBlobsFlat({ abortSignal, prefix, includeUncommitedBlobs: staged !== undefined })
    .byPage({
      maxPageSize: pageLength,
      ...(continuation !== undefined && { continuationToken: continuation }),
    })
  const page = (await ifThere(pages.next()))?.value as ContainerListBlobFlatSegmentResponse | undefined
  const next = page?.continuationToken
  return { items: page?.segment.blobItems ?? [], next: next ? { continuation: next } : {} }
}
