import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'

import { readHostJson } from '../../local/host/host-json.ts'

test('what host.json leaves out is as on Azure', () => {
  assert.deepEqual(readHostJson('{"version":"2.0"}'), {
    routePrefix: 'api',
    serviceBus: { maxConcurrentCalls: 16, maxConcurrentSessions: 8, maxAutoLockRenewalMs: 300_000 },
    queues: { batchSize: 16, maxDequeueCount: 5, visibilityTimeoutMs: 0 },
    durableTask: {},
  })
})

test('what host.json says is heeded', () => {
  const settings = readHostJson(
    JSON.stringify({
      version: '2.0',
      extensions: {
        http: { routePrefix: '' },
        serviceBus: {
          maxConcurrentCalls: 2,
          maxConcurrentSessions: 3,
          maxAutoLockRenewalDuration: '00:10:00',
        },
        queues: { batchSize: 4, maxDequeueCount: 2, visibilityTimeout: '00:00:30' },
        durableTask: { hubName: 'Hub', maxConcurrentActivityFunctions: 5 },
      },
    }),
  )

  assert.deepEqual(settings, {
    routePrefix: '',
    serviceBus: { maxConcurrentCalls: 2, maxConcurrentSessions: 3, maxAutoLockRenewalMs: 600_000 },
    queues: { batchSize: 4, maxDequeueCount: 2, visibilityTimeoutMs: 30_000 },
    durableTask: { hubName: 'Hub', maxConcurrentActivityFunctions: 5 },
  })
})

test('a setting of the wrong shape is named', () => {
  const refused: readonly (readonly [object, RegExp])[] = [
    [{}, /"version"/],
    [{ version: '2.0', extensions: [] }, /"extensions"/],
    [{ version: '2.0', extensions: { http: { routePrefix: 7 } } }, /"routePrefix"/],
    [{ version: '2.0', extensions: { serviceBus: { maxConcurrentCalls: 0 } } }, /"maxConcurrentCalls"/],
    [
      { version: '2.0', extensions: { serviceBus: { autoCompleteMessages: false } } },
      /"autoCompleteMessages"/,
    ],
    [{ version: '2.0', extensions: { queues: { visibilityTimeout: 'soon' } } }, /"visibilityTimeout"/],
  ]
  for (const [hostJson, named] of refused) assert.throws(() => readHostJson(JSON.stringify(hostJson)), named)
})

const own = readFileSync(new URL('../../host.json', import.meta.url), 'utf8')

test("the project's own host.json says by itself what the product rests on", () => {
  const { routePrefix, serviceBus, durableTask } = readHostJson(own)

  assert.equal(routePrefix, '', 'the routes are those of the table')
  assert.deepEqual(serviceBus, {
    ...{ maxConcurrentCalls: 16, maxConcurrentSessions: 8 },
    maxAutoLockRenewalMs: 300_000,
  })
  assert.deepEqual(durableTask, { hubName: 'Indsigt' })
})

test("under the project's own host.json what returns is completed, and no input of an orchestration is traced", () => {
  const { extensions } = JSON.parse(own) as { extensions: Readonly<Record<string, object>> }

  assert.deepEqual(Object.keys(extensions).toSorted(), ['durableTask', 'http', 'serviceBus'])
  assert.deepEqual(extensions['serviceBus'], {
    ...{ autoCompleteMessages: true, maxConcurrentCalls: 16, maxConcurrentSessions: 8 },
    maxAutoLockRenewalDuration: '00:05:00',
  })
  assert.deepEqual(extensions['durableTask'], {
    hubName: 'Indsigt',
    tracing: { traceInputsAndOutputs: false, traceReplayEvents: false },
  })
  assert.deepEqual(extensions['http'], { routePrefix: '' })
})
