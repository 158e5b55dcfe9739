import assert from 'node:assert/strict'

import type { BlobName, BlobStore } from '../../../shared/application/ports/blobs.ts'
import { contractSuite, type Check, type Register } from './suite.ts'

export type BlobStoreUnderTest = { readonly blobs: BlobStore; readonly close: () => Promise<void> }

const blob = (name: string, container = 'Company_1'): BlobName => ({ container, name })
const bytes = (text: string): Uint8Array => Buffer.from(text)

async function gathered(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of content) chunks.push(Uint8Array.from(chunk))
  return Buffer.concat(chunks)
}

/** Everything that a reading yields; undefined when there is no such blob. */
export async function textOf(blobs: BlobStore, name: BlobName, range?: { start: number; end?: number }) {
  const content = await blobs.read(name, range)
  return content && (await gathered(content)).toString('latin1')
}

async function commitText(blobs: BlobStore, name: BlobName, ...parts: string[]): Promise<void> {
  for (const [number, part] of parts.entries()) await blobs.stage(name, number, bytes(part))
  const committed = await blobs.commit(name, [...parts.keys()])
  assert.ok(committed.ok)
}

/** What every blob store must hold, whatever keeps the blobs. */
export function blobStoreContract(
  name: string,
  open: () => Promise<BlobStoreUnderTest>,
  register?: Register,
): void {
  const check = contractSuite(name, open, register)
  committing(check)
  reading(check)
  removing(check)
  listing(check)
  naming(check)
}

function committing(check: Check<BlobStoreUnderTest>): void {
  check('blocks staged in any order become a blob in the order of the list', async ({ blobs }) => {
    for (const number of [2, 0, 49_999, 1]) await blobs.stage(blob('a'), number, bytes(`<${number}>`))

    assert.deepEqual(await blobs.commit(blob('a'), [0, 1, 2, 49_999]), { ok: true, value: { sizeBytes: 16 } })
    assert.equal(await textOf(blobs, blob('a')), '<0><1><2><49999>')
    assert.equal(await blobs.size(blob('a')), 16)
  })

  check('what is only staged cannot be read, and is listed with its sizes', async ({ blobs }) => {
    await blobs.stage(blob('a'), 10, bytes('ten'))
    await blobs.stage(blob('a'), 2, bytes('12345'))

    assert.deepEqual(await blobs.staged(blob('a')), [
      { number: 2, sizeBytes: 5 },
      { number: 10, sizeBytes: 3 },
    ])
    assert.equal(await blobs.read(blob('a')), undefined)
    assert.equal(await blobs.size(blob('a')), undefined)
    assert.deepEqual(await blobs.list('Company_1', ''), { names: [] })
    assert.deepEqual(await blobs.staged(blob('b')), [])
  })

  check('a block staged again replaces the one before', async ({ blobs }) => {
    await blobs.stage(blob('a'), 0, bytes('first and longer'))
    await blobs.stage(blob('a'), 0, bytes('second'))

    assert.deepEqual(await blobs.staged(blob('a')), [{ number: 0, sizeBytes: 6 }])
    await blobs.commit(blob('a'), [0])
    assert.equal(await textOf(blobs, blob('a')), 'second')
  })

  check('a list with a block that was never staged commits nothing and names it', async ({ blobs }) => {
    await blobs.stage(blob('a'), 0, bytes('x'))
    await blobs.stage(blob('a'), 2, bytes('z'))

    const outcome = await blobs.commit(blob('a'), [0, 1, 2, 3])

    assert.deepEqual(outcome, { ok: false, error: { code: 'blockMissing', number: 1 } })
    assert.equal(await blobs.size(blob('a')), undefined)
    await blobs.stage(blob('a'), 1, bytes('y'))
    assert.ok((await blobs.commit(blob('a'), [0, 1, 2])).ok)
    assert.equal(await textOf(blobs, blob('a')), 'xyz')
  })

  check('blocks that the list leaves out are no part of the blob', async ({ blobs }) => {
    for (const number of [0, 1, 2]) await blobs.stage(blob('a'), number, bytes(String(number)))

    assert.deepEqual(await blobs.commit(blob('a'), [2, 0]), { ok: true, value: { sizeBytes: 2 } })
    assert.equal(await textOf(blobs, blob('a')), '20')
    assert.deepEqual(await blobs.staged(blob('a')), [])
  })

  check('a blob is committed once, and a late block changes nothing of it', async ({ blobs }) => {
    await commitText(blobs, blob('a'), 'kept')

    await blobs.stage(blob('a'), 0, bytes('late'))
    assert.deepEqual(await blobs.commit(blob('a'), [0]), { ok: false, error: { code: 'exists' } })
    assert.equal(await textOf(blobs, blob('a')), 'kept')
  })

  check('of many who commit the same blob exactly one succeeds', async ({ blobs }) => {
    await blobs.stage(blob('a'), 0, bytes('x'))

    const outcomes = await Promise.all(Array.from({ length: 10 }, () => blobs.commit(blob('a'), [0])))

    assert.equal(outcomes.filter((outcome) => outcome.ok).length, 1)
    assert.ok(outcomes.every((outcome) => outcome.ok || outcome.error.code === 'exists'))
  })

  check('a block with another number than 0 to 49,999 is a defect', async ({ blobs }) => {
    for (const number of [-1, 50_000, 1.5, Number.NaN]) {
      await assert.rejects(async () => blobs.stage(blob('a'), number, bytes('x')), RangeError)
    }
  })

  check('a block of nothing, or of more than 100 MiB, is a defect', async ({ blobs }) => {
    for (const length of [0, 100 * 1024 * 1024 + 1]) {
      await assert.rejects(async () => blobs.stage(blob('a'), 0, new Uint8Array(length)), RangeError)
    }
  })
}

