import { randomUUID } from 'node:crypto'
import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'

import type { Network } from '../../shared/config/trusted-proxies.ts'
import { callersBehind, type Callers } from './callers.ts'
import type { HostClock } from './clock.ts'
import type { CoreFunction, HostLog, InvocationResult, LoadedFunctions, RpcData } from './core-api.ts'
import { bufferedRequest, writeBuffered } from './http-buffered.ts'
import { isAuthorised, type FunctionKeys } from './http-keys.ts'
import {
  announcesTooMuch,
  frontEndHeaders,
  isBodyTooLarge,
  limitedBody,
  plainHeaders,
  plainQuery,
  type BodyLimit,
} from './http-request.ts'
import { pathSegments, routeTable, type RouteMatch } from './routes.ts'
import { untilDoneOrStalled } from './stalled.ts'

export type HttpOptions = {
  readonly host: LoadedFunctions
  readonly clock: HostClock
  readonly routePrefix: string
  readonly log: HostLog
  /** Answers a request itself, before any function is looked for: true when it did. May also destroy it. */
  readonly before?: (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>
  /** The durable HTTP API; asked after the guard, before the functions. */
  readonly durable?: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>
  readonly keys?: FunctionKeys
  /** What stands in an answer that no function gave; nothing by default, as on Azure. */
  readonly refusal?: (status: RefusalStatus) => RefusalBody
  /** Whose connections are not callers themselves; nobody's by default. */
  readonly trustedProxies?: readonly Network[]
  /** Bytes; none by default. Azure refuses above about 100 MB. */
  readonly bodyLimit?: BodyLimit
  /** How long what nobody reads of a body is taken in after the answer. */
  readonly drainMs?: number
}

export type RefusalStatus = 400 | 401 | 404 | 408 | 413 | 431 | 500

export type RefusalBody = { readonly headers: Readonly<Record<string, string>>; readonly body: string }

export type HttpFront = {
  readonly listen: (port: number, address: string) => Promise<number>
  /** Takes no new connection, lets requests in flight finish for at most `graceMs`, then cuts them. */
  readonly stop: (graceMs: number) => Promise<void>
}

/** Azure's proxy gives up on a request that neither sent nor received for so long (DefaultHttpProxyService). */
const idleLimitMs = 240_000

/** The HTTP side of the host: finds the function, checks the key, and hands the request to the library. */
export function httpFront(options: HttpOptions): HttpFront {
  const serve = makeServe(options)
  const inFlight = new Set<Promise<void>>()
  let stopping = false
  // Not http.createServer: whoever watches the library's server by that name must not see this one.
  const server = new http.Server({ requireHostHeader: false }, (request, response) => {
    if (stopping) response.setHeader('connection', 'close')
    const served = serve(request, response).finally(() => inFlight.delete(served))
    inFlight.add(served)
  })
  server.on('clientError', (error, socket) => refuseRaw(options, error, socket))
  // An upload may take as long as it moves.
  server.requestTimeout = 0
  server.timeout = idleLimitMs
  // Kestrel's: a client that sends on a connection which is being closed could not tell whether it was heard.
  server.keepAliveTimeout = 130_000

  return {
    listen: async (port, address) => {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject).listen(port, address, resolve)
      })
      const bound = server.address()
      return typeof bound === 'object' && bound ? bound.port : port
    },
    stop: async (graceMs) => {
      stopping = true
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      const patience = setTimeout(() => server.closeAllConnections(), graceMs)
      await Promise.allSettled(inFlight)
      clearTimeout(patience)
      server.closeAllConnections()
      await closed
    },
  }
}

type Serve = (request: IncomingMessage, response: ServerResponse) => Promise<void>

function makeServe(options: HttpOptions): Serve {
  const { host, clock, keys, bodyLimit } = options
  const routes = routeTable(host.functions.values(), options.routePrefix)
  const callers = callersBehind(options.trustedProxies ?? [])
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = pathSegments(request.url ?? '')
    const refused = (status: RefusalStatus): void => refuse(response, status, options.refusal?.(status))
    if (!path || !hasUsableHost(request)) return refused(400)
    if (await options.durable?.(request, response)) return
    const match = routes.match(request.method ?? '', path)
    const found = match && host.functions.get(match.functionName)
    if (!match || !found) return refused(404)
    const level = String(found.trigger.options['authLevel'] ?? 'function')
    if (!isAuthorised({ level, functionName: found.name, keys }, request)) return refused(401)
    if (announcesTooMuch(request, bodyLimit)) return refused(413)
    const run = runFunction(options, { found, match, request, response, callers })
    void clock.track(untilDoneOrStalled(run, { request, response }))
    await run
  }

  return async (request, response) => {
    // A reader that goes away is not an error of anybody's here.
    response.on('error', () => undefined)
    response.once('finish', () => dropRest(request, options.drainMs ?? kestrelsDrainMs))
    try {
      if (!(await options.before?.(request, response))) await answer(request, response)
    } catch (error) {
      fail(options, response, error)
    }
  }
}

