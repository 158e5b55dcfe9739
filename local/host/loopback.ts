import http, { type IncomingMessage, type ServerResponse } from 'node:http'

/**
 * A second door, on the loopback interface alone, for the durable client in this process. It is apart from the public
 * port because that may be bound to another address, and its guard may refuse what does not come from a browser.
 */
export function loopbackServer(
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>,
) {
  const server = new http.Server((request, response) => {
    handle(request, response).then(
      (answered) => {
        if (!answered) response.writeHead(404).end()
      },
      () => response.destroy(),
    )
  })

  return {
    listen: async (): Promise<number> => {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject).listen(0, '127.0.0.1', resolve)
      })
      const bound = server.address()
      if (typeof bound !== 'object' || !bound) throw new Error('the loopback server has no address')
      return bound.port
    },
    stop: async (): Promise<void> => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
