import { test } from 'node:test'
import assert from 'node:assert/strict'
import { app } from '@azure/functions'
import { functionTable } from '../support/function-table.ts'

test('the table shows what the Functions library really registers, with method, route and access level', async () => {
  const handler = () => ({ status: 204 })

  const table = await functionTable(() => {
    app.http('open', {
      methods: ['POST', 'GET'],
      route: 'requests/{requestId}',
      authLevel: 'anonymous',
      handler,
    })
    app.http('defaults', { handler })
    app.timer('purge', { schedule: '0 */5 * * * *', handler: () => undefined })
    app.serviceBusQueue('project', {
      queueName: 'projections',
      connection: 'SERVICEBUS',
      handler: () => undefined,
    })
    app.generic('deadline', {
      trigger: { type: 'orchestrationTrigger', name: 'context' },
      handler: () => undefined,
    })
    return Promise.resolve()
  })

  assert.deepEqual(table, [
    'deadline | orchestrationTrigger',
    'defaults | httpTrigger | GET,POST | defaults | anonymous',
    'open | httpTrigger | GET,POST | requests/{requestId} | anonymous',
    'project | serviceBusTrigger | projections',
    'purge | timerTrigger | 0 */5 * * * *',
  ])
})
