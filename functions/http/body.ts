import type { HttpRequest } from '@azure/functions'
import { err, ok } from '../../shared/kernel/result.ts'
import type { Result } from '../../shared/kernel/result.ts'

/** A JSON body is at most 1 MiB; files stream and have limits of their own. */
export const largestJsonBytes = 1024 ** 2

/** Reads a body into memory, never more than its limit. */
export async function bodyBytes(
  request: HttpRequest,
  limitBytes: number,
): Promise<Result<Uint8Array, { readonly code: 'bodyTooLarge' }>> {
  if (Number(request.headers.get('content-length') ?? 0) > limitBytes) return err({ code: 'bodyTooLarge' })
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of bodyStream(request)) {
    length += chunk.length
    if (length > limitBytes) return err({ code: 'bodyTooLarge' })
    chunks.push(chunk)
  }
  return ok(new Uint8Array(Buffer.concat(chunks)))
}

/** A body as it arrives, at the pace of whoever reads it. */
export async function* bodyStream(request: HttpRequest): AsyncIterable<Uint8Array> {
  const { body } = request
  if (!body) return
  // A web stream of bytes, whatever the library's own type says of it.
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) yield chunk
}
