import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import test from 'node:test'

import { app, type InvocationContext, type ServiceBusQueueFunctionOptions } from '@azure/functions'

import { manualClock } from '../../local/host/clock.ts'
import { loadFunctions } from '../../local/host/core-api.ts'
import { startServiceBus, type ServiceBusSettings } from '../../local/host/service-bus.ts'
import { openQueue } from '../../shared/adapters/embedded/queue.ts'
import type { Message } from '../../shared/application/ports/messages.ts'

const second = 1000
const start = Date.UTC(2026, 0, 1)
const settings: ServiceBusSettings = {
  maxConcurrentCalls: 16,
  maxConcurrentSessions: 8,
  maxAutoLockRenewalMs: 300 * second,
}

type Handler = (body: unknown, context: InvocationContext) => unknown

/** A bus function on the queue `mail`, under a clock that stands. */
async function listen(
  handler: Handler,
  {
    options = {},
    limits = {},
  }: { options?: Partial<ServiceBusQueueFunctionOptions>; limits?: Partial<ServiceBusSettings> } = {},
) {
  const clock = manualClock(start)
  const queue = openQueue(new DatabaseSync(':memory:'), () => new Date(clock.now()))
  const logged: string[] = []
  const log = ({ message }: { message: string }): void => void logged.push(message)
  const host = await loadFunctions(
    async () =>
      app.serviceBusQueue('onMail', { connection: 'BUS', queueName: '%MAIL_QUEUE%', ...options, handler }),
    { log },
  )
  const bus = startServiceBus({
    ...{ receiver: queue, clock, host, log, settings: { ...settings, ...limits } },
    setting: (name) => (name === 'MAIL_QUEUE' ? 'mail' : undefined),
  })
  const send = (...messages: Message[]) => queue.send('mail', messages)
  return { clock, queue, bus, send, logged }
}

const message = (id: string, more: Partial<Message> = {}): Message => ({ id, body: { id }, ...more })

test('a message reaches its function with its metadata, and is completed when the handler returns', async () => {
  const seen: { body: unknown; metadata: InvocationContext['triggerMetadata'] }[] = []
  const { clock, queue, send } = await listen((body, context) => {
    seen.push({ body, metadata: context.triggerMetadata })
  })

  await send(message('m-1', { sessionId: 'company-7' }))
  await clock.idle()

  assert.deepEqual(seen[0]?.body, { id: 'm-1' })
  const { messageId, deliveryCount, sequenceNumber, enqueuedTimeUtc, lockToken, sessionId } =
    seen[0].metadata ?? {}
  assert.deepEqual(
    { messageId, deliveryCount, sequenceNumber, enqueuedTimeUtc, sessionId },
    {
      messageId: 'm-1',
      deliveryCount: 1,
      sequenceNumber: 1,
      enqueuedTimeUtc: '2026-01-01T00:00:00.000Z',
      sessionId: 'company-7',
    },
  )
  assert.equal(typeof lockToken, 'string')
  assert.equal(queue.nextDue('mail'), undefined)
})

