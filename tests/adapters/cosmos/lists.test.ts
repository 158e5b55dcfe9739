import assert from 'node:assert/strict'
import { test } from 'node:test'

import { containerDefinitions } from '../../../shared/adapters/cosmos/containers.ts'
import { queryText } from '../../../shared/adapters/cosmos/query-text.ts'
import { indexedFields } from '../../../shared/application/ports/indexed-fields.ts'
import { variantsOf } from '../../../shared/application/ports/list-order.ts'
import { productLists } from '../../support/contracts/document-lists.ts'
import { company, create, pages, put, request } from '../../support/contracts/document-samples.ts'
import { openCosmosStore } from '../../support/cosmos/open-store.ts'

for (const [name, query] of Object.entries(productLists)) {
  test(`the list "${name}" is served by the indices that the containers are made with`, async () => {
    const { documents, endpoint } = openCosmosStore({ indices: indexedFields })

    await pages(documents, query)

    assert.deepEqual(endpoint.outside, [])
  })
}

test('the queue of one status is found by an index that begins with the company and the status', () => {
  const query = productLists['one status by due date']
  assert.ok(query)

  const { query: text, parameters } = queryText(query, query.where ?? [], indexedFields)

  assert.equal(
    text,
    'SELECT * FROM c WHERE (c.body["status"] = @p0) AND (IS_NUMBER(c.body["internalDue"]) OR ' +
      'IS_STRING(c.body["internalDue"])) ORDER BY c.companyId ASC, c.body["status"] ASC, c.body["internalDue"] ASC, c.id ASC',
  )
  assert.deepEqual(parameters, [{ name: '@p0', value: 'open' }])
})

test('several statuses are asked one by one, so that the closed ones before them are not read', () => {
  const query = productLists['several statuses by due date']
  assert.ok(query)

  const texts = variantsOf(query).map((where) => queryText(query, where, indexedFields))

  assert.deepEqual(
    texts.map(({ parameters }) => parameters[0]?.value),
    ['open', 'sealed', 'collecting'],
  )
})

test('the beginning of a key stands in the query, where Cosmos DB routes by it', () => {
  const { query } = queryText({ container: 'requests', key: ['c1'], limit: 1 }, [], indexedFields)

  assert.match(query, /WHERE \(c\.companyId = @p0\) ORDER BY/)
})

test('what no container is indexed for is refused, not sorted at any price', async () => {
  const { documents } = openCosmosStore({ indices: indexedFields })

  await assert.rejects(
    documents.query({ container: 'access', orderBy: { field: 'never', direction: 'ascending' }, limit: 1 }),
  )
})

test('a list over all partitions is put together from every one of them', async () => {
  const { documents, endpoint } = openCosmosStore()
  for (let index = 0; index < 12; index++)
    await put(documents, request(`c${index}`, 'r'), create({ id: 'a', rank: (index * 5) % 12 }))

  const found = await pages(documents, {
    container: 'requests',
    orderBy: { field: 'rank', direction: 'ascending' },
    limit: 5,
  })

  const ranks = found.flatMap((page) =>
    page.items.map((item) => (item.value as { readonly rank?: number }).rank),
  )
  assert.deepEqual(ranks, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
  assert.ok(endpoint.asked.includes('plan') && endpoint.asked.includes('ranges'))
})

test('reading and writing are one request each, and a page of one partition is one and its plan', async () => {
  const { documents, endpoint } = openCosmosStore()
  await put(documents, company('c1'), create({ id: 'a' }), create({ id: 'b' }))
  await documents.read(company('c1'), 'a')
  await documents.query({ container: 'companies', key: ['c1'], limit: 10 })

  assert.deepEqual(endpoint.asked, ['account', 'batch', 'read', 'plan', 'query'])
})

test('every container keeps documents until they say otherwise, and indexes what lists look for only', () => {
  for (const { id, defaultTtl, partitionKey, indexingPolicy } of containerDefinitions()) {
    assert.equal(defaultTtl, -1)
    assert.equal(partitionKey.paths[0], id === 'access' ? '/id' : '/companyId')
    assert.deepEqual(indexingPolicy.excludedPaths, [{ path: '/*' }])
  }
})
