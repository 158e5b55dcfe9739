import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { bombs } from './bombs.ts'
import type { Cost } from './cost-of-bombs.ts'
import { aZip } from './zip-builder.ts'
import { said, scanned } from './samples.ts'

const measured = (async () => {
  const { NODE_V8_COVERAGE: _counting, ...env } = process.env
  const script = fileURLToPath(new URL('./cost-of-bombs.ts', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [script], { env })
  return JSON.parse(stdout) as Readonly<Record<string, Cost>>
})()

for (const [kind, [name, make, reason]] of Object.entries(bombs))
  test(`a bomb costs at most 100 ms of the processor and 32 MB: ${kind}`, async () => {
    assert.equal(await said(make(), name), reason)
    const { milliseconds = NaN, megabytes = NaN } = (await measured)[kind] ?? {}

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
