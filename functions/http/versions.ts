// Entity tags (RFC 9110 sections 8.8.3 and 13.1): what a caller has already is not sent again, and what somebody else
// has changed since is not written over.
import type { HttpResponseInit } from '@azure/functions'

type Headers = Readonly<Record<string, string>>

/**
 * The version that the caller saw, from `If-Match`; undefined where any will do. Only strong tags match, so a weak one, or
 * a list of several, is no version that a resource ever has.
 */
export function expectedVersion(ifMatch: string | null): string | undefined {
  const tag = ifMatch?.trim()
  if (tag === undefined || tag === '*') return undefined
  return /^"([^"]*)"$/.exec(tag)?.[1] ?? tag
}

/** Every document that is read has its tag: that of the store where the handler knows it, otherwise one of its content. */
export async function versioned(
  answer: HttpResponseInit,
  request: { readonly headers: { readonly get: (name: string) => string | null } },
): Promise<HttpResponseInit> {
  if (answer.status !== 200 || typeof answer.body !== 'string') return answer

  const headers = answer.headers as Headers | undefined
  const etag = headers?.['etag'] ?? (await tagOf(answer.body))
  return names(request.headers.get('if-none-match'), etag)
    ? { status: 304, headers: { etag } }
    : { ...answer, headers: { ...headers, etag } }
}

async function tagOf(content: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(content))
  return `"${Buffer.from(hash).toString('base64url').slice(0, 22)}"`
}

/** Compared weakly, as the RFC has it for reading. */
const names = (ifNoneMatch: string | null, etag: string): boolean =>
  ifNoneMatch !== null &&
  (ifNoneMatch.trim() === '*' ||
    ifNoneMatch.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag.replace(/^W\//, '')))
