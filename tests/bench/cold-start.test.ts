import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { probe } from '../../bench/cold-start.ts'
import { build } from '../../tools/build.ts'
import type { BuildReport } from '../../tools/build.ts'

const folder = mkdtempSync(join(tmpdir(), 'cold-start-'))
let report: BuildReport

before(async () => {
  report = await build('functions/main.ts', folder)
})
after(() => rmSync(folder, { recursive: true }))

test('a cold start reads at most 300 kB', () => {
  assert.ok(report.startBytes <= 300_000, `${report.startBytes} bytes: see npm run bench for what they are`)
})

test('no SDK, no compiler of schemas and no `fetch` is among what a cold start reads', () => {
  assert.deepEqual(report.tooEager, [])
})

test('the bundle registers every function over ports that do nothing: composing asks no store and no network', () => {
  const { functions, files } = probe(join(folder, 'main.mjs'), 'files')

  assert.ok(functions > 50, `${functions} functions`)
  assert.equal(files, 1)
})
