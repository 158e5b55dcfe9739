import assert from 'node:assert/strict'
import { test } from 'node:test'

import { queueNames } from '../../shared/application/ports/messages.ts'
import { runInstance } from '../support/running-instance.ts'
import { until } from '../support/until.ts'
import { startBrokerOfThisMachine } from '../support/service-bus/bus-under-test.ts'

test('with messages on Service Bus, a request made on one machine is mailed its link from there', async (t) => {
  const broker = await startBrokerOfThisMachine()
  // Hooks run in the order of their making: the instance ends before the broker does.
  const instance = await runInstance(t, {
    settings: { SERVICEBUS_CONNECTION_STRING: broker.connectionString() },
  })
  t.after(broker.stop)
  const email = 'anna@person.example'

  const made = await instance.call('POST', '/api/v1/companies/demo/requests', {
    body: { rights: ['access'], email },
  })
  assert.equal(made.status, 202)
  // The clock answers once what is under way on the bus has come back: nothing has to be waited for.
  const [mail] = await instance.mails(email)

  assert.match(mail?.text ?? '', /\/demo\/link#/)
  for (const queue of ['mail', 'audit']) assert.equal(broker.queue(queue).counts().dead, 0, instance.output())
})

test('Ctrl-C closes every connection to Service Bus, as the protocol asks for it', async (t) => {
  const broker = await startBrokerOfThisMachine()
  const instance = await runInstance(t, {
    settings: { SERVICEBUS_CONNECTION_STRING: broker.connectionString() },
  })
  t.after(broker.stop)
  await instance.call('POST', '/api/v1/companies/demo/requests', {
    body: { rights: ['access'], email: 'anna@person.example' },
  })
  await instance.advance('PT0S')
  const opened = broker.connections()

  const code = await instance.stop()

  assert.equal(code, 0, instance.output())
  // One for each function, of a queue and of its dead letter, and one to send.
  assert.equal(opened, 2 * queueNames.length + 1)
  await until(() => broker.connections() === 0)
  assert.deepEqual(broker.endings(), { closed: opened, cut: 0 })
})
