import { test } from 'node:test'
import assert from 'node:assert/strict'

import { openOffice } from '../../support/application.ts'

test('a reader’s name is the one their company has; of who has just left it is their id', async (t) => {
  const office = await openOffice(t)

  assert.notEqual(await office.app.ownName(office.as('approver')), 'approver')
  assert.equal(await office.app.ownName({ ...office.as('approver'), employeeId: 'gone' }), 'gone')
})
