import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { ServiceBusDeps } from '../../local/host/service-bus.ts'
import { openEmbeddedTriggers, openServiceBusTriggers } from '../support/bus-triggers.ts'
import { busTriggersContract } from '../support/contracts/bus-triggers.ts'
import { failedChecks } from '../support/contracts/suite.ts'

busTriggersContract('functions on the embedded queue', openEmbeddedTriggers)
busTriggersContract('functions on Service Bus', openServiceBusTriggers)

/** A receiver that settles each message as soon as it has it. */
function hasty(receiver: ServiceBusDeps['receiver']): ServiceBusDeps['receiver'] {
  if ('consume' in receiver)
    return {
      consume: ({ handle, ...consumption }) =>
        receiver.consume({
          ...consumption,
          handle: async (message) => void handle(message).catch(() => undefined),
        }),
    }
  return {
    ...receiver,
    receive: (queue, count) => {
      const messages = receiver.receive(queue, count)
      for (const { lockToken } of messages) receiver.complete(lockToken)
      return messages
    },
  }
}

for (const [home, open] of Object.entries({
  'the embedded queue': openEmbeddedTriggers,
  'Service Bus': openServiceBusTriggers,
})) {
  test(`${home}: the suite sees that messages are settled before their work is done`, async () => {
    const failed = await failedChecks((register) =>
      busTriggersContract(
        'planted',
        () => open(hasty),
        (title, body) => {
          // The other checks would wait for what never comes.
          if (title.endsWith('and not before')) register(title, body)
        },
      ),
    )

    assert.deepEqual(failed, ['a message is settled once its work is done, and not before'])
  })
}
