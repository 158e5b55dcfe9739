// Somebody else's server on this machine, which answers as a test wants and remembers who came.
import http, { type IncomingMessage, type RequestListener } from 'node:http'
import https from 'node:https'
import type { AddressInfo, Server } from 'node:net'
import type { TestContext } from 'node:test'

import type { Certificate } from './tls/certificate.ts'

export type Receiver = {
  readonly port: number
  readonly url: string
  /** What came, in the order of coming; the body once it is there. */
  readonly calls: readonly { readonly request: IncomingMessage; readonly body: () => string }[]
  /** How many connections there have been, also those that said nothing. */
  readonly connections: () => number
}

type Options = {
  readonly host?: string
  readonly certificate?: Certificate
  readonly answer?: RequestListener
}

/** On 127.0.0.1 where nothing else is asked for, and gone with its test. */
export async function receiver(
  t: Pick<TestContext, 'after'>,
  { host = '127.0.0.1', certificate, answer = (_, response) => response.end('ok') }: Options = {},
): Promise<Receiver> {
  const calls: { readonly request: IncomingMessage; readonly body: () => string }[] = []
  let connections = 0
  const listen: RequestListener = (request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    calls.push({ request, body: () => Buffer.concat(pieces).toString() })
    request.on('end', () => answer(request, response))
  }
  const server = certificate ? https.createServer(certificate, listen) : http.createServer(listen)
  server.on('connection', () => (connections += 1))
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const port = portOf(server)
  const scheme = certificate ? 'https' : 'http'
  return { port, url: `${scheme}://${host}:${port}/hook`, calls, connections: () => connections }
}

export const portOf = (server: Server): number => (server.address() as AddressInfo).port
