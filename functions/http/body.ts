import type { HttpRequest } from '@azure/functions'
import { bodyTooLarge } from '../../shared/contracts/json.ts'
import type { BodyTooLarge } from '../../shared/contracts/json.ts'
import { err, ok } from '../../shared/kernel/result.ts'
import type { Result } from '../../shared/kernel/result.ts'

/** What is read and thrown away of a body that nobody wants: a connection with a rest on it would take no further request. */
const mostDiscardedBytes = 64 * 1024 ** 2

/** Reads a body into memory, never more than its limit. */
export async function bodyBytes(
  request: HttpRequest,
  limitBytes: number,
): Promise<Result<Uint8Array, BodyTooLarge>> {
  if ((toldBytes(request) ?? 0) > limitBytes) return err(bodyTooLarge(limitBytes))
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of bodyStream(request)) {
    length += chunk.length
    if (length > limitBytes) return err(bodyTooLarge(limitBytes))
    chunks.push(chunk)
  }
  return ok(new Uint8Array(Buffer.concat(chunks)))
}

/** How long the body is said to be, where its sender says so. */
export function toldBytes(request: HttpRequest): number | undefined {
  const length = request.headers.get('content-length') ?? ''
  return /^\d{1,15}$/.test(length) ? Number(length) : undefined
}

/** A body as it arrives, at the pace of whoever reads it. What they leave of it is discarded, within bounds. */
export async function* bodyStream(request: HttpRequest): AsyncIterable<Uint8Array> {
  // A web stream of bytes, whatever the library's own type says of it.
  const body = request.body as unknown as ReadableStream<Uint8Array> | null
  if (!body) return
  let broken = false
  try {
    for await (const chunk of body.values({ preventCancel: true })) yield chunk
  } catch (error) {
    broken = true
    throw new RequestInterrupted(error)
  } finally {
    if (!broken) await discardRest(body)
  }
}

/** The sender broke off before the end of what they send (RFC 9112 section 8): nobody's defect, and nobody reads the answer. */
export class RequestInterrupted extends Error {
  override readonly name = 'RequestInterrupted'

  constructor(cause: unknown) {
    super('the request was broken off', { cause })
  }
}

async function discardRest(body: ReadableStream<Uint8Array>): Promise<void> {
  let length = 0
  for await (const chunk of body.values({ preventCancel: true })) {
    length += chunk.length
    if (length > mostDiscardedBytes) return
  }
}
