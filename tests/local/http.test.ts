import assert from 'node:assert/strict'
import { once } from 'node:events'
import http from 'node:http'
import net from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import test, { type TestContext } from 'node:test'

import { app, type HttpHandler, type HttpMethod, type HttpRequest } from '@azure/functions'

import { untilDoneOrStalled } from '../../local/host/stalled.ts'
import { rawRequest, serve } from './serve.ts'

// The library locks its setup at the first start of the process.
let isSetUp = false
const streaming = (register: () => void) => () => {
  if (!isSetUp) app.setup({ enableHttpStream: true })
  isSetUp = true
  register()
}

const one = (
  t: TestContext,
  options: Parameters<typeof app.http>[1],
  serving: Parameters<typeof serve>[2] = {},
) =>
  serve(
    t,
    streaming(() => app.http('one', options)),
    serving,
  )

const anyone = {
  authLevel: 'anonymous' as const,
  route: '{*path}',
  methods: ['GET', 'POST', 'PUT'] as HttpMethod[],
}

test('a request reaches its handler with method, address, query, parameters and headers', async (t) => {
  let seen: HttpRequest | undefined
  const { url, port } = await one(t, {
    ...anyone,
    route: 'requests/{id}/files/{name?}',
    handler: (request) => {
      seen = request
      return { jsonBody: { fine: true } }
    },
  })

  const response = await fetch(`${url}/requests/R%201/files?tag=a&tag=b`, {
    method: 'POST',
    headers: { 'x-colour': 'blue' },
    body: 'text',
  })

  assert.deepEqual(await response.json(), { fine: true })
  assert.equal(response.headers.get('content-type'), 'application/json')
  assert.equal(seen?.method, 'POST')
  assert.equal(seen.url, `http://127.0.0.1:${port}/requests/R%201/files?tag=a&tag=b`)
  assert.deepEqual(seen.query.getAll('tag'), ['a', 'b'])
  assert.deepEqual({ ...seen.params }, { id: 'R 1' })
  assert.equal(seen.headers.get('x-colour'), 'blue')
})

test('status, headers and cookies of the answer arrive as returned', async (t) => {
  const { url } = await one(t, {
    ...anyone,
    handler: () => ({
      status: 201,
      headers: { location: '/things/1' },
      cookies: [
        { name: '__Host-session', value: 'x', httpOnly: true, secure: true, path: '/', sameSite: 'Lax' },
      ],
    }),
  })

  const response = await fetch(url)

  assert.equal(response.status, 201)
  assert.equal(response.headers.get('location'), '/things/1')
  assert.deepEqual(response.headers.getSetCookie(), [
    '__Host-session=x; Path=/; HttpOnly; Secure; SameSite=Lax',
  ])
})

test('an answer is streamed: the first lines arrive before the last is written', async (t) => {
  let release: () => void = () => undefined
  const held = new Promise<void>((resolve) => (release = resolve))
  const { url } = await one(t, {
    ...anyone,
    handler: () => ({
      body: ReadableStream.from(
        (async function* () {
          yield Buffer.from('first')
          await held
          yield Buffer.from('last')
        })(),
      ),
    }),
  })

  const response = await fetch(url)
  const reader = response.body?.getReader()
  const first = await reader?.read()
  release()
  const last = await reader?.read()

  assert.equal(Buffer.from(first?.value ?? []).toString(), 'first')
  assert.equal(Buffer.from(last?.value ?? []).toString(), 'last')
})

test('a body is streamed: the handler reads the first part before the last is sent', async (t) => {
  const parts: string[] = []
  let sawFirst: () => void = () => undefined
  const first = new Promise<void>((resolve) => (sawFirst = resolve))
  const { port } = await one(t, {
    ...anyone,
    handler: async (request) => {
      for await (const part of request.body ?? []) {
        parts.push(Buffer.from(part).toString())
        sawFirst()
      }
      return { body: parts.join('+') }
    },
  })
  const request = http.request({ port, method: 'PUT', path: '/file', agent: false })
  request.write('first')
  await first

  request.end('last')
  const [response] = (await once(request, 'response')) as [http.IncomingMessage]

  assert.equal(Buffer.concat(await response.toArray()).toString(), 'first+last')
})

