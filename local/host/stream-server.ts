import http from 'node:http'

/**
 * The library's own HTTP server, through which streamed requests reach it. In production the Functions host proxies
 * to it over a socket; here requests are handed to it directly, and it never listens.
 */
export type StreamServer = {
  /** Hands over one request, and the response that answers it, under this invocation id. */
  readonly deliver: (request: StreamRequest, response: http.ServerResponse) => void
  /**
   * Makes the library let go of a response it will never send, because the handler threw: it would keep it, and the
   * socket with it, for as long as the process lives.
   */
  readonly forget: (invocationId: string) => void
}

/** What the library reads of a request; a request whose body is limited is not an IncomingMessage any more. */
export type StreamRequest = Pick<http.IncomingMessage, 'headers' | 'method' | 'url'> & NodeJS.ReadableStream

export const invocationIdHeader = 'x-ms-invocation-id'

/** Runs `getCapabilities` and keeps the server that the library makes in it, if HTTP streaming is on. */
export async function captureStreamServer(
  getCapabilities: () => Promise<Record<string, string>>,
): Promise<StreamServer | undefined> {
  const original = http.createServer
  let captured: http.Server | undefined
  http.createServer = ((...args: Parameters<typeof http.createServer>) => {
    captured = neverListening(original(...args))
    return captured
  }) as typeof http.createServer
  try {
    await getCapabilities()
  } finally {
    http.createServer = original
  }
  return captured && streamServer(captured)
}

/** The library believes that it listens, and would listen on every interface if it did. */
function neverListening(server: http.Server): http.Server {
  server.listen = ((...args: unknown[]) => {
    const callback = args.findLast((arg) => typeof arg === 'function') as (() => void) | undefined
    if (callback) setImmediate(callback)
    return server
  }) as typeof server.listen
  server.address = () => ({ address: '127.0.0.1', family: 'IPv4', port: 1 })
  return server
}

function streamServer(server: http.Server): StreamServer {
  return {
    deliver: (request, response) => {
      server.emit('request', request, response)
    },
    forget: (invocationId) => {
      server.emit('request', { headers: { [invocationIdHeader]: invocationId } }, {})
    },
  }
}
