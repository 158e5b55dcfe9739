import assert from 'node:assert/strict'

import type { Condition, Query } from '../../../shared/application/ports/documents.ts'
import {
  allIds,
  byId,
  company,
  create,
  pages,
  put,
  request,
  type DocumentStoreUnderTest,
  type Sample,
} from './document-samples.ts'
import type { Check } from './suite.ts'

const byRank = { field: 'rank', direction: 'ascending' } as const
const byRankDown = { field: 'rank', direction: 'descending' } as const

const inCompany = (key: string, more: Partial<Query> = {}): Query => ({
  container: 'companies',
  key: [key],
  limit: 100,
  ...more,
})

/** Lists: what the narrow query of the port finds, in what order, and how its pages hold together. */
export function documentQueryContract(check: Check<DocumentStoreUnderTest>): void {
  scopes(check)
  conditions(check)
  orders(check)
}

function scopes(check: Check<DocumentStoreUnderTest>): void {
  check('a list holds its own partition only, each item with its place and etag', async ({ documents }) => {
    const [etag] = await put(documents, request('c1', 'r1'), create({ id: 'a' }))
    await put(documents, request('c1', 'r2'), create({ id: 'b' }))
    await put(documents, request('c2', 'r1'), create({ id: 'c' }))

    const page = await documents.query({ container: 'requests', key: ['c1', 'r1'], limit: 10 })

    assert.deepEqual(page, { items: [{ value: { id: 'a' }, etag, partition: request('c1', 'r1') }] })
  })

  check('the first part of a key lists all of one company and nothing of another', async ({ documents }) => {
    for (const [companyId, requestId] of [
      ['c1', 'r1'],
      ['c1', 'r2'],
      ['c1x', 'r1'],
      ['c', 'r1'],
      ['c2', 'r1'],
    ] as const) {
      await put(
        documents,
        request(companyId, requestId),
        create({ id: `${companyId}-${requestId}`, rank: 1 }),
      )
    }
    const wanted = ['c1-r1', 'c1-r2']

    for (const more of [
      {},
      { orderBy: byRank },
      { where: [{ field: 'rank', is: '=', value: 1 }] satisfies Condition[] },
    ]) {
      for (const limit of [1, 10]) {
        const found = await pages(documents, { container: 'requests', key: ['c1'], limit, ...more })
        assert.deepEqual(found.flatMap((page) => page.items.map((item) => item.value.id)).sort(), wanted)
        assert.ok(found.every((page) => page.items.every((item) => item.partition.key[0] === 'c1')))
      }
    }
  })

  check('without a key a list goes over all partitions of its container', async ({ documents }) => {
    await put(documents, request('c1', 'r1'), create({ id: 'a', rank: 2 }))
    await put(documents, request('c2', 'r2'), create({ id: 'a', rank: 1 }))
    await put(documents, company('c1'), create({ id: 'a', rank: 0 }))

    const page = await documents.query({ container: 'requests', orderBy: byRank, limit: 10 })

    assert.deepEqual(
      page.items.map((item) => item.partition),
      [request('c2', 'r2'), request('c1', 'r1')],
    )
  })

  check('an id prefix is taken literally', async ({ documents }) => {
    const ids = ['form:1', 'form:2', 'form', 'forms:1', 'Form:1', 'f%rm:1', 'f_rm:1', 'form:🙂', 'æ:1']
    await put(documents, company('c1'), ...ids.map((id) => create({ id })))
    const withPrefix = async (idPrefix: string) =>
      (await allIds(documents, inCompany('c1', { idPrefix }))).sort()

    assert.deepEqual(await withPrefix('form:'), ['form:1', 'form:2', 'form:🙂'])
    assert.deepEqual(await withPrefix('f_'), ['f_rm:1'])
    assert.deepEqual(await withPrefix('f%'), ['f%rm:1'])
    assert.deepEqual(await withPrefix('æ'), ['æ:1'])
    assert.deepEqual(await withPrefix('nothing'), [])
  })
}

