import type { HttpResponseInit } from '@azure/functions'
import type { Refusal } from '../../shared/contracts/problems.ts'

/** On every answer, also of errors (ASVS 5.0, V3.4). Pages set a content security policy of their own. */
const security = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; sandbox",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const

type Headers = Readonly<Record<string, string>>

export const secured = (response: HttpResponseInit): HttpResponseInit => ({
  ...response,
  headers: { ...security, ...(response.headers as Headers | undefined) },
})

declare const answered: unique symbol

/** Its type says what is in it, and the documentation of the API is made from that (`tools/surface`). */
export type JsonAnswer<Status extends number, Value> = HttpResponseInit & {
  readonly [answered]?: { readonly status: Status; readonly value: Value }
}

export const json = <const Status extends number, Value>(
  status: Status,
  value: Value,
  headers: Headers = {},
): JsonAnswer<Status, Value> => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(value),
})

export const noContent = (): { readonly status: 204 } => ({ status: 204 })

/** Where nobody says how long something will be away. */
const usualWaitSeconds = 30

/** `Retry-After` where waiting helps: on every 503 and 429 (RFC 9110, section 10.2.3; RFC 6585, section 4). */
export const retryAfter = (status: number, seconds: number = usualWaitSeconds): Headers =>
  status === 503 || status === 429 ? { 'retry-after': String(seconds) } : {}

/** RFC 9457. What there is to be told of each code is no part of a cold start. */
export async function problem(
  refusal: Refusal,
  retryAfterSeconds = refusal.retryAfterSeconds,
): Promise<HttpResponseInit> {
  const { problemFor } = await import('../../shared/contracts/problems.ts')
  const { status, ...rest } = problemFor(refusal)
  return {
    status,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      ...retryAfter(status, retryAfterSeconds),
      ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
    },
    body: JSON.stringify({ ...rest, status }),
  }
}

/** Told apart from other answers by its type, as they are from each other. */
type FileAnswer = HttpResponseInit & { readonly [answered]?: 'file' }

/** A file as an attachment: never sniffed, never run (RFC 6266, ASVS V3.2.1). */
export function attachment(
  file: { readonly name: string; readonly mediaType: string },
  body: ReadableStream<Uint8Array>,
  { status = 200, headers = {} }: { readonly status?: number; readonly headers?: Headers } = {},
): FileAnswer {
  return {
    status,
    headers: {
      'content-type': file.mediaType,
      'content-disposition': `attachment; filename="${asciiName(file.name)}"; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      ...headers,
    },
    // The library's type knows node's ReadableStream, which this is.
    body: body as unknown as NonNullable<HttpResponseInit['body']>,
  }
}

/** A file that is made at once. */
export const inOnePiece = (text: string): ReadableStream<Uint8Array> =>
  ReadableStream.from([new TextEncoder().encode(text)]) as ReadableStream<Uint8Array>

const asciiName = (name: string): string => name.replaceAll(/[^A-Za-z0-9._ -]/g, '_')

export const quoted = (etag: string): string => `"${etag}"`
