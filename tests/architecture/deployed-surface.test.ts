import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { hostedSettings } from '../../bench/cold-start-probe.ts'
import { functionTable } from '../support/function-table.ts'

// `npm run verify` asks the same of the bundle. INDSIGT_UPDATE=1 writes what is, for the reviewer to look at.
const entry = process.env['INDSIGT_ENTRY'] ?? 'functions/main.ts'
const expectation = 'tests/architecture/deployed-surface.txt'

test(`the deployed surface of ${entry} is exactly what was agreed`, async () => {
  Object.assign(process.env, hostedSettings)
  const table = await functionTable(() => import(pathToFileURL(resolve(entry)).href))
  const surface = `${table.join('\n')}\n`
  if (process.env['INDSIGT_UPDATE'] === '1') writeFileSync(expectation, surface)

  const agreed = existsSync(expectation) ? readFileSync(expectation, 'utf8') : ''

  assert.equal(surface, agreed)
  assert.ok(table.length > 50, `only ${table.length} functions`)
  assert.equal(new Set(table).size, table.length)
})