test('a path or a method that no function has is 404', async (t) => {
  const { url } = await one(t, { ...anyone, route: 'thing', methods: ['GET'], handler: () => ({}) })

  assert.equal((await fetch(`${url}/other`)).status, 404)
  assert.equal((await fetch(`${url}/thing`, { method: 'PUT' })).status, 404)
  assert.equal((await fetch(`${url}/thing`)).status, 200)
})

test('an error in a handler is 500 without a word about it', async (t) => {
  const { url, logged } = await one(t, {
    ...anyone,
    handler: () => {
      throw new Error('the database password is wrong')
    },
  })

  const response = await fetch(url)

  assert.equal(response.status, 500)
  assert.equal(await response.text(), '')
  assert.ok(logged.some(({ message }) => message.includes('the database password is wrong')))
})

test('an error in the middle of an answer cuts the connection, so that a part is not taken for the whole', async (t) => {
  const { url } = await one(t, {
    ...anyone,
    handler: () => ({
      body: ReadableStream.from(
        (async function* () {
          yield Buffer.from('part')
          throw new Error('as planned')
        })(),
      ),
    }),
  })

  await assert.rejects(fetch(url).then((response) => response.text()))
})

test('a handler that returns nothing answers 204', async (t) => {
  const { url } = await one(t, { ...anyone, handler: (() => undefined) as unknown as HttpHandler })

  assert.equal((await fetch(url)).status, 204)
})

test('nobody outside can sign in by a header of the platform', async (t) => {
  let seen: HttpRequest | undefined
  const { url } = await one(t, {
    ...anyone,
    handler: (request) => {
      seen = request
      return {}
    },
  })
  const principal = Buffer.from(JSON.stringify({ userId: 'someone', identityProvider: 'aad' })).toString(
    'base64',
  )

  await fetch(url, {
    headers: {
      'x-ms-client-principal': principal,
      'x-ms-client-principal-id': 'someone',
      'x-ms-invocation-id': 'forged',
    },
  })

  assert.equal(seen?.user, null)
  assert.deepEqual(
    [...seen.headers.keys()].filter((name) => name.startsWith('x-ms-')),
    [],
  )
})

