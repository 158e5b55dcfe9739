import assert from 'node:assert/strict'
import { once } from 'node:events'
import http from 'node:http'
import net from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import test from 'node:test'

import { rawRequest } from './serve.ts'
import { anyone, one } from './one-function.ts'

test('a body over the limit is 413, announced or not', async (t) => {
  const { url, port } = await one(
    t,
    { ...anyone, handler: async (request) => ({ body: String((await request.text()).length) }) },
    { bodyLimit: 1000 },
  )

  assert.equal((await fetch(url, { method: 'POST', body: 'x'.repeat(1001) })).status, 413)
  const chunked = { method: 'POST', headers: { 'transfer-encoding': 'chunked' } }
  assert.equal((await rawRequest(port, chunked, 'x'.repeat(1001))).status, 413)
  assert.equal((await rawRequest(port, chunked, 'x'.repeat(1000))).text, '1000')
})

test('without a limit a large body passes', async (t) => {
  const { url } = await one(t, {
    ...anyone,
    handler: async (request) => {
      let size = 0
      for await (const part of request.body ?? []) size += (part as Uint8Array).length
      return { body: String(size) }
    },
  })

  const response = await fetch(url, { method: 'PUT', body: Buffer.alloc(20_000_000) })

  assert.equal(await response.text(), '20000000')
})

test('an upload that is broken off fails in the handler and leaves the host alive', async (t) => {
  let outcome: Promise<unknown> | undefined
  let started: () => void = () => undefined
  const reading = new Promise<void>((resolve) => (started = resolve))
  const { url, port } = await one(t, {
    ...anyone,
    handler: (request) => {
      if (request.method === 'GET') return {}
      outcome = request.text().then(
        () => 'read',
        () => 'broken off',
      )
      started()
      return outcome.then(() => ({}))
    },
  })
  const request = http.request({ port, method: 'PUT', path: '/file', agent: false })
  request.on('error', () => undefined)
  request.write('first')
  await reading

  request.destroy()

  assert.equal(await outcome, 'broken off')
  assert.equal((await fetch(url)).status, 200)
})

test('a connection whose body was refused half-read carries the next request', async (t) => {
  const { port } = await one(t, {
    ...anyone,
    handler: async (request) => {
      if (request.method === 'GET') return { body: 'next' }
      await request.body?.getReader().read()
      return { status: 400, body: 'refused' }
    },
  })
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
  t.after(() => agent.destroy())

  const refused = await rawRequest(port, { agent, method: 'POST' }, 'x'.repeat(3_000_000))
  const next = await rawRequest(port, { agent, timeout: 2_000 })

  assert.deepEqual([refused.status, refused.text], [400, 'refused'])
  assert.equal(next.text, 'next')
})

test('a connection whose body was read by nobody is not cut afterwards', async (t) => {
  const { port } = await one(t, { ...anyone, handler: () => ({ status: 400 }) }, { drainMs: 20 })
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
  t.after(() => agent.destroy())
  const sockets = new Set<net.Socket>()
  agent.on('free', (socket: net.Socket) => sockets.add(socket))

  for (const body of ['', 'small', 'x'.repeat(100_000), 'small'])
    await rawRequest(port, { agent, method: 'POST' }, body)
  await wait(100)

  assert.deepEqual(
    [...sockets].map(({ destroyed }) => destroyed),
    [false],
  )
})

test('who sends on and on what nobody reads any more is cut off', async (t) => {
  const { port } = await one(t, { ...anyone, handler: () => ({ status: 400 }) }, { drainMs: 20 })
  const socket = net.connect(port, '127.0.0.1')
  t.after(() => socket.destroy())
  const closed = once(socket, 'end').catch(() => 'cut')
  socket.on('error', () => undefined)
  socket.write('POST / HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\n')
  const sending = setInterval(() => socket.write('4\r\nmore\r\n'), 5)
  t.after(() => clearInterval(sending))

  const [answer] = (await once(socket, 'data')) as [Buffer]
  await closed

  assert.match(answer.toString(), /^HTTP\/1.1 400 /)
})
