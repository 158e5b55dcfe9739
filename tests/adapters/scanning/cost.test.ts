import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aZip } from './zip-builder.ts'
import { said, scanned } from './samples.ts'

/** What scanning one file takes of the processor, and at most of memory beyond the file, which the test holds. */
async function costOf(bytes: Uint8Array, name: string) {
  await said(bytes, name)
  let most = 0
  const start = process.memoryUsage().rss
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss - start)), 1)
  const cpu = process.cpuUsage()
  const verdict = await said(bytes, name)
  const { user, system } = process.cpuUsage(cpu)
  clearInterval(watch)
  return { verdict, milliseconds: (user + system) / 1_000, megabytes: most / 1024 ** 2 }
}

const zeros = Buffer.alloc(64 * 1024 ** 2)

const bombs: Readonly<Record<string, readonly [string, () => Uint8Array, string]>> = {
  'one that unpacks a thousandfold': ['a.zip', () => aZip([{ name: 'zeros', content: zeros }]), 'zipBomb'],
  'one of a hundred thousand entries': [
    'a.zip',
    () => aZip(Array.from({ length: 100_000 }, (_, i) => ({ name: `${i}`, method: 0 }))),
    'tooManyEntries',
  ],
  'one that nests without end': [
    'a.zip',
    () =>
      Array.from({ length: 12 }).reduce<Buffer>((zip) => aZip([{ name: 'in.zip', content: zip }]), aZip([])),
    'nestedTooDeep',
  ],
  'a drawing of growing entities': [
    'a.svg',
    () =>
      Buffer.from(`<!DOCTYPE l [${'<!ENTITY b "&a;&a;">'.repeat(9)}]><svg>${'&b;'.repeat(1 << 20)}</svg>`),
    'entityBomb',
  ],
}

for (const [kind, [name, make, reason]] of Object.entries(bombs))
  test(`a bomb costs little: ${kind}`, async () => {
    const { verdict, milliseconds, megabytes } = await costOf(make(), name)
    assert.equal(verdict, reason)
    // The aim is 100 ms and 32 MB; a machine that does other things is given room.
    assert.ok(milliseconds < 300, `${milliseconds} ms`)
    assert.ok(megabytes < 64, `${megabytes} MB`)
  })

test('a large archive is looked through in the same memory as a small one', async () => {
  const random = Buffer.alloc(48 * 1024 ** 2, 'The quick brown fox jumps over the lazy dog')
  const zip = aZip([{ name: 'a.bin', content: random, method: 0 }])
  const before = process.memoryUsage().arrayBuffers
  let most = 0
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().arrayBuffers - before)), 1)
  const verdict = await scanned(zip, { name: 'a.zip' }, 1 << 16)
  clearInterval(watch)

  assert.equal(verdict.verdict, 'clean')
  assert.ok(most < 32 * 1024 ** 2 + zip.length, `${most} bytes`)
})
