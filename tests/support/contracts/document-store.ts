import assert from 'node:assert/strict'

import type {
  BatchRefusal,
  Document,
  DocumentStore,
  Page,
  Partition,
  Query,
  Write,
} from '../../../shared/application/ports/documents.ts'
import { documentQueryContract } from './document-queries.ts'
import { contractSuite, type Check } from './suite.ts'

export type DocumentStoreUnderTest = {
  readonly documents: DocumentStore
  /** Moves the store's clock; absent where time cannot be moved. */
  readonly advance?: (milliseconds: number) => void
  readonly close: () => Promise<void>
}

export type Sample = Document & {
  readonly name?: string
  readonly rank?: number | string | boolean | null
  readonly nested?: unknown
  readonly text?: string
}

export const company = (key: string): Partition => ({ container: 'companies', key: [key] })
export const request = (companyId: string, requestId: string): Partition => ({
  container: 'requests',
  key: [companyId, requestId],
})
export const create = (value: Sample): Write => ({ kind: 'create', value })
export const upsert = (value: Sample): Write => ({ kind: 'upsert', value })

/** Writes that must succeed; answers their etags. */
export async function put(
  documents: DocumentStore,
  partition: Partition,
  ...writes: Write[]
): Promise<readonly string[]> {
  const written = await documents.batch(partition, writes)
  if (!written.ok) return assert.fail(`refused: ${written.error.code} at ${written.error.index}`)
  return written.value
}

/** Every page of a list, and never an endless one. */
export async function pages<D extends Document>(documents: DocumentStore, query: Query): Promise<Page<D>[]> {
  const found: Page<D>[] = [await documents.query<D>(query)]
  while (found.length < 1000) {
    const continuation = found.at(-1)?.continuation
    if (continuation === undefined) return found
    found.push(await documents.query<D>({ ...query, continuation }))
  }
  return assert.fail('the list does not end')
}

export async function allIds(documents: DocumentStore, query: Query): Promise<string[]> {
  return (await pages(documents, query)).flatMap((page) => page.items.map((item) => item.value.id))
}

/** What every document store must hold, whatever keeps the documents: what Cosmos DB guarantees, and no more. */
export function documentStoreContract(name: string, open: () => Promise<DocumentStoreUnderTest>): void {
  const check = contractSuite(name, open)
  readingAndWriting(check)
  refusals(check)
  limits(check)
  lifetimes(check)
  documentQueryContract(check)
}

