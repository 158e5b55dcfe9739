import assert from 'node:assert/strict'
import { once } from 'node:events'
import http from 'node:http'
import test from 'node:test'

import { app, type HttpHandler, type HttpRequest } from '@azure/functions'

import { rawRequest, serve } from './serve.ts'
import { anyone, one, streaming } from './one-function.ts'

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

test('behind a trusted proxy the last forwarded address is the one that the proxy named', async (t) => {
  let seen: HttpRequest | undefined
  const { url } = await serve(
    t,
    streaming(() => {
      app.http('hello', { ...anyone, handler: (request) => ((seen = request), {}) })
    }),
    { trustedProxies: [{ address: '127.0.0.0', prefix: 8, family: 'ipv4' }] },
  )

  await fetch(`${url}/api/hello`, { headers: { 'x-forwarded-for': '198.51.100.7, 203.0.113.9' } })

  assert.equal(seen?.headers.get('x-forwarded-for'), '198.51.100.7, 203.0.113.9')
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
