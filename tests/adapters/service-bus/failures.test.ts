import assert from 'node:assert/strict'
import { createServer, type Socket } from 'node:net'
import { test, type TestContext } from 'node:test'

import { createServiceBus } from '../../../shared/adapters/service-bus/message-bus.ts'
import type { ServiceBusSettings } from '../../../shared/adapters/service-bus/namespace.ts'
import { DependencyUnavailable } from '../../../shared/application/ports/unavailable.ts'
import { briefPatience, startProductBroker } from '../../support/service-bus/bus-under-test.ts'
import { until } from '../../support/until.ts'

/** The adapter against the broker; `close` proves that no connection is left behind. */
async function aBus(context: TestContext, patience = briefPatience) {
  const { broker } = await startProductBroker()
  const bus = createServiceBus({ connectionString: broker.connectionString() }, patience)
  const send = (id: string) => bus.send('mail', [{ id, body: {} }])
  context.after(async () => {
    await bus.close()
    await broker.stop()
  })
  return { broker, bus, send, waiting: () => broker.queue('mail').counts().waiting }
}

const isUnavailable =
  (seconds: number) =>
  (error: unknown): boolean =>
    error instanceof DependencyUnavailable &&
    error.dependency === 'messages' &&
    error.retryAfterSeconds === seconds

/** A send whose answer never comes is given up after this, and tried again. */
const quick = { ...briefPatience, tryMs: 500 }

const impatient = { callMs: 400, tryMs: 150, retries: 1, pauseMs: 10 }

test('a message whose answer was lost on the way is sent again, and stored once', async (context) => {
  const { broker, send, waiting } = await aBus(context, quick)
  await send('before')
  broker.plant('loseAnswer')

  await send('m-1')

  assert.equal(waiting(), 2)
})

test('a connection that breaks before the message arrived is made again, and the message sent', async (context) => {
  const { broker, send, waiting } = await aBus(context, quick)
  broker.plant('cut')

  await send('m-1')

  assert.equal(waiting(), 1)
})

test('a busy service is asked a few times and then left alone for ten seconds', async (context) => {
  const { broker, send, waiting } = await aBus(context, { ...briefPatience, retries: 1 })
  const busy = { condition: 'com.microsoft:server-busy', description: 'The request was terminated.' }

  broker.plant(busy)
  await send('m-1')
  assert.equal(waiting(), 1)
  broker.plant(busy, busy)
  await assert.rejects(send('m-2'), isUnavailable(10))

  assert.equal(waiting(), 1)
})

test('a queue that is full is left alone for a minute', async (context) => {
  const { broker, send } = await aBus(context, { ...briefPatience, retries: 0 })
  broker.plant({ condition: 'amqp:resource-limit-exceeded', description: 'The queue has reached its size.' })

  await assert.rejects(send('m-1'), isUnavailable(60))
})

test('what the service finds too large is a defect, and not tried again', async (context) => {
  const { broker, send, waiting } = await aBus(context)
  broker.plant({ condition: 'amqp:link:message-size-exceeded', description: 'The message is too large.' })

  await assert.rejects(send('m-1'), RangeError)

  assert.equal(waiting(), 0)
})

test('a service that takes the message and never answers keeps nobody waiting', async (context) => {
  const { broker, send } = await aBus(context, impatient)
  broker.plant('neverAnswer', 'neverAnswer')

  await assert.rejects(send('m-1'), isUnavailable(5))
})

test('a service that is gone makes sending unavailable, and heals when it is back', async (context) => {
  const { broker, send, waiting } = await aBus(context, { ...briefPatience, callMs: 1_500, retries: 1 })
  await send('m-1')
  await broker.stop()

  await assert.rejects(send('m-2'), isUnavailable(5))
  await broker.restart()
  await send('m-2')

  assert.equal(waiting(), 2)
})

test('a link that the service detached after long rest is opened again', async (context) => {
  const { broker, send, waiting } = await aBus(context, quick)
  await send('m-1')

  broker.detachLinks()
  await send('m-2')
  broker.cutConnections()
  await send('m-3')

  assert.equal(waiting(), 3)
})

test('something that listens and says nothing keeps nobody waiting', async () => {
  const sockets: Socket[] = []
  const server = createServer((socket) => void sockets.push(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  const bus = createServiceBus(emulator(`sb://localhost:${port}`), impatient)

  await assert.rejects(bus.send('mail', [{ id: 'm', body: {} }]), isUnavailable(5))

  sockets.forEach((socket) => socket.destroy())
  server.close()
  await bus.close()
})

const emulator = (endpoint: string, key = 'a2V5'): ServiceBusSettings => ({
  connectionString: `Endpoint=${endpoint};SharedAccessKeyName=Tests;SharedAccessKey=${key};UseDevelopmentEmulator=true`,
})

test('a key that the service does not know makes sending unavailable for a minute', async (context) => {
  const { broker } = await aBus(context)
  const [endpoint = ''] = /sb:[^;]*/.exec(broker.connectionString()) ?? []
  const stranger = createServiceBus(emulator(endpoint), { ...briefPatience, retries: 0 })

  await assert.rejects(stranger.send('mail', [{ id: 'm', body: {} }]), isUnavailable(60))

  await stranger.close()
})

test('closing leaves no connection, and nothing is opened by closing', async (context) => {
  const { broker, bus, send } = await aBus(context)
  await send('m-1')
  assert.equal(broker.connections(), 1)

  await bus.close()

  await until(() => broker.connections() === 0)
  const unused = createServiceBus({ connectionString: broker.connectionString() })
  await unused.close()
  assert.equal(broker.connections(), 0)
})

test('a key for anything but an emulator is refused', () => {
  const connectionString =
    'Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKeyName=n;SharedAccessKey=k'

  assert.throws(() => createServiceBus({ connectionString }), RangeError)
})

test('an identity that cannot be had is asked for again at the next sending', async () => {
  let asked = 0
  const bus = createServiceBus({
    namespace: 'contoso.servicebus.windows.net',
    credential: async () => {
      asked += 1
      throw new Error('no identity here')
    },
  })

  await assert.rejects(bus.send('mail', [{ id: 'm', body: {} }]), isUnavailable(5))
  await assert.rejects(bus.send('mail', [{ id: 'm', body: {} }]), isUnavailable(5))

  assert.equal(asked, 2)
  await bus.close()
})
