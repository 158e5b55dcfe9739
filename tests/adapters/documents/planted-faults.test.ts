import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { DocumentStore } from '../../../shared/application/ports/documents.ts'
import { documentChecks } from '../../support/contracts/document-store.ts'
import type { DocumentStoreUnderTest } from '../../support/contracts/document-samples.ts'
import { openEmbeddedDocuments } from '../../support/embedded-documents.ts'
import { openCosmosStore } from '../../support/cosmos/open-store.ts'
import type { HttpRequest } from '../../support/cosmos/wire.ts'

type Plant = (documents: DocumentStore) => DocumentStore

const homes: Readonly<Record<string, (plant: Plant) => DocumentStoreUnderTest>> = {
  'the embedded store': (plant) => {
    const { db, documents, advance } = openEmbeddedDocuments()
    return { documents: plant(documents), advance, close: async () => db.close() }
  },
  'Cosmos DB': (plant) => cosmosWith(plant),
}

function cosmosWith(plant: Plant, tamper: (request: HttpRequest) => void = () => {}): DocumentStoreUnderTest {
  const { documents, advance } = openCosmosStore({ tamper })
  return { documents: plant(documents), advance, close: async () => {} }
}

const asItIs: Plant = (documents) => documents

/** Runs the contract on an adapter that is wrong on purpose; answers the checks that noticed. */
async function noticed(open: () => DocumentStoreUnderTest): Promise<readonly string[]> {
  const failed: string[] = []
  for (const { title, work } of documentChecks()) {
    const opened = open()
    await work(opened).catch(() => failed.push(title))
    await opened.close()
  }
  return failed
}

/** The same fault in each home. */
function planted(what: string, plant: Plant, judge: (titles: readonly string[]) => void): void {
  for (const [home, open] of Object.entries(homes))
    test(`${home}: ${what}`, async () => {
      const titles = await noticed(() => open(plant))
      judge(titles)
    })
}

planted('the contract holds where nothing is planted', asItIs, (titles) => assert.deepEqual(titles, []))

planted(
  'a batch whose etags are dropped is noticed',
  (documents) => ({
    ...documents,
    batch: (partition, writes) =>
      documents.batch(
        partition,
        writes.map((write) => (write.kind === 'replace' ? { kind: 'upsert', value: write.value } : write)),
      ),
  }),
  (titles) => {
    assert.ok(titles.includes('of many who replace the same version exactly one succeeds'))
    assert.ok(
      titles.includes('replacing what someone else changed refuses the whole batch, naming the write'),
    )
  },
)

planted(
  'a delete whose etag is dropped is noticed',
  (documents) => ({
    ...documents,
    batch: (partition, writes) =>
      documents.batch(
        partition,
        writes.map((write) => (write.kind === 'delete' ? { kind: 'delete', id: write.id } : write)),
      ),
  }),
  (titles) => {
    assert.deepEqual(titles, ['deleting what someone else changed refuses the whole batch, naming the write'])
  },
)

test('a batch whose etags are lost on the wire is noticed', async () => {
  const lose = (request: HttpRequest): void => {
    if (typeof request.body === 'string') request.body = request.body.replaceAll('"ifMatch":', '"id":')
  }
  const titles = await noticed(() => cosmosWith(asItIs, lose))

  assert.ok(titles.includes('of many who replace the same version exactly one succeeds'))
})

test('a call whose partition key is lost on the wire is noticed', async () => {
  const lose = (request: HttpRequest): void => void request.headers.delete('x-ms-documentdb-partitionkey')
  const titles = await noticed(() => cosmosWith(asItIs, lose))

  assert.ok(titles.includes('an id is its own in each partition and each container'))
})

planted(
  'a list that forgets its partition key is noticed',
  (documents) => ({
    ...documents,
    query: ({ key: _forgotten, ...query }) => documents.query(query),
  }),
  (titles) => {
    assert.ok(titles.includes('a list holds its own partition only, each item with its place and etag'))
    assert.ok(titles.includes('the first part of a key lists all of one company and nothing of another'))
  },
)

planted(
  'a read that forgets half of its key is noticed',
  (documents) => ({
    ...documents,
    read: ({ container, key }, id) =>
      documents.read({ container, key: key.map((part) => part[0] ?? '') }, id),
  }),
  (titles) => {
    assert.ok(titles.includes('keys that look alike when joined stay apart'))
  },
)

planted(
  'a batch that is split is noticed',
  (documents) => ({
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
  }),
  (titles) => {
    assert.ok(titles.includes('creating an id in use refuses the whole batch, naming the write'))
    assert.ok(titles.includes('a batch takes one hundred writes; one more, or none, is a defect'))
  },
)

planted(
  'a time to live that is not passed on is noticed',
  (documents) => ({
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
  }),
  (titles) => {
    assert.ok(
      titles.includes('a document is gone when its time to live has passed, and its id is free again'),
    )
  },
)
