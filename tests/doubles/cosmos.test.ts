import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CosmosClient, type Container, type CosmosClientOptions } from '@azure/cosmos'

import { company, create as createSample, request } from '../support/contracts/document-samples.ts'
import { address, createCosmosEndpoint, database, key } from '../support/cosmos/endpoint.ts'
import { openCosmosStore } from '../support/cosmos/open-store.ts'
import { empty } from '../support/cosmos/service.ts'

/** The genuine client over the endpoint, without the adapter: what a careless one could ask for. */
function anEndpoint(options: Partial<CosmosClientOptions> = {}) {
  let time = Date.parse('2026-03-01T09:00:00Z')
  const endpoint = createCosmosEndpoint({ now: () => new Date(time) })
  const client = new CosmosClient({
    endpoint: address,
    key,
    httpClient: endpoint.httpClient,
    connectionPolicy: { enableEndpointDiscovery: false, useMultipleWriteLocations: false },
    ...options,
  })
  const container = (name: string): Container => client.database(database).container(name)
  return { endpoint, client, container, advance: (milliseconds: number) => void (time += milliseconds) }
}

const body = (id: string, more: object = {}) => ({ id, companyId: 'c1', body: {}, ...more })
const minimal = { contentResponseOnWriteEnabled: false }
const create = (id: string, more: object = {}) =>
  ({ operationType: 'Create', resourceBody: body(id, more) }) as const

const outside: Readonly<Record<string, (container: Container) => Promise<unknown>>> = {
  'a single create': (container) => container.items.create(body('a')),
  'a single upsert': (container) => container.items.upsert(body('a')),
  'a replace outside a batch': (container) => container.item('a', 'c1').replace(body('a')),
  'a delete outside a batch': (container) => container.item('a', 'c1').delete(),
  'a patch': (container) => container.item('a', 'c1').patch([{ op: 'add', path: '/body/x', value: 1 }]),
  'a bulk, which is not all or nothing': (container) => container.items.bulk([create('a')]),
  'a batch that answers whole items': (container) => container.items.batch([create('a')], 'c1'),
  'an operation in a batch that the product has no use for': (container) =>
    container.items.batch([{ operationType: 'Read', id: 'a' }], 'c1', minimal),
  'a change feed': (container) => container.items.getChangeFeedIterator().readNext(),
  'a list of all items without a query': (container) => container.items.readAll().fetchNext(),
  'another database': (container) =>
    container.database.client.database('other').container('companies').item('a', 'c1').read(),
  'making a container': (container) => container.database.containers.create({ id: 'new' }),
  'a read with weaker consistency': (container) =>
    container.item('a', 'c1').read({ consistencyLevel: 'Eventual' }),
  'a read in a session': (container) => container.item('a', 'c1').read({ sessionToken: '0:1#1' }),
}

for (const [what, ask] of Object.entries(outside)) {
  test(`the endpoint does not know ${what}, and says so`, async () => {
    const { endpoint, container } = anEndpoint()

    await assert.rejects(ask(container('companies')))

    assert.match(endpoint.outside.join('\n'), /^the Cosmos endpoint of the tests does not know /)
  })
}

const queries = [
  'SELECT * FROM c',
  'SELECT * FROM c WHERE c.id = @p0',
  'SELECT c.id FROM c ORDER BY c.id ASC',
  'SELECT VALUE COUNT(1) FROM c',
  'SELECT TOP 1 * FROM c ORDER BY c.id ASC',
  'SELECT * FROM c ORDER BY c.id ASC OFFSET 0 LIMIT 1',
  'SELECT * FROM c ORDER BY c.id',
  "SELECT * FROM c WHERE c.id = 'a value in the text' ORDER BY c.id ASC",
  'SELECT * FROM c WHERE c.id = 1 ORDER BY c.id ASC',
  'SELECT * FROM c WHERE c.id != @p0 ORDER BY c.id ASC',
  'SELECT * FROM c WHERE NOT (c.id = @p0) ORDER BY c.id ASC',
  'SELECT * FROM c WHERE c.id = @p7 ORDER BY c.id ASC',
  'SELECT * FROM c WHERE CONTAINS(c.id, @p0) ORDER BY c.id ASC',
  'SELECT * FROM c WHERE IS_DEFINED(@p0) ORDER BY c.id ASC',
  'SELECT * FROM c WHERE LOWER(c.id) = @p0 ORDER BY c.id ASC',
  'SELECT * FROM c WHERE (c.id = @p0 ORDER BY c.id ASC',
  'SELECT * FROM c WHERE c.id = @p0) ORDER BY c.id ASC',
  'SELECT * FROM c WHERE c.body["notIndexed"] = @p0 ORDER BY c.id ASC',
  'SELECT * FROM c JOIN d IN c.list ORDER BY c.id ASC',
]

