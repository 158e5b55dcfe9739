import { test } from 'node:test'
import assert from 'node:assert/strict'

import { openOffice } from '../support/application.ts'
import { aRequest } from '../support/request-stages.ts'

test('a request is answered from its receipt to its delivery', async (t) => {
  const office = await openOffice(t)

  const request = await aRequest(office)
    .verified()
    .assignedTo('user')
    .filled()
    .sealed()
    .approved()
    .delivered()
    .made()

  const state = await office.stateOf(request)
  assert.equal(state.status, 'delivered')
})
