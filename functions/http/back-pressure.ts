import type { IncomingMessage, ServerResponse } from 'node:http'
import { release } from '../../shared/kernel/release.ts'

// Not by `import`: that reads every export of the module, and one of them loads the whole of fetch (40 CPU-ms at start).
const http = process.getBuiltinModule('node:http')

/**
 * The v4 library writes a streamed body to its HTTP response without looking whether anybody reads
 * (`sendProxyResponse` in @azure/functions 4.16.5 ignores what `write` returns). So a package of 50 GB would pile up in
 * memory behind a slow reader. What a handler streams therefore waits here for the response itself.
 */
const responses = new Map<string, ServerResponse>()

let watching = false

/**
 * Begins to watch the library's HTTP server. Call it before the app has started, that is, while functions are being
 * registered: the library makes its server afterwards, by a plain `http.createServer()`, under the real worker and under
 * the local host alike, and each request to it names its invocation.
 */
export function watchResponses(): void {
  if (watching) return
  watching = true
  const createServer = http.createServer
  http.createServer = ((...args: Parameters<typeof http.createServer>) => {
    const server = createServer(...args)
    // The library passes nothing; servers of others are none of our business.
    if ((args as readonly unknown[]).length === 0) server.on('request', remember)
    return server
  }) as typeof http.createServer
}

function remember(request: Pick<IncomingMessage, 'headers'>, response: ServerResponse): void {
  const invocationId = request.headers['x-ms-invocation-id']
  if (typeof invocationId !== 'string' || !(response instanceof http.ServerResponse)) return
  responses.set(invocationId, response)
  response.once('close', () => responses.delete(invocationId))
}

/** Resolves when the reader of this invocation's response can take more, or is gone. At once where nobody streams. */
export async function drained(invocationId: string): Promise<void> {
  const response = responses.get(invocationId)
  if (response) await roomIn(response)
}

/**
 * A body that is produced at the pace of its reader: the next chunk is asked for only when the response is drained, and
 * when the reader has gone away the source is told to stop (`return`). If the source fails, the connection is cut, so
 * that a part is never taken for the whole. The chunks become the body's own: one that has left is given back at once, for
 * gigabytes of them would otherwise wait for a collection.
 */
export function pacedBody(
  invocationId: string,
  source: AsyncIterable<Uint8Array>,
): ReadableStream<Uint8Array> {
  const response = responses.get(invocationId)
  const chunks = source[Symbol.asyncIterator]()
  const stop = async (): Promise<void> => {
    await chunks.return?.()
  }
  let sent: Uint8Array | undefined
  // Also where the source itself is slow, and the next chunk long in coming.
  response?.once('close', () => void stop().catch(() => undefined))

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (response) await roomIn(response)
        if (response?.destroyed) {
          await stop()
          controller.close()
          return
        }
        if (response?.writableLength === 0) release(sent)
        const next = await nextOf(chunks, response)
        sent = next.value
        if (next.done) controller.close()
        else controller.enqueue(next.value)
      },
      cancel: stop,
    },
    // Nothing ahead of the reader.
    { highWaterMark: 0 },
  )
}

async function nextOf(
  chunks: AsyncIterator<Uint8Array>,
  response: ServerResponse | undefined,
): Promise<IteratorResult<Uint8Array>> {
  try {
    return await chunks.next()
  } catch (error) {
    response?.destroy()
    throw error
  }
}

async function roomIn(response: ServerResponse): Promise<void> {
  if (!response.writableNeedDrain) return
  await new Promise<void>((resolve) => {
    const done = (): void => {
      response.off('drain', done).off('close', done)
      resolve()
    }
    response.once('drain', done).once('close', done)
  })
}
