import assert from 'node:assert/strict'
import { test } from 'node:test'

import { waitingItems } from '../../../shared/application/companies/propose-change.ts'
import { companyPartition } from '../../../shared/application/place.ts'
import { openOffice } from '../../support/application.ts'

test('what waits for a second person in one company is in no other’s list', async (t) => {
  const { ports, clock } = await openOffice(t)
  const value = { id: 'item:theirs', expiresAt: '2099-01-01T00:00:00.000Z' }
  await ports.documents.batch(companyPartition('other'), [{ kind: 'create', value }])

  assert.deepEqual(await waitingItems(ports, 'demo', clock.now()), [])
  assert.equal((await waitingItems(ports, 'other', clock.now())).length, 1)
})
