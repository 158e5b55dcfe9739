import assert from 'node:assert/strict'
import { test } from 'node:test'

import { openRows } from '../../../shared/application/queue/open-rows.ts'
import { openOffice, otherSide } from '../../support/application.ts'
import { aRequest } from '../../support/request-stages.ts'

test('what is open in another company holds nothing up here', async (t) => {
  const office = await openOffice(t)
  const there = await aRequest(otherSide(office)).verified().made()

  assert.deepEqual(await openRows(office.ports, 'demo'), [])
  const [row, ...more] = await openRows(office.ports, 'other')
  assert.deepEqual([row?.requestId, more], [there.requestId, []])
})
