import type { Container } from '@azure/cosmos'

import { checkBatch, checkPartition, checkQuery } from '../../application/ports/document-rules.ts'
import type { Document, DocumentStore, Partition, Stored } from '../../application/ports/documents.ts'
import { indexedFields } from '../../application/ports/indexed-fields.ts'
import type { Indices } from '../../application/ports/list-order.ts'
import { cosmosAccount, usualPatience, type CosmosPatience, type CosmosSettings } from './account.ts'
import { operationsOf, sendBatch, type Item } from './batch.ts'
import { bodyOf, list } from './list.ts'

type Options = {
  readonly patience?: CosmosPatience
  /** What the containers are indexed for. */
  readonly indices?: Indices
}

/**
 * The document port on Cosmos DB for NoSQL. Nothing is asked and nothing heavy is read before the first call. A write whose
 * answer is lost is not sent again here: whoever repeats it knows its ids and etags.
 */
export function createCosmosDocuments(
  settings: CosmosSettings,
  { patience = usualPatience, indices = indexedFields }: Options = {},
): DocumentStore {
  const account = cosmosAccount(settings, patience)

  return {
    read: async (partition, id) => {
      checkPartition(partition)
      return account(partition.container, (container, abortSignal) =>
        read(container, { partition, id, abortSignal }),
      )
    },
    batch: async (partition, writes) => {
      checkPartition(partition)
      checkBatch(partition, writes)
      const operations = operationsOf(partition, writes)
      return account(partition.container, (container, abortSignal) =>
        sendBatch(container, partition, operations, abortSignal),
      )
    },
    query: async (query) => {
      checkQuery(query)
      return account(query.container, (container, abortSignal) =>
        list(query, { container, abortSignal, indices }),
      )
    },
  }
}

type Address = { readonly partition: Partition; readonly id: string; readonly abortSignal: AbortSignal }

async function read<D extends Document>(
  container: Container,
  { partition, id, abortSignal }: Address,
): Promise<Stored<D> | undefined> {
  const { resource, statusCode, substatus } = await container
    .item(id, [...partition.key])
    .read<Item>({ abortSignal })
  // Only a plain 404 speaks of the document; what the others speak of is told apart with the failures.
  if (statusCode === 404 && (substatus ?? 0) !== 0) throw notRead(statusCode, substatus)
  return statusCode === 404 || !resource ? undefined : { value: bodyOf<D>(resource), etag: resource._etag }
}

const notRead = (code: number, substatus: number | undefined): Error =>
  Object.assign(new Error('a document was not read'), { code, substatus })
