import type { IncomingMessage } from 'node:http'

import { parseJson } from '../../shared/contracts/json.ts'
import { parseBody } from '../../shared/contracts/parse.ts'
import type { Body, BodyName } from '../../shared/contracts/bodies.ts'
import type { Refusal } from '../../shared/contracts/problems.ts'
import { err, ok } from '../../shared/kernel/result.ts'
import type { Result } from '../../shared/kernel/result.ts'

const limitBytes = 16 * 1024

/** A body as a form of a page sends it; undefined when it is of another type. */
export async function formBody(
  request: IncomingMessage,
): Promise<Result<URLSearchParams, Refusal> | undefined> {
  if (mediaType(request) !== 'application/x-www-form-urlencoded') return undefined
  const bytes = await bytesOf(request)
  return bytes.ok ? ok(new URLSearchParams(bytes.value.toString())) : bytes
}

/** A JSON body by its contract. */
export async function jsonBody<Name extends BodyName>(
  request: IncomingMessage,
  name: Name,
): Promise<Result<Body<Name>, Refusal>> {
  const type = mediaType(request)
  if (type !== undefined && type !== 'application/json') return err({ code: 'unsupportedMediaType' })
  const bytes = await bytesOf(request)
  if (!bytes.ok) return bytes
  const json = parseJson(bytes.value, { limitBytes })
  return json.ok ? parseBody(name, json.value) : json
}

const mediaType = ({ headers }: IncomingMessage): string | undefined =>
  headers['content-type']?.split(';')[0]?.trim().toLowerCase()

async function bytesOf(request: IncomingMessage): Promise<Result<Buffer, Refusal>> {
  const chunks: Buffer[] = []
  let size = 0
  // Not destroyed when we stop early: the refusal still has to reach the caller.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > limitBytes) return err({ code: 'bodyTooLarge' })
    chunks.push(chunk)
  }
  return ok(Buffer.concat(chunks))
}
