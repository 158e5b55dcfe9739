import assert from 'node:assert/strict'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import test, { type TestContext } from 'node:test'

import { second, serveDurable, startAt, type Context, type Steps } from './support/durable-app.ts'

type Seen = { readonly line: string; readonly headers: IncomingMessage['headers']; readonly body: string }
type Answer = { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }

/** A server that answers in turn. */
async function answering(t: TestContext, answers: readonly Answer[]) {
  const seen: Seen[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => (body += String(chunk)))
    request.on('end', () => {
      const answer = answers[seen.length] ?? { status: 500 }
      seen.push({ line: `${request.method} ${request.url}`, headers: request.headers, body })
      response.writeHead(answer.status, answer.headers).end(answer.body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return { seen, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

const orchestrators = {
  *fetch(context: Context): Steps {
    const options = context.df.getInput<Parameters<Context['df']['callHttp']>[0]>()
    const response = (yield context.df.callHttp(options)) as { statusCode: number; content: string }
    return [response.statusCode, response.content, context.df.currentUtcDateTime]
  },
}

test('callHttp sends what it is told and returns the answer, whatever its status', async (t) => {
  const other = await answering(t, [{ status: 404, body: 'no such page' }])
  const app = await serveDurable(t, { orchestrators })

  const id = await app.start('fetch', {
    method: 'POST',
    url: `${other.url}/x`,
    body: { a: 1 },
    headers: { 'x-a': 'b' },
  })

  assert.deepEqual((await app.status(id)).output, [404, 'no such page', new Date(startAt).toISOString()])
  assert.equal(other.seen[0]?.line, 'POST /x')
  assert.equal(other.seen[0]?.body, '{"a":1}')
  assert.equal(other.seen[0]?.headers['x-a'], 'b')
})

test('a 202 is polled at its Location, after Retry-After or half a minute, without the function key', async (t) => {
  const answers: Answer[] = []
  const other = await answering(t, answers)
  const location = `${other.url}/status`
  answers.push(
    { status: 202, headers: { location, 'retry-after': '7' } },
    { status: 202, headers: { location } },
    { status: 200, body: 'done' },
  )
  const app = await serveDurable(t, { orchestrators })

  const id = await app.start('fetch', {
    method: 'POST',
    url: other.url,
    headers: { 'x-functions-key': 'k', 'x-a': 'b' },
  })
  await app.clock.advance(60 * second)

  assert.deepEqual((await app.status(id)).output, [
    200,
    'done',
    new Date(startAt + 37 * second).toISOString(),
  ])
  assert.deepEqual(
    other.seen.map(({ line }) => line),
    ['POST /', 'GET /status', 'GET /status'],
  )
  assert.equal(other.seen[1]?.headers['x-functions-key'], undefined)
  assert.equal(other.seen[1]?.headers['x-a'], 'b')
})

test('without polling a 202 is an answer like any other', async (t) => {
  const other = await answering(t, [{ status: 202, headers: { location: '/status' }, body: 'later' }])
  const app = await serveDurable(t, { orchestrators })

  const id = await app.start('fetch', { method: 'GET', url: other.url, enablePolling: false })

  assert.deepEqual(((await app.status(id)).output as unknown[]).slice(0, 2), [202, 'later'])
})

test('a 202 without a Location: the extension waits once more for nothing, the SDK has its answer already', async (t) => {
  const other = await answering(t, [{ status: 202, body: 'accepted' }])
  const app = await serveDurable(t, { orchestrators })

  const id = await app.start('fetch', { method: 'GET', url: other.url })
  assert.equal((await app.status(id)).runtimeStatus, 'Running')
  await app.clock.advance(30 * second)

  assert.deepEqual(((await app.status(id)).output as unknown[]).slice(0, 2), [202, 'accepted'])
})

test('an address that nobody answers fails the call; a token source is Azure only', async (t) => {
  const app = await serveDurable(t, { orchestrators })

  const refused = await app.start('fetch', { method: 'GET', url: 'http://127.0.0.1:9' })
  const token = await app.start('fetch', {
    ...{ method: 'GET', url: 'http://127.0.0.1:9' },
    tokenSource: { kind: 'AzureManagedIdentity', resource: 'https://management.core.windows.net' },
  })

  for (const id of [refused, token]) assert.equal((await app.status(id)).runtimeStatus, 'Failed')
  assert.match(String((await app.status(token)).output), /managed identity/)
})