function readingAndWriting(check: Check<DocumentStoreUnderTest>): void {
  check('what is created can be read, as it was', async ({ documents }) => {
    const value = { id: 'a', name: 'Åse "Ø" 🙂\n', rank: 1.5, nested: { list: [1, null, { deep: true }] } }
    const [etag] = await put(documents, company('c1'), create(value))

    assert.deepEqual(await documents.read(company('c1'), 'a'), { value, etag })
    assert.equal(await documents.read(company('c1'), 'b'), undefined)
  })

  check('an id is its own in each partition and each container', async ({ documents }) => {
    const places: Partition[] = [
      company('c1'),
      company('c2'),
      request('c1', 'r1'),
      request('c1', 'r2'),
      request('c2', 'r1'),
      { container: 'queue', key: ['c1'] },
    ]
    for (const [index, place] of places.entries())
      await put(documents, place, create({ id: 'same', rank: index }))

    for (const [index, place] of places.entries()) {
      assert.equal((await documents.read<Sample>(place, 'same'))?.value.rank, index)
    }
    assert.equal(await documents.read(company('c3'), 'same'), undefined)
  })

  check('keys that look alike when joined stay apart', async ({ documents }) => {
    const places = [
      request('a', 'b,c'),
      request('a,b', 'c'),
      request('a|', 'b'),
      request('a', '|b'),
      request('A', 'b,c'),
    ]
    for (const [index, place] of places.entries())
      await put(documents, place, create({ id: 'x', rank: index }))

    for (const [index, place] of places.entries()) {
      assert.equal((await documents.read<Sample>(place, 'x'))?.value.rank, index)
    }
  })

  check('ids may be in any script, and differ by a single character', async ({ documents }) => {
    const ids = [
      'æøå',
      'ÆØÅ',
      'aa',
      'å',
      'a\u030a',
      '日本',
      '🙂',
      '🙃',
      'a b',
      "o'hara",
      '"quoted"',
      '%_',
      'a:b.c',
      '__proto__',
    ]
    await put(documents, company('c1'), ...ids.map((id) => create({ id, text: id })))

    for (const id of ids) assert.equal((await documents.read<Sample>(company('c1'), id))?.value.text, id)
    assert.equal(await documents.read(company('c1'), 'AA'), undefined)
  })

  check('every write gives a new etag, also when nothing changes', async ({ documents }) => {
    const [first] = await put(documents, company('c1'), upsert({ id: 'a', rank: 1 }))
    const [second] = await put(documents, company('c1'), upsert({ id: 'a', rank: 1 }))
    const [third] = await put(documents, company('c1'), {
      kind: 'replace',
      value: { id: 'a' },
      etag: second ?? '',
    })

    assert.equal(new Set([first, second, third]).size, 3)
    assert.deepEqual(await documents.read(company('c1'), 'a'), { value: { id: 'a' }, etag: third })
  })

  check('a document that is deleted and made again has another etag', async ({ documents }) => {
    const [first = ''] = await put(documents, company('c1'), create({ id: 'a' }))
    assert.deepEqual(await put(documents, company('c1'), { kind: 'delete', id: 'a', etag: first }), [''])
    assert.equal(await documents.read(company('c1'), 'a'), undefined)

    const [again] = await put(documents, company('c1'), create({ id: 'a' }))
    assert.notEqual(again, first)
  })

  check('a batch mixes all kinds of write and answers their etags in order', async ({ documents }) => {
    const [, b = '', , d = ''] = await put(
      documents,
      company('c1'),
      ...['a', 'b', 'c', 'd'].map((id) => create({ id })),
    )

    const etags = await put(
      documents,
      company('c1'),
      create({ id: 'e' }),
      { kind: 'replace', value: { id: 'b', name: 'new' } as Sample, etag: b },
      { kind: 'delete', id: 'a' },
      upsert({ id: 'c', name: 'new' }),
      { kind: 'delete', id: 'd', etag: d },
    )

    assert.deepEqual(
      await allIds(documents, { container: 'companies', key: ['c1'], limit: 10, orderBy: byId }),
      ['b', 'c', 'e'],
    )
    assert.deepEqual(
      etags.map((etag) => etag === ''),
      [false, false, true, false, true],
    )
    assert.equal((await documents.read(company('c1'), 'b'))?.etag, etags[1])
  })

  check('of many who replace the same version exactly one succeeds', async ({ documents }) => {
    const [etag = ''] = await put(documents, company('c1'), create({ id: 'a' }))

    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, rank) =>
        documents.batch(company('c1'), [{ kind: 'replace', value: { id: 'a', rank } as Sample, etag }]),
      ),
    )

    assert.equal(outcomes.filter((outcome) => outcome.ok).length, 1)
    assert.ok(outcomes.every((outcome) => outcome.ok || outcome.error.code === 'versionConflict'))
  })

  check('of many who create the same id exactly one succeeds', async ({ documents }) => {
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, rank) => documents.batch(company('c1'), [create({ id: 'a', rank })])),
    )

    assert.equal(outcomes.filter((outcome) => outcome.ok).length, 1)
    assert.ok(outcomes.every((outcome) => outcome.ok || outcome.error.code === 'exists'))
  })
}

const byId = { field: 'id', direction: 'ascending' } as const

function refusals(check: Check<DocumentStoreUnderTest>): void {
  const refused = (title: string, last: Write, code: BatchRefusal['code']) =>
    check(`${title} refuses the whole batch, naming the write`, async ({ documents }) => {
      const [etag] = await put(
        documents,
        company('c1'),
        create({ id: 'kept', rank: 1 }),
        create({ id: 'other' }),
      )

      const outcome = await documents.batch(company('c1'), [
        create({ id: 'new' }),
        upsert({ id: 'kept', rank: 2 }),
        { kind: 'delete', id: 'other' },
        last,
        create({ id: 'after' }),
      ])

      assert.deepEqual(outcome, { ok: false, error: { code, index: 3 } })
      assert.deepEqual(await documents.read(company('c1'), 'kept'), { value: { id: 'kept', rank: 1 }, etag })
      assert.notEqual(await documents.read(company('c1'), 'other'), undefined)
      assert.equal(await documents.read(company('c1'), 'new'), undefined)
      assert.equal(await documents.read(company('c1'), 'after'), undefined)
    })

  refused('creating an id in use', create({ id: 'kept' }), 'exists')
  refused(
    'replacing what someone else changed',
    { kind: 'replace', value: { id: 'kept' }, etag: 'stale' },
    'versionConflict',
  )
  refused(
    'deleting what someone else changed',
    { kind: 'delete', id: 'kept', etag: 'stale' },
    'versionConflict',
  )
  refused('replacing what is not there', { kind: 'replace', value: { id: 'gone' }, etag: 'stale' }, 'absent')
  refused('deleting what is not there', { kind: 'delete', id: 'gone' }, 'absent')

  check('a refused batch can be put right and sent again', async ({ documents }) => {
    await put(documents, company('c1'), create({ id: 'a' }))
    await documents.batch(company('c1'), [create({ id: 'b' }), create({ id: 'a' })])

    await put(documents, company('c1'), create({ id: 'b' }), upsert({ id: 'a' }))
    assert.notEqual(await documents.read(company('c1'), 'b'), undefined)
  })
}

