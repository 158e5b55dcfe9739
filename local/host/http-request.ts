import type { IncomingMessage } from 'node:http'
import { pipeline, Transform } from 'node:stream'

import type { Callers } from './callers.ts'
import { invocationIdHeader, type StreamRequest } from './stream-server.ts'

/**
 * Makes the headers what a function behind Azure's front end sees: nothing from outside that only the platform may say
 * (`x-ms-client-principal` would be a signed-in user), the host as forwarded host, and the caller's address as the
 * last entry of `x-forwarded-for`, behind whatever the caller claimed.
 */
export function frontEndHeaders(request: IncomingMessage, invocationId: string, callers: Callers): void {
  const { headers, socket } = request
  for (const name of Object.keys(headers)) if (isPlatforms(name)) delete headers[name]
  headers['x-forwarded-host'] = headers.host ?? ''
  headers['x-forwarded-proto'] = 'http'
  const peer = { address: socket.remoteAddress ?? '', port: socket.remotePort ?? 0 }
  headers['x-forwarded-for'] = callers([headers['x-forwarded-for'] ?? []].flat().join(', '), peer)
  headers[invocationIdHeader] = invocationId
}

const isPlatforms = (name: string): boolean =>
  name.startsWith('x-ms-') ||
  name.startsWith('x-arr-') ||
  name === 'x-forwarded-host' ||
  name === 'x-forwarded-proto'

/** Every header once, as text. */
export function plainHeaders(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers)
      .filter(([name]) => name !== invocationIdHeader)
      .map(([name, value]) => [name, [value ?? ''].flat().join(', ')]),
  )
}

/** The query as the host passes it on; a name that occurs twice has its values joined by commas. */
export function plainQuery(request: IncomingMessage): Record<string, string> {
  const query = new URLSearchParams(request.url?.split('?').slice(1).join('?'))
  return Object.fromEntries([...query.keys()].map((name) => [name, query.getAll(name).join(',')]))
}

export type BodyLimit = number | undefined

export const announcesTooMuch = (request: IncomingMessage, limit: BodyLimit): boolean =>
  limit !== undefined && Number(request.headers['content-length'] ?? 0) > limit

/** Thrown into the reader of a body that outgrows its limit on the way. */
export type BodyTooLarge = { readonly code: 'bodyTooLarge' }

export const isBodyTooLarge = (error: unknown): error is BodyTooLarge =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'bodyTooLarge'

/**
 * The request with a body that ends in an error beyond the limit. An announced length is held by the HTTP parser;
 * only a body without one is counted, and only then is there a copy between socket and handler.
 */
export function limitedBody(request: IncomingMessage, limit: BodyLimit): StreamRequest {
  if (limit === undefined || request.headers['content-length'] !== undefined) return request
  let size = 0
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length
      if (size <= limit) return done(null, chunk)
      done(Object.assign(new Error('The request body is too large.'), { code: 'bodyTooLarge' }))
    },
  })
  pipeline(request, counted, () => undefined)
  return Object.assign(counted, {
    headers: request.headers,
    method: request.method,
    url: request.url,
  })
}