test('a message whose handler throws comes again at once, and after ten deliveries lies in the dead letter', async () => {
  const counts: unknown[] = []
  const { clock, queue, send } = await listen((_body, context) => {
    counts.push(context.triggerMetadata?.['deliveryCount'])
    throw new Error('as planned')
  })

  await send(message('m-1'))
  await clock.idle()

  assert.deepEqual(counts, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  assert.equal(clock.now(), start)
  assert.deepEqual(
    queue.deadLetters('mail').map(({ messageId }) => messageId),
    ['m-1'],
  )
})

test('many failures in one second make the listener rest until the second is over', async () => {
  let calls = 0
  const { clock, queue, send } = await listen(() => {
    calls += 1
    throw new Error('as planned')
  })

  await send(...Array.from({ length: 30 }, (_, n) => message(`m-${n}`)))
  await clock.idle()
  const inFirstSecond = calls
  await clock.advance(5 * second)

  assert.ok(inFirstSecond >= 100 && inFirstSecond < 120, String(inFirstSecond))
  assert.equal(calls, 300)
  assert.equal(queue.deadLetters('mail').length, 30)
})

test('no more messages are handled at a time than host.json allows', async () => {
  let running = 0
  let most = 0
  const { clock, send } = await listen(
    async () => {
      running += 1
      most = Math.max(most, running)
      await new Promise((resolve) => setImmediate(resolve))
      running -= 1
    },
    { limits: { maxConcurrentCalls: 3 } },
  )

  await send(...Array.from({ length: 20 }, (_, n) => message(`m-${n}`)))
  await clock.idle()

  assert.equal(most, 3)
})

test('messages of one session are handled one at a time and in order, sessions side by side', async () => {
  const order: string[] = []
  const running = new Set<string>()
  let mostSessions = 0
  const { clock, send } = await listen(
    async (body) => {
      const { id } = body as { id: string }
      const session = id.slice(0, 1)
      assert.ok(!running.has(session), 'two messages of a session at once')
      running.add(session)
      mostSessions = Math.max(mostSessions, running.size)
      await new Promise((resolve) => setImmediate(resolve))
      order.push(id)
      running.delete(session)
    },
    { options: { isSessionsEnabled: true } },
  )

  await send(...['a1', 'a2', 'b1', 'a3', 'b2'].map((id) => message(id, { sessionId: id.slice(0, 1) })))
  await clock.idle()

  assert.deepEqual(
    order.filter((id) => id.startsWith('a')),
    ['a1', 'a2', 'a3'],
  )
  assert.deepEqual(
    order.filter((id) => id.startsWith('b')),
    ['b1', 'b2'],
  )
  assert.equal(mostSessions, 2)
})

test('a message for later is handled when its time has come', async () => {
  const at: number[] = []
  const { clock, send } = await listen(() => void at.push(clock.now()))

  await send(message('m-1', { notBefore: new Date(start + 60 * second) }))
  await clock.advance(90 * second)

  assert.deepEqual(at, [start + 60 * second])
})

/** Moves the clock while a handler runs, which `advance` would wait for: one timer after the other. */
function withRunningHandler() {
  const timers: { at: number; callback: () => void }[] = []
  let now = start
  const clock = {
    ...manualClock(start),
    now: () => now,
    setTimer: (at: number, callback: () => void) => {
      const timer = { id: timers.push({ at, callback }), at, callback }
      return timer
    },
    clear: ({ id }: { id: number }) => void (timers[id - 1] = { at: Infinity, callback: () => undefined }),
  }
  const pass = (ms: number): void => {
    const until = now + ms
    for (;;) {
      const due = timers.toSorted((a, b) => a.at - b.at)[0]
      if (!due || due.at > until) break
      timers[timers.indexOf(due)] = { at: Infinity, callback: () => undefined }
      now = Math.max(now, due.at)
      due.callback()
    }
    now = until
  }
  return { clock, pass }
}

async function listenLong(renewForMs: number) {
  const { clock, pass } = withRunningHandler()
  const queue = openQueue(new DatabaseSync(':memory:'), () => new Date(clock.now()))
  const releases: (() => void)[] = []
  const host = await loadFunctions(
    async () =>
      app.serviceBusQueue('onMail', {
        connection: 'BUS',
        queueName: 'mail',
        handler: () => new Promise<void>((resolve) => releases.push(resolve)),
      }),
    { log: () => undefined },
  )
  const logged: string[] = []
  startServiceBus({
    ...{ receiver: queue, clock, host, settings: { ...settings, maxAutoLockRenewalMs: renewForMs } },
    setting: () => undefined,
    log: ({ message }) => void logged.push(message),
  })
  await queue.send('mail', [message('m-1')])
  const turn = () => new Promise((resolve) => setImmediate(resolve))
  await turn()
  return { queue, pass, releases, logged, turn }
}

test('while a handler runs its message stays locked', async () => {
  const { queue, pass, releases, turn } = await listenLong(300 * second)

  pass(200 * second)
  await turn()
  assert.equal(releases.length, 1)

  releases[0]?.()
  await turn()
  assert.equal(queue.nextDue('mail'), undefined)
})

test('after five minutes the lock is left to run out, and the message is handled again', async () => {
  const { pass, releases, logged, turn } = await listenLong(300 * second)

  pass(400 * second)
  await turn()
  assert.equal(releases.length, 2)

  releases[0]?.()
  await turn()
  assert.ok(logged.some((text) => text.includes('lock') && text.includes('lost')))
})

test('a stop waits for handlers and receives nothing more', async () => {
  const order: string[] = []
  const { bus, send, clock } = await listen(async () => {
    await new Promise((resolve) => setTimeout(resolve, 10))
    order.push('handled')
  })
  await send(message('m-1'))

  await bus.stop()
  order.push('stopped')
  await send(message('m-2'))
  await clock.advance(60 * second)

  assert.deepEqual(order, ['handled', 'stopped'])
})

test('what would behave differently from Azure without a word stops the start', async () => {
  await assert.rejects(
    listen(() => undefined, { options: { cardinality: 'many' } }),
    /batches/,
  )
  await assert.rejects(
    listen(() => undefined, { options: { autoCompleteMessages: false } }),
    /settle/,
  )
  await assert.rejects(
    listen(() => undefined, { options: { queueName: '%OTHER%' } }),
    /"OTHER"/,
  )
})

test('a queue that cannot be read for a moment is read again a second later', async () => {
  const clock = manualClock(start)
  const queue = openQueue(new DatabaseSync(':memory:'), () => new Date(clock.now()))
  const seen: unknown[] = []
  const host = await loadFunctions(
    async () =>
      app.serviceBusQueue('onMail', {
        connection: 'BUS',
        queueName: 'mail',
        handler: (body) => void seen.push(body),
      }),
    { log: () => undefined },
  )
  let isBusy = true
  const receive: typeof queue.receive = (name, count) => {
    if (isBusy) throw new Error('the database is busy')
    return queue.receive(name, count)
  }
  startServiceBus({
    ...{ receiver: { ...queue, receive }, clock, host, settings },
    setting: () => undefined,
    log: () => undefined,
  })
  await queue.send('mail', [message('m-1')])

  isBusy = false
  await clock.advance(second)

  assert.deepEqual(seen, [{ id: 'm-1' }])
})