function reading(check: Check<BlobStoreUnderTest>): void {
  check('a range is cut out of the blob wherever its blocks end', async ({ blobs }) => {
    await commitText(blobs, blob('a'), 'abc', 'defg', 'h', 'ij')
    const whole = 'abcdefghij'

    for (let start = 0; start < whole.length; start++) {
      assert.equal(await textOf(blobs, blob('a'), { start }), whole.slice(start))
      for (let end = start + 1; end <= whole.length; end++) {
        assert.equal(await textOf(blobs, blob('a'), { start, end }), whole.slice(start, end))
      }
    }
  })

  check('a range beyond the end holds what there is', async ({ blobs }) => {
    await commitText(blobs, blob('a'), 'abc', 'def')

    assert.equal(await textOf(blobs, blob('a'), { start: 4, end: 100 }), 'ef')
    assert.equal(await textOf(blobs, blob('a'), { start: 6, end: 100 }), '')
    assert.equal(await textOf(blobs, blob('a'), { start: 700 }), '')
    assert.equal(await textOf(blobs, blob('none'), { start: 0 }), undefined)
  })

  check('large blocks come back bit by bit as they went in', async ({ blobs }) => {
    const parts = [1_300_000, 1, 700_000].map((length, seed) =>
      Buffer.from({ length }).map((_, at) => (at * 31 + seed) % 251),
    )
    for (const [number, part] of parts.entries()) await blobs.stage(blob('a'), number, part)
    await blobs.commit(blob('a'), [0, 1, 2])

    const content = await blobs.read(blob('a'))

    assert.ok(content && (await gathered(content)).equals(Buffer.concat(parts)))
  })

  check('a reader may stop early', async ({ blobs }) => {
    await commitText(blobs, blob('a'), 'x'.repeat(600_000), 'y'.repeat(600_000))

    for await (const chunk of (await blobs.read(blob('a'))) ?? []) {
      assert.equal(chunk[0], 'x'.charCodeAt(0))
      break
    }
    await blobs.remove(blob('a'))
  })
}

function removing(check: Check<BlobStoreUnderTest>): void {
  check('a removed blob is gone, with what was staged, and its name is free', async ({ blobs }) => {
    await commitText(blobs, blob('r/a'), 'old')
    await blobs.stage(blob('r/b'), 0, bytes('staged'))

    await blobs.remove(blob('r/a'))
    await blobs.remove(blob('r/b'))
    await blobs.remove(blob('r/never'))

    assert.equal(await blobs.read(blob('r/a')), undefined)
    assert.deepEqual(await blobs.staged(blob('r/b')), [])
    assert.deepEqual(await blobs.list('Company_1', ''), { names: [] })
    await commitText(blobs, blob('r/a'), 'new')
    assert.equal(await textOf(blobs, blob('r/a')), 'new')
    await blobs.stage(blob('r/b'), 1, bytes('other'))
    assert.deepEqual(await blobs.staged(blob('r/b')), [{ number: 1, sizeBytes: 5 }])
  })
}

