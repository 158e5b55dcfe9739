import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { Scan } from '../../../shared/application/ports/scanner.ts'
import { watched } from '../../../shared/application/files/store-scanned.ts'

test('a file that is refused already is read no further', async () => {
  const read: number[] = []
  async function* content() {
    for (const byte of [1, 2, 3]) {
      read.push(byte)
      yield Uint8Array.of(byte)
    }
  }
  const seen: number[] = []
  const scan: Scan = {
    take: async ([byte = 0]) => {
      seen.push(byte)
      return byte === 2 ? 'enough' : 'more'
    },
    end: async () => ({ verdict: 'clean' }),
  }

  const passed: number[] = []
  for await (const bytes of watched(content(), scan)) passed.push(...bytes)

  assert.deepEqual([passed, seen, read], [[1], [1, 2], [1, 2]])
})
