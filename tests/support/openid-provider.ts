import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { decodeJwt, SignJWT } from 'jose'
import Provider from 'oidc-provider'

import { createEgress } from '../../shared/adapters/egress/egress.ts'
import { createSignInProvider } from '../../shared/adapters/openid/sign-in-provider.ts'
import { egressFetch } from '../../shared/application/ports/egress-fetch.ts'
import type { Ports } from '../../shared/application/ports/ports.ts'
import type { CleaningUp } from './scratch-folder.ts'

/** What an ID token is changed to after the provider signed it; it is signed again with the same key unless it says so. */
export type Forgery = {
  readonly claims?: Readonly<Record<string, unknown>>
  /** `none` and `HS256` are what attackers of JWT try (RFC 8725, 2.1). */
  readonly signature?: 'good' | 'none' | 'HS256' | 'unknownKey' | 'rotatedKey' | 'broken'
}

/** How an address of the provider answers: in its place, or never. */
export type Substitute =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown }
  | 'silence'
  | 'endless'

export type OpenIdProvider = {
  readonly issuer: string
  readonly client: { readonly id: string; readonly secret: string }
  /** Of every ID token from now on. */
  readonly forge: (forgery: Forgery) => void
  /** What this path answers from now on; nothing for the truth. */
  readonly substitute: (path: string, answer?: Substitute) => void
  /** Every call that came to the provider itself, without those of browsers to its pages. */
  readonly calls: readonly string[]
  /** A browser that signs in there; it keeps its cookies. */
  readonly browser: () => ProviderBrowser
}

export type ProviderBrowser = {
  /** Goes where it was sent and signs in if asked; the address at which it is sent back. */
  readonly signIn: (address: string, login: string) => Promise<URL>
  /** Goes there and does not want to. */
  readonly refuse: (address: string) => Promise<URL>
}

type Options = {
  readonly redirectUris: readonly string[]
  /** As the person's sign-in there is reported. */
  readonly login?: { readonly acr?: string; readonly amr?: readonly string[] }
  readonly acrValues?: readonly string[]
}

/** The same ports with a way out that also leads to this machine, and gives up on the slow in half a second. */
export function reachingProvider(ports: Ports): Ports {
  const egress = createEgress({ loopback: 'allowed' })
  const limits = { headersMs: 500, totalMs: 500 }
  return { ...ports, egress, signInProvider: createSignInProvider(egressFetch(egress, limits)) }
}

const clientOf = { id: 'indsigt', secret: 'a secret that only tests know' }

/** The certified provider `oidc-provider` on a port of this machine, until the test ends. */
export async function runOpenIdProvider(t: CleaningUp, options: Options): Promise<OpenIdProvider> {
  const keys = (sharedKeys ??= {
    ...{ own: signingKey('own'), rotated: signingKey('rotated'), unknown: signingKey('unknown') },
  })
  const state: { forgery?: Forgery } = {}
  const substitutes = new Map<string, Substitute>()
  const calls: string[] = []
  let handle: (request: IncomingMessage, response: ServerResponse) => unknown = () => undefined
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    calls.push(`${request.method} ${path}`)
    const instead = substitutes.get(path)
    if (instead === undefined) handle(request, response)
    else answerWith(instead, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = configured(issuer, keys.own.private, options)
  provider.use(async (context, next) => {
    await next()
    const { forgery } = state
    const body = context.body as { id_token?: string } | undefined
    if (forgery && context.path === '/token' && body?.id_token !== undefined)
      context.body = { ...body, id_token: await forged(body.id_token, forgery, keys) }
    if (forgery?.signature === 'rotatedKey' && context.path === '/jwks')
      context.body = { keys: [keys.rotated.public] }
  })
  handle = pages(provider, options, provider.callback())
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    ...{ issuer, client: clientOf, calls, browser: () => browserOf(issuer) },
    forge: (forgery) => void (state.forgery = forgery),
    substitute: (path, answer) =>
      void (answer === undefined ? substitutes.delete(path) : substitutes.set(path, answer)),
  }
}

/** Made once: they take longer than the rest of a test. */
let sharedKeys: Readonly<Record<'own' | 'rotated' | 'unknown', Key>> | undefined

type Key = { readonly private: Record<string, unknown>; readonly public: Record<string, unknown> }

function signingKey(kid: string): Key {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const named = { kid, use: 'sig', alg: 'RS256' }
  return {
    private: { ...privateKey.export({ format: 'jwk' }), ...named },
    public: { ...publicKey.export({ format: 'jwk' }), ...named },
  }
}

