import assert from 'node:assert/strict'
import test from 'node:test'

import { app, type HttpHandler, type HttpMethod, type HttpRequest } from '@azure/functions'

import { serve } from './serve.ts'

const anyone = {
  authLevel: 'anonymous' as const,
  route: 'things/{id?}',
  methods: ['GET', 'POST'] as HttpMethod[],
}

test('without streaming a request is handed over whole, and looks the same to its handler', async (t) => {
  let seen: HttpRequest | undefined
  const { url } = await serve(t, () =>
    app.http('one', {
      ...anyone,
      handler: async (request) => {
        seen = request
        return { status: 201, headers: { 'x-colour': 'blue' }, body: `read ${await request.text()}` }
      },
    }),
  )

  const response = await fetch(`${url}/things/7?tag=a`, { method: 'POST', body: 'text' })

  assert.equal(response.status, 201)
  assert.equal(response.headers.get('x-colour'), 'blue')
  assert.equal(await response.text(), 'read text')
  assert.equal(seen?.url, `${url}/things/7?tag=a`)
  assert.deepEqual({ ...seen.params }, { id: '7' })
  assert.equal(seen.query.get('tag'), 'a')
})

test('without streaming cookies are written by the host', async (t) => {
  const { url } = await serve(t, () =>
    app.http('one', {
      ...anyone,
      handler: () => ({
        cookies: [
          {
            name: 'a',
            value: '1 2',
            maxAge: 60,
            path: '/',
            httpOnly: true,
            secure: true,
            sameSite: 'Strict',
          },
          { name: 'b', value: '2', domain: 'example.com', expires: new Date(Date.UTC(2026, 0, 1)) },
        ],
      }),
    }),
  )

  const response = await fetch(`${url}/things`)

  assert.deepEqual(response.headers.getSetCookie(), [
    'a=1%202; Max-Age=60; Path=/; HttpOnly; Secure; SameSite=Strict',
    'b=2; Domain=example.com; Expires=Thu, 01 Jan 2026 00:00:00 GMT',
  ])
})

test('without streaming a handler that returns nothing answers 204, and one that throws 500', async (t) => {
  const { url } = await serve(t, () => {
    app.http('none', { authLevel: 'anonymous', handler: (() => undefined) as unknown as HttpHandler })
    app.http('fails', {
      authLevel: 'anonymous',
      handler: () => {
        throw new Error('as planned')
      },
    })
  })

  assert.equal((await fetch(`${url}/none`)).status, 204)
  const failed = await fetch(`${url}/fails`)
  assert.equal(failed.status, 500)
  assert.equal(await failed.text(), '')
})

test('without streaming too a body over the limit is 413', async (t) => {
  const { url } = await serve(t, () => app.http('one', { ...anyone, handler: () => ({}) }), { bodyLimit: 10 })

  assert.equal((await fetch(`${url}/things`, { method: 'POST', body: 'x'.repeat(11) })).status, 413)
})
