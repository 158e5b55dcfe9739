import { createHmac } from 'node:crypto'
import type { CosmosClientOptions } from '@azure/cosmos'

export type HttpClient = NonNullable<CosmosClientOptions['httpClient']>
export type HttpRequest = Parameters<HttpClient['sendRequest']>[0]
export type HttpResponse = Awaited<ReturnType<HttpClient['sendRequest']>>

/** What the endpoint answers before it is put on the wire. A body of text goes as it is. */
export type Answer = {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** What a client asked for that this endpoint does not know, as opposed to what Cosmos DB refuses: a defect of a test. */
export class OutsideClosedList extends Error {
  constructor(what: string) {
    super(`the Cosmos endpoint of the tests does not know ${what}`)
    this.name = 'OutsideClosedList'
  }
}

/** What Cosmos DB itself refuses, in its own words and form. */
export const refused = (status: number, code: string, message: string): Answer => ({
  status,
  body: { code, message: `Message: ${message}` },
})

export function responseTo(request: HttpRequest, { status, body, headers = {} }: Answer): HttpResponse {
  const all: Readonly<Record<string, string>> = {
    'content-type': 'application/json',
    'x-ms-request-charge': '1',
    'x-ms-activity-id': '00000000-0000-4000-8000-000000000000',
    'x-ms-session-token': '0:-1#1',
    ...headers,
  }
  const bodyAsText = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
  const found = { get: (name: string) => all[name.toLowerCase()], toJSON: () => ({ ...all }) }
  return { request, status, bodyAsText, headers: found as unknown as HttpResponse['headers'] }
}

const anywhere = [
  'accept',
  'authorization',
  'cache-control',
  'content-type',
  'user-agent',
  'x-ms-cosmos-sdk-supportedcapabilities',
  'x-ms-date',
  'x-ms-documentdb-partitionkey',
  'x-ms-documentdb-query-enablecrosspartition',
  'x-ms-documentdb-responsecontinuationtokenlimitinkb',
  'x-ms-useragent',
  'x-ms-version',
]
const ofQueries = [
  'x-ms-continuation',
  'x-ms-cosmos-correlated-activityid',
  'x-ms-cosmos-is-query-plan-request',
  'x-ms-cosmos-query-version',
  'x-ms-cosmos-supported-query-features',
  'x-ms-documentdb-isquery',
  'x-ms-documentdb-partitionkeyrangeid',
  'x-ms-max-item-count',
]
const ofBatches = ['prefer', 'x-ms-cosmos-is-batch-request', 'x-ms-cosmos-batch-atomic']

/** Headers that no one has thought about could change what is asked: none but these pass. */
const known: ReadonlySet<string> = new Set([...anywhere, ...ofQueries, ...ofBatches])

export function headersOf(request: HttpRequest): Readonly<Record<string, string>> {
  const headers = request.headers.toJSON()
  for (const name of Object.keys(headers))
    if (!known.has(name)) throw new OutsideClosedList(`the header ${name}`)
  if (headers['x-ms-version'] !== '2020-07-15') throw new OutsideClosedList('another version of the protocol')
  return headers
}

export type SignedIn = { readonly verb: string; readonly resourceType: string; readonly resourceId: string }

/**
 * The two ways to sign in: a token of Entra ID, or an HMAC over the request under the account's key
 * (learn.microsoft.com, "Access control on Azure Cosmos DB resources").
 */
export function isSignedIn(
  headers: Readonly<Record<string, string>>,
  { verb, resourceType, resourceId }: SignedIn,
  secrets: { readonly key: string; readonly token: string },
): boolean {
  const authorization = headers['authorization'] ?? ''
  if (authorization === `type=aad&ver=1.0&sig=${secrets.token}`) return true
  const date = headers['x-ms-date'] ?? ''
  const text = [verb, resourceType, resourceId, date.toLowerCase(), '', ''].join('\n')
  const signature = createHmac('sha256', Buffer.from(secrets.key, 'base64')).update(text).digest('base64')
  return authorization === encodeURIComponent(`type=master&ver=1.0&sig=${signature}`)
}