function limits(check: Check<DocumentStoreUnderTest>): void {
  const many = (count: number) => Array.from({ length: count }, (_, index) => create({ id: `d${index}` }))

  check('a batch takes one hundred writes; one more, or none, is a defect', async ({ documents }) => {
    await put(documents, company('c1'), ...many(100))

    await assert.rejects(documents.batch(company('c2'), many(101)), RangeError)
    await assert.rejects(documents.batch(company('c2'), []), RangeError)
    assert.equal(await documents.read(company('c2'), 'd0'), undefined)
  })

  check('a batch takes nearly two megabytes; more is a defect', async ({ documents }) => {
    const halves = (characters: number) =>
      ['a', 'b'].map((id) => create({ id, text: 'x'.repeat(characters) }))
    await put(documents, company('c1'), ...halves(1_000_000))

    await assert.rejects(documents.batch(company('c2'), halves(1_050_000)), RangeError)
    assert.equal((await documents.read<Sample>(company('c1'), 'b'))?.value.text?.length, 1_000_000)
    assert.equal(await documents.read(company('c2'), 'a'), undefined)
  })

  check('an id that the store could not keep is a defect', async ({ documents }) => {
    for (const id of ['', 'a/b', 'a\\b', 'a?b', 'a#b', 'a\u0000b', '\ud800', 'x'.repeat(1024)]) {
      await assert.rejects(documents.batch(company('c1'), [create({ id })]), RangeError, JSON.stringify(id))
    }
    await put(documents, company('c1'), create({ id: 'x'.repeat(255) }))
  })

  check('a key with too few, too many or empty parts is a defect', async ({ documents }) => {
    for (const key of [[], ['c1'], ['c1', 'r1', 'x'], ['c1', ''], ['', 'r1']]) {
      const partition: Partition = { container: 'requests', key }
      await assert.rejects(documents.read(partition, 'a'), RangeError)
      await assert.rejects(documents.batch(partition, [create({ id: 'a' })]), RangeError)
    }
  })

  check('in access the id is the key, so another id is a defect', async ({ documents }) => {
    const place: Partition = { container: 'access', key: ['session-1'] }
    await put(documents, place, create({ id: 'session-1' }))

    await assert.rejects(documents.batch(place, [create({ id: 'other' })]), RangeError)
  })
}

function lifetimes(check: Check<DocumentStoreUnderTest>): void {
  const expiring = (ttlSeconds: number, rank = 0) => upsert({ id: 'short', ttlSeconds, rank })

  check(
    'a document is gone when its time to live has passed, and its id is free again',
    async ({ documents, advance }) => {
      await put(documents, company('c1'), expiring(60), create({ id: 'stays' }))

      advance?.(58_000)
      assert.notEqual(await documents.read(company('c1'), 'short'), undefined)
      advance?.(3_000)
      assert.equal(await documents.read(company('c1'), 'short'), undefined)
      assert.deepEqual(await allIds(documents, { container: 'companies', key: ['c1'], limit: 10 }), ['stays'])
      assert.deepEqual(await allIds(documents, { container: 'companies', limit: 10 }), ['stays'])
      const outcome = await documents.batch(company('c1'), [{ kind: 'delete', id: 'short' }])
      assert.deepEqual(outcome, { ok: false, error: { code: 'absent', index: 0 } })
      await put(documents, company('c1'), create({ id: 'short' }))
    },
    'advance',
  )

  check(
    'the time to live counts from the last write, and ends with a write that has none',
    async ({ documents, advance }) => {
      await put(documents, company('c1'), expiring(60))
      advance?.(50_000)
      await put(documents, company('c1'), expiring(60, 1))
      advance?.(50_000)
      assert.equal((await documents.read<Sample>(company('c1'), 'short'))?.value.rank, 1)
      assert.equal((await documents.read(company('c1'), 'short'))?.value.ttlSeconds, 60)

      await put(documents, company('c1'), upsert({ id: 'short' }))
      advance?.(400 * 86_400_000)
      assert.notEqual(await documents.read(company('c1'), 'short'), undefined)
    },
    'advance',
  )

  check('a time to live that is not a whole number of seconds is a defect', async ({ documents }) => {
    for (const ttl of [0, -1, 1.5, Number.NaN, 2 ** 31]) {
      await assert.rejects(documents.batch(company('c1'), [expiring(ttl)]), RangeError)
    }
  })
}
