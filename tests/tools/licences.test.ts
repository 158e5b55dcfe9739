import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

import { licencesIn } from '../../tools/licences.ts'
import type { Lock } from '../../tools/licences.ts'

test('everything that a deployment is built from has a licence that we agreed to', () => {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock

  const { table, refused } = licencesIn(lock)

  assert.deepEqual(refused, [])
  assert.match(table, /^\| @azure\/cosmos \| [\d.]+ \| MIT \|$/m)
})

test('a licence that nobody agreed to is named, and what is not deployed may have any', () => {
  const { table, refused } = licencesIn({
    packages: {
      '': { version: '1.0.0', license: 'UNLICENSED' },
      'node_modules/a': { version: '1.0.0', license: 'AGPL-3.0' },
      'node_modules/a/node_modules/b': { version: '2.0.0' },
      'node_modules/c': { version: '3.0.0', license: 'MIT' },
      'node_modules/d': { version: '4.0.0', license: 'GPL-3.0', dev: true },
    },
  })

  assert.deepEqual(refused, ['a 1.0.0: AGPL-3.0', 'b 2.0.0: unknown'])
  assert.equal(table.split('\n').at(-1), '| c | 3.0.0 | MIT |')
})
