// The contract of the messages port on the official Service Bus emulator, with the product's queues: npm run test:contract.
import { test } from 'node:test'

import { messageBusContract } from '../support/contracts/message-bus.ts'
import { openEmulator } from '../support/service-bus/emulator-under-test.ts'

const emulator = process.env['SERVICEBUS_CONNECTION_STRING']

if (emulator === undefined) {
  test('Service Bus', (context) => context.skip('SERVICEBUS_CONNECTION_STRING is not set'))
} else {
  messageBusContract('the Service Bus of SERVICEBUS_CONNECTION_STRING', () => openEmulator(emulator))
}
