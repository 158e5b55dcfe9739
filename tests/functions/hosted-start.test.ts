import assert from 'node:assert/strict'
import { test } from 'node:test'

import { functionTable } from '../support/function-table.ts'

test('under the Functions host a start without its settings stops, and names every one that is missing', async () => {
  await assert.rejects(
    functionTable(() => import('../../functions/main.ts')),
    (error: Error) => {
      for (const setting of [
        'PUBLIC_URL',
        'COSMOS_ENDPOINT',
        'BLOB_ENDPOINT',
        'SHARES_ENDPOINT',
        'KEYVAULT_URL',
        'SERVICEBUS_NAMESPACE',
        'SENDGRID_API_KEY',
      ])
        assert.ok(error.message.includes(`The setting ${setting} is missing`), setting)
      return true
    },
  )
})
