import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** What a client asked for that this double does not know, as opposed to what the provider refuses: a defect of a test. */
export class OutsideClosedList extends Error {
  constructor(what: string) {
    super(`the double does not know ${what}`)
    this.name = 'OutsideClosedList'
  }
}

export type Call = {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export type Answer = {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON; a text goes as it is. */
  readonly body?: unknown
}

export type Fault =
  | Answer
  /** It is taken, and the connection breaks before the answer. */
  | 'answerLost'
  /** It is taken, and no answer comes. */
  | 'silence'
  /** It is taken, and the answer comes a byte at a time, without end. */
  | 'trickle'

export type LoopbackProvider = {
  readonly url: string
  readonly setProvider: (state: 'up' | 'down') => void
  /** The next call meets this. */
  readonly next: (fault: Fault) => void
  /** Every call that came, whatever became of it. */
  readonly calls: readonly Call[]
  /** What was asked outside the closed list, in words. */
  readonly outside: readonly string[]
  readonly close: () => Promise<void>
}

/**
 * A provider's routes on a port of its own. `answer` throws `OutsideClosedList` for whatever it does not know: the client is
 * told with 501, and `outside` keeps it. While it is down, connections break.
 */
export async function loopbackProvider(answer: (call: Call) => Answer): Promise<LoopbackProvider> {
  let state: 'up' | 'down' = 'up'
  const faults: Fault[] = []
  const calls: Call[] = []
  const outside: string[] = []

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '', headers } = request
    const call = { method, path, headers, body: await text(request) }
    calls.push(call)
    if (state === 'down') return void response.destroy()
    const fault = faults.shift()
    if (typeof fault === 'object') return respond(response, fault)
    const answered = answerOrOutside(call)
    if (fault === undefined) return respond(response, answered)
    strike(fault, response)
  }

  function answerOrOutside(call: Call): Answer {
    try {
      return answer(call)
    } catch (error) {
      if (!(error instanceof OutsideClosedList)) throw error
      outside.push(error.message)
      return { status: 501, body: error.message }
    }
  }

  const server = createServer((request, response) => void serve(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    setProvider: (wanted) => void (state = wanted),
    next: (fault) => void faults.push(fault),
    ...{ calls, outside },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function respond(response: ServerResponse, { status, headers = {}, body }: Answer): void {
  // An empty answer has no type: a client would try to read it.
  const type = body === undefined ? {} : { 'content-type': 'application/json' }
  const content = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
  response
    .writeHead(status, { ...type, 'content-length': Buffer.byteLength(content), ...headers })
    .end(content)
}

function strike(fault: 'answerLost' | 'silence' | 'trickle', response: ServerResponse): void {
  if (fault === 'answerLost') response.destroy()
  if (fault !== 'trickle') return
  response.writeHead(202)
  const timer = setInterval(() => response.write(' '), 10)
  response.once('close', () => clearInterval(timer))
}
