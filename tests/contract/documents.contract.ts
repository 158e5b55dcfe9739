// The contract of the documents port on a real Cosmos DB account or the official emulator: npm run test:contract.
import { test } from 'node:test'

import { documentStoreContract } from '../support/contracts/document-store.ts'
import { realCosmos } from '../support/cosmos/service.ts'

const { COSMOS_ENDPOINT: endpoint, COSMOS_KEY: key } = process.env

if (endpoint === undefined) {
  test('Cosmos DB', (context) => context.skip('COSMOS_ENDPOINT is not set'))
} else {
  documentStoreContract('the Cosmos DB of COSMOS_ENDPOINT', await realCosmos(endpoint, key))
}