function configured(
  issuer: string,
  key: Key['private'],
  { redirectUris, acrValues = [] }: Options,
): Provider {
  return new Provider(issuer, {
    clients: [
      {
        client_id: clientOf.id,
        client_secret: clientOf.secret,
        redirect_uris: [...redirectUris],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    jwks: { keys: [key as never] },
    cookies: { keys: ['of this test'] },
    acrValues: [...acrValues],
    scopes: ['openid', 'profile'],
    claims: { openid: ['sub'], amr: null, tid: null } as never,
    pkce: { required: () => true },
    conformIdTokenClaims: false,
    features: {
      devInteractions: { enabled: false },
      claimsParameter: { enabled: true },
    },
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, id) => ({ accountId: id, claims: async () => ({ sub: id }) }),
    // Whoever signs in has agreed: consent is no matter of these tests.
    async loadExistingGrant(context) {
      const { client, session, params, provider } = context.oidc
      if (!client || !session?.accountId) return undefined
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
      grant.addOIDCClaims(['tid'])
      grant.addOIDCScope(`${params?.['scope']}`)
      await grant.save()
      return grant
    },
  })
}

/** The provider's own page: a name is enough to be somebody. */
function pages(
  provider: Provider,
  { login }: Options,
  otherwise: (request: IncomingMessage, response: ServerResponse) => unknown,
) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!request.url?.startsWith('/interaction/')) return void otherwise(request, response)
    if (request.method === 'GET') {
      response.setHeader('content-type', 'text/html')
      return void response.end(
        `<!doctype html><html lang="en"><title>Provider</title><h1>Provider</h1>
        <form method="post"><label>Name <input name="login"></label><button>Sign in</button></form>`,
      )
    }
    const accountId = new URLSearchParams(await text(request)).get('login') ?? ''
    const result =
      accountId === ''
        ? { error: 'access_denied', error_description: 'They did not want to' }
        : { login: { accountId, ...loginOf(login) } }
    await provider.interactionFinished(request, response, result)
  }
}

const loginOf = ({ acr, amr }: NonNullable<Options['login']> = {}) => ({
  ...(acr !== undefined && { acr }),
  ...(amr && { amr: [...amr] }),
})

function answerWith(instead: Substitute, response: ServerResponse): void {
  if (instead === 'silence') return
  if (instead === 'endless') {
    response.setHeader('content-type', 'application/json')
    const more = (): void => {
      while (!response.destroyed && response.write(' '.repeat(65_536)));
    }
    response.on('drain', more)
    return more()
  }
  const { status, headers = {}, body } = instead
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(typeof body === 'string' ? body : JSON.stringify(body ?? {}))
}

async function forged(
  token: string,
  { claims = {}, signature = 'good' }: Forgery,
  keys: Readonly<Record<'own' | 'rotated' | 'unknown', Key>>,
): Promise<string> {
  const payload = Object.fromEntries(
    Object.entries({ ...decodeJwt(token), ...claims }).filter(([, value]) => value !== undefined),
  )
  if (signature === 'none') return `${encoded({ alg: 'none' })}.${encoded(payload)}.`
  const sign = (alg: string, kid: string, key: KeyObject | Uint8Array) =>
    new SignJWT(payload).setProtectedHeader({ alg, kid }).sign(key)
  if (signature === 'HS256') return sign('HS256', 'own', Buffer.from(JSON.stringify(keys.own.public)))
  const name = { good: 'own', broken: 'own', rotatedKey: 'rotated', unknownKey: 'unknown' } as const
  const key = keys[name[signature]]
  const signed = await sign('RS256', name[signature], createPrivateKey({ key: key.private, format: 'jwk' }))
  return signature === 'broken' ? `${signed.slice(0, -6)}AAAAAA` : signed
}

const encoded = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString('base64url')

function browserOf(issuer: string): ProviderBrowser {
  const jar = new Map<string, string>()

  async function go(address: string, login: string | undefined): Promise<URL> {
    let next: { url: string; body?: string } = { url: address }
    for (let hop = 0; hop < 12; hop++) {
      const response = await fetch(next.url, {
        redirect: 'manual',
        method: next.body === undefined ? 'GET' : 'POST',
        headers: {
          cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
          ...(next.body !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
        },
        ...(next.body !== undefined && { body: next.body }),
      })
      for (const cookie of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
        if (value === '') jar.delete(name)
        else jar.set(name, value)
      }
      const location = response.headers.get('location')
      const content = await response.text()
      if (location !== null) {
        const url = new URL(location, next.url)
        if (url.origin !== issuer) return url
        next = { url: url.href }
      } else if (content.includes('name="login"')) {
        next = { url: next.url, body: new URLSearchParams({ login: login ?? '' }).toString() }
      } else throw new Error(`the provider said ${response.status}: ${content.slice(0, 300)}`)
    }
    throw new Error('the provider sends its browser in a circle')
  }

  return { signIn: (address, login) => go(address, login), refuse: (address) => go(address, undefined) }
}
