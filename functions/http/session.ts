import type { HttpRequest } from '@azure/functions'
import type { Actor } from '../../shared/application/actor.ts'
import type { ApiKeyDocument } from '../../shared/application/identity/api-key-document.ts'
import type { ProgramActor, VisitorActor } from '../../shared/application/consent/consent-caller.ts'
import type { App } from '../../shared/composition/app.ts'
import { missingProof } from '../../shared/domain/identity/proof.ts'
import type { ProofDemand } from '../../shared/domain/identity/proof.ts'
import type { KeyScope } from '../../shared/domain/identity/key-scopes.ts'
import { isElsewhere } from './at-host.ts'
import { asksHeadAlone } from './head.ts'
import { networkOf } from './network.ts'
import { err, ok } from '../../shared/kernel/result.ts'
import type { Result } from '../../shared/kernel/result.ts'

export type SignInRefusal = {
  readonly code:
    | 'notSignedIn'
    | 'tokenInvalid'
    | 'tokenExpired'
    | 'apiKeyInvalid'
    | 'apiKeyRequired'
    | 'apiKeyPublishable'
    | 'apiKeyOriginRefused'
    | 'moduleOff'
    | 'scopeMissing'
}

/** Who calls, and with which key. */
export type SignedIn = { readonly actor: Actor; readonly key?: ApiKeyDocument }

/**
 * The caller behind a bearer token, with the API key beside it where one is there or demanded: a key alone is nobody. The
 * key, the session and the rights are read from the store at every call.
 */
export async function bearerActor(
  app: App,
  request: HttpRequest,
  scope: KeyScope | 'any' | undefined,
): Promise<Result<SignedIn, SignInRefusal>> {
  const [, token] = /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i.exec(request.headers.get('authorization') ?? '') ?? []
  if (token === undefined) return err({ code: 'notSignedIn' })

  const claims = await app.tokens.verify(token, app.clock.now())
  if (!claims.ok) return claims
  const key = await app.keyGate.beside({ ...claims.value, presented: presentedKey(request) })
  if (!key.ok) return key
  if (key.value && !opens(key.value, scope)) return err({ code: 'scopeMissing' })
  const actor = await app.sessions.actor(claims.value.sessionId)
  return actor && !(await isElsewhere(app, request, actor.companyId))
    ? ok({ actor: asking(request, actor), ...(key.value && { key: key.value }) })
    : err({ code: 'notSignedIn' })
}

/**
 * The program behind an API key that comes without a token: it opens consent calls, and with that scope alone (security.md,
 * "API keys"). Undefined where there is no key, or a token beside it.
 */
export async function programOf(
  app: App,
  request: HttpRequest,
): Promise<Result<ProgramActor, SignInRefusal> | undefined> {
  const presented = presentedKey(request)
  if (presented === undefined || request.headers.has('authorization')) return undefined
  const key = await app.keyGate.alone(presented)
  if (!key.ok) return key
  const { companyId, keyId, scopes } = key.value
  return scopes.includes('consents')
    ? ok({ kind: 'program', companyId, keyId })
    : err({ code: 'scopeMissing' })
}

/** The page behind a key that it publishes; undefined where no such key comes along. */
export async function pageOf(
  app: App,
  request: HttpRequest,
): Promise<Result<VisitorActor, SignInRefusal> | undefined> {
  const presented = presentedKey(request)
  if (presented?.startsWith('pk_') !== true || request.headers.has('authorization')) return undefined
  const origin = request.headers.get('origin')
  const key = await app.keyGate.published({ presented, origin })
  if (!key.ok) return key
  const { companyId, keyId } = key.value
  const network = networkOf(app, request)
  return ok({
    ...{ kind: 'visitor', companyId, through: { keyId, origin: origin ?? '' } },
    ...(network !== undefined && { network }),
  })
}

/** A connector's key opens what it pushes to, and not even what everybody may see of themselves. */
const opens = ({ scopes, sourceId }: ApiKeyDocument, scope: KeyScope | 'any' | undefined): boolean =>
  scope === 'any' ? sourceId === undefined : scopes.some((one) => one === scope)

const asking = (request: HttpRequest, actor: Actor): Actor =>
  asksHeadAlone(request) ? { ...actor, looks: 'headOnly' } : actor
/** What a session of staff lacks for an operation, or a page; in demo mode nothing is asked. */
export function lackingProof(
  { settings, clock }: App,
  actor: Actor | undefined,
  demand: ProofDemand = 'factor',
): { readonly code: 'factorRequired' | 'freshProofRequired' } | undefined {
  if (settings.mode === 'demo' || actor?.kind !== 'employee') return undefined
  const code = missingProof(demand, actor, clock.now())
  return code && { code }
}

/** As integrators send it beside their token (api.md, "Staff and integrators"). */
export const presentedKey = (request: HttpRequest): string | undefined =>
  request.headers.get('x-api-key') ?? undefined

/**
 * The key that comes along when a link or a code is redeemed, looked at before anything is spent: what is made with it is
 * bound to it.
 */
export async function keyAlong(
  app: App,
  request: HttpRequest,
  companyId: string,
): Promise<Result<{ readonly keyId?: string }, SignInRefusal>> {
  const presented = presentedKey(request)
  if (presented === undefined) return ok({})
  const key = await app.keyGate.check({ companyId, presented })
  return key.ok ? ok({ keyId: key.value.keyId }) : key
}

const sessionCookie = '__Host-indsigt'

/** Named by the company, so that one browser has a session of each that its reader works for, or asked, beside the others. */
export const sessionCookieOf = (companyId: string): string => `${sessionCookie}.${companyId}`

/** All that this browser has. */
export const sessionCookiesOf = (
  request: HttpRequest,
): readonly { readonly companyId: string; readonly cookie: string }[] =>
  cookiesOf(request).flatMap((pair) => {
    const [, companyId = '', cookie = ''] = cookiePattern.exec(pair) ?? []
    return companyId === '' ? [] : [{ companyId, cookie }]
  })

const cookiePattern = new RegExp(`^${sessionCookie}\\.([a-z0-9-]{1,63})=(.+)$`)

/** The caller behind a browser's cookie for that company; browsers never hold tokens (security.md, "Sessions"). */
export async function browserActor(
  app: App,
  request: HttpRequest,
  companyId: string,
): Promise<Actor | undefined> {
  const cookie = cookieOf(request, sessionCookieOf(companyId))
  const actor = cookie === undefined ? undefined : await app.sessions.actorOfCookie(cookie)
  return actor && asking(request, actor)
}

const cookiesOf = (request: HttpRequest): readonly string[] =>
  (request.headers.get('cookie') ?? '').split(';').map((pair) => pair.trim())

export function cookieOf(request: HttpRequest, name: string): string | undefined {
  return cookiesOf(request)
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1)
}
