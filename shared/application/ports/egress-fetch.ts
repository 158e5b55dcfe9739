import type { Egress, EgressLimits, EgressRequest } from './egress.ts'

/** What libraries that bring their own protocol hand to a `fetch` of ours. */
export type FetchInit = {
  readonly method?: string | undefined
  readonly headers?: ConstructorParameters<typeof Headers>[0]
  readonly body?: ConstructorParameters<typeof Response>[0] | undefined
}

/**
 * The port in the shape of `fetch` (Fetch Standard, 5.6), for libraries that take one, such as openid-client's
 * `customFetch`. Redirects come back as they are, whatever `redirect` says; what the port refuses or cannot reach is a
 * rejection with the outcome as its cause, as `fetch` itself has it.
 */
export const egressFetch =
  (egress: Egress, limits: Partial<EgressLimits> = {}) =>
  async (url: string | URL, init: FetchInit = {}): Promise<Response> => {
    const outcome = await egress.call({ ...(await requestOf(url, init)), limits })
    if (outcome.kind !== 'answered') throw new TypeError('fetch failed', { cause: outcome })
    const { status, headers, body } = outcome
    return new Response(bodiless.has(status) ? null : Buffer.from(body), { status, headers })
  }

/** A response of these has no body (Fetch Standard, "null body status"). */
const bodiless: ReadonlySet<number> = new Set([204, 205, 304])

async function requestOf(
  url: string | URL,
  { method = 'GET', headers, body }: FetchInit,
): Promise<EgressRequest> {
  const given = new Response(body ?? null)
  const type = given.headers.get('content-type')
  return {
    url: `${url}`,
    method: method as EgressRequest['method'],
    headers: { ...(type !== null && { 'content-type': type }), ...Object.fromEntries(new Headers(headers)) },
    ...(body !== undefined && body !== null && { body: new Uint8Array(await given.arrayBuffer()) }),
  }
}
