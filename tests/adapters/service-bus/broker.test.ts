import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import { ServiceBusClient, type ServiceBusMessage, type ServiceBusReceiver } from '@azure/service-bus'

import { startProductBroker } from '../../support/service-bus/bus-under-test.ts'
import { until } from '../../support/until.ts'

// The broker of the tests is held to what Service Bus does, through the SDK alone.

async function aClient(context: TestContext) {
  const { broker, clock } = await startProductBroker()
  const client = new ServiceBusClient(broker.connectionString(), { retryOptions: { maxRetries: 0 } })
  const send = (queue: string, message: ServiceBusMessage) => client.createSender(queue).sendMessages(message)
  context.after(async () => {
    await client.close()
    await broker.stop()
  })
  return { broker, clock, client, send }
}

const message = (more: Partial<ServiceBusMessage> = {}): ServiceBusMessage => ({
  messageId: 'm-1',
  body: { lap: 1 },
  ...more,
})

async function takeOne(receiver: ServiceBusReceiver) {
  const [taken] = await receiver.receiveMessages(1, { maxWaitTimeInMs: 1_000 })
  assert.ok(taken)
  return taken
}

const withCode = (code: string) => (error: unknown) => (error as { code?: string }).code === code

const saying = (words: RegExp) => (error: unknown) => {
  const text = `${String(error)} ${String((error as { code?: string }).code)}`
  return words.test(text)
}

test('a message abandoned ten times lies in the dead letter queue with the reason, and can be taken from there', async (context) => {
  const { broker, client, send } = await aClient(context)
  await send('mail', message())
  const receiver = client.createReceiver('mail')
  for (let delivery = 0; delivery < 10; delivery++) {
    const taken = await takeOne(receiver)
    assert.equal(taken.deliveryCount, delivery)
    await receiver.abandonMessage(taken)
  }
  assert.deepEqual(broker.queue('mail').counts(), { waiting: 0, locked: 0, scheduled: 0, dead: 1 })

  const graveyard = client.createReceiver('mail', { subQueueType: 'deadLetter' })
  const dead = await takeOne(graveyard)
  assert.equal(dead.deadLetterReason, 'MaxDeliveryCountExceeded')
  await graveyard.completeMessage(dead)

  assert.equal(broker.queue('mail').counts().dead, 0)
})

test('a message put in the dead letter queue keeps the reason that was given', async (context) => {
  const { client, send } = await aClient(context)
  await send('mail', message())
  const receiver = client.createReceiver('mail')

  const reason = { deadLetterReason: 'malformed', deadLetterErrorDescription: 'not understood' }
  await receiver.deadLetterMessage(await takeOne(receiver), reason)

  const dead = await takeOne(client.createReceiver('mail', { subQueueType: 'deadLetter' }))
  assert.deepEqual([dead.deadLetterReason, dead.deadLetterErrorDescription], ['malformed', 'not understood'])
})

test('a lock runs out by the clock, is counted, and settles nothing any more; renewed it lasts longer', async (context) => {
  const { clock, client, send } = await aClient(context)
  await send('mail', message())
  const receiver = client.createReceiver('mail')
  const first = await takeOne(receiver)

  await clock.advance(40_000)
  await receiver.renewMessageLock(first)
  await clock.advance(59_000)
  assert.deepEqual(await receiver.receiveMessages(1, { maxWaitTimeInMs: 50 }), [])
  await clock.advance(1_000)

  await assert.rejects(receiver.completeMessage(first), withCode('MessageLockLost'))
  await assert.rejects(receiver.renewMessageLock(first), withCode('MessageLockLost'))
  const second = await takeOne(receiver)
  assert.equal(second.deliveryCount, 1)
  await receiver.completeMessage(second)
})

test('what was received can be settled though its link is closed', async (context) => {
  const { broker, client, send } = await aClient(context)
  for (const messageId of ['done', 'back', 'bad']) await send('mail', message({ messageId }))
  const receiver = client.createReceiver('mail')
  const taken = [await takeOne(receiver), await takeOne(receiver), await takeOne(receiver)]
  const [done, back, bad] = taken
  broker.detachLinks()

  if (done) await receiver.completeMessage(done)
  if (back) await receiver.abandonMessage(back)
  const reason = { deadLetterReason: 'malformed', deadLetterErrorDescription: 'not understood' }
  if (bad) await receiver.deadLetterMessage(bad, reason)

  assert.deepEqual(broker.queue('mail').counts(), { waiting: 1, locked: 0, scheduled: 0, dead: 1 })
})