for (const query of queries) {
  test(`the endpoint does not know the query ${query}`, async () => {
    const { endpoint, container } = anEndpoint()
    const parameters = [{ name: '@p0', value: 'a' }]

    const asked = container('companies').items.query(
      { query, parameters },
      { partitionKey: ['c1'], maxItemCount: 5 },
    )

    await assert.rejects(asked.fetchNext())
    assert.notEqual(endpoint.outside.length, 0)
  })
}

test('a request with a wrong signature is answered as Cosmos DB does', async () => {
  const { container } = anEndpoint({ key: Buffer.from('wrong').toString('base64') })

  await assert.rejects(container('companies').item('a', 'c1').read(), { code: 401 })
})

test('a partition key with too few parts is refused', async () => {
  const { container } = anEndpoint()

  await assert.rejects(container('requests').item('a', ['c1']).read(), { code: 400 })
})

test('an item is refused whose own properties name another partition, or whose id or time to live cannot be', async () => {
  const { container } = anEndpoint()

  for (const wrong of [
    create('a', { companyId: 'c2' }),
    create('a/b'),
    create('x'.repeat(1024)),
    create('a', { ttl: 0 }),
    create('a', { ttl: 1.5 }),
  ]) {
    const { code, result } = await container('companies').items.batch([create('kept'), wrong], 'c1', minimal)
    assert.equal(code, 207)
    assert.deepEqual(
      result?.map(({ statusCode }) => statusCode),
      [424, 400],
    )
  }
  assert.equal((await container('companies').item('kept', 'c1').read()).statusCode, 404)
})

test('a batch of more than two megabytes is refused', async () => {
  const { container } = anEndpoint()
  const large = [create('a', { text: 'x'.repeat(1_100_000) }), create('b', { text: 'x'.repeat(1_100_000) })]

  await assert.rejects(container('companies').items.batch(large, 'c1', minimal), ({ cause }: Error) => {
    assert.equal((cause as { readonly code?: number }).code, 413)
    return true
  })
})

test('an order that no composite index serves is refused', async () => {
  const { container } = anEndpoint()
  const query = 'SELECT * FROM c ORDER BY c.id ASC, c.companyId ASC'

  await assert.rejects(
    container('companies')
      .items.query(query, { partitionKey: ['c1'], maxItemCount: 5 })
      .fetchNext(),
    { code: 400 },
  )
})

test('a continuation opens only the query that it came from', async () => {
  const { container } = anEndpoint()
  await container('companies').items.batch([create('a'), create('b')], 'c1', minimal)
  const ask = (query: string, continuationToken?: string) =>
    container('companies')
      .items.query(query, {
        partitionKey: ['c1'],
        maxItemCount: 1,
        ...(continuationToken && { continuationToken }),
      })
      .fetchNext()

  const { continuationToken, resources } = await ask('SELECT * FROM c ORDER BY c.id ASC')
  const next = await ask('SELECT * FROM c ORDER BY c.id ASC', continuationToken)

  assert.deepEqual([resources.length, next.resources.length], [1, 1])
  await assert.rejects(ask('SELECT * FROM c ORDER BY c.id DESC', continuationToken), { code: 400 })
  await assert.rejects(ask('SELECT * FROM c ORDER BY c.id ASC', 'made-up'), { code: 400 })
})

test('an item whose time has passed is not there, whatever was cleared away', async () => {
  const { container, advance } = anEndpoint()
  await container('companies').items.batch([create('short', { ttl: 10 })], 'c1', minimal)

  advance(9_000)
  assert.equal((await container('companies').item('short', 'c1').read()).statusCode, 200)
  advance(1_000)
  assert.equal((await container('companies').item('short', 'c1').read()).statusCode, 404)
})

test('emptying between the checks on a real account leaves no document of any partition', async () => {
  const { documents } = openCosmosStore()
  for (const partition of [company('c1'), company('c2'), request('c1', 'r1'), request('c2', 'r1')])
    await documents.batch(partition, [createSample({ id: 'a' }), createSample({ id: 'b' })])

  await empty(documents)

  for (const container of ['companies', 'requests'] as const)
    assert.deepEqual(await documents.query({ container, limit: 10 }), { items: [] })
})
