import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

import { createHttpHeaders } from '@azure/core-rest-pipeline'

import { createCosmosEndpoint, database, key } from './endpoint.ts'
import type { HttpRequest } from './wire.ts'

/** Belongs to the connection, not to Cosmos DB's protocol. */
const ofTransport = [
  'connection',
  'content-length',
  'host',
  'accept-encoding',
  'transfer-encoding',
  'accept-language',
  'sec-fetch-mode',
]

/** What it holds, where that is not the product's. */
export type CosmosWishes = Pick<Parameters<typeof createCosmosEndpoint>[0], 'database' | 'definitions'>

/** The endpoint of the tests behind a socket of this machine, for an instance in a process of its own. */
export async function startCosmos(now: () => Date, wishes: CosmosWishes = {}) {
  const endpoint = createCosmosEndpoint({ now, ...wishes })
  const server = createServer((request, response) => {
    const answer = async (): Promise<void> => {
      const headers = createHttpHeaders(
        Object.entries(request.headers)
          .flatMap(([name, value]) => (ofTransport.includes(name) ? [] : [[name, String(value)] as const]))
          .reduce((all, [name, value]) => ({ ...all, [name]: value }), {}),
      )
      const url = new URL(request.url ?? '/', 'http://localhost').href
      const asked = { url, method: request.method, headers, body: await text(request) }
      const {
        status,
        bodyAsText,
        headers: answered,
      } = await endpoint.httpClient.sendRequest(asked as unknown as HttpRequest)
      response.writeHead(status, answered.toJSON())
      response.end(bodyAsText ?? '')
    }
    answer().catch((error: unknown) => {
      response.writeHead(501, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ code: 'NotInTheDouble', message: String(error) }))
    })
  })
  // A busy test may be silent for longer than a server waits by itself, and would then write to a connection that closes.
  server.keepAliveTimeout = 120_000
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    ...endpoint,
    settings: {
      COSMOS_ENDPOINT: `http://localhost:${(server.address() as AddressInfo).port}`,
      COSMOS_DATABASE: wishes.database ?? database,
      COSMOS_KEY: key,
    },
    stop: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