/** Kestrel's patience with a body that its request has no use for any more (`Http1MessageBody.OnConsumeAsync`). */
const kestrelsDrainMs = 5_000

/** What nobody read of a body is let go, so that the connection can carry the next request; who sends on is cut off. */
function dropRest(request: IncomingMessage, drainMs: number): void {
  if (request.readableEnded) return
  const patience = setTimeout(() => request.destroy(), drainMs).unref()
  request.once('end', () => clearTimeout(patience))
  request.removeAllListeners('readable').removeAllListeners('data')
  // Node stops the flow in the next tick, when it sees that nobody waits to read any more.
  process.nextTick(() => request.resume())
}

/** The library builds a URL from it, and would fail on one that is not a host. */
const hasUsableHost = ({ headers }: IncomingMessage): boolean =>
  headers.host !== undefined && /^[^/?#@\s\\]+$/.test(headers.host) && URL.canParse(`http://${headers.host}`)

const nothing: RefusalBody = { headers: {}, body: '' }

function refuse(
  response: ServerResponse,
  status: RefusalStatus,
  { headers, body }: RefusalBody = nothing,
): void {
  // What was not read of the body is not waited for.
  const closing = status === 413 ? { connection: 'close' } : {}
  response
    .writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body), ...closing })
    .end(response.req.method === 'HEAD' ? undefined : body)
}

/** What Node's parser could not make a request of: it has a socket, and no response yet. */
const statusOfParser: Readonly<Record<string, RefusalStatus>> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
}

function refuseRaw({ refusal }: HttpOptions, error: NodeJS.ErrnoException, socket: Duplex): void {
  // An answer that has begun cannot be begun again.
  const answering = '_httpMessage' in socket && socket._httpMessage !== null
  if (error.code === 'ECONNRESET' || !socket.writable || answering) return void socket.destroy()
  const status = statusOfParser[error.code ?? ''] ?? 400
  const { headers, body } = refusal?.(status) ?? nothing
  const lines = Object.entries({ ...headers, 'content-length': Buffer.byteLength(body), connection: 'close' })
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')
  socket.end(`HTTP/1.1 ${status} ${http.STATUS_CODES[status]}\r\n${head}\r\n${body}`)
}

/** As on Azure: no word about what went wrong. Once bytes have left, only a cut tells that the rest is missing. */
function fail({ log, refusal }: HttpOptions, response: ServerResponse, error: unknown): void {
  const status = isBodyTooLarge(error) || isBodyTooLarge((error as Error | undefined)?.cause) ? 413 : 500
  if (status === 500 && !response.destroyed)
    log({
      level: 'error',
      category: 'Host.Http',
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    })
  if (response.headersSent) response.destroy()
  else {
    for (const name of response.getHeaderNames()) response.removeHeader(name)
    refuse(response, status, refusal?.(status))
  }
}

type Call = {
  readonly found: CoreFunction
  readonly match: RouteMatch
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly callers: Callers
}

async function runFunction({ host, bodyLimit }: HttpOptions, call: Call): Promise<void> {
  const { found, match, request, response, callers } = call
  const invocationId = randomUUID()
  frontEndHeaders(request, invocationId, callers)
  const body = limitedBody(request, bodyLimit)
  const invoke = (http: object): Promise<InvocationResult> =>
    host.invoke({
      functionName: found.name,
      invocationId,
      inputs: [{ name: found.trigger.name, data: { http } }],
      triggerMetadata: triggerMetadata(request, match.params),
    })
  if (!host.streamServer) {
    writeBuffered(await invoke(await bufferedRequest(request, body, match.params)), response)
    return
  }
  try {
    host.streamServer.deliver(body, response)
    await invoke({})
  } catch (error) {
    host.streamServer.forget(invocationId)
    throw error
  }
  if (!response.writableEnded && !response.destroyed) response.writeHead(204).end()
}

/** In streaming mode the library takes headers and route parameters from here, not from the proxied request. */
function triggerMetadata(
  request: IncomingMessage,
  params: Readonly<Record<string, string>>,
): Readonly<Record<string, RpcData>> {
  const named = Object.entries(params).map(([name, value]) => [name, { string: value }] as const)
  return {
    ...Object.fromEntries(named),
    Headers: { json: JSON.stringify(plainHeaders(request)) },
    Query: { json: JSON.stringify(plainQuery(request)) },
  }
}
