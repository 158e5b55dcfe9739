import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** The access keys of a function app. Without any configured, no level is enforced, as in a local run of Azure's host. */
export type FunctionKeys = {
  readonly master: string
  readonly host?: readonly string[]
  readonly functions?: Readonly<Record<string, readonly string[]>>
}

/**
 * `function` accepts the function's own keys, the host's and the master key; `admin` the master key alone.
 * The key comes in `x-functions-key`, or else in the query as `code`.
 */
export function isAuthorised(
  access: { readonly level: string; readonly functionName: string; readonly keys: FunctionKeys | undefined },
  request: IncomingMessage,
): boolean {
  const { keys, functionName } = access
  const level = access.level.toLowerCase()
  if (level === 'anonymous' || !keys) return true
  const accepted =
    level === 'function'
      ? [keys.master, ...(keys.host ?? []), ...(keys.functions?.[functionName] ?? [])]
      : [keys.master]
  const given = givenKey(request)
  return given !== undefined && accepted.some((key) => sameKey(key, given))
}

function givenKey(request: IncomingMessage): string | undefined {
  const header = request.headers['x-functions-key']
  if (typeof header === 'string') return header
  return new URLSearchParams(request.url?.split('?')[1]).get('code') ?? undefined
}

/** In constant time, whatever the lengths. */
function sameKey(a: string, b: string): boolean {
  const [one, other] = [a, b].map((key) => createHash('sha256').update(key).digest())
  return one !== undefined && other !== undefined && timingSafeEqual(one, other)
}
