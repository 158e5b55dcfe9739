import type { IncomingMessage, ServerResponse } from 'node:http'

import type { InvocationResult } from './core-api.ts'
import { plainHeaders, plainQuery } from './http-request.ts'
import type { StreamRequest } from './stream-server.ts'

/** A request as the host sends it to the worker when HTTP streaming is off: whole, in one message. */
export async function bufferedRequest(
  request: IncomingMessage,
  body: StreamRequest,
  params: Readonly<Record<string, string>>,
): Promise<object> {
  const chunks: Uint8Array[] = []
  for await (const chunk of body) chunks.push(chunk as Uint8Array)
  return {
    method: request.method,
    url: `http://${request.headers.host ?? 'localhost'}${request.url ?? '/'}`,
    nullableHeaders: nullable(plainHeaders(request)),
    nullableQuery: nullable(plainQuery(request)),
    nullableParams: nullable(params),
    body: { bytes: Buffer.concat(chunks) },
  }
}

const nullable = (values: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]))

type RpcResponse = {
  readonly statusCode?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly cookies?: readonly RpcCookie[]
  readonly body?: { readonly bytes?: Uint8Array; readonly string?: string; readonly json?: string } | null
}

type RpcCookie = {
  readonly name: string
  readonly value: string
  readonly domain?: { readonly value: string }
  readonly path?: { readonly value: string }
  readonly expires?: { readonly value: { readonly seconds: number } }
  readonly secure?: { readonly value: boolean }
  readonly httpOnly?: { readonly value: boolean }
  readonly sameSite?: 'none' | 'lax' | 'strict' | 'explicitNone'
  readonly maxAge?: { readonly value: number }
}

/** Writes what the handler returned. Nothing returned is 204. */
export function writeBuffered(result: InvocationResult, response: ServerResponse): void {
  const answer = result.returnValue?.http as RpcResponse | undefined
  if (!answer) {
    response.writeHead(204).end()
    return
  }
  response.statusCode = Number(answer.statusCode ?? 200)
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value)
  if (answer.cookies?.length) response.setHeader('set-cookie', answer.cookies.map(setCookie))
  response.end(answer.body?.bytes ?? answer.body?.string ?? answer.body?.json)
}

const sameSites = { lax: 'Lax', strict: 'Strict', explicitNone: 'None' } as const

/** RFC 6265, section 4.1.1. */
function setCookie(cookie: RpcCookie): string {
  const attributes = [
    `${cookie.name}=${encodeURIComponent(cookie.value)}`,
    cookie.maxAge && `Max-Age=${cookie.maxAge.value}`,
    cookie.domain && `Domain=${cookie.domain.value}`,
    cookie.path && `Path=${cookie.path.value}`,
    cookie.expires && `Expires=${new Date(cookie.expires.value.seconds * 1000).toUTCString()}`,
    cookie.httpOnly?.value && 'HttpOnly',
    cookie.secure?.value && 'Secure',
    cookie.sameSite && cookie.sameSite !== 'none' && `SameSite=${sameSites[cookie.sameSite]}`,
  ]
  return attributes.filter((attribute) => typeof attribute === 'string').join('; ')
}