function conditions(check: Check<DocumentStoreUnderTest>): void {
  const values: readonly Sample[] = [
    { id: 'n1', rank: 1 },
    { id: 'n2', rank: 2.5 },
    { id: 'n10', rank: 10 },
    { id: 's1', rank: '1' },
    { id: 's2', rank: '2' },
    { id: 'sx', rank: '{"a":1}' },
    { id: 'true', rank: true },
    { id: 'false', rank: false },
    { id: 'null', rank: null },
    { id: 'none' },
  ]
  const finds = (title: string, where: readonly Condition[], wanted: readonly string[]) =>
    check(`a condition finds ${title}`, async ({ documents }) => {
      await put(documents, company('c1'), ...values.map(create))
      assert.deepEqual((await allIds(documents, inCompany('c1', { where }))).sort(), [...wanted].sort())
      assert.deepEqual(
        (await allIds(documents, inCompany('c1', { where, limit: 1 }))).sort(),
        [...wanted].sort(),
      )
    })

  finds(
    'an equal number, and no text or truth that looks like it',
    [{ field: 'rank', is: '=', value: 1 }],
    ['n1'],
  )
  finds(
    'an equal text, and no number or object that looks like it',
    [{ field: 'rank', is: '=', value: '1' }],
    ['s1'],
  )
  finds('a truth', [{ field: 'rank', is: '=', value: true }], ['true'])
  finds('a falsehood, and no zero', [{ field: 'rank', is: '=', value: false }], ['false'])
  finds('smaller numbers only', [{ field: 'rank', is: '<', value: 10 }], ['n1', 'n2'])
  finds('numbers not larger', [{ field: 'rank', is: '<=', value: 10 }], ['n1', 'n2', 'n10'])
  finds('larger texts only', [{ field: 'rank', is: '>', value: '1' }], ['s2', 'sx'])
  finds('texts not smaller', [{ field: 'rank', is: '>=', value: '2' }], ['s2', 'sx'])
  finds(
    'members of a set, each by its type',
    [{ field: 'rank', is: 'in', values: [1, '2', 10, 10, 77] }],
    ['n1', 's2', 'n10'],
  )
  finds('nothing in an empty set', [{ field: 'rank', is: 'in', values: [] }], [])
  finds(
    'all that have the field, though it be null',
    [{ field: 'rank', is: 'defined' }],
    values.map(({ id }) => id).filter((id) => id !== 'none'),
  )
  finds(
    'what meets all of several conditions',
    [
      { field: 'rank', is: '>', value: 1 },
      { field: 'rank', is: '<', value: 10 },
      { field: 'id', is: 'in', values: ['n2', 'n10'] },
    ],
    ['n2'],
  )
  finds('ids as it finds any field', [{ field: 'id', is: '>=', value: 's2' }], ['s2', 'sx', 'true'])

  check(
    'a field name that is no name is a defect, and a value is never read as a query',
    async ({ documents }) => {
      await put(documents, company('c1'), create({ id: 'a', name: "x' OR 1=1 --" }))
      const named = (field: string): Query => inCompany('c1', { where: [{ field, is: 'defined' }] })

      for (const field of ['', "name' OR 1=1 --", 'a.b', 'a[0]', '$', '_etag', 'name"']) {
        await assert.rejects(documents.query(named(field)), RangeError, field)
      }
      const value = async (text: string) =>
        allIds(documents, inCompany('c1', { where: [{ field: 'name', is: '=', value: text }] }))
      assert.deepEqual(await value("x' OR 1=1 --"), ['a'])
      assert.deepEqual(await value("' OR 1=1 --"), [])
    },
  )
}

