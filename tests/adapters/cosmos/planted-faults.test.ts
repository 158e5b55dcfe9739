import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { DocumentStore } from '../../../shared/application/ports/documents.ts'
import { documentChecks } from '../../support/contracts/document-store.ts'
import type { DocumentStoreUnderTest } from '../../support/contracts/document-samples.ts'
import { openCosmosStore } from '../../support/cosmos/open-store.ts'
import type { HttpRequest } from '../../support/cosmos/wire.ts'

const asItIs = (documents: DocumentStore): DocumentStore => documents

/** Runs the contract on an adapter that is wrong on purpose; answers the checks that noticed. */
async function noticed(
  plant: (documents: DocumentStore) => DocumentStore,
  tamper: (request: HttpRequest) => void = () => {},
): Promise<readonly string[]> {
  const failed: string[] = []
  for (const { title, work } of documentChecks()) {
    const { documents, advance } = openCosmosStore({ tamper })
    const opened: DocumentStoreUnderTest = { documents: plant(documents), advance, close: async () => {} }
    await work(opened).catch(() => failed.push(title))
  }
  return failed
}

test('the contract holds where nothing is planted', async () => {
  assert.deepEqual(await noticed(asItIs), [])
})

test('a batch whose etags are dropped is noticed', async () => {
  const titles = await noticed((documents) => ({
    ...documents,
    batch: (partition, writes) =>
      documents.batch(
        partition,
        writes.map((write) => (write.kind === 'replace' ? { kind: 'upsert', value: write.value } : write)),
      ),
  }))

  assert.ok(titles.includes('of many who replace the same version exactly one succeeds'))
  assert.ok(titles.includes('replacing what someone else changed refuses the whole batch, naming the write'))
})

test('a delete whose etag is dropped is noticed', async () => {
  const titles = await noticed((documents) => ({
    ...documents,
    batch: (partition, writes) =>
      documents.batch(
        partition,
        writes.map((write) => (write.kind === 'delete' ? { kind: 'delete', id: write.id } : write)),
      ),
  }))

  assert.deepEqual(titles, ['deleting what someone else changed refuses the whole batch, naming the write'])
})

test('a batch whose etags are lost on the wire is noticed', async () => {
  const titles = await noticed(asItIs, (request) => {
    if (typeof request.body === 'string') request.body = request.body.replaceAll('"ifMatch":', '"id":')
  })

  assert.ok(titles.includes('of many who replace the same version exactly one succeeds'))
})

test('a call whose partition key is lost on the wire is noticed', async () => {
  const titles = await noticed(asItIs, (request) => request.headers.delete('x-ms-documentdb-partitionkey'))

  assert.ok(titles.includes('an id is its own in each partition and each container'))
})

test('a list that forgets its partition key is noticed', async () => {
  const titles = await noticed((documents) => ({
    ...documents,
    query: ({ key: _forgotten, ...query }) => documents.query(query),
  }))

  assert.ok(titles.includes('a list holds its own partition only, each item with its place and etag'))
  assert.ok(titles.includes('the first part of a key lists all of one company and nothing of another'))
})

test('a read that forgets half of its key is noticed', async () => {
  const titles = await noticed((documents) => ({
    ...documents,
    read: ({ container, key }, id) =>
      documents.read({ container, key: key.map((part) => part[0] ?? '') }, id),
  }))

  assert.ok(titles.includes('keys that look alike when joined stay apart'))
})

test('a batch that is split is noticed', async () => {
  const titles = await noticed((documents) => ({
    ...documents,
    batch: async (partition, writes) => {
      const etags: string[] = []
      for (const [index, write] of writes.entries()) {
        const done = await documents.batch(partition, [write])
        if (!done.ok) return { ok: false, error: { ...done.error, index } }
        etags.push(...done.value)
      }
      return { ok: true, value: etags }
    },
  }))

  assert.ok(titles.includes('creating an id in use refuses the whole batch, naming the write'))
  assert.ok(titles.includes('a batch takes one hundred writes; one more, or none, is a defect'))
})

test('a time to live that is not passed on is noticed', async () => {
  const titles = await noticed((documents) => ({
    ...documents,
    batch: (partition, writes) =>
      documents.batch(
        partition,
        writes.map((write) => {
          if (write.kind === 'delete') return write
          const { ttlSeconds: _dropped, ...value } = write.value
          return { ...write, value }
        }),
      ),
  }))

  assert.ok(titles.includes('a document is gone when its time to live has passed, and its id is free again'))
})
