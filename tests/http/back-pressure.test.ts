import assert from 'node:assert/strict'
import { once } from 'node:events'
import http from 'node:http'
import { createRequire } from 'node:module'
import { setTimeout as wait } from 'node:timers/promises'
import test, { after, before } from 'node:test'

import { app } from '@azure/functions'

import { drained, pacedBody, watchResponses } from '../../functions/http/back-pressure.ts'
import { manualClock } from '../../local/host/clock.ts'
import { loadFunctions, type LoadedFunctions } from '../../local/host/core-api.ts'
import { httpFront } from '../../local/host/http.ts'

const MiB = 1024 * 1024

/** What the source of a download has done so far. */
const source = { pulled: 0, stopped: false, made: new Array<Uint8Array>() }

async function* megabytes(count: number): AsyncGenerator<Uint8Array> {
  source.pulled = 0
  source.stopped = false
  source.made = []
  try {
    for (let sent = 0; sent < count; sent += 1) {
      source.pulled += MiB
      const chunk = new Uint8Array(MiB).fill(sent)
      if (count <= 20) source.made.push(chunk)
      yield chunk
    }
  } finally {
    source.stopped = true
  }
}

let port = 0
let host: LoadedFunctions | undefined

let stop: () => Promise<void> = async () => undefined

before(async () => {
  const log = (): void => undefined
  host = await loadFunctions(
    async () => {
      watchResponses()
      watchResponses()
      app.setup({ enableHttpStream: true })
      app.http('download', {
        authLevel: 'anonymous',
        route: 'download/{megabytes}',
        handler: (request, context) => ({
          body: pacedBody(context.invocationId, megabytes(Number(request.params['megabytes']))),
        }),
      })
      app.http('unpaced', {
        authLevel: 'anonymous',
        handler: () => ({ body: ReadableStream.from(megabytes(50)) }),
      })
      app.http('failing', {
        authLevel: 'anonymous',
        handler: (_request, context) => ({
          body: pacedBody(
            context.invocationId,
            (async function* () {
              yield new Uint8Array(10)
              throw new Error('the last segment was not genuine')
            })(),
          ),
        }),
      })
    },
    { log },
  )
  const front = httpFront({ host, clock: manualClock(0), routePrefix: '', log })
  port = await front.listen(0, '127.0.0.1')
  stop = () => front.stop(0)
})

after(() => stop())

async function get(path: string): Promise<http.IncomingMessage> {
  const request = http.get({ port, path, agent: false })
  const [response] = (await once(request, 'response')) as [http.IncomingMessage]
  return response
}

test('200 MB for a slow reader are made at the pace of the reader, in little memory', async () => {
  const response = await get('/download/200')
  globalThis.gc?.()
  const rssBefore = process.memoryUsage().rss
  let read = 0
  let furthestAhead = 0
  let rssMost = 0
  let nextRest = 0

  for await (const chunk of response) {
    read += (chunk as Buffer).length
    if (read < nextRest) continue
    nextRest = read + 2 * MiB
    await wait(10)
    furthestAhead = Math.max(furthestAhead, source.pulled - read)
    rssMost = Math.max(rssMost, process.memoryUsage().rss)
  }

  assert.equal(read, 200 * MiB)
  assert.ok(furthestAhead < 16 * MiB, `the source was ${furthestAhead / MiB} MiB ahead of the reader`)
  assert.ok(rssMost - rssBefore < 100 * MiB, `memory grew by ${(rssMost - rssBefore) / MiB} MiB`)
})

test('a reader that stops reading stops the source', async () => {
  const response = await get('/download/200')
  response.pause()

  await wait(100)
  const pulled = source.pulled
  await wait(100)

  assert.equal(source.pulled, pulled)
  assert.ok(pulled < 16 * MiB, `the source gave ${pulled / MiB} MiB to nobody`)
  response.destroy()
})

test('the library by itself makes everything for a reader who reads nothing, which is why bodies are paced', async () => {
  const response = await get('/unpaced')
  response.pause()

  while (!source.stopped) await wait(5)

  assert.equal(source.pulled, 50 * MiB)
  response.destroy()
})

test('a reader that goes away ends the source, which may then clean up', async () => {
  const response = await get('/download/200')
  await once(response, 'data')

  response.destroy()

  while (!source.stopped) await wait(5)
  assert.ok(source.pulled < 200 * MiB)
})

test('what has left is given back at once, and arrives as it was', async () => {
  const response = await get('/download/20')
  let read = 0

  for await (const chunk of response as AsyncIterable<Uint8Array>) {
    for (const [at, byte] of chunk.entries()) assert.equal(byte, Math.floor((read + at) / MiB))
    read += chunk.length
  }

  assert.equal(read, 20 * MiB)
  const kept = source.made.filter(({ length }) => length > 0).length
  assert.ok(kept <= 2, `${kept} of 20 chunks were kept`)
})

test('a source that fails cuts the connection, so that a part is never taken for the whole', async () => {
  await assert.rejects(get('/failing').then((response) => response.toArray()))
})

test('where nothing is streamed there is nothing to wait for, and a body is passed on as it is', async () => {
  await drained('an invocation without a response')

  const body = pacedBody('an invocation without a response', megabytes(2))

  assert.equal((await new Response(body).bytes()).length, 2 * MiB)
})

test('a body that nobody wants any more ends its source', async () => {
  const body = pacedBody('an invocation without a response', megabytes(200))
  const reader = body.getReader()
  await reader.read()

  await reader.cancel()

  assert.ok(source.stopped)
})

test('nothing of a body is made before it is asked for', async () => {
  source.pulled = 0

  pacedBody('an invocation without a response', megabytes(2))
  await wait(5)

  assert.equal(source.pulled, 0)
})

/** As the Functions host does: an invocation by message, and the request proxied to the library's own port. */
async function throughTheWorkersPort(
  path: string,
): Promise<{ get: () => Promise<http.IncomingMessage>; close: () => void }> {
  const core = createRequire(import.meta.url)('@azure/functions-core')
  const watched = http.createServer
  let server: http.Server | undefined
  http.createServer = ((...args: []) => (server = watched(...args))) as typeof http.createServer
  const capabilities = await core.getProgrammingModel().getCapabilities({})
  http.createServer = watched
  const invocationId = 'an-invocation-of-the-worker'
  const found = host?.functions.get('download')
  void host?.invoke({
    functionName: 'download',
    invocationId,
    inputs: [{ name: found?.trigger.name ?? '', data: { http: {} } }],
    triggerMetadata: { megabytes: { string: '200' }, Headers: { json: '{}' } },
  })
  const headers = {
    'x-ms-invocation-id': invocationId,
    'x-forwarded-host': 'indsigt.example',
    'x-forwarded-proto': 'https',
  }
  return {
    get: async () => {
      const request = http.get(new URL(path, capabilities.HttpUri), { agent: false, headers })
      const [response] = (await once(request, 'response')) as [http.IncomingMessage]
      return response
    },
    close: () => server?.close(),
  }
}

test("under the real worker, through the library's own port, the source waits for the reader too", async () => {
  const worker = await throughTheWorkersPort('/download/200')
  const response = await worker.get()
  response.pause()

  await wait(100)
  const pulled = source.pulled
  await wait(100)

  assert.equal(source.pulled, pulled)
  assert.ok(pulled < 16 * MiB, `the source gave ${pulled / MiB} MiB to nobody`)
  response.destroy()
  worker.close()
})
