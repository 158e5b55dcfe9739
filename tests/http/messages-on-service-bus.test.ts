import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'

import { realClock } from '../../local/host/clock.ts'
import { runInstance } from '../support/running-instance.ts'
import { startBroker } from '../support/service-bus/broker.ts'

test('with messages on Service Bus, a request made on one machine is mailed its link from there', async (t) => {
  const clock = realClock({ offset: 0, saveOffset: () => undefined })
  const sessions = { hasSessions: true }
  const broker = await startBroker({ clock, queues: { mail: {}, orchestrations: sessions, audit: sessions } })
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
  let mails = await instance.mails(email)
  // What is under way on the bus is not under way for the instance: it has to be waited for.
  for (; mails.length === 0; mails = await instance.mails(email)) await wait(50)

  assert.match(mails[0]?.text ?? '', /\/demo\/link#/)
  for (const queue of ['mail', 'audit']) assert.equal(broker.queue(queue).counts().dead, 0, instance.output())
})
