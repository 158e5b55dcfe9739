import assert from 'node:assert/strict'
import type { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'

import { createDocumentStore } from '../../../shared/adapters/embedded/documents.ts'
import { statementOf } from '../../../shared/adapters/embedded/documents-query.ts'
import { continuationOf } from '../../../shared/application/ports/continuation.ts'
import type { Query } from '../../../shared/application/ports/documents.ts'
import { DependencyUnavailable } from '../../../shared/application/ports/unavailable.ts'
import { company, create, put } from '../../support/contracts/document-samples.ts'
import { productLists } from '../../support/contracts/document-lists.ts'
import { openEmbeddedDocuments } from '../../support/embedded-documents.ts'

for (const [name, query] of Object.entries(productLists)) {
  test(`the list "${name}" is found by an index, at its beginning and further on, without sorting all`, async () => {
    const { db } = openEmbeddedDocuments()
    for (const page of [query, continued(query)]) {
      const { sql, values } = statementOf(page, 0)
      const steps = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values)
      const plan = steps.map((step) => String(step['detail']))

      assert.ok(
        plan.some((detail) => /^(SEARCH|SCAN) documents_\w+ USING INDEX/.test(detail)),
        plan.join('\n'),
      )
      assert.ok(!plan.some((detail) => /^SCAN documents_\w+$/.test(detail)), plan.join('\n'))
      // The branches of a merge sort at most a page each.
      const merged = plan.some((detail) => detail.startsWith('MERGE'))
      assert.ok(merged || !plan.some((detail) => detail.includes('TEMP B-TREE')), plan.join('\n'))
    }
  })
}

/** The same list, from behind some row: only the shape matters here. */
function continued(query: Query): Query {
  const { position } = statementOf(query, 0)
  return {
    ...query,
    continuation: continuationOf(
      query,
      position.map(() => 'x'),
    ),
  }
}

test('a company with two hundred thousand rows lists a page in the steps of one with a thousand', async () => {
  const { db } = openEmbeddedDocuments()
  const insert = db.prepare(`INSERT INTO documents_queue (k0, id, etag, body)
    WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ? - 1)
    SELECT ?, 'q' || i, 'e', json_object('id', 'q' || i, 'status', CASE i % 50 WHEN 0 THEN 'open' ELSE 'closed' END,
      'internalDue', printf('%08d', i * 7919 % 1000000)) FROM n`)
  insert.run(1_000, 'small')
  insert.run(200_000, 'large')
  const list = productLists['several statuses by due date']
  assert.ok(list)

  const [small = 0, large = 0] = ['small', 'large'].map((key) =>
    rowsRead(db, { ...list, key: [key], limit: 10 }),
  )

  assert.ok(small >= 10 && large <= small * 1.5, `${small} and ${large} rows`)
})

/** How many times a statement looked at a document, counted by a function in its condition. */
function rowsRead(db: DatabaseSync, query: Query): number {
  let count = 0
  db.function('looked_at', { deterministic: false }, () => ++count)
  const { sql, values } = statementOf(query, 0)
  db.prepare(sql.replaceAll('(expires_at IS NULL', '(looked_at() > 0) AND (expires_at IS NULL')).all(
    ...values,
  )
  return count
}

test('a sweep removes what has expired, and nothing else', async () => {
  const { documents, advance } = openEmbeddedDocuments()
  const short = Array.from({ length: 30 }, (_, index) => create({ id: `s${index}`, ttlSeconds: 10 }))
  await put(
    documents,
    company('c1'),
    ...short,
    create({ id: 'long', ttlSeconds: 100 }),
    create({ id: 'stays' }),
  )

  assert.equal(documents.sweepExpired(), 0)
  advance(10_000)
  assert.equal(documents.sweepExpired(), 30)
  assert.equal(documents.sweepExpired(), 0)
  assert.notEqual(await documents.read(company('c1'), 'long'), undefined)
})

test('an index that is no longer declared is dropped when the store is opened', () => {
  const { db } = openEmbeddedDocuments()
  db.exec(
    `CREATE INDEX documents_queue_by_company_former ON documents_queue (k0, json_extract(body, '$.former'))`,
  )

  createDocumentStore(db, () => new Date(0))

  const names = db.prepare(`SELECT name FROM sqlite_schema WHERE tbl_name = 'documents_queue'`).all()
  assert.ok(!names.some((row) => row['name'] === 'documents_queue_by_company_former'))
})

test('a full disk makes writing unavailable, keeps the batch whole, and heals', async () => {
  const { db, documents } = openEmbeddedDocuments()
  const pages = Number(db.prepare('PRAGMA page_count').get()?.['page_count'])
  db.exec(`PRAGMA max_page_count = ${pages + 4}`)
  const writes = Array.from({ length: 20 }, (_, index) => create({ id: `d${index}`, text: 'x'.repeat(5000) }))

  await assert.rejects(
    documents.batch(company('c1'), writes),
    (error) => error instanceof DependencyUnavailable && error.dependency === 'documents',
  )
  assert.equal(await documents.read(company('c1'), 'd0'), undefined)

  db.exec('PRAGMA max_page_count = 100000')
  await put(documents, company('c1'), ...writes)
})
