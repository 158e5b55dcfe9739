import assert from 'node:assert/strict'

import { documentStoreContract } from '../../support/contracts/document-store.ts'
import { openCosmosStore } from '../../support/cosmos/open-store.ts'

documentStoreContract('Cosmos DB', async () => {
  const { endpoint, ...opened } = openCosmosStore()
  return { ...opened, close: async () => assert.deepEqual(endpoint.outside, []) }
})
