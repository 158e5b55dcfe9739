import assert from 'node:assert/strict'

import type { DocumentStore, Query } from '../../../shared/application/ports/documents.ts'
import { company, create, pages, put, upsert, type DocumentStoreUnderTest } from './document-samples.ts'
import type { Check } from './suite.ts'

const byRank = { field: 'rank', direction: 'ascending' } as const
const byRankDown = { field: 'rank', direction: 'descending' } as const

const inCompany = (key: string, more: Partial<Query> = {}): Query => ({
  container: 'companies',
  key: [key],
  limit: 100,
  ...more,
})

/** How the pages of a list hold together while others write. */
export function documentPagesContract(check: Check<DocumentStoreUnderTest>): void {
  const id = (index: number) => `d${String(index).padStart(3, '0')}`
  const fill = (documents: DocumentStore, count: number) =>
    put(
      documents,
      company('c1'),
      ...Array.from({ length: count }, (_, index) => create({ id: id(index), rank: index * 10 })),
    )

  check('a page is full until the last, and the last names no next one', async ({ documents }) => {
    await fill(documents, 20)

    const found = await pages(documents, inCompany('c1', { orderBy: byRank, limit: 10 }))

    assert.deepEqual(
      found.map((page) => [page.items.length, page.continuation === undefined]),
      [
        [10, false],
        [10, true],
      ],
    )
    assert.deepEqual(await documents.query(inCompany('nobody', { limit: 10 })), { items: [] })
  })

  for (const orderBy of [byRank, byRankDown, undefined]) {
    const how = orderBy === undefined ? 'without an order' : orderBy.direction
    check(
      `what is there throughout is listed exactly once while others come and go, ${how}`,
      async ({ documents }) => {
        await fill(documents, 60)
        const query = inCompany('c1', { limit: 7, ...(orderBy && { orderBy }) })

        const seen: string[] = []
        let page = await documents.query(query)
        for (let round = 0; ; round++) {
          assert.ok(round < 100, 'the list does not end')
          seen.push(...page.items.map((item) => item.value.id))
          if (page.continuation === undefined) break
          const place = (round * 97) % 600
          await put(documents, company('c1'), upsert({ id: `new-${round}`, rank: place + 5 }))
          await documents.batch(company('c1'), [{ kind: 'delete', id: id((round * 3) % 60) }])
          page = await documents.query({ ...query, continuation: page.continuation })
        }

        const deleted = new Set(Array.from({ length: 20 }, (_, round) => id((round * 3) % 60)))
        assert.equal(new Set(seen).size, seen.length)
        for (let index = 0; index < 60; index++) {
          if (!deleted.has(id(index))) assert.ok(seen.includes(id(index)), id(index))
        }
      },
    )
  }

  check('a page is as full as was asked for, however many that is', async ({ documents }) => {
    await fill(documents, 100)

    for (const limit of [99, 100, 1000]) {
      const page = await documents.query(inCompany('c1', { orderBy: byRank, limit }))
      assert.equal(page.items.length, Math.min(limit, 100))
      assert.equal(page.continuation === undefined, limit >= 100)
    }
  })

  check('a continuation of one list does not open another', async ({ documents }) => {
    await fill(documents, 5)
    await put(documents, company('c2'), create({ id: 'secret', rank: 1 }))
    const { continuation } = await documents.query(inCompany('c1', { orderBy: byRank, limit: 2 }))
    assert.ok(continuation !== undefined)

    for (const other of [
      inCompany('c2', { orderBy: byRank }),
      inCompany('c1', { orderBy: byRankDown }),
      inCompany('c1'),
    ]) {
      await assert.rejects(documents.query({ ...other, continuation }), RangeError)
    }
    for (const broken of [
      '',
      'x',
      `${continuation}x`,
      continuation.slice(4),
      Buffer.from('[]').toString('base64url'),
    ]) {
      await assert.rejects(
        documents.query(inCompany('c1', { orderBy: byRank, continuation: broken })),
        RangeError,
      )
    }
  })

  check('a page of none, or of more than a thousand, is a defect', async ({ documents }) => {
    for (const limit of [0, -1, 1001, 1.5, Number.NaN]) {
      await assert.rejects(documents.query(inCompany('c1', { limit })), RangeError)
    }
  })
}