function orders(check: Check<DocumentStoreUnderTest>): void {
  const ranks = [5, 3, 9, 3, 7, 1, 3]

  check('a list comes in ascending and in descending order, page by page', async ({ documents }) => {
    await put(documents, company('c1'), ...ranks.map((rank, index) => create({ id: `d${index}`, rank })))

    for (const [orderBy, wanted] of [
      [byRank, ranks.toSorted((a, b) => a - b)],
      [byRankDown, ranks.toSorted((a, b) => b - a)],
    ] as const) {
      for (const limit of [1, 2, 3, 100]) {
        const found = await pages<Sample>(documents, inCompany('c1', { orderBy, limit }))
        assert.deepEqual(
          found.flatMap((page) => page.items.map((item) => item.value.rank)),
          wanted,
        )
        assert.equal(
          new Set(found.flatMap((page) => page.items.map((item) => item.value.id))).size,
          ranks.length,
        )
      }
    }
  })

  check('an ordered list holds only documents whose field is a text or a number', async ({ documents }) => {
    await put(documents, company('c1'), create({ id: 'n', rank: 1 }), create({ id: 's', rank: 'x' }))
    await put(
      documents,
      company('c1'),
      create({ id: 'none' }),
      create({ id: 'null', rank: null }),
      create({ id: 'truth', rank: true }),
    )

    for (const where of [[], [{ field: 'rank', is: 'defined' }]] satisfies Condition[][]) {
      const ids = await allIds(documents, inCompany('c1', { where, orderBy: byRank }))
      assert.deepEqual(ids.sort(), ['n', 's'])
    }
  })

  check('numbers come before texts, on whichever page they fall', async ({ documents }) => {
    const ranks = ['b', 2, 'a', 10, 1, '1']
    await put(documents, company('c1'), ...ranks.map((rank, index) => create({ id: `d${index}`, rank })))
    const wanted = [1, 2, 10, '1', 'a', 'b']

    for (const limit of [1, 2, 4, 100]) {
      for (const [orderBy, expected] of [
        [byRank, wanted],
        [byRankDown, wanted.toReversed()],
      ] as const) {
        const found = await pages<Sample>(documents, inCompany('c1', { orderBy, limit }))
        const listed = found.flatMap((page) => page.items.map((item) => item.value.rank))
        assert.deepEqual(listed, expected)
      }
    }
  })

  check('more values in a set, or a prefix that is no text, is a defect', async ({ documents }) => {
    const values = Array.from({ length: 101 }, (_, index) => index)
    const tooMany = inCompany('c1', { where: [{ field: 'rank', is: 'in', values }] })

    await assert.rejects(documents.query(tooMany), RangeError)
    await assert.rejects(documents.query(inCompany('c1', { idPrefix: '\ud800' })), RangeError)
  })

  check('a partition that is listed without a wish comes by id', async ({ documents }) => {
    const ids = ['b:10', 'a:2', 'a:1', 'b:9', 'c']
    for (const id of ids) await put(documents, request('c1', 'r1'), create({ id }))

    for (const limit of [2, 10]) {
      const query: Query = { container: 'requests', key: ['c1', 'r1'], limit }
      assert.deepEqual(await allIds(documents, query), ids.toSorted())
      assert.deepEqual(await allIds(documents, { ...query, idPrefix: 'b:' }), ['b:10', 'b:9'])
    }
  })

  check('a list can be ordered by id', async ({ documents }) => {
    await put(documents, company('c1'), ...['b', 'c', 'a', 'B'].map((id) => create({ id })))

    assert.deepEqual(await allIds(documents, inCompany('c1', { orderBy: byId, limit: 3 })), [
      'B',
      'a',
      'b',
      'c',
    ])
    const down = await allIds(
      documents,
      inCompany('c1', { orderBy: { ...byId, direction: 'descending' }, limit: 3 }),
    )
    assert.deepEqual(down, ['c', 'b', 'a', 'B'])
  })

  check('a set of values in a condition keeps the order and repeats nothing', async ({ documents }) => {
    const place = { container: 'queue', key: ['c1'] } as const
    const statuses = ['open', 'sealed', 'closed']
    const rows = Array.from({ length: 30 }, (_, index) => ({
      kind: 'create' as const,
      value: {
        id: `q${index}`,
        status: statuses[index % 3],
        internalDue: `2026-01-${String(30 - index).padStart(2, '0')}`,
      },
    }))
    await put(documents, place, ...rows)

    const found = await pages<Sample & { internalDue: string }>(documents, {
      ...place,
      where: [{ field: 'status', is: 'in', values: ['sealed', 'open', 'open'] }],
      orderBy: { field: 'internalDue', direction: 'ascending' },
      limit: 7,
    })

    const dates = found.flatMap((page) => page.items.map((item) => item.value.internalDue))
    assert.equal(dates.length, 20)
    assert.deepEqual(dates, dates.toSorted())
  })
}
