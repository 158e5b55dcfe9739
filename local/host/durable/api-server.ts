import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'

import { webhookPath } from './client-input.ts'
import { answerApi, type ApiDeps, type ApiResponse } from './webhooks.ts'

/** Bodies are inputs and events: ids and small facts. */
const largestBody = 16 * 1024 * 1024

type Deps = ApiDeps & {
  /** The path, with a slash at its end, under which loopback callers need no key. It holds a secret of this process. */
  readonly rpcPath: () => string
  readonly systemKey: string | undefined
  readonly baseUrl: () => string
}

/**
 * Answers what is addressed to the durable API. The keyless path is for the SDK in this process: it is random, it is
 * never written anywhere but into client bindings, and only a loopback connection may use it.
 */
export async function handleRequest(
  request: IncomingMessage,
  response: ServerResponse,
  deps: Deps,
): Promise<boolean> {
  const url = addressOf(request)
  const root = url && rootOf(url.pathname, request, deps)
  if (!url || !root) return false
  if (root.needsKey && !hasKey(request, url, deps.systemKey)) {
    send(response, { status: 401 })
    return true
  }
  send(response, await answer(request, url, root.path, deps))
  return true
}

/** Path and query as they were asked for; whatever the client calls the host says nothing. */
function addressOf(request: IncomingMessage): URL | undefined {
  const path = request.url ?? '/'
  return path.startsWith('/') && URL.canParse(`http://localhost${path}`)
    ? new URL(`http://localhost${path}`)
    : undefined
}

function rootOf(
  path: string,
  request: IncomingMessage,
  deps: Deps,
): { readonly path: string; readonly needsKey: boolean } | undefined {
  const rpcPath = deps.rpcPath()
  if (path.startsWith(rpcPath) && isLoopback(request.socket.remoteAddress))
    return { path: rpcPath, needsKey: false }
  if (path.toLowerCase().startsWith(`${webhookPath}/`)) return { path: `${webhookPath}/`, needsKey: true }
  return undefined
}

const isLoopback = (address: string | undefined): boolean =>
  address !== undefined && /^(::1|(::ffff:)?127(\.\d+){3})$/.test(address)

/** As for any webhook: the system key, as `code` or `x-functions-key`. Without a configured key all may call. */
function hasKey(request: IncomingMessage, url: URL, systemKey: string | undefined): boolean {
  if (systemKey === undefined) return true
  const given = request.headers['x-functions-key'] ?? url.searchParams.get('code') ?? ''
  const [expected, actual] = [Buffer.from(systemKey), Buffer.from(String(given))]
  return expected.length === actual.length && timingSafeEqual(expected, actual)
}

async function answer(request: IncomingMessage, url: URL, root: string, deps: Deps): Promise<ApiResponse> {
  const segments = decoded(url.pathname.slice(root.length))
  const body = await readBody(request)
  if (!segments) return { status: 400 }
  if (body === undefined) return { status: 413 }
  const { headers, method = 'GET' } = request
  const address = `${deps.baseUrl()}${url.pathname}${url.search}`
  return answerApi({ method, segments, query: url.searchParams, headers, address, body }, deps)
}

function decoded(path: string): readonly string[] | undefined {
  try {
    return path
      .split('/')
      .filter((segment) => segment !== '')
      .map(decodeURIComponent)
  } catch {
    return undefined
  }
}

/** Undefined when it is too large; the rest is read all the same, so that the client hears the answer. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= largestBody) chunks.push(chunk)
  }
  return size > largestBody ? undefined : Buffer.concat(chunks).toString()
}

function send(response: ServerResponse, { status, headers = {}, body }: ApiResponse): void {
  response.statusCode = status
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  if (body === undefined) {
    response.end()
    return
  }
  response.setHeader('Content-Type', 'application/json; charset=utf-8')
  response.end(JSON.stringify(body))
}
