// Stands before Azurite and lets things go wrong on the wire, as a network or a busy service would.
import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The method and what it is about: `PUT blocklist`, `PUT block`, `PUT blob`, `GET blob`, `GET list`, `DELETE blob` … */
type Operation =
  `${'GET' | 'PUT' | 'HEAD' | 'DELETE'} ${'blob' | 'block' | 'blocklist' | 'container' | 'list'}`

type Fault =
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string }
  /** It happens, and the connection breaks before the answer. */
  | { readonly kind: 'answerLost' }
  /** It happens, and the answer never comes. */
  | { readonly kind: 'silence' }
  /** The body breaks off, or comes to a stand, after so many bytes. */
  | { readonly kind: 'cut' | 'stall'; readonly bytes: number }
  | { readonly kind: 'header'; readonly name: string; readonly value: string }

export type FaultyWire = {
  readonly address: string
  /** What the next calls of this kind meet. */
  readonly next: (operation: Operation, fault: Fault, times?: number) => void
  readonly asked: readonly { readonly operation: Operation; readonly range?: string }[]
  /** Answers whose body is still on its way. */
  readonly bodiesUnderWay: () => number
  readonly close: () => Promise<void>
}

export async function faultsBefore(target: string): Promise<FaultyWire> {
  const planned: { readonly operation: Operation; readonly fault: Fault }[] = []
  const asked: { readonly operation: Operation; readonly range?: string }[] = []
  const underWay = new Set<ServerResponse>()
  const server = createServer((incoming, response) => {
    const operation = operationOf(incoming)
    const range = incoming.headers['x-ms-range']
    asked.push({ operation, ...(typeof range === 'string' && { range }) })
    const index = planned.findIndex((each) => each.operation === operation)
    const fault = index < 0 ? undefined : planned.splice(index, 1)[0]?.fault
    underWay.add(response)
    response.once('close', () => underWay.delete(response))
    if (fault?.kind === 'status') refuse(incoming, response, fault)
    else forward(target, incoming, (answer) => respond(answer, response, fault))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    next: (operation, fault, times = 1) =>
      void planned.push(...Array.from({ length: times }, () => ({ operation, fault }))),
    asked,
    bodiesUnderWay: () => underWay.size,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function operationOf({ method, url = '' }: IncomingMessage): Operation {
  const { searchParams, pathname } = new URL(url, 'http://localhost')
  const whole = pathname.split('/').length > 3 ? 'blob' : 'container'
  return `${method} ${searchParams.get('comp') ?? whole}` as Operation
}

function refuse(
  incoming: IncomingMessage,
  response: ServerResponse,
  { status, retryAfter }: Fault & { readonly kind: 'status' },
): void {
  incoming.resume().once('end', () => {
    response.writeHead(status, {
      'x-ms-error-code': 'ServerBusy',
      ...(retryAfter !== undefined && { 'Retry-After': retryAfter }),
    })
    response.end()
  })
}

function forward(
  target: string,
  incoming: IncomingMessage,
  answered: (answer: IncomingMessage) => void,
): void {
  const { method, headers, url = '' } = incoming
  const outgoing = request(`${target}${url}`, { method, headers }, answered)
  outgoing.once('error', () => incoming.destroy())
  incoming.pipe(outgoing)
}

function respond(answer: IncomingMessage, response: ServerResponse, fault: Fault | undefined): void {
  response.once('close', () => answer.destroy())
  if (fault?.kind === 'silence') return void answer.resume()
  if (fault?.kind === 'answerLost') return void answer.resume().once('end', () => response.destroy())
  const headers = fault?.kind === 'header' ? { ...answer.headers, [fault.name]: fault.value } : answer.headers
  response.writeHead(answer.statusCode ?? 500, headers)
  if (fault?.kind === 'cut' || fault?.kind === 'stall') cutAfter(answer, response, fault)
  else answer.pipe(response)
}

function cutAfter(
  answer: IncomingMessage,
  response: ServerResponse,
  { kind, bytes }: Fault & { readonly bytes: number },
): void {
  let left = bytes
  answer.on('data', (piece: Buffer) => {
    if (left <= 0) return
    const part = piece.subarray(0, left)
    left -= part.length
    response.write(part, () => {
      if (left <= 0 && kind === 'cut') response.destroy()
    })
  })
}