test('the caller may claim forwarded addresses, but the last one is the connection', async (t) => {
  let seen: HttpRequest | undefined
  const { url, port } = await one(t, {
    ...anyone,
    handler: (request) => {
      seen = request
      return {}
    },
  })

  await fetch(url, { headers: { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-host': 'elsewhere.example' } })

  assert.match(seen?.headers.get('x-forwarded-for') ?? '', /^203\.0\.113\.9, 127\.0\.0\.1:\d+$/)
  assert.equal(new URL(seen?.url ?? '').host, `127.0.0.1:${port}`)
})

test('a request that names no host, or no path, is 400', async (t) => {
  const { port } = await one(t, { ...anyone, handler: () => ({}) })

  for (const path of ['http://elsewhere.example/', '/%E0%A4%A'])
    assert.equal((await rawRequest(port, { path })).status, 400, path)
  for (const host of ['a b', 'a/b', 'user@host'])
    assert.equal((await rawRequest(port, { headers: { host } })).status, 400, `host "${host}"`)
})

test('function and admin levels ask for a key once keys are configured', async (t) => {
  const keys = { master: 'master-key', host: ['host-key'], functions: { guarded: ['own-key'] } }
  const { url } = await serve(
    t,
    streaming(() => {
      app.http('guarded', { authLevel: 'function', handler: () => ({}) })
      app.http('managed', { authLevel: 'admin', route: 'management', handler: () => ({}) })
      app.http('open', { authLevel: 'anonymous', handler: () => ({}) })
    }),
    { keys },
  )
  const status = async (path: string, key?: string) =>
    (await fetch(`${url}${path}`, key ? { headers: { 'x-functions-key': key } } : {})).status

  for (const key of ['own-key', 'host-key', 'master-key'])
    assert.equal(await status('/guarded', key), 200, key)
  for (const key of ['other', '', 'own-key2']) assert.equal(await status('/guarded', key), 401, key)
  assert.equal(await status('/guarded?code=own-key'), 200)
  assert.equal(await status('/guarded?code=other'), 401)
  assert.equal(await status('/management', 'host-key'), 401)
  assert.equal(await status('/management', 'master-key'), 200)
  assert.equal(await status('/open'), 200)
})

test('without configured keys no level is enforced', async (t) => {
  const { url } = await one(t, { ...anyone, authLevel: 'admin', handler: () => ({}) })

  assert.equal((await fetch(url)).status, 200)
})

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

test('the guard before all functions may answer by itself', async (t) => {
  const { url } = await one(
    t,
    { ...anyone, handler: () => ({ body: 'function' }) },
    {
      before: (request, response) => {
        if (request.url !== '/_local') return false
        response.end('guard')
        return true
      },
    },
  )

  assert.equal(await (await fetch(`${url}/_local`)).text(), 'guard')
  assert.equal(await (await fetch(`${url}/other`)).text(), 'function')
})

test('the clock waits for requests in flight before it moves on', async (t) => {
  const order: string[] = []
  const { url, clock } = await one(t, {
    ...anyone,
    handler: async () => {
      order.push('begun')
      await wait(30)
      order.push('answered')
      return {}
    },
  })
  const response = fetch(url)
  while (order.length === 0) await wait(1)

  await clock.advance(1000)
  order.push('moved')

  await response
  assert.deepEqual(order, ['begun', 'answered', 'moved'])
})

test('a download that nobody reads, or an upload nobody continues, stops counting as work in flight', async () => {
  const never = new Promise(() => undefined)
  const socket = { bytesRead: 5, bytesWritten: 7 }

  await untilDoneOrStalled(
    never,
    { request: { complete: true, socket }, response: { writableNeedDrain: true } },
    2,
  )
  await untilDoneOrStalled(
    never,
    { request: { complete: false, socket }, response: { writableNeedDrain: false } },
    2,
  )
})

test('a handler that takes its time, with nothing owed by the other end, counts as work in flight', async () => {
  let finish: () => void = () => undefined
  const work = new Promise<void>((resolve) => (finish = resolve))
  const socket = { bytesRead: 5, bytesWritten: 7 }
  const order: string[] = []
  const waited = untilDoneOrStalled(
    work,
    { request: { complete: true, socket }, response: { writableNeedDrain: false } },
    2,
  ).then(() => order.push('given up or done'))

  await wait(20)
  order.push('finished')
  finish()

  await waited
  assert.deepEqual(order, ['finished', 'given up or done'])
})

test('a stop lets requests in flight finish and takes no new ones', async (t) => {
  let begun: () => void = () => undefined
  const inFlight = new Promise<void>((resolve) => (begun = resolve))
  const { url, front } = await one(t, {
    ...anyone,
    handler: async () => {
      begun()
      await wait(30)
      return { body: 'finished' }
    },
  })
  const response = fetch(url)
  await inFlight

  await front.stop(5000)

  assert.equal(await (await response).text(), 'finished')
  await assert.rejects(fetch(url))
})

test('a stop cuts what has not finished when its patience ends', async (t) => {
  const { url, front } = await one(t, {
    ...anyone,
    handler: () => ({
      body: ReadableStream.from(
        (async function* () {
          yield Buffer.from('first')
          await wait(200)
          yield Buffer.from('never read')
        })(),
      ),
    }),
  })
  const response = await fetch(url)

  await front.stop(10)

  await assert.rejects(response.text())
})
