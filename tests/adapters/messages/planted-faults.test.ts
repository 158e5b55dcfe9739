import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'

import type { Message, MessageBus } from '../../../shared/application/ports/messages.ts'
import { messageBusContract, type MessageBusUnderTest } from '../../support/contracts/message-bus.ts'
import { failedChecks } from '../../support/contracts/suite.ts'
import { openEmbeddedBus } from '../../support/embedded-bus.ts'
import { openServiceBus } from '../../support/service-bus/bus-under-test.ts'

type Open = () => Promise<MessageBusUnderTest>

const homes: Readonly<Record<string, Open>> = {
  'the embedded queue': openEmbeddedBus,
  'Service Bus': openServiceBus,
}

/** A bus that does something to each message on its way: what an adapter might have forgotten. */
const forgetting =
  (open: Open, change: (message: Message) => Message): Open =>
  async () => {
    const opened = await open()
    const send: MessageBus['send'] = (queue, messages) => opened.bus.send(queue, messages.map(change))
    return { ...opened, bus: { send } }
  }

const without = (message: Message, ...members: readonly (keyof Message)[]): Message =>
  Object.fromEntries(
    Object.entries(message).filter(([name]) => !members.some((member) => member === name)),
  ) as Message

const failuresOf = (open: Open): Promise<readonly string[]> =>
  failedChecks((register) => messageBusContract('planted', open, register))

for (const [home, open] of Object.entries(homes)) {
  test(`${home}: the suite has nothing to say against it as it is`, async () => {
    assert.deepEqual(await failuresOf(open), [])
  })

  test(`${home}: the suite sees that the id against duplicates was dropped`, async () => {
    const failed = await failuresOf(forgetting(open, (message) => ({ ...message, id: randomUUID() })))

    assert.ok(failed.includes('an id sent twice, apart or together, is stored once'))
  })

  test(`${home}: the suite sees that the session was forgotten`, async () => {
    const failed = await failuresOf(forgetting(open, (message) => without(message, 'sessionId')))

    assert.ok(failed.includes('the messages of a session come in the order of sending'))
  })

  test(`${home}: the suite sees that one session was put for all`, async () => {
    const failed = await failuresOf(
      forgetting(open, (message) => ({ ...message, ...(message.sessionId && { sessionId: 'all' }) })),
    )

    assert.ok(
      failed.includes('messages of several sessions sent together keep each its session and its order'),
    )
  })

  test(`${home}: the suite sees that the schedule was ignored`, async () => {
    const failed = await failuresOf(forgetting(open, (message) => without(message, 'notBefore')))

    assert.ok(failed.includes('a postponed message arrives, and not before it'))
  })
}
