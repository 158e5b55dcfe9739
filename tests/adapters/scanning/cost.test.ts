import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bombs } from './bombs.ts'
import { aZip } from './zip-builder.ts'
import { said, scanned } from './samples.ts'

const cpuOf = async (bytes: Uint8Array, name: string): Promise<number> => {
  const before = process.cpuUsage()
  await said(bytes, name)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}

/** At most, beyond the file, which the test holds. Asking is dear, so it is not asked while the processor is measured. */
async function memoryOf(bytes: Uint8Array, name: string): Promise<number> {
  let most = 0
  const start = process.memoryUsage.rss()
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss() - start)), 1)
  await said(bytes, name)
  clearInterval(watch)
  return most / 1024 ** 2
}

/** The least of several: what the compiler and the collector do beside it is not what the file makes us do. */
async function leastOf(measure: () => Promise<number>): Promise<number> {
  let least = Infinity
  for (let time = 0; time < 5; time += 1) least = Math.min(least, await measure())
  return least
}

for (const [kind, [name, make, reason]] of Object.entries(bombs))
  test(`a bomb costs at most 100 ms of the processor and 32 MB: ${kind}`, async () => {
    const bytes = make()
    assert.equal(await said(bytes, name), reason)
    const milliseconds = await leastOf(() => cpuOf(bytes, name))
    const megabytes = await leastOf(() => memoryOf(bytes, name))

    assert.ok(milliseconds < 100, `${milliseconds} ms`)
    assert.ok(megabytes < 32, `${megabytes} MB`)
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
