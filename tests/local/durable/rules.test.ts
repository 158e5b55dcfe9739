import assert from 'node:assert/strict'
import test from 'node:test'

import type { OrchestrationContext, Task } from 'durable-functions'

import { startDurableApp } from './support/durable-app.ts'

test('an orchestrator calls activities one after another and returns what they answered', async (t) => {
  const app = await startDurableApp({
    orchestrators: {
      *greet(context: OrchestrationContext): Generator<Task, unknown, unknown> {
        const first = yield context.df.callActivity('hello', 'Ada')
        const second = yield context.df.callActivity('hello', { name: 'Grace' })
        return [first, second, yield context.df.callActivity('hello')]
      },
    },
    activities: { hello: (input: unknown) => `hello ${JSON.stringify(input)}` },
  })
  t.after(app.close)

  const id = await app.start('greet')

  const status = await app.status(id)
  assert.equal(status.runtimeStatus, 'Completed')
  assert.deepEqual(status.output, ['hello "Ada"', 'hello {"name":"Grace"}', 'hello undefined'])
})
