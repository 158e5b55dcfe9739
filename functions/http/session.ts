import type { HttpRequest } from '@azure/functions'
import type { Actor } from '../../shared/application/actor.ts'
import type { App } from '../../shared/composition/app.ts'
import { err, ok } from '../../shared/kernel/result.ts'
import type { Result } from '../../shared/kernel/result.ts'

export type SignInRefusal = { readonly code: 'notSignedIn' | 'tokenInvalid' | 'tokenExpired' }

/** The caller behind a bearer token. Its session and its rights are read from the store at every call. */
export async function bearerActor(app: App, request: HttpRequest): Promise<Result<Actor, SignInRefusal>> {
  const [, token] = /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i.exec(request.headers.get('authorization') ?? '') ?? []
  if (token === undefined) return err({ code: 'notSignedIn' })

  const claims = await app.tokens.verify(token, app.clock.now())
  if (!claims.ok) return claims
  const actor = await app.sessions.actor(claims.value.sessionId)
  return actor ? ok(actor) : err({ code: 'notSignedIn' })
}

export const sessionCookie = '__Host-indsigt'

/** The caller behind a browser's cookie; browsers never hold tokens (security.md, "Sessions"). */
export async function browserActor(app: App, request: HttpRequest): Promise<Actor | undefined> {
  const cookie = cookieOf(request, sessionCookie)
  return cookie === undefined ? undefined : app.sessions.actorOfCookie(cookie)
}

export function cookieOf(request: HttpRequest, name: string): string | undefined {
  const pairs = (request.headers.get('cookie') ?? '').split(';').map((pair) => pair.trim())
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1)
}
