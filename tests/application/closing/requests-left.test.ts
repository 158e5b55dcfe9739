import assert from 'node:assert/strict'
import { test } from 'node:test'

import { hasRequestsIn, unanswered } from '../../../shared/application/closing/requests-left.ts'
import { openOffice, otherSide } from '../../support/application.ts'
import { aRequest } from '../../support/request-stages.ts'

test('a company waits for its own requests before it is closed, and for nobody else’s', async (t) => {
  const office = await openOffice(t)
  await aRequest(otherSide(office)).verified().made()

  assert.equal(await hasRequestsIn(office.ports, 'demo', unanswered), false)
  assert.equal(await hasRequestsIn(office.ports, 'other', unanswered), true)
})
