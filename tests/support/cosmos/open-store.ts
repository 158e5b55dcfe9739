import { createCosmosDocuments } from '../../../shared/adapters/cosmos/documents.ts'
import { containerDefinitions } from '../../../shared/adapters/cosmos/containers.ts'
import type { CosmosPatience, CosmosSignIn } from '../../../shared/adapters/cosmos/account.ts'
import { indexedFields } from '../../../shared/application/ports/indexed-fields.ts'
import type { Indices } from '../../../shared/application/ports/list-order.ts'
import { address, createCosmosEndpoint, database, key, token } from './endpoint.ts'
import type { HttpClient, HttpRequest } from './wire.ts'

/** The contract lists by fields of its own. */
export const contractIndices: Indices = {
  ...indexedFields,
  companies: [
    ...indexedFields.companies,
    { within: 'company', fields: ['rank'] },
    { within: 'all', fields: ['name'] },
  ],
  requests: [
    ...indexedFields.requests,
    { within: 'all', fields: ['rank'] },
    { within: 'company', fields: ['rank'] },
  ],
}

export const byKey: CosmosSignIn = { key }

const byIdentity: CosmosSignIn = {
  credential: async () => ({
    getToken: async () => ({ token, expiresOnTimestamp: Number.MAX_SAFE_INTEGER }),
  }),
}

type Wishes = Partial<Parameters<typeof createCosmosEndpoint>[0]> & {
  readonly signIn?: CosmosSignIn
  readonly patience?: CosmosPatience
  readonly indices?: Indices
  readonly at?: string
  /** Changes a request on its way, as a faulty adapter would have written it. */
  readonly tamper?: (request: HttpRequest) => void
}

/** A store over an endpoint of its own, with a clock that can be moved. */
export function openCosmosStore({
  signIn = byIdentity,
  patience,
  indices = contractIndices,
  at = address,
  tamper,
  ...wishes
}: Wishes = {}) {
  let time = Date.parse('2026-03-01T09:00:00Z')
  const endpoint = createCosmosEndpoint({
    now: () => new Date(time),
    definitions: containerDefinitions(indices),
    ...wishes,
  })
  const httpClient: HttpClient = {
    sendRequest: (request) => {
      tamper?.(request)
      return endpoint.httpClient.sendRequest(request)
    },
  }
  const settings = { endpoint: at, database, signIn, httpClient }
  const documents = createCosmosDocuments(settings, { indices, ...(patience && { patience }) })
  return { endpoint, documents, advance: (milliseconds: number) => void (time += milliseconds) }
}
