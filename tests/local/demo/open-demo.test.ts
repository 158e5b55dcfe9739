import assert from 'node:assert/strict'
import { test } from 'node:test'

import { openDemo } from '../../../local/demo/open-demo.ts'

test('a demonstration company that cannot be made stops the start, and says why', async () => {
  const refused = { code: 'templateInvalid', errors: [] } as const

  await assert.rejects(
    openDemo({ openCompany: () => Promise.resolve({ ok: false, error: refused }) }),
    /demonstration company cannot be made: .*templateInvalid/,
  )
})

test('a demonstration company that is there already is left as it is', async () => {
  await openDemo({ openCompany: () => Promise.resolve({ ok: true, value: 'exists' }) })
})
