import type { DurableHttpRequest } from './actions.ts'

/** HttpClient's default, which is what the extension has. */
const timeoutMs = 100_000

/**
 * The built-in activity behind `callHttp`. Answers `{statusCode, headers, content}`; whatever the status, an answer is
 * a result. Managed identities belong to Azure: a token source is refused here.
 */
export async function callOut(request: DurableHttpRequest): Promise<string> {
  if (request.tokenSource) throw new Error('a token source needs a managed identity, which this host has not')
  const response = await fetch(request.uri, {
    method: request.method,
    headers: request.headers ?? {},
    signal: AbortSignal.timeout(timeoutMs),
    ...(request.content === undefined ? {} : { body: request.content }),
  })
  return JSON.stringify({
    statusCode: response.status,
    headers: Object.fromEntries(response.headers),
    content: await response.text(),
  })
}