test('a scheduled message can be cancelled until it enters the queue, and only once', async (context) => {
  const { broker, clock, client } = await aClient(context)
  const sender = client.createSender('mail')
  const at = new Date(clock.now() + 10_000)
  const [kept] = await sender.scheduleMessages(message({ messageId: 'kept' }), at)
  const [cancelled] = await sender.scheduleMessages(message({ messageId: 'cancelled' }), at)
  assert.ok(kept && cancelled)

  await sender.cancelScheduledMessages(cancelled)
  await assert.rejects(sender.cancelScheduledMessages(cancelled), withCode('MessageNotFound'))
  await clock.advance(10_000)

  await assert.rejects(sender.cancelScheduledMessages(kept), withCode('MessageNotFound'))
  assert.deepEqual(broker.queue('mail').counts(), { waiting: 1, locked: 0, scheduled: 0, dead: 0 })
})

test('a session has one holder; closing gives it back uncounted, losing its lock counts', async (context) => {
  const { clock, client, send } = await aClient(context)
  await send('audit', message({ sessionId: 'company' }))
  const first = await client.acceptNextSession('audit')
  assert.equal(first.sessionId, 'company')
  await takeOne(first)
  await assert.rejects(client.acceptSession('audit', 'company'), withCode('SessionCannotBeLocked'))
  await first.close()

  const second = await client.acceptSession('audit', 'company')
  const taken = await takeOne(second)
  assert.equal(taken.deliveryCount, 0)
  await clock.advance(50_000)
  await second.renewSessionLock()
  await clock.advance(60_000)
  await until(() => second.isClosed)
  await assert.rejects(second.completeMessage(taken), withCode('SessionLockLost'))

  const third = await client.acceptNextSession('audit')
  assert.equal((await takeOne(third)).deliveryCount, 1)
})

test('whoever asks for a session waits until there is one, and not longer than allowed', async (context) => {
  const { broker, client, send } = await aClient(context)
  const asked = client.acceptNextSession('audit')
  await send('audit', message({ sessionId: 'late' }))
  assert.equal((await asked).sessionId, 'late')

  const hasty = new ServiceBusClient(broker.connectionString(), {
    retryOptions: { timeoutInMs: 100, maxRetries: 0 },
  })
  await assert.rejects(hasty.acceptNextSession('audit'), withCode('ServiceTimeout'))
  await hasty.close()
})

/** What the product does not do, the broker does not imitate: nobody shall rely on it without having taught it. */
const strange: Readonly<Record<string, readonly [Partial<ServiceBusMessage>, RegExp]>> = {
  'a time to live': [{ timeToLive: 1_000 }, /does not imitate the property/],
  'a correlation id': [{ correlationId: 'c' }, /does not imitate the property correlation_id/],
  'a subject': [{ subject: 's' }, /does not imitate the property subject/],
  'an address for answers': [{ replyTo: 'r' }, /does not imitate the property reply_to/],
  'a partition key': [{ partitionKey: 'p' }, /does not imitate the annotation x-opt-partition-key/],
  'application properties': [{ applicationProperties: { a: 1 } }, /does not imitate application properties/],
  'an id that is a number': [{ messageId: 7 }, /does not imitate messages without an id that is text/],
}

test('messages with what the product never sends are refused by name', async (context) => {
  const { broker, send } = await aClient(context)

  for (const [what, [more, words]] of Object.entries(strange))
    await assert.rejects(send('mail', message(more)), saying(words), what)
  await assert.rejects(send('mail', { body: {} }), saying(/does not imitate messages without an id/))

  assert.equal(broker.queue('mail').counts().waiting, 0)
})

test('messages that the service would not take are refused as it does', async (context) => {
  const { send } = await aClient(context)

  await assert.rejects(send('audit', message()), saying(/SessionId was not set/))
  await assert.rejects(send('mail', message({ body: 'x'.repeat(300_000) })), withCode('MessageSizeExceeded'))
  await assert.rejects(send('unknown', message()), withCode('MessagingEntityNotFound'))
  await assert.rejects(
    send('mail/$DeadLetterQueue', message()),
    saying(/does not imitate sending to a dead letter/),
  )
})

test('ways of receiving that the product does not use are refused by name', async (context) => {
  const { client, send } = await aClient(context)
  await send('mail', message())
  await send('audit', message({ sessionId: 'company' }))
  const receive = (receiver: ServiceBusReceiver) => receiver.receiveMessages(1, { maxWaitTimeInMs: 1_000 })
  const receiver = client.createReceiver('mail')
  const session = await client.acceptSession('audit', 'company')

  const taking = client.createReceiver('mail', { receiveMode: 'receiveAndDelete' })
  await assert.rejects(receive(taking), saying(/does not imitate receiving without a lock/))
  await assert.rejects(receive(client.createReceiver('audit')), saying(/requires sessions/))
  await assert.rejects(client.acceptSession('mail', 's'), saying(/does not require sessions/))
  await assert.rejects(receiver.peekMessages(1), saying(/does not imitate the operation peek-message/))
  await assert.rejects(session.getSessionState(), saying(/does not imitate the operation get-session-state/))
  await assert.rejects(
    session.setSessionState('x'),
    saying(/does not imitate the operation set-session-state/),
  )
})
