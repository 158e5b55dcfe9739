import assert from 'node:assert/strict'
import { test } from 'node:test'

import { checkQuery } from '../../../shared/application/ports/document-rules.ts'

test('a query names at most the parts that the key of its container has', () => {
  checkQuery({ container: 'requests', key: ['company', 'request'], limit: 1 })
  checkQuery({ container: 'companies', key: ['company'], limit: 1 })

  const tooMany = { container: 'companies', key: ['company', 'more'], limit: 1 } as const
  assert.throws(() => checkQuery(tooMany), RangeError)
})
