import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import test from 'node:test'

import { app } from '@azure/functions'
import * as df from 'durable-functions'

import { manualClock } from '../../local/host/clock.ts'
import { createDurable } from '../../local/host/durable/durable.ts'
import { createHost } from '../../local/host/host.ts'
import { readHostJson } from '../../local/host/host-json.ts'

const day = 24 * 60 * 60 * 1000

test('an orchestration started by a request sleeps on the clock of the host, and its activity runs when it wakes', async (t) => {
  const clock = manualClock(Date.UTC(2026, 0, 1))
  const db = new DatabaseSync(':memory:')
  const reminded: string[] = []
  const host = await createHost({
    load: async () => {
      df.app.orchestration('remind', function* (context) {
        const wake = new Date(context.df.currentUtcDateTime.getTime() + 5 * day)
        yield context.df.createTimer(wake)
        return yield context.df.callActivity('sendReminder', context.df.getInput())
      })
      df.app.activity('sendReminder', {
        handler: (requestId: string) => {
          reminded.push(`${requestId} on ${new Date(clock.now()).toISOString().slice(0, 10)}`)
          return 'sent'
        },
      })
      app.http('start', {
        authLevel: 'anonymous',
        route: 'start/{id}',
        extraInputs: [df.input.durableClient()],
        handler: async (request, context) => {
          const input = request.params['id']
          const instanceId = await df.getClient(context).startNew('remind', { input })
          return { body: instanceId }
        },
      })
    },
    ...{ db, clock, createDurable, port: 0, bind: '127.0.0.1' },
    hostJson: readHostJson('{"version":"2.0","extensions":{"http":{"routePrefix":""}}}'),
    setting: () => undefined,
    log: () => undefined,
  })
  await host.start()
  t.after(() => host.stop(0))

  const instanceId = await (await fetch(`${host.url()}/start/R-1`)).text()
  await clock.advance(4 * day)
  assert.deepEqual(reminded, [])
  await clock.advance(2 * day)

  assert.deepEqual(reminded, ['R-1 on 2026-01-06'])
  const instance = host.durable?.instances().find((one) => one.instanceId === instanceId)
  assert.equal(instance?.runtimeStatus, 'Completed')
})
