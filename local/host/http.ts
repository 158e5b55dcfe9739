import { randomUUID } from 'node:crypto'
import http, { type IncomingMessage, type ServerResponse } from 'node:http'

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
  /** Bytes; none by default. Azure refuses above about 100 MB. */
  readonly bodyLimit?: BodyLimit
}

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
  const server = new http.Server((request, response) => {
    if (stopping) response.setHeader('connection', 'close')
    const served = serve(request, response).finally(() => inFlight.delete(served))
    inFlight.add(served)
  })
  // An upload may take as long as it moves.
  server.requestTimeout = 0
  server.timeout = idleLimitMs

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
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = pathSegments(request.url ?? '')
    if (!path || !hasUsableHost(request)) return refuse(response, 400)
    if (await options.durable?.(request, response)) return
    const match = routes.match(request.method ?? '', path)
    const found = match && host.functions.get(match.functionName)
    if (!match || !found) return refuse(response, 404)
    const level = String(found.trigger.options['authLevel'] ?? 'function')
    if (!isAuthorised({ level, functionName: found.name, keys }, request)) return refuse(response, 401)
    if (announcesTooMuch(request, bodyLimit)) return refuse(response, 413)
    const run = runFunction(options, { found, match, request, response })
    void clock.track(untilDoneOrStalled(run, { request, response }))
    await run
  }

  return async (request, response) => {
    // A reader that goes away is not an error of anybody's here.
    response.on('error', () => undefined)
    try {
      if (!(await options.before?.(request, response))) await answer(request, response)
    } catch (error) {
      fail(options, response, error)
    }
  }
}

/** The library builds a URL from it, and would fail on one that is not a host. */
const hasUsableHost = ({ headers }: IncomingMessage): boolean =>
  headers.host !== undefined && /^[^/?#@\s\\]+$/.test(headers.host) && URL.canParse(`http://${headers.host}`)

function refuse(response: ServerResponse, status: number): void {
  // What was not read of the body is not waited for.
  response
    .writeHead(status, { 'content-length': 0, ...(status === 413 ? { connection: 'close' } : {}) })
    .end()
}

/** As on Azure: no word about what went wrong. Once bytes have left, only a cut tells that the rest is missing. */
function fail({ log }: HttpOptions, response: ServerResponse, error: unknown): void {
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
    refuse(response, status)
  }
}

type Call = {
  readonly found: CoreFunction
  readonly match: RouteMatch
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

async function runFunction({ host, bodyLimit }: HttpOptions, call: Call): Promise<void> {
  const { found, match, request, response } = call
  const invocationId = randomUUID()
  frontEndHeaders(request, invocationId)
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