function listing(check: Check<BlobStoreUnderTest>): void {
  check('what was staged and never committed is found by whoever clears up', async ({ blobs }) => {
    await blobs.stage(blob('r/left'), 0, Buffer.from('x'))
    await commitText(blobs, blob('r/kept'), 'y')

    assert.deepEqual(await blobs.list('Company_1', 'r/'), { names: ['r/kept'] })
    assert.deepEqual(await blobs.list('Company_1', 'r/', { staged: 'included' }), {
      names: ['r/kept', 'r/left'],
    })
    await blobs.remove(blob('r/left'))
    assert.deepEqual(await blobs.list('Company_1', 'r/', { staged: 'included' }), { names: ['r/kept'] })
  })

  check(
    'a list holds the names that begin with the prefix, in order, of one container',
    async ({ blobs }) => {
      const names = ['a', 'a-b', 'a/b', 'a/b/c', 'a0', 'b/a', 'a/B', 'a.b', 'ab/c']
      for (const name of names) await commitText(blobs, blob(name), name)
      await commitText(blobs, blob('a/other', 'Company_2'), 'x')

      for (const prefix of ['', 'a', 'a/', 'a/b', 'a/b/', 'b', 'nothing']) {
        const wanted = names.filter((name) => name.startsWith(prefix)).sort()
        assert.deepEqual(await blobs.list('Company_1', prefix), { names: wanted }, prefix)
      }
      assert.deepEqual(await blobs.list('Company_3', ''), { names: [] })
      for (const name of names) assert.equal(await textOf(blobs, blob(name)), name)
    },
  )

  check('the same name in another container is another blob', async ({ blobs }) => {
    await commitText(blobs, blob('a', 'Company_1'), 'one')
    await commitText(blobs, blob('a', 'Company_2'), 'two')
    await blobs.remove(blob('a', 'Company_1'))

    assert.equal(await textOf(blobs, blob('a', 'Company_2')), 'two')
  })
}

function naming(check: Check<BlobStoreUnderTest>): void {
  check('what is not the name of a blob is a defect, and leads nowhere', async ({ blobs }) => {
    const long = 'x'.repeat(101)
    const deep = 'a/a/a/a/a/a/a/a/a'
    const hostile = ['', '.', '..', '../x', 'a/../../x', '/etc/passwd', 'a//b', 'a/', 'a\\b', 'a\u0000', 'a.']
    for (const name of [...hostile, 'a b', 'æ', '.x', 'a%2Fb', 'a?b', 'a#b', long, deep]) {
      await assert.rejects(async () => blobs.stage(blob(name), 0, bytes('x')), RangeError, name)
      await assert.rejects(async () => blobs.staged(blob(name)), RangeError, name)
      await assert.rejects(async () => blobs.commit(blob(name), []), RangeError, name)
      await assert.rejects(async () => blobs.read(blob(name)), RangeError, name)
      await assert.rejects(async () => blobs.size(blob(name)), RangeError, name)
      await assert.rejects(async () => blobs.remove(blob(name)), RangeError, name)
    }
  })

  check('what is not the name of a container is a defect, and leads nowhere', async ({ blobs }) => {
    for (const container of ['', '..', '.trash', '$root', 'a/b', 'a\\b', '-a', 'x'.repeat(28)]) {
      await assert.rejects(
        async () => blobs.stage(blob('a', container), 0, bytes('x')),
        RangeError,
        container,
      )
      await assert.rejects(async () => blobs.list(container, ''), RangeError, container)
    }
  })

  check('containers whose names are alike stay apart', async ({ blobs }) => {
    const containers = [
      'ab',
      'Ab',
      'aB',
      'a-b',
      'a_b',
      'a0b',
      'a1b',
      'a-0b',
      'a--b',
      'A',
      'x'.repeat(27),
      'X'.repeat(27),
    ]
    for (const container of containers) await commitText(blobs, blob('a', container), container)

    for (const container of containers) assert.equal(await textOf(blobs, blob('a', container)), container)
  })
}
