import { test } from 'node:test'
import assert from 'node:assert/strict'

import { lifeStruckBy, sweep } from './one-life.ts'

test('without a fault the life of a request ends well', async (t) => {
  const { effects } = await lifeStruckBy(t, undefined)

  assert.ok(effects > 80)
})

test('killed at any of its effects and started again, the life of a request ends as well: nothing lost, nothing twice', () =>
  sweep('before'))
