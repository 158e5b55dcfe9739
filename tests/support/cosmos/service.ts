import { DefaultAzureCredential } from '@azure/identity'
import { CosmosClient, type ContainerRequest } from '@azure/cosmos'

import type { CosmosSettings } from '../../../shared/adapters/cosmos/account.ts'
import { containerDefinitions } from '../../../shared/adapters/cosmos/containers.ts'
import { createCosmosDocuments } from '../../../shared/adapters/cosmos/documents.ts'
import {
  containers,
  type ContainerName,
  type DocumentStore,
  type Found,
  type Document,
} from '../../../shared/application/ports/documents.ts'
import type { DocumentStoreUnderTest } from '../contracts/document-samples.ts'
import { contractIndices } from './open-store.ts'

/** Its own, whatever the settings name: it is emptied after every check. */
export const database = 'indsigt-contract'

/**
 * The adapter over a real account or the official emulator. An emulator gets its containers made; on an account they must
 * stand there, as a token for data makes none.
 */
export async function realCosmos(
  endpoint: string,
  key: string | undefined,
): Promise<() => Promise<DocumentStoreUnderTest>> {
  if (key !== undefined) await makeContainers(endpoint, key)
  const signIn: CosmosSettings['signIn'] =
    key === undefined ? { credential: async () => new DefaultAzureCredential() } : { key }
  const documents = createCosmosDocuments({ endpoint, database, signIn }, { indices: contractIndices })
  return async () => {
    await empty(documents)
    return { documents, close: () => empty(documents) }
  }
}

async function makeContainers(endpoint: string, key: string): Promise<void> {
  const client = new CosmosClient({
    endpoint,
    key,
    connectionPolicy: { enableEndpointDiscovery: false, useMultipleWriteLocations: false },
  })
  const made = await client.databases.createIfNotExists({ id: database })
  for (const definition of containerDefinitions(contractIndices)) {
    // In turn: an emulator makes one at a time. The SDK names the kinds of keys by enumerations of its own.
    await made.database.containers.createIfNotExists(definition as unknown as ContainerRequest)
  }
}

/** Removes every document of every container, by the port's own means. */
export async function empty(documents: DocumentStore): Promise<void> {
  for (const container of Object.keys(containers) as ContainerName[]) {
    let found: readonly Found<Document>[]
    do {
      found = (await documents.query({ container, limit: 100 })).items
      for (const { partition, value } of found)
        await documents.batch(partition, [{ kind: 'delete', id: value.id }])
    } while (found.length > 0)
  }
}
