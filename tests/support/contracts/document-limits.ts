import assert from 'node:assert/strict'

import type { Partition } from '../../../shared/application/ports/documents.ts'
import {
  allIds,
  company,
  create,
  put,
  upsert,
  type DocumentStoreUnderTest,
  type Sample,
} from './document-samples.ts'
import type { Check } from './suite.ts'

/** What the store refuses to take, and how long it keeps what it took. */
export function documentLimitsContract(check: Check<DocumentStoreUnderTest>): void {
  limits(check)
  lifetimes(check)
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
    for (const id of ['', '.', '..', 'a/b', 'a\\b', 'a?b', 'a#b', 'a\u0000b', '\ud800', 'x'.repeat(1024)]) {
      await assert.rejects(documents.batch(company('c1'), [create({ id })]), RangeError, JSON.stringify(id))
    }
    await put(documents, company('c1'), create({ id: 'x'.repeat(255) }), create({ id: '...' }))
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
