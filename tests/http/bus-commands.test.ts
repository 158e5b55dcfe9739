import { InvocationContext } from '@azure/functions'
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { parseCommand } from '../../functions/bus/messages.ts'
import { queueFunctions } from '../../functions/bus/functions.ts'
import { openOffice } from '../support/application.ts'

test('a command to purge carries how often it was tried, and nothing that is not a number', () => {
  const purge = { command: 'purge', instanceId: 'i', companyId: 'demo', requestId: 'r' }
  assert.deepEqual(parseCommand(purge), purge)
  assert.deepEqual(parseCommand({ ...purge, attempt: 3 }), { ...purge, attempt: 3 })
  for (const attempt of ['3', null, {}, [], true])
    assert.deepEqual(parseCommand({ ...purge, attempt }), purge)
})

test('a message that is not understood is let go, and its body is logged nowhere', async (t) => {
  const office = await openOffice(t)
  const { commandOrchestrations } = queueFunctions(office.app)
  await commandOrchestrations?.handler({ command: 'purge', instanceId: '../x' }, new InvocationContext())

  assert.deepEqual(office.log.at(-1), {
    ...{ code: 'messageRefused', queue: 'orchestrations', messageId: 'unknown', reason: 'notUnderstood' },
  })
})
