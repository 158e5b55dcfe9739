import { containerDefinitions, type ContainerDefinition } from '../../../shared/adapters/cosmos/containers.ts'
import { runBatch } from './batch.ts'
import { createFaults, type Faults } from './faults.ts'
import { itemsOf, ranges, type Items } from './items.ts'
import { createQueries } from './query.ts'
import {
  headersOf,
  isSignedIn,
  OutsideClosedList,
  refused,
  responseTo,
  type Answer,
  type HttpClient,
  type HttpRequest,
} from './wire.ts'

export type Operation = 'account' | 'database' | 'container' | 'ranges' | 'read' | 'batch' | 'plan' | 'query'

type Settings = {
  readonly now: () => Date
  readonly database?: string
  readonly definitions?: readonly ContainerDefinition[]
  readonly consistency?: 'Strong' | 'BoundedStaleness' | 'Session' | 'ConsistentPrefix' | 'Eventual'
  readonly severalWriteRegions?: boolean
}

export const address = 'https://double.documents.example/'
export const database = 'indsigt'
/** Made for this endpoint; they open nothing else. */
export const key = Buffer.from('the key of a double that holds nothing').toString('base64')
export const token = 'the-token-of-a-double'

/**
 * Cosmos DB for NoSQL as far as the product uses it, behind the SDK's `httpClient`: no socket, and the SDK is the genuine
 * one. Whatever is outside a closed list is refused with `OutsideClosedList`, and counted in `outside`.
 */
export function createCosmosEndpoint(settings: Settings): {
  readonly httpClient: HttpClient
  readonly faults: Faults
  readonly asked: readonly Operation[]
  readonly outside: readonly string[]
} {
  const { now, definitions = containerDefinitions() } = settings
  const containers = new Map(
    definitions.map((each) => [each.id as string, itemsOf(each, () => now().getTime())]),
  )
  const asked: Operation[] = []
  const outside: string[] = []
  const faults = createFaults()
  const runQuery = createQueries()

  async function sendRequest(request: HttpRequest) {
    try {
      const call = callOf(request, settings.database ?? database)
      asked.push(call.operation)
      return await faults.around(call.operation, request, async () => responseTo(request, answer(call)))
    } catch (error) {
      if (error instanceof OutsideClosedList) outside.push(error.message)
      throw error
    }
  }

  function answer(call: Call): Answer {
    if (!isSignedIn(call.headers, call.signed, { key, token }))
      return refused(401, 'Unauthorized', 'The input authorization token cannot serve the request.')
    if (call.operation === 'account') return { status: 200, body: accountOf(settings) }
    if (call.operation === 'database') return { status: 200, body: { id: settings.database ?? database } }
    const items = containers.get(call.container)
    if (!items)
      return {
        ...refused(404, 'NotFound', 'Owner resource does not exist'),
        headers: { 'x-ms-substatus': '1003' },
      }
    if (call.operation === 'container') return { status: 200, body: items.definition }
    if (call.operation === 'ranges') return { status: 200, body: { PartitionKeyRanges: ranges } }
    if (call.operation === 'query' || call.operation === 'plan') return query(items, call)
    return inPartition(items, call)
  }

  function query(items: Items, { headers, text }: Call): Answer {
    const found = keyIn(headers, items)
    if (found === 'mismatch') return mismatch
    const range = headers['x-ms-documentdb-partitionkeyrangeid']
    return runQuery({
      items,
      text,
      headers,
      ...(found && { key: found }),
      ...(range !== undefined && { range }),
    })
  }

  return { httpClient: { sendRequest }, faults, asked, outside }
}

function inPartition(items: Items, { operation, headers, id, text }: Call): Answer {
  const found = keyIn(headers, items)
  if (found === undefined || found === 'mismatch') return mismatch
  if (operation === 'batch') return runBatch(items, found, text)
  const item = items.read(found, id)
  return item
    ? { status: 200, body: item, headers: { etag: item._etag } }
    : refused(404, 'NotFound', 'Entity with the specified id does not exist in the system.')
}

const mismatch = refused(
  400,
  'BadRequest',
  'PartitionKey extracted from document doesn’t match the one specified in the header.',
)

function keyIn(
  headers: Readonly<Record<string, string>>,
  { definition }: Items,
): readonly string[] | 'mismatch' | undefined {
  const header = headers['x-ms-documentdb-partitionkey']
  if (header === undefined) return undefined
  const found = JSON.parse(header) as readonly string[]
  const isText = found.every((part) => typeof part === 'string')
  return isText && found.length === definition.partitionKey.paths.length ? found : 'mismatch'
}

const accountOf = ({ consistency = 'BoundedStaleness', severalWriteRegions = false }: Settings) => ({
  id: 'double',
  userConsistencyPolicy: { defaultConsistencyLevel: consistency },
  enableMultipleWriteLocations: severalWriteRegions,
  writableLocations: [{ name: 'West Europe', databaseAccountEndpoint: address }],
  readableLocations: [{ name: 'West Europe', databaseAccountEndpoint: address }],
})

type Call = {
  readonly operation: Operation
  readonly container: string
  readonly id: string
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  readonly signed: Parameters<typeof isSignedIn>[1]
}

/** The closed list of what can be asked for. */
function callOf(request: HttpRequest, database: string): Call {
  const headers = headersOf(request)
  const [, dbs, name, colls, container = '', kind, id, ...more] = new URL(request.url).pathname
    .split('/')
    .map(decodeURIComponent)
  const text = typeof request.body === 'string' ? request.body : ''
  const verb = request.method.toLowerCase()
  const common = { container, id: id ?? '', headers, text }
  if (verb === 'get' && dbs === '')
    return { ...common, operation: 'account', signed: { verb, resourceType: '', resourceId: '' } }
  if (verb === 'get' && dbs === 'dbs' && name === database && colls === undefined)
    return {
      ...common,
      operation: 'database',
      signed: { verb, resourceType: 'dbs', resourceId: `dbs/${database}` },
    }
  if (dbs !== 'dbs' || name !== database || colls !== 'colls' || more.length > 0)
    throw new OutsideClosedList(`${verb} of another address`)

  const owner = `dbs/${database}/colls/${container}`
  if (verb === 'get' && kind === undefined)
    return { ...common, operation: 'container', signed: { verb, resourceType: 'colls', resourceId: owner } }
  if (verb === 'get' && kind === 'pkranges' && id === undefined)
    return { ...common, operation: 'ranges', signed: { verb, resourceType: 'pkranges', resourceId: owner } }
  if (verb === 'get' && kind === 'docs' && id !== undefined)
    return {
      ...common,
      operation: 'read',
      signed: { verb, resourceType: 'docs', resourceId: `${owner}/docs/${id}` },
    }
  if (verb === 'post' && kind === 'docs' && id === undefined)
    return {
      ...common,
      operation: postOf(headers),
      signed: { verb, resourceType: 'docs', resourceId: owner },
    }
  throw new OutsideClosedList(`${verb} of ${kind ?? 'that'}`)
}

function postOf(headers: Readonly<Record<string, string>>): Operation {
  if (headers['x-ms-documentdb-isquery'] === 'true') return 'query'
  if (headers['x-ms-cosmos-is-query-plan-request'] === 'True') return 'plan'
  const isBatch =
    headers['x-ms-cosmos-is-batch-request'] === 'true' && headers['x-ms-cosmos-batch-atomic'] === 'true'
  if (isBatch && headers['prefer'] === 'return=minimal') return 'batch'
  throw new OutsideClosedList('a single write, or a batch that is not all or nothing')
}
