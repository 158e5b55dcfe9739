import assert from 'node:assert/strict'

import type { BatchRefusal, Partition, Write } from '../../../shared/application/ports/documents.ts'
import { documentLimitsContract } from './document-limits.ts'
import { documentPagesContract } from './document-pages.ts'
import { documentQueryContract } from './document-queries.ts'
import {
  allIds,
  byId,
  company,
  create,
  put,
  request,
  upsert,
  type DocumentStoreUnderTest,
  type Sample,
} from './document-samples.ts'
import { contractSuite, type Check, type Register } from './suite.ts'

/** What every document store must hold, whatever keeps the documents: what Cosmos DB guarantees, and no more. */
export function documentStoreContract(
  name: string,
  open: () => Promise<DocumentStoreUnderTest>,
  register?: Register,
): void {
  allChecks(contractSuite(name, open, register))
}

/** The same checks, to run on an adapter that is wrong on purpose. */
export function documentChecks(): readonly DocumentCheck[] {
  const checks: DocumentCheck[] = []
  allChecks((title, work) => void checks.push({ title, work }))
  return checks
}

type DocumentCheck = {
  readonly title: string
  readonly work: (opened: DocumentStoreUnderTest) => Promise<void>
}

function allChecks(check: Check<DocumentStoreUnderTest>): void {
  readingAndWriting(check)
  refusals(check)
  documentLimitsContract(check)
  documentQueryContract(check)
  documentPagesContract(check)
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
