import assert from 'node:assert/strict'

import type { ShareStore } from '../../../shared/application/ports/shares.ts'
import { contractSuite, type Register } from './suite.ts'

export type ShareStoreUnderTest = { readonly shares: ShareStore; readonly close: () => Promise<void> }

/** A real service has a clock of its own. */
const toleratedSkew = 5 * 60_000

const share = (fill: number): Uint8Array => Buffer.alloc(32, fill)
const equal = (found: Uint8Array | undefined, wanted: Uint8Array) =>
  assert.ok(found && Buffer.from(found).equals(wanted))

/** What every store of shred shares must hold (security.md, "Keys"). */
export function shareStoreContract(
  name: string,
  open: () => Promise<ShareStoreUnderTest>,
  register?: Register,
): void {
  const check = contractSuite(name, open, register)

  check('a share that was put can be read, and another name holds nothing', async ({ shares }) => {
    await shares.put('one', share(1))
    await shares.put('two', share(2))

    equal(await shares.get('one'), share(1))
    equal(await shares.get('two'), share(2))
    assert.equal(await shares.get('three'), undefined)
  })

  check('a name in use is refused and keeps its share', async ({ shares }) => {
    await shares.put('one', share(1))

    await assert.rejects(shares.put('one', share(2)))
    await assert.rejects(shares.put('one', share(1)))
    equal(await shares.get('one'), share(1))
  })

  check('a destroyed share is gone at once; destroying it again is no error', async ({ shares }) => {
    await shares.put('one', share(1))
    await shares.put('two', share(2))

    await shares.destroy('one')
    await shares.destroy('one')
    await shares.destroy('never')

    assert.equal(await shares.get('one'), undefined)
    equal(await shares.get('two'), share(2))
  })

  check('what is not the name of a share is a defect, and leads nowhere', async ({ shares }) => {
    for (const name of ['', '.', '..', '../x', 'a/b', 'a\\b', '.hidden', 'a.', 'a\u0000', 'x'.repeat(201)]) {
      await assert.rejects(shares.put(name, share(1)), RangeError, name)
      await assert.rejects(shares.get(name), RangeError, name)
      await assert.rejects(shares.destroy(name), RangeError, name)
    }
  })

  check(
    'every share is listed once, in the order of names, with the time at which it was put',
    async ({ shares }) => {
      for (const name of ['b.1', 'a.2', 'a.1', 'a-1']) await shares.put(name, share(1))
      await shares.destroy('a.2')

      const { shares: listed, continuation } = await shares.list()
      assert.deepEqual(
        listed.map(({ name }) => name),
        ['a-1', 'a.1', 'b.1'],
      )
      assert.equal(continuation, undefined)
      for (const { createdAt } of listed)
        assert.ok(Math.abs(createdAt.getTime() - new Date().getTime()) < toleratedSkew)
    },
  )

  check('shares are listed by how their names begin, and none is no error', async ({ shares }) => {
    for (const name of ['a.1', 'a.2', 'ab.1']) await shares.put(name, share(1))

    const names = async (prefix: string) => (await shares.list({ prefix })).shares.map(({ name }) => name)
    assert.deepEqual(await names('a.'), ['a.1', 'a.2'])
    assert.deepEqual(await names('c'), [])
  })

  check(
    'of many who put the same name exactly one succeeds, and its share is the one',
    async ({ shares }) => {
      const outcomes = await Promise.allSettled(
        Array.from({ length: 10 }, (_, fill) => shares.put('one', share(fill))),
      )

      const winners = [...outcomes.entries()].filter(([, outcome]) => outcome.status === 'fulfilled')
      assert.equal(winners.length, 1)
      equal(await shares.get('one'), share(winners[0]?.[0] ?? 99))
    },
  )
}
