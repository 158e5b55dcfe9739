import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import test from 'node:test'

import { app, output, type InvocationContext } from '@azure/functions'

import { manualClock } from '../../local/host/clock.ts'
import { loadFunctions } from '../../local/host/core-api.ts'
import { withOutputs } from '../../local/host/outputs.ts'
import { startQueueTriggers } from '../../local/host/queue-trigger.ts'
import { openStorageQueue } from '../../local/host/storage-queue.ts'

const minute = 60_000
const start = Date.UTC(2026, 0, 1)

async function listen(
  handler: (text: unknown, context: InvocationContext) => unknown,
  { db = new DatabaseSync(':memory:'), clock = manualClock(start), visibilityTimeoutMs = 0 } = {},
) {
  const queue = openStorageQueue(db, clock.now)
  const host = await loadFunctions(
    async () => app.storageQueue('onWork', { connection: 'STORE', queueName: 'work', handler }),
    { log: () => undefined },
  )
  const triggers = startQueueTriggers({
    ...{ queue, clock, host, settings: { batchSize: 16, maxDequeueCount: 5, visibilityTimeoutMs } },
    setting: () => undefined,
    log: () => undefined,
  })
  return { db, clock, queue, triggers }
}

test('a queued message reaches its function with its metadata, and is gone afterwards', async () => {
  const seen: { text: unknown; metadata: InvocationContext['triggerMetadata'] }[] = []
  const { clock, queue } = await listen(
    (text, { triggerMetadata }) => void seen.push({ text, metadata: triggerMetadata }),
  )

  queue.send('work', '{"id":7}')
  await clock.idle()

  assert.deepEqual(seen[0]?.text, { id: 7 })
  assert.equal(seen[0].metadata?.['dequeueCount'], 1)
  assert.equal(seen[0].metadata['insertionTime'], '2026-01-01T00:00:00.000Z')
  assert.equal(seen[0].metadata['expirationTime'], '2026-01-08T00:00:00.000Z')
  assert.deepEqual(queue.peek('work'), [])
})

test('after five tries a message lies in the poison queue', async () => {
  let tries = 0
  const { clock, queue } = await listen(() => {
    tries += 1
    throw new Error('as planned')
  })

  queue.send('work', 'text')
  await clock.idle()

  assert.equal(tries, 5)
  assert.deepEqual(queue.peek('work'), [])
  assert.deepEqual(queue.peek('work-poison'), ['text'])
})

test('a failed message may be told to rest before it is tried again', async () => {
  const at: number[] = []
  const { clock, queue } = await listen(
    () => {
      at.push(clock.now() - start)
      throw new Error('as planned')
    },
    { visibilityTimeoutMs: minute },
  )

  queue.send('work', 'text')
  await clock.advance(10 * minute)

  assert.deepEqual(at, [0, minute, 2 * minute, 3 * minute, 4 * minute])
})

test('a message that a killed process held comes again after ten minutes', async () => {
  const { db, clock, queue } = await listen(() => new Promise(() => undefined))
  queue.send('work', 'text')
  await new Promise((resolve) => setImmediate(resolve))

  const later = manualClock(clock.now() + 10 * minute)
  const seen: unknown[] = []
  await listen((text) => void seen.push(text), { db, clock: later })
  await later.idle()

  assert.deepEqual(seen, ['text'])
})

test('a message is kept for seven days', async () => {
  const clock = manualClock(start)
  const queue = openStorageQueue(new DatabaseSync(':memory:'), clock.now)
  queue.send('work', 'text')

  await clock.advance(7 * 24 * 60 * minute)

  assert.deepEqual(queue.receive('work', 1, minute), [])
})

test('whoever lost a message to another receiver cannot settle it', async () => {
  const clock = manualClock(start)
  const queue = openStorageQueue(new DatabaseSync(':memory:'), clock.now)
  queue.send('work', 'text')
  const [first] = queue.receive('work', 1, minute)
  await clock.advance(minute)
  const [second] = queue.receive('work', 1, minute)

  assert.ok(first && second)
  assert.equal(queue.remove(first), false)
  assert.equal(queue.remove(second), true)
})

test('output bindings deliver what a function returned or set, an array as several messages', async () => {
  const sent: [string, string, string][] = []
  const host = await loadFunctions(
    async () => {
      const many = output.serviceBusQueue({ connection: 'BUS', queueName: '%QUEUE%' })
      app.storageQueue('onWork', {
        connection: 'STORE',
        queueName: 'work',
        return: output.storageQueue({ connection: 'STORE', queueName: 'answers' }),
        extraOutputs: [many],
        handler: (text, context) => {
          context.extraOutputs.set(many, [{ n: 1 }, { n: 2 }])
          return `${String(text)} done`
        },
      })
    },
    { log: () => undefined },
  )
  const delivering = withOutputs(
    host,
    {
      queue: (queue, text) => void sent.push(['storage', queue, text]),
      serviceBus: (queue, text) => void sent.push(['bus', queue, text]),
    },
    (name) => (name === 'QUEUE' ? 'mail' : undefined),
  )
  const trigger = host.functions.get('onWork')?.trigger.name ?? ''

  await delivering.invoke({ functionName: 'onWork', inputs: [{ name: trigger, data: { string: 'work' } }] })

  assert.deepEqual(sent, [
    ['bus', 'mail', '{"n":1}'],
    ['bus', 'mail', '{"n":2}'],
    ['storage', 'answers', 'work done'],
  ])
})
